"""The API of forms: what is asked, the draft and its changes, versions."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from services.registration.commands.files import FileNow
from services.registration.commands.forms import (
    CopyForm,
    FieldToPut,
    FormNow,
    MoveField,
    PublishForm,
    PutField,
    RemoveField,
    SetLateRegistration,
)
from services.registration.domain.forms import UPLOADED, FormField, FormVersion, MeetingForm
from services.registration.handlers.forms import (
    copy_form,
    move_field,
    publish_form,
    put_field,
    remove_field,
    set_late_registration,
)
from services.registration.handlers.intake import Intake
from services.registration.ports import RegistrationUnit
from services.registration.ports.forms import FormViews
from services.registration.routes.needs import FOR_ALL, FOR_READERS, Anyone, Officer
from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.forms import AfterDeadline
from shared.errors import NotFound
from shared.unit import Units
from shared.uploads import read_file
from shared.values import Value
from shared.web import takes_file


class WhoIsAsked(Value):
    """Whose fields: those of a category and a role; of all when nothing is said."""

    category: Category | None = None
    role: DelegateRole | None = None


class Asked(Value):
    """What a meeting asks of those who register, under the version of its form that is published."""

    form_id: str
    number: int
    after_deadline: AfterDeadline
    fields: tuple[FormField, ...]


class FormRoutes:
    """Forms over HTTP; what is asked is public, the draft is not."""

    def __init__(self, units: Units[RegistrationUnit], views: FormViews, intake: Intake) -> None:
        self._units = units
        self._intake = intake
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        form = "/forms/{form_id}"
        router.get("/meetings/{meeting_id}/form", dependencies=FOR_ALL)(self.asked)
        files = "/meetings/{meeting_id}/form/fields/{field_id}/files"
        router.post(files, status_code=201, openapi_extra=takes_file("file"))(self.send)
        router.get(form, dependencies=FOR_READERS)(self.form)
        router.get(f"{form}/versions", dependencies=FOR_READERS)(self.versions)
        router.post(f"{form}/fields", status_code=201)(self.put)
        router.put(f"{form}/fields/{{field_id}}")(self.replace)
        router.post(f"{form}/fields/{{field_id}}/move")(self.move)
        router.delete(f"{form}/fields/{{field_id}}")(self.remove)
        router.post(f"{form}/publish")(self.publish)
        router.post(f"{form}/copy")(self.copy)
        router.post(f"{form}/late-registration")(self.set_late_registration)

    async def asked(self, meeting_id: str, who: Annotated[WhoIsAsked, Query()]) -> Asked:
        """What the registration form of a meeting asks; fields whose condition is not met yet are among them."""
        form = await self._views.registration_form(meeting_id)
        fields = tuple(one for one in form.fields if one.asks(who.category, who.role))
        return Asked(form_id=form.form_id, number=form.number, after_deadline=form.after_deadline, fields=fields)

    async def send(self, meeting_id: str, field_id: str, request: Request, origin: Anyone) -> FileNow:
        """Send the file or photo that answers a field ahead; the answer is then its `file_id`."""
        form = await self._views.registration_form(meeting_id)
        field = next((one for one in form.fields if one.field_id == field_id and one.kind in UPLOADED), None)
        if field is None:
            raise NotFound("This form asks for no such file.", field="field_id")
        kept = await self._intake.answer(await read_file(request, "file"), field, origin)
        return await self._intake.sent(kept, origin)

    async def form(self, form_id: str) -> MeetingForm:
        """A form with its draft."""
        return await self._views.form(form_id)

    async def versions(self, form_id: str) -> list[FormVersion]:
        """What was published of a form, newest first."""
        return await self._views.versions(form_id)

    async def put(self, form_id: str, field: FieldToPut, origin: Officer) -> FormNow:
        """Add a field to the draft."""
        return await self._units.run(put_field, PutField(form_id=form_id, **dict(field)), origin)

    async def replace(self, form_id: str, field_id: str, field: FieldToPut, origin: Officer) -> FormNow:
        """Change a field of the draft; its kind stays."""
        command = PutField(form_id=form_id, field_id=field_id, **dict(field))
        return await self._units.run(put_field, command, origin)

    async def move(self, form_id: str, field_id: str, by: int, origin: Officer) -> FormNow:
        """Move a field of the draft up (negative) or down."""
        return await self._units.run(move_field, MoveField(form_id=form_id, field_id=field_id, by=by), origin)

    async def remove(self, form_id: str, field_id: str, origin: Officer) -> FormNow:
        """Take a field out of the draft."""
        return await self._units.run(remove_field, RemoveField(form_id=form_id, field_id=field_id), origin)

    async def publish(self, form_id: str, origin: Officer) -> FormNow:
        """Publish the draft as the next version."""
        return await self._units.run(publish_form, PublishForm(form_id=form_id), origin)

    async def copy(self, form_id: str, from_meeting_id: str, origin: Officer) -> FormNow:
        """Take the form of another meeting as the draft."""
        return await self._units.run(copy_form, CopyForm(form_id=form_id, from_meeting_id=from_meeting_id), origin)

    async def set_late_registration(self, form_id: str, after_deadline: AfterDeadline, origin: Officer) -> FormNow:
        """Say whether people can still register after the deadline (R8)."""
        command = SetLateRegistration(form_id=form_id, after_deadline=after_deadline)
        return await self._units.run(set_late_registration, command, origin)
