"""What catering's handlers work with."""

from typing import Protocol

from shared.stored import Stored
from shared.unit import Work
from tests.architecture.catering.domain import Lunch, MeetingCopy


class CateringUnit(Work, Protocol):
    """The stores of catering within one unit."""

    meetings: Stored[MeetingCopy]
    lunches: Stored[Lunch]


class Views(Protocol):
    """What catering's pages read."""

    async def lunches(self, meeting_id: str) -> list[Lunch]:
        """Return the lunches of a meeting."""
