"""The form builder: a draft of fields, its preview, its publication; the same for every form of a meeting."""

from collections.abc import Mapping
from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.forms import (
    CopyForm,
    FormNow,
    MoveField,
    PublishForm,
    RemoveField,
    SetLateRegistration,
)
from services.registration.domain import Meeting
from services.registration.domain.forms import DECIDING, FormField, MeetingForm, form_id_of
from services.registration.handlers.forms import (
    copy_form,
    move_field,
    publish_form,
    put_field,
    remove_field,
    set_late_registration,
)
from services.registration.pages.form_fields import Reader, answer_in_words, steps_shown
from services.registration.pages.form_reading import field_typed, typed_of
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import CATEGORIES, ROLES, choices
from services.registration.pages.words_forms import DEMANDS, KINDS, LATE, FormWords
from services.registration.ports import RegistrationUnit
from shared.errors import Refused
from shared.messages import Command
from shared.pages import Choice, Form, msg, read_form
from shared.unit import Handler

C = TypeVar("C", bound=Command)


class FormBuilder:
    """What officers do with a form."""

    def __init__(self, room: Room) -> None:
        self._room = room
        room.pages.environment.globals["form_words"] = FormWords

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/forms/{form_id}"
        router.get("/meetings/{code}/form", dependencies=READERS)(self.registration_form)
        router.get(one, dependencies=READERS)(self.show)
        router.get(f"{one}/preview", dependencies=READERS)(self.preview)
        router.get(f"{one}/field", dependencies=OFFICERS)(self.new_field)
        router.get(f"{one}/fields/{{field_id}}", dependencies=OFFICERS)(self.field)
        router.post(f"{one}/fields", dependencies=OFFICERS)(self.put)
        for act in ("move", "remove", "publish", "copy", "late"):
            router.post(f"{one}/{act}", dependencies=OFFICERS)(getattr(self, act))

    async def registration_form(self, request: Request, code: str) -> Response:
        """Show the registration form of a meeting as it is being made."""
        meeting = await self._room.meeting(code)
        return await self._show(request, await self._form(form_id_of(meeting.meeting_id)))

    async def show(self, request: Request, form_id: str) -> Response:
        """Show a form as it is being made."""
        return await self._show(request, await self._form(form_id))

    async def preview(self, request: Request, form_id: str) -> Response:
        """Show the draft as people will see it, each category apart if the address says so."""
        asked = await self._form(form_id)
        meeting = await self._room.views.meeting(asked.meeting_id)
        category = next((one for one in CATEGORIES if one == request.query_params.get("category")), None)
        reader = Reader(self._room.pages.speech(request), category)
        steps = steps_shown(asked.draft, reader)
        values: dict[str, object] = {"asked": asked, "steps": steps, "form": Form(), "category": category}
        values["categories"] = CATEGORIES
        return self._room.page(request, "form_preview.html", meeting, status=200, **values)

    async def new_field(self, request: Request, form_id: str) -> Response:
        """Show the empty form of a field."""
        empty = Form.of(kind=request.query_params.get("kind", "short_text"), demand="optional")
        return await self._field(request, await self._form(form_id), empty, known=None)

    async def field(self, request: Request, form_id: str, field_id: str) -> Response:
        """Show a field of the draft to be changed."""
        asked = await self._form(form_id)
        known = asked.field(field_id)
        return await self._field(request, asked, typed_of(known), known=known)

    async def put(self, request: Request, form_id: str) -> Response:
        """Put a field into the draft."""
        asked, form = await self._form(form_id), await read_form(request)
        known = asked.field(form.text("field_id")) if form.text("field_id") else None
        try:
            now = await self._room.ask(request, put_field, field_typed(form, form_id, known=known), form=form)
        except Refused as refused:
            return await self._field(request, asked, form.refused(refused), known=known, status=refused.status)
        return self._room.pages.go(f"{_address(asked)}#field-{now.field_id}", said=msg("The draft is changed."))

    async def move(self, request: Request, form_id: str) -> Response:
        """Move a field up or down."""
        form = await read_form(request)
        return await self._act(request, move_field, form.command(MoveField, form_id=form_id), form=form)

    async def remove(self, request: Request, form_id: str) -> Response:
        """Take a field out of the draft."""
        form = await read_form(request)
        return await self._act(request, remove_field, form.command(RemoveField, form_id=form_id), form=form)

    async def publish(self, request: Request, form_id: str) -> Response:
        """Publish the draft."""
        form = await read_form(request)
        return await self._act(request, publish_form, PublishForm(form_id=form_id), form=form)

    async def copy(self, request: Request, form_id: str) -> Response:
        """Take over the form of another meeting."""
        form = await read_form(request)
        return await self._act(request, copy_form, form.command(CopyForm, form_id=form_id), form=form)

    async def late(self, request: Request, form_id: str) -> Response:
        """Say what becomes of registrations after the deadline."""
        form = await read_form(request)
        command = form.command(SetLateRegistration, form_id=form_id)
        return await self._act(request, set_late_registration, command, form=form)

    async def _act(
        self, request: Request, handler: Handler[C, RegistrationUnit, FormNow], command: C, *, form: Form
    ) -> Response:
        form_id = request.path_params["form_id"]
        try:
            await self._room.ask(request, handler, command, form=form)
        except Refused as refused:
            return await self._show(request, await self._form(form_id), trouble=refused)
        said = SAID.get(type(command).__name__, msg("The draft is changed."))
        return self._room.pages.go(_address(await self._form(form_id)), said=said)

    async def _show(self, request: Request, asked: MeetingForm, *, trouble: Refused | None = None) -> Response:
        meeting = await self._room.views.meeting(asked.meeting_id)
        others = [one for one in await self._room.views.meetings() if one.meeting_id != meeting.meeting_id]
        values: dict[str, object] = {
            "asked": asked,
            "trouble": trouble,
            "form": Form.of(after_deadline=asked.after_deadline.value),
            "late_choices": choices(LATE),
            "other_meetings": [Choice(one.meeting_id, one.title) for one in others],
            "versions": await self._room.views.forms.versions(asked.form_id),
            "answered": await self._room.views.forms.answered(meeting.meeting_id),
            "language": self._room.pages.speech(request).language,
        }
        return self._room.page(request, "form.html", meeting, status=trouble.status if trouble else 200, **values)

    async def _field(
        self, request: Request, asked: MeetingForm, form: Form, *, known: FormField | None, status: int = 200
    ) -> Response:
        meeting = await self._room.views.meeting(asked.meeting_id)
        values: dict[str, object] = {
            "asked": asked,
            "form": form,
            "known": known,
            "kind_choices": choices(KINDS),
            "demand_choices": choices(DEMANDS),
            "role_choices": choices(ROLES),
            "conditions": self._conditions(request, asked, known),
            "back": _address(asked),
        }
        return self._room.page(request, "form_field.html", meeting, status=status, **values)

    def _conditions(self, request: Request, asked: MeetingForm, known: FormField | None) -> list[Choice]:
        """Return what a field can depend on: each value of each field before it."""
        before = asked.draft[: asked.draft.index(known)] if known in asked.draft else asked.draft
        reader = Reader(self._room.pages.speech(request))
        return [
            Choice(
                f"{one.field_id}={value}",
                f"{reader.say(one.label.said(reader.speech.language))}: {answer_in_words(one, (value,), reader)}",
            )
            for one in before
            if one.kind in DECIDING and not one.is_of_the_house
            for value in one.values
        ]

    async def _form(self, form_id: str) -> MeetingForm:
        """Return a form; of a meeting whose form nobody made yet, the standard one."""
        if form_id.startswith("frm_"):
            meeting: Meeting = await self._room.views.meeting(f"mtg_{form_id.removeprefix('frm_')}")
            return await self._room.views.forms.registration_form(meeting.meeting_id)
        return await self._room.views.forms.form(form_id)


SAID: Mapping[str, str] = {
    "PublishForm": msg("Published. Whoever fills in the form from now on answers this version."),
    "CopyForm": msg("Taken over as the draft. Look through it, then publish it."),
    "SetLateRegistration": msg("Kept."),
}


def _address(asked: MeetingForm) -> str:
    if asked.form_id.startswith("frm_"):
        return f"/registration/meetings/{asked.form_id.removeprefix('frm_')}/form"
    return f"/registration/forms/{asked.form_id}"
