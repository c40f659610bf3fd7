"""What papers are made of, as pages read it: whom a list would have, and who came when."""

from typing import Protocol

from services.registration.domain.lists import Attendance


class PapersView(Protocol):
    """The read side of lists, reports and letters."""

    async def attendance(self, meeting_id: str) -> Attendance:
        """Return everybody a meeting could list now, and the list issued last."""
