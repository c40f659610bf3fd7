"""What pages and the API read of rooms and seats."""

from typing import Protocol

from services.registration.domain import Participant
from services.registration.domain.seats import Allotment, ConferenceRoom
from services.registration.domain.substitutions import Substitution
from shared.values import Value


class SeatPlan(Value):
    """One room with everybody's seats."""

    room: ConferenceRoom
    allotments: tuple[Allotment, ...]
    people: tuple[Participant, ...]


class SeatViews(Protocol):
    """The read side of seats."""

    async def rooms(self, meeting_id: str) -> list[ConferenceRoom]:
        """Return the rooms of a meeting, the first arranged first."""

    async def seat_plan(self, room_id: str) -> SeatPlan:
        """Return a room with the seats of every delegation and the people who sit or wait, or refuse with NotFound."""

    async def substitutions_of(self, participant_id: str) -> list[Substitution]:
        """Return the substitutions somebody left or came by, the latest first."""

    async def seats_of(self, delegation_id: str) -> list[Allotment]:
        """Return the seats of a delegation in every room."""
