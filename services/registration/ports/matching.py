"""What the reconciliation of both tracks reads."""

from typing import Protocol

from services.registration.domain import Delegation, Participant
from shared.values import Value


class Opened(Value):
    """A delegation whose tracks have not met everywhere, with everyone registered in it."""

    delegation: Delegation
    people: tuple[Participant, ...]


class MatchingViews(Protocol):
    """The read side of matching."""

    async def mismatches(self, meeting_id: str) -> list[Opened]:
        """Return the delegations with somebody open on either side, by name."""

    async def matched(self, meeting_id: str) -> list[Participant]:
        """Return who was matched by hand, the latest first."""
