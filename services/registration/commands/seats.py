"""Rooms, seats, swaps and the waiting list."""

from pydantic import Field

from shared.contracts.registration import AttendanceMode
from shared.messages import Command
from shared.values import Text, Value


class RoomPlan(Value):
    """A room as it is arranged: seats of each delegation by bench; where people go for whom there is no seat."""

    name: Text
    capacity: int = Field(ge=1, le=20_000)
    states_parties: int = Field(default=2, ge=0, le=500)
    other_states: int = Field(default=1, ge=0, le=500)
    organisations: int = Field(default=1, ge=0, le=500)
    beyond: AttendanceMode = AttendanceMode.OVERFLOW
    answer_minutes: int = Field(default=24 * 60, ge=5, le=14 * 24 * 60)


class ArrangeRoom(Command, RoomPlan):
    """Give a meeting a room with seats; every delegation gets its quota."""

    meeting_id: str


class RearrangeRoom(Command, RoomPlan):
    """Give a room another capacity or other quotas; nobody who sits is made to stand up."""

    room_id: str


class RoomNow(Value):
    """Answer: how the seats of a room stand."""

    room_id: str
    capacity: int
    committed: int
    pool: int


class QuotaAsked(Value):
    """How many seats a delegation has in a room."""

    delegation_id: str
    quota: int = Field(ge=0, le=500)


class SetSeatQuota(Command, QuotaAsked):
    """Raise or lower the quota of one delegation within the room."""

    room_id: str


class SeatDelegation(Command):
    """Seat whoever of a delegation has no seat yet, head first, within its quota."""

    room_id: str
    delegation_id: str


class DelegationSeated(Value):
    """Answer: how many people of a delegation sit and how many could not."""

    delegation_id: str
    seated: int
    beyond: int


class SeatAsked(Value):
    """A seat in a room."""

    room_id: str


class SeatParticipant(Command, SeatAsked):
    """Give a participant a seat of their delegation."""

    participant_id: str


class GiveUpSeat(Command, SeatAsked):
    """Take a participant's seat back; they follow from elsewhere."""

    participant_id: str


class SwapAsked(SeatAsked):
    """Who sits down where somebody stands up."""

    successor_id: str


class SwapSeat(Command, SwapAsked):
    """Let another participant of the delegation sit on somebody's seat."""

    participant_id: str


class JoinWaitingList(Command, SeatAsked):
    """Let a participant wait for a seat beyond the quota of their delegation."""

    participant_id: str


class LeaveWaitingList(Command, SeatAsked):
    """Let a participant no longer wait."""

    participant_id: str


class AcceptSeat(Command, SeatAsked):
    """Take the seat that is offered."""

    participant_id: str


class DeclineSeat(Command, SeatAsked):
    """Refuse the seat that is offered."""

    participant_id: str


class LapseSeats(Command):
    """Take back offers of seats that were not answered in time, and offer them to the next."""

    room_id: str


class SeatNow(Value):
    """Answer: where a participant follows the meeting from, and their number in the waiting list."""

    participant_id: str
    attendance: AttendanceMode | None
    waiting: int | None = None
    offered: bool = False
