"""The public programme: by day, every change marked with its time."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.side_events.domain import MeetingCopy
from services.side_events.pages.desk import Desk
from services.side_events.pages.words import CHANGES, FORMATS, THEMES
from services.side_events.ports import ProgrammeEntry
from shared.identity import PUBLIC, permit


def programme_pages(router: APIRouter, desk: Desk) -> None:
    """Add the programme and the piece of it that is kept current."""

    @router.get("/meetings/{code}/programme", dependencies=[permit(PUBLIC)])
    async def programme(request: Request, code: str) -> Response:
        return await _programme(partial(desk.pages.render, request, "programme.html"), desk, code)

    @router.get("/meetings/{code}/programme/days", dependencies=[permit(PUBLIC)])
    async def piece(request: Request, code: str) -> Response:
        return await _programme(partial(desk.pages.fragment, request, "programme_days.html"), desk, code)


async def _programme(write: Callable[..., Response], desk: Desk, code: str) -> Response:
    meeting = await desk.meeting(code)
    entries = await desk.views.programme(meeting.meeting_id)
    return write(
        meeting=meeting,
        days=by_day(entries, meeting),
        waiting=[one for one in entries if one.starts_at is None],
        changed=any(one.changes for one in entries),
        themes=THEMES,
        formats=FORMATS,
        change_words=CHANGES,
    )


def by_day(entries: list[ProgrammeEntry], meeting: MeetingCopy) -> list[tuple[date, list[ProgrammeEntry]]]:
    """Return the entries that have a time, by day of the venue's zone."""
    zone = ZoneInfo(meeting.zone)
    timed = [(one.starts_at.astimezone(zone).date(), one) for one in entries if one.starts_at]
    return [(day, [one for _, one in found]) for day, found in groupby(timed, key=lambda pair: pair[0])]
