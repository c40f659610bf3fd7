"""The API of seats: rooms, quotas, who sits, who waits."""

from fastapi import APIRouter

from services.registration.commands.seats import (
    AcceptSeat,
    ArrangeRoom,
    DeclineSeat,
    DelegationSeated,
    GiveUpSeat,
    JoinWaitingList,
    LeaveWaitingList,
    QuotaAsked,
    RearrangeRoom,
    RoomNow,
    RoomPlan,
    SeatAsked,
    SeatDelegation,
    SeatNow,
    SeatParticipant,
    SetSeatQuota,
    SwapAsked,
    SwapSeat,
)
from services.registration.domain.seats import ConferenceRoom
from services.registration.handlers.seats import (
    arrange_room,
    give_up_seat,
    rearrange_room,
    seat_delegation,
    seat_participant,
    set_seat_quota,
    swap_seat,
)
from services.registration.handlers.waiting_lists import (
    accept_seat,
    decline_seat,
    join_waiting_list,
    leave_waiting_list,
)
from services.registration.ports import RegistrationUnit
from services.registration.ports.seats import SeatPlan, SeatViews
from services.registration.routes.needs import FOR_READERS, Anyone, Officer
from shared.unit import Units


class SeatRoutes:
    """Seats over HTTP; the handler says who may act for whom."""

    def __init__(self, units: Units[RegistrationUnit], views: SeatViews) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        room, one = "/rooms/{room_id}", "/participants/{participant_id}"
        router.get("/meetings/{meeting_id}/rooms", dependencies=FOR_READERS)(self.rooms)
        router.post("/meetings/{meeting_id}/rooms", status_code=201)(self.arrange)
        router.get(room, dependencies=FOR_READERS)(self.plan)
        router.post(f"{room}/rearrange")(self.rearrange)
        router.post(f"{room}/quotas")(self.set_quota)
        router.post(f"{room}/delegations/{{delegation_id}}/seat")(self.seat_delegation)
        router.post(f"{one}/seat")(self.seat)
        router.post(f"{one}/give-up-seat")(self.give_up)
        router.post(f"{one}/swap-seat")(self.swap)
        router.post(f"{one}/wait-for-seat")(self.wait)
        router.post(f"{one}/no-longer-wait")(self.no_longer_wait)
        router.post(f"{one}/accept-seat")(self.accept)
        router.post(f"{one}/decline-seat")(self.decline)

    async def rooms(self, meeting_id: str) -> list[ConferenceRoom]:
        """The rooms of a meeting."""
        return await self._views.rooms(meeting_id)

    async def plan(self, room_id: str) -> SeatPlan:
        """One room with everybody's seats and the waiting list."""
        return await self._views.seat_plan(room_id)

    async def arrange(self, meeting_id: str, plan: RoomPlan, origin: Officer) -> RoomNow:
        """Give a meeting a room; every delegation gets its quota (R7)."""
        return await self._units.run(arrange_room, ArrangeRoom(meeting_id=meeting_id, **dict(plan)), origin)

    async def rearrange(self, room_id: str, plan: RoomPlan, origin: Officer) -> RoomNow:
        """Give a room another capacity or other quotas."""
        return await self._units.run(rearrange_room, RearrangeRoom(room_id=room_id, **dict(plan)), origin)

    async def set_quota(self, room_id: str, asked: QuotaAsked, origin: Officer) -> RoomNow:
        """Raise or lower the quota of one delegation."""
        return await self._units.run(set_seat_quota, SetSeatQuota(room_id=room_id, **dict(asked)), origin)

    async def seat_delegation(self, room_id: str, delegation_id: str, origin: Officer) -> DelegationSeated:
        """Seat whoever of a delegation has no seat yet, head first."""
        command = SeatDelegation(room_id=room_id, delegation_id=delegation_id)
        return await self._units.run(seat_delegation, command, origin)

    async def seat(self, participant_id: str, asked: SeatAsked, origin: Anyone) -> SeatNow:
        """Give a participant a seat of their delegation."""
        command = SeatParticipant(participant_id=participant_id, room_id=asked.room_id)
        return await self._units.run(seat_participant, command, origin)

    async def give_up(self, participant_id: str, asked: SeatAsked, origin: Anyone) -> SeatNow:
        """Take a participant's seat back."""
        command = GiveUpSeat(participant_id=participant_id, room_id=asked.room_id)
        return await self._units.run(give_up_seat, command, origin)

    async def swap(self, participant_id: str, asked: SwapAsked, origin: Anyone) -> SeatNow:
        """Let another participant of the delegation sit on somebody's seat."""
        command = SwapSeat(participant_id=participant_id, **dict(asked))
        return await self._units.run(swap_seat, command, origin)

    async def wait(self, participant_id: str, asked: SeatAsked, origin: Anyone) -> SeatNow:
        """Wait for a seat beyond the quota of the delegation."""
        command = JoinWaitingList(participant_id=participant_id, room_id=asked.room_id)
        return await self._units.run(join_waiting_list, command, origin)

    async def no_longer_wait(self, participant_id: str, asked: SeatAsked, origin: Anyone) -> SeatNow:
        """Take a participant off the waiting list."""
        command = LeaveWaitingList(participant_id=participant_id, room_id=asked.room_id)
        return await self._units.run(leave_waiting_list, command, origin)

    async def accept(self, participant_id: str, asked: SeatAsked, origin: Anyone) -> SeatNow:
        """Take the seat that is offered."""
        command = AcceptSeat(participant_id=participant_id, room_id=asked.room_id)
        return await self._units.run(accept_seat, command, origin)

    async def decline(self, participant_id: str, asked: SeatAsked, origin: Anyone) -> SeatNow:
        """Refuse the seat that is offered."""
        command = DeclineSeat(participant_id=participant_id, room_id=asked.room_id)
        return await self._units.run(decline_seat, command, origin)
