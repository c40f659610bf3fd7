"""The seat plan: rooms, quotas and counts of a meeting, who waits in which order and why; drawn."""

from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from services.registration.commands.seats import ArrangeRoom, RearrangeRoom, SeatDelegation, SetSeatQuota
from services.registration.domain import Meeting
from services.registration.domain.seats import ConferenceRoom
from services.registration.handlers.seats import arrange_room, rearrange_room, seat_delegation, set_seat_quota
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.seats_drawn import drawn, order_shown, rows_of
from services.registration.pages.words_seating import MODE_CHOICES
from services.registration.ports import RegistrationUnit
from shared.errors import Refused
from shared.pages import Form, msg, read_form
from shared.unit import Handler

M = TypeVar("M", bound=BaseModel)


class SeatPages:
    """The rooms of a meeting and the seat plan of each."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._views = room.seating.seats

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/rooms/{room_id}"
        router.get("/meetings/{code}/seats", dependencies=READERS)(self.show)
        router.post("/meetings/{code}/seats", dependencies=OFFICERS)(self.arrange)
        router.get(one, dependencies=READERS)(self.plan)
        router.post(f"{one}/rearrange", dependencies=OFFICERS)(self.rearrange)
        router.post(f"{one}/quotas", dependencies=OFFICERS)(self.set_quota)
        router.post(f"{one}/seat", dependencies=OFFICERS)(self.seat_everybody)

    async def show(self, request: Request, code: str) -> Response:
        """Show the first room, or the form that arranges one."""
        meeting = await self._room.meeting(code)
        rooms = await self._views.rooms(meeting.meeting_id)
        if rooms and "new" not in request.query_params:
            return await self._plan(request, rooms[0].room_id, Form())
        return self._form(request, meeting, Form.of(states_parties=2, other_states=1, organisations=1))

    async def arrange(self, request: Request, code: str) -> Response:
        """Give the meeting a room."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(ArrangeRoom, meeting_id=meeting.meeting_id)
            now = await self._room.ask(request, arrange_room, command, form=form)
        except Refused as refused:
            return self._form(request, meeting, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/rooms/{now.room_id}", said=msg("The room is arranged."))

    async def plan(self, request: Request, room_id: str) -> Response:
        """Show the seat plan of a room; to the scripts the piece that changes alone."""
        return await self._plan(request, room_id, Form())

    async def rearrange(self, request: Request, room_id: str) -> Response:
        """Give the room another capacity or other quotas."""
        form = await read_form(request)
        return await self._act(request, room_id, (rearrange_room, RearrangeRoom), form)

    async def set_quota(self, request: Request, room_id: str) -> Response:
        """Raise or lower the quota of one delegation."""
        form = await read_form(request)
        return await self._act(request, room_id, (set_seat_quota, SetSeatQuota), form)

    async def seat_everybody(self, request: Request, room_id: str) -> Response:
        """Seat whoever has no seat yet, a delegation a unit, head first within each quota."""
        form = await read_form(request)
        for one in (await self._views.seat_plan(room_id)).allotments:
            command = SeatDelegation(room_id=room_id, delegation_id=one.delegation_id)
            own = Form({**form.values, "key": (f"{form.key}:{one.delegation_id}",)})
            await self._room.ask(request, seat_delegation, command, form=own)
        said = msg("Everybody who was registered has a seat or follows from elsewhere.")
        return self._room.pages.go(f"/registration/rooms/{room_id}", said=said)

    async def _act(
        self,
        request: Request,
        room_id: str,
        act: tuple[Handler[M, RegistrationUnit, object], type[M]],
        form: Form,
    ) -> Response:
        handler, kind = act
        try:
            await self._room.ask(request, handler, form.command(kind, room_id=room_id), form=form)
        except Refused as refused:
            return await self._plan(request, room_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/rooms/{room_id}", said=msg("The seats are changed."))

    async def _plan(self, request: Request, room_id: str, form: Form, *, status: int = 200) -> Response:
        plan = await self._views.seat_plan(room_id)
        meeting = await self._room.views.meeting(plan.room.meeting_id)
        speech = self._room.pages.speech(request)
        everything = "all" in request.query_params
        shown: dict[str, object] = {
            "seats": plan,
            "seat_rooms": await self._views.rooms(meeting.meeting_id),
            "bars": drawn(plan, speech.gettext),
            "rows": rows_of(plan, speech, everything=everything),
            "everything": everything,
            "order": order_shown(plan),
            "form": form if form.values else _filled(plan.room),
            "mode_choices": MODE_CHOICES,
        }
        if request.headers.get("x-fragment"):
            return self._room.piece(request, "seat_plan_piece.html", meeting, **shown)
        return self._room.page(request, "seat_plan.html", meeting, status=status, **shown)

    def _form(self, request: Request, meeting: Meeting, form: Form, *, status: int = 200) -> Response:
        return self._room.page(request, "seat_room.html", meeting, status=status, form=form, mode_choices=MODE_CHOICES)


def _filled(room: ConferenceRoom) -> Form:
    return Form.of(
        name=room.name,
        capacity=room.capacity,
        beyond=room.beyond.value,
        answer_minutes=room.pool.answer_minutes,
        **room.quotas.model_dump(),
    )
