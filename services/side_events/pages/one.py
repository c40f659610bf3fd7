"""The page of one side event: what was asked, where it stands, what happened, what can be done now."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple, TypeVar

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from services.side_events import handlers
from services.side_events.commands import (
    AcceptSideEvent,
    AnswerErasure,
    CancelSideEvent,
    ConfirmSideEvent,
    DeclineSideEvent,
    InviteHost,
    MoveSideEvent,
    PublishSideEvent,
)
from services.side_events.domain import MeetingCopy, SideEvent, Status, slot_of
from services.side_events.pages.desk import Desk, decides
from services.side_events.pages.office import READERS
from services.side_events.pages.words import (
    CHANGES,
    FLAGS,
    FORMATS,
    THEMES,
    lines,
    room_choices,
    standing,
    wall_clock,
)
from services.side_events.ports import SideEventsUnit
from shared.identity import permit
from shared.pages import Form, msg
from shared.pages.kit import who_reads
from shared.unit import Handler
from shared.who import Role

Asked = TypeVar("Asked", bound=BaseModel)
Answer = TypeVar("Answer")
Do = Callable[[Desk, Request, str], Awaitable[Form]]


class Act(NamedTuple):
    """One thing the secretariat can do, and what is said once it is done."""

    do: Do
    done: str


def act_by(asked: type[Asked], handler: Handler[Asked, SideEventsUnit, Answer], done: str) -> Act:
    """Return the act that makes a command of the form and runs its handler."""

    async def do(desk: Desk, request: Request, side_event_id: str) -> Form:
        form, _ = await desk.try_form(request, handler, asked, side_event_id=side_event_id)
        return form

    return Act(do, done)


ACTS: Mapping[str, Act] = {
    "accept": act_by(
        AcceptSideEvent, handlers.accept_side_event, msg("It has a room and a time. The host was mailed.")
    ),
    "move": act_by(MoveSideEvent, handlers.move_side_event, msg("It was moved. The host was mailed.")),
    "decline": act_by(DeclineSideEvent, handlers.decline_side_event, msg("It was declined. The host was mailed.")),
    "confirm": act_by(ConfirmSideEvent, handlers.confirm_side_event, msg("It is confirmed.")),
    "publish": act_by(PublishSideEvent, handlers.publish_side_event, msg("It is in the programme.")),
    "cancel": act_by(CancelSideEvent, handlers.cancel_side_event, msg("It was cancelled. The host was mailed.")),
    "erasure": act_by(AnswerErasure, handlers.answer_erasure, msg("Saved.")),
    "invite": act_by(InviteHost, handlers.invite_host, msg("A new link was mailed to the host.")),
}
POSSIBLE: Mapping[Status, tuple[str, ...]] = {
    Status.REQUESTED: ("accept", "decline", "invite"),
    Status.SCHEDULED: ("confirm", "move", "cancel", "invite"),
    Status.CONFIRMED: ("publish", "move", "cancel", "invite"),
    Status.PUBLISHED: ("move", "cancel", "invite"),
}


def event_pages(router: APIRouter, desk: Desk) -> None:
    """Add the page of one side event and its actions."""

    @router.get("/events/{side_event_id}", dependencies=[permit(*READERS)])
    async def event(request: Request, side_event_id: str, act: str = "") -> Response:
        return await _page(request, desk, side_event_id, act=act)

    @router.post("/events/{side_event_id}/{act}", dependencies=[permit(Role.SIDE_EVENTS_OFFICER)])
    async def do(request: Request, side_event_id: str, act: str) -> Response:
        if act not in ACTS:
            return desk.pages.problem(request, status=404)
        form = await ACTS[act].do(desk, request, side_event_id)
        if form.errors:
            return await _page(request, desk, side_event_id, act=act, form=form)
        return desk.pages.go(f"/side-events/events/{side_event_id}", said=ACTS[act].done)


async def _page(request: Request, desk: Desk, side_event_id: str, *, act: str, form: Form | None = None) -> Response:
    event = await desk.views.side_event(side_event_id)
    meeting = await desk.views.meeting(event.meeting_id)
    may_decide = decides(who_reads(request))
    possible = possible_acts(event) if may_decide else ()
    chosen = act if act in possible or form else next(iter(possible), "")
    return desk.pages.render(
        request,
        "event.html",
        status=422 if form else 200,
        meeting=meeting,
        event=event,
        standing=standing(event),
        lines=lines(event, desk.pages.speech(request)),
        themes=THEMES,
        formats=FORMATS,
        flags=[(flag, FLAGS[flag.kind], may_decide and flag in event.questions) for flag in event.flags],
        changes=[(change, CHANGES[change.kind]) for change in event.changes],
        happenings=await desk.timeline(side_event_id),
        possible=possible,
        act=chosen,
        form=form or await _filled_in(desk, event, meeting, chosen),
        places=room_choices(await desk.views.rooms()),
    )


def possible_acts(event: SideEvent) -> tuple[str, ...]:
    """Return what can be done with a side event now, the next step first."""
    acts = POSSIBLE.get(event.status, ())
    if not event.needs_new_slot:
        return acts
    return ("move", *(act for act in acts if act not in {"move", "confirm", "publish"}))


async def _filled_in(desk: Desk, event: SideEvent, meeting: MeetingCopy, act: str) -> Form:
    """Return the form with the planner's proposal, or with where the side event is now."""
    if act not in {"accept", "move"}:
        return Form()
    if event.placement:
        at = event.placement
        return _where(at.room_id, wall_clock(at.starts_at, meeting.zone), wall_clock(at.ends_at, meeting.zone))
    proposals = await desk.proposals(await desk.situation(meeting))
    mine = next((one for one in proposals if one.side_event_id == event.side_event_id and one.slot), None)
    slot = mine.slot if mine and mine.slot else slot_of(event.preferences[0], meeting.zone)
    room_id = mine.room_id if mine else None
    return _where(room_id or "", wall_clock(slot.starts_at, meeting.zone), wall_clock(slot.ends_at, meeting.zone))


def _where(room_id: str, starts_at: str, ends_at: str) -> Form:
    return Form.of(room_id=room_id, starts_at=starts_at, ends_at=ends_at)
