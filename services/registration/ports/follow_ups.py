"""What pages and the API read of follow-up forms."""

from typing import Protocol

from services.registration.domain import Participant
from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer


class FollowUpViews(Protocol):
    """The read side of follow-up forms."""

    async def follow_up(self, follow_up_id: str) -> FollowUp:
        """Return a follow-up form, or refuse with NotFound."""

    async def of_meeting(self, meeting_id: str) -> list[FollowUp]:
        """Return the follow-up forms of a meeting, the one due first on top."""

    async def answers(self, follow_up_id: str) -> list[FollowUpAnswer]:
        """Return what was answered to a form, by name."""

    async def counts(self, meeting_id: str) -> dict[str, int]:
        """Return how many answered each form of a meeting."""

    async def of_person(self, participant_id: str) -> list[FollowUpAnswer]:
        """Return what one person answered to any form."""

    async def missing(self, follow_up: FollowUp) -> list[Participant]:
        """Return who is asked and has not answered, by delegation and name; whom a reminder goes to."""
