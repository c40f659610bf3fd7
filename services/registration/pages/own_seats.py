"""Seats as a delegation and a participant see them: who sits, swap, give up, wait, answer an offer."""

from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from services.registration.commands.seats import (
    AcceptSeat,
    DeclineSeat,
    GiveUpSeat,
    JoinWaitingList,
    LeaveWaitingList,
    SeatNow,
    SeatParticipant,
    SwapSeat,
)
from services.registration.domain.seats import SEATED_ROLES, allot
from services.registration.handlers.seats import give_up_seat, seat_participant, swap_seat
from services.registration.handlers.waiting_lists import (
    accept_seat,
    decline_seat,
    join_waiting_list,
    leave_waiting_list,
)
from services.registration.pages.room import MISSION, Room
from services.registration.pages.substitutions import acts_for
from services.registration.ports import RegistrationUnit
from shared.errors import Refused
from shared.identity import PUBLIC, permit, safe_next
from shared.pages import Form, msg, read_form
from shared.unit import Handler
from shared.waiting import standing
from shared.who import Role

M = TypeVar("M", bound=BaseModel)
CHANGED = msg("The seats are changed.")


class OwnSeats:
    """The seats of one delegation, and what its people and its focal point do with them; the handler says who may."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._views = room.seating.seats

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one, anyone = "/participants/{participant_id}", [permit(PUBLIC)]
        router.get("/delegations/{delegation_id}/seats", dependencies=MISSION)(self.show)
        router.get(f"{one}/seat", dependencies=anyone)(self.own)
        router.post(f"{one}/seat", dependencies=anyone)(self.seat)
        router.post(f"{one}/give-up-seat", dependencies=anyone)(self.give_up)
        router.post(f"{one}/swap-seat", dependencies=anyone)(self.swap)
        router.post(f"{one}/wait-for-seat", dependencies=anyone)(self.wait)
        router.post(f"{one}/no-longer-wait", dependencies=anyone)(self.no_longer_wait)
        router.post(f"{one}/accept-seat", dependencies=anyone)(self.accept)
        router.post(f"{one}/decline-seat", dependencies=anyone)(self.decline)

    async def show(self, request: Request, delegation_id: str) -> Response:
        """Show the seats of a delegation."""
        return await self._show(request, delegation_id)

    async def own(self, request: Request, participant_id: str) -> Response:
        """Show somebody where they follow the meeting from, and their place in the waiting list."""
        return await self._own(request, participant_id)

    async def seat(self, request: Request, participant_id: str) -> Response:
        """Give a seat of the delegation."""
        return await self._act(request, participant_id, seat_participant, SeatParticipant)

    async def give_up(self, request: Request, participant_id: str) -> Response:
        """Take a seat back."""
        return await self._act(request, participant_id, give_up_seat, GiveUpSeat)

    async def swap(self, request: Request, participant_id: str) -> Response:
        """Let another one sit."""
        return await self._act(request, participant_id, swap_seat, SwapSeat)

    async def wait(self, request: Request, participant_id: str) -> Response:
        """Wait for a seat."""
        return await self._act(request, participant_id, join_waiting_list, JoinWaitingList)

    async def no_longer_wait(self, request: Request, participant_id: str) -> Response:
        """Leave the waiting list."""
        return await self._act(request, participant_id, leave_waiting_list, LeaveWaitingList)

    async def accept(self, request: Request, participant_id: str) -> Response:
        """Accept an offered seat."""
        return await self._act(request, participant_id, accept_seat, AcceptSeat)

    async def decline(self, request: Request, participant_id: str) -> Response:
        """Decline an offered seat."""
        return await self._act(request, participant_id, decline_seat, DeclineSeat)

    async def _act(
        self, request: Request, participant_id: str, handler: Handler[M, RegistrationUnit, SeatNow], kind: type[M]
    ) -> Response:
        form = await read_form(request)
        try:
            command = form.command(kind, participant_id=participant_id)
            await self._room.ask(request, handler, command, form=form)
        except Refused as refused:
            return await self._refused(request, participant_id, form, refused)
        back = form.text("back") or f"/registration/participants/{participant_id}/seat"
        return self._room.pages.go(safe_next(back), said=CHANGED)

    async def _refused(self, request: Request, participant_id: str, form: Form, refused: Refused) -> Response:
        participant = await self._room.views.participant(participant_id)
        if form.text("back").endswith("/seats") and acts_for(participant, request.state.who):
            return await self._show(request, participant.delegation_id, trouble=refused)
        return await self._own(request, participant_id, trouble=refused)

    async def _show(self, request: Request, delegation_id: str, *, trouble: Refused | None = None) -> Response:
        seen = await self._room.views.delegation_with_people(delegation_id)
        meeting = await self._room.views.meeting(seen.delegation.meeting_id)
        rooms = await self._views.rooms(meeting.meeting_id)
        allotments = {one.room_id: one for one in await self._views.seats_of(delegation_id)}
        people = [one for one in seen.people if one.active and one.role in SEATED_ROLES]
        shown: dict[str, object] = {
            "delegation": seen.delegation,
            "people": people,
            "seat_rooms": [(one, allotments.get(one.room_id) or allot(one, seen.delegation)[1]) for one in rooms],
            "place": standing,
            "trouble": trouble,
        }
        status = trouble.status if trouble else 200
        return self._room.page(request, "delegation_seats.html", meeting, status=status, **shown)

    async def _own(self, request: Request, participant_id: str, *, trouble: Refused | None = None) -> Response:
        participant = await self._room.views.participant(participant_id)
        who = request.state.who
        if not (acts_for(participant, who) or (who and who.has(Role.PARTICIPANT, participant_id))):
            return self._room.pages.go("/registration/link")
        meeting = await self._room.views.meeting(participant.meeting_id)
        rooms = (await self._views.rooms(meeting.meeting_id))[:1]
        shown: dict[str, object] = {"one": participant, "seat_rooms": rooms, "place": standing, "trouble": trouble}
        status = trouble.status if trouble else 200
        return self._room.page(request, "own_seat.html", meeting, status=status, **shown)
