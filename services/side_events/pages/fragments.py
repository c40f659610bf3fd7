"""The pieces of the Hall that come from side events: a tile, what waits, what happened last."""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.side_events.domain import SideEvent
from services.side_events.pages.desk import Desk, decides
from services.side_events.pages.words import CHANGES, address, work
from shared.identity import PUBLIC, permit
from shared.pages import Happening, State, Tile, msg
from shared.pages.kit import who_reads
from shared.pages.rooms import is_staff

RECENT = 12


def fragments(router: APIRouter, desk: Desk) -> None:
    """Add the three pieces."""

    @router.get("/meetings/{code}/tile", dependencies=[permit(PUBLIC)])
    async def tile(request: Request, code: str) -> Response:
        counts = await desk.views.counts((await desk.meeting(code)).meeting_id)
        placed = counts.scheduled + counts.confirmed + counts.published
        programme = f"/side-events/meetings/{code}/programme"
        tiles = [
            Tile(label=msg("In the programme"), figure=counts.published, href=programme),
            Tile(label=msg("With room and time"), figure=placed, of=placed + counts.requested),
        ]
        if counts.flagged:
            look = msg("need another look")
            tiles.append(Tile(label=msg("Flagged"), figure=counts.flagged, detail=look, state=State.PROBLEM))
        return desk.pages.fragment(request, "tile.html", tiles=tiles)

    @router.get("/meetings/{code}/waiting", dependencies=[permit(PUBLIC)])
    async def waiting(request: Request, code: str) -> Response:
        meeting = await desk.meeting(code)
        mine = decides(who_reads(request))
        found = work(await desk.views.side_events(meeting.meeting_id)) if mine else []
        return desk.pages.fragment(request, "waiting.html", work=found, title=msg("Side events"))

    @router.get("/meetings/{code}/recent", dependencies=[permit(PUBLIC)])
    async def recent(request: Request, code: str) -> Response:
        meeting = await desk.meeting(code)
        events = await desk.views.side_events(meeting.meeting_id)
        inside = is_staff(who_reads(request))
        found = [one for event in events for one in _happened(event, inside=inside)]
        found.sort(key=lambda one: one.at, reverse=True)
        return desk.pages.fragment(request, "recent.html", meeting=meeting, happenings=found[:RECENT])


def _happened(event: SideEvent, *, inside: bool) -> Iterable[Happening]:
    """Yield what happened to a side event; outside the secretariat only what is in the programme."""
    href = address(event) if inside else ""
    if inside:
        requested, waits = msg("Side event requested"), State.WAITING
        yield Happening(what=requested, at=event.requested_at, who=event.title, state=waits, href=href)
    if event.published_at:
        yield Happening(what=msg("Side event published"), at=event.published_at, who=event.title, href=href)
    for change in event.changes:
        what, title = CHANGES[change.kind], event.title
        yield Happening(what=what, at=change.at, who=title, why=change.reason, state=State.IN_HAND, href=href)
