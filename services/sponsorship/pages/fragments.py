"""What the Hall shows of sponsorship: counts for everyone, work and names for those who may see them."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.sponsorship.pages.meetings import card_of
from services.sponsorship.pages.room import is_reader
from services.sponsorship.pages.round import Desk, read_round
from services.sponsorship.pages.work import happenings_of, work_for
from shared.identity import PUBLIC, permit
from shared.pages import State, Tile, msg
from shared.who import NOBODY

EVERYONE = [permit(PUBLIC)]


def add(router: APIRouter, desk: Desk) -> None:
    """Add the three fragments."""

    @router.get("/meetings/{code}/tile", dependencies=EVERYONE)
    async def tile(request: Request, code: str) -> Response:
        meeting = await desk.views.meeting(code)
        counts = await desk.views.counts(meeting.meeting_id)
        href = f"/sponsorship/meetings/{meeting.code.lower()}"
        tiles = [
            Tile(label=msg("Sponsored"), figure=counts.accepted, of=counts.offered, href=href, state=State.DONE),
            Tile(label=msg("Nominations"), figure=counts.nominations, href=href),
            Tile(label=msg("Arrived"), figure=counts.attended, of=counts.accepted),
        ]
        return desk.pages.fragment(request, "tile.html", tiles=tiles)

    @router.get("/meetings/{code}/waiting", dependencies=EVERYONE)
    async def waiting(request: Request, code: str) -> Response:
        round_ = await read_round(desk, code)
        work = work_for(request.state.who or NOBODY, round_, desk.clock())
        return desk.pages.fragment(request, "waiting.html", work=work, title=msg("Sponsorship"))

    @router.get("/meetings/{code}/recent", dependencies=EVERYONE)
    async def recent(request: Request, code: str) -> Response:
        round_ = await read_round(desk, code)
        named = is_reader(request.state.who or NOBODY)
        happenings = happenings_of(round_, desk.pages.speech(request), named=named)
        return desk.pages.fragment(request, "recent.html", happenings=happenings, meeting=card_of(round_.meeting))
