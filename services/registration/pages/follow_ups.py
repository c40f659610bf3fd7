"""Follow-up forms at the desk: begun from a ready one, set, opened, closed; and the answers as a table."""

from typing import TypeVar
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.follow_ups import (
    CloseFollowUp,
    DraftFollowUp,
    FollowUpNow,
    OpenFollowUp,
    SetFollowUp,
)
from services.registration.domain import Meeting
from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer
from services.registration.handlers.follow_ups import (
    close_follow_up,
    draft_follow_up,
    open_follow_up,
    set_follow_up,
)
from services.registration.pages.answer_sheet import AnswerSheet
from services.registration.pages.form_fields import Reader
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import CATEGORIES, DELEGATE_ROLES, choices
from services.registration.pages.words_forms import FOLLOW_UP_STATES, READY_FORMS
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import DeadlineKind
from shared.errors import Refused
from shared.messages import Command
from shared.pages import (
    Form,
    Table,
    msg,
    read_form,
    select,
    table_answer,
)
from shared.unit import Handler

C = TypeVar("C", bound=Command)


class FollowUps:
    """What officers do with follow-up forms."""

    def __init__(self, room: Room) -> None:
        self._room = room
        room.pages.environment.globals["follow_up_states"] = FOLLOW_UP_STATES

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        every, one = "/meetings/{code}/follow-ups", "/follow-ups/{follow_up_id}"
        router.get(every, dependencies=READERS)(self.list)
        router.post(every, dependencies=OFFICERS)(self.draft)
        router.get(one, dependencies=READERS)(self.show)
        router.post(one, dependencies=OFFICERS)(self.set)
        router.post(f"{one}/open", dependencies=OFFICERS)(self.open)
        router.post(f"{one}/close", dependencies=OFFICERS)(self.close)
        router.get(f"{one}/answers", dependencies=READERS)(self.answers)

    async def list(self, request: Request, code: str) -> Response:
        """Show the follow-up forms of a meeting, and how to begin one."""
        return await self._list(request, await self._room.meeting(code), Form())

    async def draft(self, request: Request, code: str) -> Response:
        """Begin a form."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(DraftFollowUp, meeting_id=meeting.meeting_id)
            now = await self._room.ask(request, draft_follow_up, command, form=form)
        except Refused as refused:
            return await self._list(request, meeting, form.refused(refused), status=refused.status)
        said = msg("Begun. Look through its fields, set the deadline, then open it.")
        return self._room.pages.go(f"/registration/follow-ups/{now.follow_up_id}", said=said)

    async def show(self, request: Request, follow_up_id: str) -> Response:
        """Show a form: how many answered, of whom it is asked and until when, what to do next."""
        follow_up = await self._room.views.follow_ups.follow_up(follow_up_id)
        meeting = await self._room.views.meeting(follow_up.meeting_id)
        return await self._show(request, follow_up, self._typed(follow_up, meeting))

    async def set(self, request: Request, follow_up_id: str) -> Response:
        """Say of whom it is asked, until when, and for how many."""
        form = await read_form(request)
        try:
            command = form.command(SetFollowUp, follow_up_id=follow_up_id)
            await self._room.ask(request, set_follow_up, command, form=form)
        except Refused as refused:
            follow_up = await self._room.views.follow_ups.follow_up(follow_up_id)
            return await self._show(request, follow_up, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/follow-ups/{follow_up_id}", said=msg("Kept."))

    async def open(self, request: Request, follow_up_id: str) -> Response:
        """Publish the fields and open the form."""
        command = OpenFollowUp(follow_up_id=follow_up_id)
        return await self._act(request, open_follow_up, command, said=msg("Open. People find it on their own page."))

    async def close(self, request: Request, follow_up_id: str) -> Response:
        """Take no more answers."""
        return await self._act(request, close_follow_up, CloseFollowUp(follow_up_id=follow_up_id), said=msg("Closed."))

    async def answers(self, request: Request, follow_up_id: str) -> Response:
        """Show the answers as a table that is filtered, sorted and exported."""
        follow_up = await self._room.views.follow_ups.follow_up(follow_up_id)
        meeting = await self._room.views.meeting(follow_up.meeting_id)
        fields = (await self._room.views.forms.form(follow_up_id)).fields
        reader = Reader(self._room.pages.speech(request))
        sheet = AnswerSheet(follow_up, fields, reader, ZoneInfo(meeting.zone))
        listing = sheet.listing(request)
        answers = await self._room.views.follow_ups.answers(follow_up_id)
        shown = select(
            answers,
            listing,
            key=lambda one: one.answer_id,
            text=lambda one: " ".join(sheet.cells(one)),
            values=sheet.values,
        )
        if listing.format != "html":
            header = [reader.speech.say(column.label) for column in listing.plan.columns]
            return table_answer(listing.format, Table[FollowUpAnswer](follow_up_id, header, sheet.cells), shown.rows)
        about: dict[str, object] = {"follow_up": follow_up, "listing": listing, "shown": shown, "sheet": sheet}
        return self._room.page(request, "follow_up_answers.html", meeting, status=200, **about)

    async def _act(
        self, request: Request, handler: Handler[C, RegistrationUnit, FollowUpNow], command: C, *, said: str
    ) -> Response:
        follow_up_id, form = request.path_params["follow_up_id"], await read_form(request)
        try:
            await self._room.ask(request, handler, command, form=form)
        except Refused as refused:
            follow_up = await self._room.views.follow_ups.follow_up(follow_up_id)
            meeting = await self._room.views.meeting(follow_up.meeting_id)
            typed = self._typed(follow_up, meeting).refused(refused)
            return await self._show(request, follow_up, typed, status=refused.status)
        return self._room.pages.go(f"/registration/follow-ups/{follow_up_id}", said=said)

    def _typed(self, follow_up: FollowUp, meeting: Meeting) -> Form:
        closes_at = follow_up.closes_at or meeting.deadline(DeadlineKind.REGISTRATION)
        values: dict[str, object] = {f"title.{code}": words for code, words in follow_up.title}
        values |= {"categories": follow_up.categories, "roles": follow_up.roles, "places": follow_up.places}
        values |= {"confirmed_only": follow_up.confirmed_only, "remind_days": follow_up.remind_days}
        if closes_at:
            values["closes_at"] = closes_at.astimezone(ZoneInfo(meeting.zone)).strftime("%Y-%m-%dT%H:%M")
        return Form.of(**values)

    async def _list(self, request: Request, meeting: Meeting, form: Form, *, status: int = 200) -> Response:
        values: dict[str, object] = {
            "follow_ups": await self._room.views.follow_ups.of_meeting(meeting.meeting_id),
            "counts": await self._room.views.follow_ups.counts(meeting.meeting_id),
            "form": form,
            "ready_choices": choices(READY_FORMS),
        }
        return self._room.page(request, "follow_ups.html", meeting, status=status, **values)

    async def _show(self, request: Request, follow_up: FollowUp, form: Form, *, status: int = 200) -> Response:
        meeting = await self._room.views.meeting(follow_up.meeting_id)
        values: dict[str, object] = {
            "follow_up": follow_up,
            "asked": await self._room.views.forms.form(follow_up.follow_up_id),
            "answers": await self._room.views.follow_ups.answers(follow_up.follow_up_id),
            "missing": await self._room.views.follow_ups.missing(follow_up),
            "form": form,
            "category_choices": choices(CATEGORIES),
            "role_choices": choices(DELEGATE_ROLES),
        }
        return self._room.page(request, "follow_up.html", meeting, status=status, **values)
