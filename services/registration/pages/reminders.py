"""Reminders before deadlines: set with a text to begin with, and stopped."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.mailings import SetReminder, StopReminder
from services.registration.domain import Meeting
from services.registration.handlers.reminders import set_reminder, stop_reminder
from services.registration.pages.room import OFFICERS, Room
from services.registration.pages.words import DEADLINES
from services.registration.pages.words_mailings import CONCERNED, KINDS, OF_ALL_OTHERS, starter_fields
from shared.contracts.registration import DeadlineKind
from shared.contracts.registration.mailings import AudienceKind
from shared.errors import Refused
from shared.pages import LANGUAGES, Form, msg, read_form

A_WEEK = "7"


class ReminderPages:
    """Reminders of a meeting."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        new = "/meetings/{code}/messages/reminders/{deadline}"
        router.get(new, dependencies=OFFICERS)(self.form)
        router.post(new, dependencies=OFFICERS)(self.set)
        router.post("/reminders/{reminder_id}/stop", dependencies=OFFICERS)(self.stop)

    async def form(self, request: Request, code: str, deadline: DeadlineKind) -> Response:
        """Show the reminder of a deadline with its usual text."""
        meeting = await self._room.meeting(code)
        starter, _ = _concerned(deadline)
        return self._form(request, meeting, deadline, form=Form({**starter_fields(starter), "days_before": (A_WEEK,)}))

    async def set(self, request: Request, code: str, deadline: DeadlineKind) -> Response:
        """Set the reminder."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        _, kind = _concerned(deadline)
        given = {"meeting_id": meeting.meeting_id, "deadline": deadline, "audience": {"kind": kind}}
        try:
            await self._room.ask(request, set_reminder, form.command(SetReminder, **given), form=form)
        except Refused as refused:
            return self._form(request, meeting, deadline, form=form.refused(refused), status=refused.status)
        said = msg("The reminder is set; it moves with its deadline.")
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/messages", said=said)

    async def stop(self, request: Request, reminder_id: str) -> Response:
        """Remind no more."""
        form = await read_form(request)
        await self._room.ask(request, stop_reminder, StopReminder(reminder_id=reminder_id), form=form)
        code = reminder_id.removeprefix("rem_mtg_").rsplit("_", 2)[0]
        return self._room.pages.go(f"/registration/meetings/{code}/messages", said=msg("The reminder is stopped."))

    def _form(
        self, request: Request, meeting: Meeting, deadline: DeadlineKind, *, form: Form, status: int = 200
    ) -> Response:
        _, kind = _concerned(deadline)
        shown: dict[str, object] = {
            "form": form,
            "deadline": deadline,
            "label": DEADLINES[deadline],
            "at_instant": meeting.deadline(deadline),
            "audience": KINDS[kind],
            "mail_languages": LANGUAGES,
        }
        return self._room.page(request, "reminder_form.html", meeting, status=status, **shown)


def _concerned(deadline: DeadlineKind) -> tuple[str, AudienceKind]:
    return CONCERNED.get(deadline, OF_ALL_OTHERS)
