"""The secretariat's pages: the Grid with what waits, and the list of all side events."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, RedirectResponse, Response

from services.side_events.domain import MeetingCopy, SideEvent
from services.side_events.pages.desk import STYLE, Desk, decides
from services.side_events.pages.grid import grid_of
from services.side_events.pages.words import STATUS_CHOICES, THEMES, choices, hosts, standing, work
from shared.identity import PUBLIC, permit
from shared.pages import Column, Day, Filter, ListPlan, Table, read_listing, select, table_answer
from shared.pages.kit import who_reads
from shared.who import Role, Who

READERS = (Role.SIDE_EVENTS_OFFICER, Role.MEDIA_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)

PLAN = ListPlan(
    columns=(
        Column("title", "Title", sorts=True),
        Column("hosts", "Hosts", sorts=True),
        Column("starts_at", "When", sorts=True),
        Column("room", "Room", sorts=True),
        Column("expected", "Expected", sorts=True, numeric=True),
        Column("requested_at", "Asked", sorts=True),
        Column("status", "State", sorts=True),
    ),
    filters=(Filter("status", "State", STATUS_CHOICES), Filter("theme", "Theme", choices(THEMES))),
    order="requested_at",
)
VALUES: Mapping[str, Callable[[SideEvent], str | int | None]] = {
    "title": lambda one: one.title.casefold(),
    "hosts": hosts,
    "starts_at": lambda one: one.placement.starts_at.isoformat() if one.placement else None,
    "room": lambda one: one.placement.room if one.placement else None,
    "expected": lambda one: one.expected_attendance,
    "requested_at": lambda one: one.requested_at.isoformat(),
    "status": lambda one: one.status.value,
    "theme": lambda one: one.theme.value if one.theme else "",
}


def office_pages(router: APIRouter, desk: Desk) -> None:
    """Add the Grid and the list."""
    _grid(router, desk)
    _list(router, desk)

    @router.get("/style.css", dependencies=[permit(PUBLIC)])
    async def style() -> Response:
        return FileResponse(STYLE, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})


def _grid(router: APIRouter, desk: Desk) -> None:
    @router.get("/meetings/{code}", dependencies=[permit(PUBLIC)])
    async def grid(request: Request, code: str, day: Annotated[date | None, Query()] = None) -> Response:
        if not reads(who_reads(request)):
            return RedirectResponse(f"/side-events/meetings/{code}/programme", 303)
        return await _day(partial(desk.pages.render, request, "grid_page.html"), request, desk, code, day=day)

    @router.get("/meetings/{code}/grid", dependencies=[permit(*READERS)])
    async def piece(request: Request, code: str, day: Annotated[date | None, Query()] = None) -> Response:
        return await _day(partial(desk.pages.fragment, request, "grid.html"), request, desk, code, day=day)


def reads(who: Who | None) -> bool:
    """Tell whether a reader sees the Grid; the others of the secretariat see the programme, as everyone does."""
    return who is not None and any(who.has(role) for role in READERS)


async def _day(
    write: Callable[..., Response], request: Request, desk: Desk, code: str, *, day: date | None
) -> Response:
    """Answer with what waits, the requests with their proposals, and one day of the Grid."""
    meeting = await desk.meeting(code)
    situation = await desk.situation(meeting)
    proposals = await desk.proposals(situation)
    shown = day if day in meeting.days else meeting.opens_on
    events = {one.side_event_id: one for one in situation.side_events}
    return write(
        meeting=meeting,
        decides=decides(who_reads(request)),
        work=work(situation.side_events),
        days=_days(meeting, situation.side_events),
        grid=grid_of(shown, situation, proposals),
        proposals=[(events[one.side_event_id], one) for one in proposals],
    )


def _days(meeting: MeetingCopy, events: Iterable[SideEvent]) -> list[Day]:
    """Return the days of the meeting, each with how many side events it has."""
    counts = Counter(one.placement.slot.day(meeting.zone) for one in events if one.placement)
    here = f"/side-events/meetings/{meeting.code.lower()}"
    return [Day(on=on, href=f"{here}?day={on}", note=str(counts[on] or "")) for on in meeting.days]


def _list(router: APIRouter, desk: Desk) -> None:
    @router.get("/meetings/{code}/list", dependencies=[permit(*READERS)])
    async def everything(request: Request, code: str) -> Response:
        meeting = await desk.meeting(code)
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
        events = await desk.views.side_events(meeting.meeting_id)
        shown = select(events, listing, key=lambda one: one.side_event_id, text=_text, values=VALUES)
        if listing.format != "html":
            header = [column.key for column in PLAN.columns]
            table = Table[SideEvent](
                "side-events", header, lambda one: [VALUES[name](one) for name in header], whole=True
            )
            return table_answer(listing.format, table, shown.rows)
        return desk.pages.render(request, "list.html", meeting=meeting, listing=listing, shown=shown, standing=standing)


def _text(event: SideEvent) -> str:
    speakers = " ".join(one.name for one in event.speakers)
    return f"{event.title} {hosts(event)} {event.contact.name} {speakers}"
