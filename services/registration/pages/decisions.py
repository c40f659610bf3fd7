"""Decisions on one person, and the page on which those that are held are published."""

from typing import TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from services.registration.commands import ParticipantNow
from services.registration.commands.review import (
    AnswerRequest,
    ApproveParticipant,
    PublishDecisions,
    RejectParticipant,
    ReopenDecision,
    RequestInformation,
)
from services.registration.handlers.review import (
    answer_request,
    approve_participant,
    publish_decisions,
    reject_participant,
    reopen_decision,
    request_information,
)
from services.registration.handlers.review_letters import APPROVED, CONFIRMED, REJECTED
from services.registration.pages.person import person_shown
from services.registration.pages.review import reason_of
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words_review import ReviewWords
from services.registration.ports import RegistrationUnit
from services.registration.ports.review import ReviewViews
from shared.errors import Refused
from shared.identity import PUBLIC, permit, safe_next
from shared.pages import Form, msg, read_form
from shared.unit import Handler
from shared.web import origin_of

M = TypeVar("M", bound=BaseModel)
CHUNK = 50
"""Decisions that are published in one unit."""


class Decisions:
    """What an officer decides on one person, and what is published."""

    def __init__(self, room: Room, views: ReviewViews) -> None:
        self._room = room
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes; who may answer is the handler's to say."""
        one = "/participants/{participant_id}"
        router.get("/meetings/{code}/decisions", dependencies=READERS)(self.held)
        router.post("/meetings/{code}/decisions", dependencies=OFFICERS)(self.publish)
        router.post(f"{one}/approve", dependencies=OFFICERS)(self.approve)
        router.post(f"{one}/reject", dependencies=OFFICERS)(self.reject)
        router.post(f"{one}/reopen", dependencies=OFFICERS)(self.reopen)
        router.post(f"{one}/ask", dependencies=OFFICERS)(self.ask)
        router.post(f"{one}/answer", dependencies=[permit(PUBLIC)])(self.answer)

    async def held(self, request: Request, code: str) -> Response:
        """Show who gets what once the decisions are published."""
        meeting = await self._room.meeting(code)
        held = await self._views.held(meeting.meeting_id)
        letters = {"confirmed": CONFIRMED, "approved": APPROVED, "rejected": REJECTED}
        return self._room.page(request, "decisions.html", meeting, held=held, letters=letters, review=ReviewWords)

    async def publish(self, request: Request, code: str) -> Response:
        """Publish everything that was shown, fifty in a unit."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        ticked = form.all("ticked")
        for start in range(0, len(ticked), CHUNK):
            ids = ticked[start : start + CHUNK]
            command = PublishDecisions(meeting_id=meeting.meeting_id, participant_ids=ids)
            await self._room.units.run(publish_decisions, command, origin_of(request, key=f"{form.key}:{start}"))
        done = msg("The decisions are published and the mails are on their way.")
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/review", said=done)

    async def approve(self, request: Request, participant_id: str) -> Response:
        """Approve, at once or held."""
        form = await read_form(request)
        command = ApproveParticipant(participant_id=participant_id, hold=bool(form.text("hold")))
        said = msg("Approved. It is not published yet.") if command.hold else msg("Approved and mailed.")
        return await self._act(request, approve_participant, command, form=form, said=said)

    async def reject(self, request: Request, participant_id: str) -> Response:
        """Reject with a reason, at once or held."""
        form = await read_form(request)
        hold = bool(form.text("hold"))
        command = RejectParticipant(participant_id=participant_id, reason=reason_of(form)[:300], hold=hold)
        said = msg("Rejected. It is not published yet.") if hold else msg("Rejected and mailed.")
        return await self._act(request, reject_participant, command, form=form, said=said)

    async def reopen(self, request: Request, participant_id: str) -> Response:
        """Take the decision back."""
        form, command = await read_form(request), ReopenDecision(participant_id=participant_id)
        return await self._act(request, reopen_decision, command, form=form, said=msg("Taken back."))

    async def ask(self, request: Request, participant_id: str) -> Response:
        """Ask the person something by mail."""
        form = await read_form(request)
        try:
            command = form.command(RequestInformation, participant_id=participant_id)
        except Refused as refused:
            return await self._show(request, participant_id, refused)
        said = msg("The question is mailed. The registration waits for the answer.")
        return await self._act(request, request_information, command, form=form, said=said)

    async def answer(self, request: Request, participant_id: str) -> Response:
        """Take the person's answer."""
        form = await read_form(request)
        command = form.command(AnswerRequest, participant_id=participant_id)
        await self._room.ask(request, answer_request, command, form=form)
        back = safe_next(form.text("back") or "/registration/me")
        return self._room.pages.go(back, said=msg("Thank you. The secretariat goes on with your registration."))

    async def _act(
        self,
        request: Request,
        handler: Handler[M, RegistrationUnit, ParticipantNow],
        command: M,
        *,
        form: Form,
        said: str,
    ) -> Response:
        participant_id = str(request.path_params["participant_id"])
        own = f"/registration/participants/{participant_id}"
        try:
            await self._room.ask(request, handler, command, form=form)
        except Refused as refused:
            return await self._show(request, participant_id, refused)
        back = safe_next(form.text("back") or request.query_params.get("back") or own)
        here = safe_next(form.text("here") or back)
        can_undo = isinstance(command, ApproveParticipant | RejectParticipant)
        undo = f"{own}/reopen?back={quote(here)}" if can_undo else ""
        return self._room.pages.go(back, said=said, undo=undo)

    async def _show(self, request: Request, participant_id: str, trouble: Refused) -> Response:
        shown = await person_shown(self._room, request, participant_id)
        values: dict[str, object] = {"shown": shown, "trouble": trouble}
        return self._room.page(request, "participant.html", shown.meeting, status=trouble.status, **values)
