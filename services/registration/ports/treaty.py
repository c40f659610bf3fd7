"""What pages and the API read of treaty acts and of requests for observer status."""

from typing import Protocol

from services.registration.domain.observers import ObserverRequest
from services.registration.domain.treaty_status import TreatyStatus


class TreatyViews(Protocol):
    """The read side of treaty status and observers."""

    async def statuses(self, convention: str) -> list[TreatyStatus]:
        """Return the States of a convention with acts recorded here."""

    async def observer_requests(self, meeting_id: str) -> list[ObserverRequest]:
        """Return the requests for one meeting, oldest first."""

    async def observer_request(self, observer_request_id: str) -> ObserverRequest:
        """Return one request, or refuse with NotFound."""
