"""What pages and the API read of change requests."""

from typing import Protocol

from services.registration.domain.changes import ChangeRequest


class ChangeViews(Protocol):
    """The read side of change requests."""

    async def change(self, change_id: str) -> ChangeRequest:
        """Return a request, or refuse with NotFound."""

    async def waiting(self, meeting_id: str) -> list[ChangeRequest]:
        """Return the requests of a meeting that wait, the oldest first."""

    async def of_person(self, participant_id: str) -> list[ChangeRequest]:
        """Return the requests of a person, newest first."""

    async def of_meeting(self, meeting_id: str) -> list[ChangeRequest]:
        """Return the requests of a meeting, newest first; a few hundred."""
