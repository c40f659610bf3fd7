"""The rooms of the venues: what they hold, and the form that adds one."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.side_events.commands import AddRoom
from services.side_events.handlers import add_room
from services.side_events.pages.desk import Desk, decides
from services.side_events.pages.office import READERS
from services.side_events.pages.words import room_choices
from shared.identity import permit
from shared.pages import Form, msg
from shared.pages.kit import who_reads
from shared.who import Role


def room_pages(router: APIRouter, desk: Desk) -> None:
    """Add the list of rooms."""

    @router.get("/meetings/{code}/rooms", dependencies=[permit(*READERS)])
    async def rooms(request: Request, code: str) -> Response:
        return await _page(request, desk, code, Form())

    @router.post("/meetings/{code}/rooms", dependencies=[permit(Role.SIDE_EVENTS_OFFICER)])
    async def add(request: Request, code: str) -> Response:
        form, added = await desk.try_form(request, add_room, AddRoom)
        if added is None:
            return await _page(request, desk, code, form)
        return desk.pages.go(request.url.path, said=msg("The room was added."))


async def _page(request: Request, desk: Desk, code: str, form: Form) -> Response:
    rooms = await desk.views.rooms()
    return desk.pages.render(
        request,
        "rooms.html",
        status=422 if form.errors else 200,
        meeting=await desk.meeting(code),
        places=rooms,
        names={room.room_id: room.name for room in rooms},
        single=room_choices(room for room in rooms if not room.parts),
        form=form,
        decides=decides(who_reads(request)),
    )
