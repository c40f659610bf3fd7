"""The hosts' pages: the request form anybody of a delegation can fill in, and the page of their own side event."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.side_events.commands import CancelSideEvent, ConfirmSideEvent, RequestSideEvent
from services.side_events.domain import Status
from services.side_events.handlers import cancel_side_event, confirm_side_event, request_side_event
from services.side_events.pages.desk import Desk
from services.side_events.pages.words import CHANGES, FORMATS, GENDERS, THEMES, choices, lines, standing
from shared.identity import PUBLIC, Limit, limited, permit, scoped
from shared.pages import LANGUAGES, Choice, Form, msg
from shared.who import Role

REQUESTS_AN_HOUR = 60
SPEAKER_ROWS = 4
EQUIPMENT = (
    Choice("computer", msg("Computer")),
    Choice("projector", msg("Projector and screen")),
    Choice("microphones", msg("Microphones")),
    Choice("video_link", msg("Video link")),
)
SPOKEN = tuple(Choice(code, name) for code, name in LANGUAGES.items())
BY_HOST = permit(scoped(Role.HOST, "side_event_id"))


def host_pages(router: APIRouter, desk: Desk) -> None:
    """Add the request form and the host's own page."""
    _request(router, desk)
    _mine(router, desk)


def _request(router: APIRouter, desk: Desk) -> None:
    within_limit = limited(Limit(REQUESTS_AN_HOUR, 3600))

    @router.get("/meetings/{code}/request", dependencies=[permit(PUBLIC)])
    async def form(request: Request, code: str) -> Response:
        first = {"preferences.0.start": "13:00", "preferences.0.end": "15:00", "format": "in_person"}
        return await _form(request, desk, code, Form.of(**first))

    @router.post("/meetings/{code}/request", dependencies=[permit(PUBLIC), within_limit])
    async def ask(request: Request, code: str) -> Response:
        meeting = await desk.meeting(code)
        form, taken = await desk.try_form(request, request_side_event, RequestSideEvent, meeting_id=meeting.meeting_id)
        if taken is None:
            return await _form(request, desk, code, form)
        return desk.pages.render(
            request, "received.html", meeting=meeting, late=taken.late, email=form.text("contact.email")
        )


async def _form(request: Request, desk: Desk, code: str, form: Form) -> Response:
    meeting = await desk.meeting(code)
    speech = desk.pages.speech(request)
    ordered = sorted(await desk.views.delegations(meeting.meeting_id), key=lambda one: speech.place(one.name))
    return desk.pages.render(
        request,
        "request.html",
        status=422 if form.errors else 200,
        meeting=meeting,
        rules=await desk.views.rules(meeting.meeting_id),
        form=form,
        delegations=tuple(Choice(one.delegation_id, speech.named(one.name)) for one in ordered),
        themes=choices(THEMES),
        formats=choices(FORMATS),
        genders=choices(GENDERS),
        spoken=SPOKEN,
        equipment=EQUIPMENT,
        speaker_rows=SPEAKER_ROWS,
    )


def _mine(router: APIRouter, desk: Desk) -> None:
    @router.get("/mine/{side_event_id}", dependencies=[BY_HOST])
    async def mine(request: Request, side_event_id: str) -> Response:
        return await _own_page(request, desk, side_event_id, Form())

    @router.post("/mine/{side_event_id}/confirm", dependencies=[BY_HOST])
    async def confirm(request: Request, side_event_id: str) -> Response:
        await desk.ask(request, confirm_side_event, ConfirmSideEvent(side_event_id=side_event_id))
        return desk.pages.go(f"/side-events/mine/{side_event_id}", said=msg("Thank you. It is confirmed."))

    @router.post("/mine/{side_event_id}/cancel", dependencies=[BY_HOST])
    async def cancel(request: Request, side_event_id: str) -> Response:
        form, _ = await desk.try_form(request, cancel_side_event, CancelSideEvent, side_event_id=side_event_id)
        if form.errors:
            return await _own_page(request, desk, side_event_id, form)
        return desk.pages.go(f"/side-events/mine/{side_event_id}", said=msg("Your side event is cancelled."))


async def _own_page(request: Request, desk: Desk, side_event_id: str, form: Form) -> Response:
    event = await desk.views.side_event(side_event_id)
    meeting = await desk.views.meeting(event.meeting_id)
    return desk.pages.render(
        request,
        "mine.html",
        status=422 if form.errors else 200,
        meeting=meeting,
        event=event,
        standing=standing(event),
        lines=lines(event, desk.pages.speech(request)),
        themes=THEMES,
        formats=FORMATS,
        changes=[(change, CHANGES[change.kind]) for change in event.changes],
        to_confirm=event.status is Status.SCHEDULED and event.placement is not None,
        form=form,
    )
