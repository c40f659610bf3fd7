"""The note verbale as a form: for the secretariat and for the focal point of the delegation."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import NotifyDelegation
from services.registration.domain import Delegation, Meeting, Participant, named
from services.registration.domain.notes import Difference, NoteForAnotherMeeting, difference
from services.registration.handlers import notify_delegation
from services.registration.pages.room import MISSION, Room
from services.registration.pages.uploads import held
from services.registration.pages.words import DELEGATE_ROLES, GENDERS, choices
from shared.contracts.registration import DeadlineKind
from shared.errors import Refused
from shared.pages import Form, msg, read_form
from shared.who import Role

SPARE = 3
LEAST = 8
"""Empty places for further names, and lines of a first note; the button for more adds as many as are spare."""

NOT_CARRIED = {"csrf", "key", "confirmed", "more"}


class Notes:
    """The form of a note; what it names replaces what the last one named."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/delegations/{delegation_id}/notify", dependencies=MISSION)(self.form)
        router.post("/delegations/{delegation_id}/notify", dependencies=MISSION)(self.notify)

    async def form(self, request: Request, delegation_id: str) -> Response:
        """Show the form with the names of the last note, and with the person it is to name as well."""
        delegation = await self._room.views.delegation(delegation_id)
        person = request.query_params.get("person")
        added = await self._room.views.participant(person) if person and _is_staff(request) else None
        return await self._form(request, delegation, _filled(delegation, added))

    async def notify(self, request: Request, delegation_id: str) -> Response:
        """Take the note once it was seen what it changes, or give more places for names."""
        delegation = await self._room.views.delegation(delegation_id)
        meeting = await self._room.views.meeting(delegation.meeting_id)
        form, wrong = await self._with_file(request, delegation_id)
        if wrong:
            return await self._form(request, delegation, form.refused(wrong), status=wrong.status)
        try:
            if form.text("file") and not form.text("nevertheless"):
                await self._room.intake.look_at_note(form.text("file"), delegation_id)
            if form.text("more"):
                return await self._form(request, delegation, form, places=_places(form) + SPARE)
            file_id = form.text("file") or None
            command = form.command(NotifyDelegation, delegation_id=delegation_id, file_id=file_id)
            changes = self._changes(command, delegation, meeting)
            if (changes.gone or changes.changed or changes.is_none) and not form.text("confirmed"):
                return self._preview(request, delegation, meeting, form=form, changes=changes)
            await self._room.ask(request, notify_delegation, command, form=form)
        except Refused as refused:
            return await self._form(request, delegation, _doubted(form, refused), status=refused.status)
        return self._room.pages.go(_back(request, delegation, form), said=msg("The note was taken."))

    async def _with_file(self, request: Request, delegation_id: str) -> tuple[Form, Refused | None]:
        """Return the form with its file kept; it is carried along from page to page."""
        form = await read_form(request)
        keep = partial(
            self._room.intake.note,
            delegation_id=delegation_id,
            origin=self._room.origin(request, form),
            nevertheless=True,  # it is looked at each time the form is sent
        )
        return await held(form, {"file": keep})

    def _changes(self, command: NotifyDelegation, delegation: Delegation, meeting: Meeting) -> Difference:
        """Return what the note would change; refuse what it could not."""
        names = tuple(named(**dict(one)) for one in command.names)
        delegation.notify(
            names, meeting, reference=command.reference, dated=command.dated, received_at=self._room.clock()
        )
        return difference(delegation.names, names)

    def _preview(
        self, request: Request, delegation: Delegation, meeting: Meeting, *, form: Form, changes: Difference
    ) -> Response:
        """Show what the note changes before it is taken."""
        carried = {name: value for name, value in form.values.items() if name not in NOT_CARRIED}
        shown: dict[str, object] = {
            "delegation": delegation,
            "form": form,
            "changes": changes,
            "carried": carried,
            "late": meeting.late(DeadlineKind.NOTIFICATION, self._room.clock()),
            "back": _back(request, delegation, form),
        }
        return self._room.page(request, "note_changes.html", meeting, status=200, **shown)

    async def _form(
        self, request: Request, delegation: Delegation, form: Form, *, places: int = 0, status: int = 200
    ) -> Response:
        meeting = await self._room.views.meeting(delegation.meeting_id)
        shown: dict[str, object] = {
            "delegation": delegation,
            "form": form,
            "places": max(places, _places(form), len(delegation.names) + SPARE, LEAST),
            "role_choices": choices(DELEGATE_ROLES),
            "gender_choices": choices(GENDERS),
            "deadline": meeting.deadline(DeadlineKind.NOTIFICATION),
            "back": _back(request, delegation, form),
        }
        return self._room.page(request, "notify.html", meeting, status=status, **shown)


def _filled(delegation: Delegation, added: Participant | None) -> Form:
    values: dict[str, object] = {"person": added.participant_id if added else ""}
    for number, person in enumerate((*delegation.names, *((added,) if added else ()))):
        for name in ("full_name", "title", "function", "role", "email", "gender"):
            values[f"names.{number}.{name}"] = getattr(person, name, "")
    return Form.of(**values)


def _doubted(form: Form, refused: Refused) -> Form:
    """Return the refused form; where the note seems to be another meeting's, a person may say that it is not."""
    doubted = ("1",) if isinstance(refused, NoteForAnotherMeeting) else ()
    return Form({**form.values, "doubted": doubted}, files=form.files).refused(refused)


def _places(form: Form) -> int:
    numbers = [name.split(".")[1] for name in form.values if name.startswith("names.")]
    return max((int(one) + 1 for one in numbers if one.isdecimal()), default=0)


def _is_staff(request: Request) -> bool:
    who = request.state.who
    return who is not None and who.has(Role.REGISTRATION_OFFICER)


def _back(request: Request, delegation: Delegation, form: Form) -> str:
    """Return where the form came from: the person it was opened for, the delegation, or its portal."""
    if _is_staff(request) and form.text("person"):
        return f"/registration/participants/{form.text('person')}"
    portal = "" if _is_staff(request) else "/portal"
    return f"/registration/delegations/{delegation.delegation_id}{portal}"
