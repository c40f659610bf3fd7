"""Forms: what officers change in a draft, and what of it is published."""

from services.registration.commands.forms import (
    CopyForm,
    FormNow,
    MoveField,
    PublishForm,
    PutField,
    RemoveField,
    SetLateRegistration,
)
from services.registration.domain import slug
from services.registration.domain.forms import (
    PHONE_ID,
    STANDARD_IDS,
    UPLOADED,
    FormField,
    Home,
    MeetingForm,
    form_id_of,
    standard_form,
)
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.forms import FieldKind


async def put_field(command: PutField, unit: RegistrationUnit) -> FormNow:
    form = await _form(command.form_id, unit)
    about = {name: value for name, value in command if name not in {"form_id", "field_id"}}
    known = next((one for one in form.draft if one.field_id == command.field_id), None)
    if known:
        field = known.model_copy(update=about | {"kind": known.kind})
    else:
        home = Home.PERSONAL if command.kind in UPLOADED | {FieldKind.PHONE} else Home.ANSWERS
        field = FormField(field_id=_new_field_id(command, form), home=home, **about)
    return await _saved(form.put(field), unit, field_id=field.field_id)


async def remove_field(command: RemoveField, unit: RegistrationUnit) -> FormNow:
    form = await _form(command.form_id, unit)
    return await _saved(form.remove(command.field_id), unit)


async def move_field(command: MoveField, unit: RegistrationUnit) -> FormNow:
    form = await _form(command.form_id, unit)
    return await _saved(form.move(command.field_id, by=command.by), unit, field_id=command.field_id)


async def publish_form(command: PublishForm, unit: RegistrationUnit) -> FormNow:
    form = await _form(command.form_id, unit)
    form, version = form.publish(at=unit.now)
    await unit.form_versions.save(version)
    return await _saved(form, unit)


async def copy_form(command: CopyForm, unit: RegistrationUnit) -> FormNow:
    form = await _form(command.form_id, unit)
    other = await registration_form(command.from_meeting_id, unit)
    return await _saved(form.take_over(other), unit)


async def set_late_registration(command: SetLateRegistration, unit: RegistrationUnit) -> FormNow:
    form = await _form(command.form_id, unit)
    return await _saved(form.next(after_deadline=command.after_deadline), unit)


async def registration_form(meeting_id: str, unit: RegistrationUnit) -> MeetingForm:
    """Return the registration form of a meeting; the standard one where no officer made one."""
    return await unit.forms.find(form_id_of(meeting_id)) or standard_form(meeting_id)


async def _form(form_id: str, unit: RegistrationUnit) -> MeetingForm:
    """Return a form; the standard one of a meeting is made when it is first changed."""
    form = await unit.forms.find(form_id)
    if form is not None or not form_id.startswith("frm_"):
        return form or await unit.forms.get(form_id)
    meeting = await unit.meetings.get(f"mtg_{form_id.removeprefix('frm_')}")
    return standard_form(meeting.meeting_id)


async def _saved(form: MeetingForm, unit: RegistrationUnit, *, field_id: str = "") -> FormNow:
    await unit.forms.save(form)
    return FormNow(form_id=form.form_id, number=form.number, field_id=field_id)


def _new_field_id(command: PutField, form: MeetingForm) -> str:
    """Return an id that reads like the label; it names the field in exports and in the API."""
    if command.kind is FieldKind.PHONE:
        return PHONE_ID
    stem = slug(command.label.en)[:40].replace("-", "_") or "field"
    taken = {one.field_id for one in (*form.draft, *form.fields)} | STANDARD_IDS | {PHONE_ID}
    return next(one for one in (stem, *(f"{stem}_{n}" for n in range(2, 1000))) if one not in taken)
