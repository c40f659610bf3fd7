"""What papers are made of, as pages read it: whom a list would have, and who came when."""

from typing import Protocol

from services.registration.domain.lists import Attendance
from services.registration.domain.statistics import Group, Invited


class PapersView(Protocol):
    """The read side of lists, reports and letters."""

    async def attendance(self, meeting_id: str) -> Attendance:
        """Return everybody a meeting could list now, and the list issued last."""

    async def invited(self, meeting_id: str) -> list[Invited]:
        """Return every delegation of a meeting as figures need it."""

    async def groups(self, meeting_id: str) -> list[Group]:
        """Return how many of each delegation have which status, gender and day of arrival."""
