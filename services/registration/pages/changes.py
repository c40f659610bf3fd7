"""Changes of one's own data: the form that asks for them, and the desk's page with old and new side by side."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.changes import ApproveChange, CancelChange, RejectChange, RequestChange
from services.registration.domain import Delegation, Participant, Person
from services.registration.domain.changes import DELEGATION, ChangeRequest, ChangeState, FieldChange, is_approved
from services.registration.domain.forms import FormField, MeetingForm
from services.registration.handlers.changes import approve_change, cancel_change, reject_change, request_change
from services.registration.pages.form_fields import Reader, answer_in_words, steps_shown
from services.registration.pages.registering import answers_of, by_name
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words_forms import CHANGE_STATES
from shared.errors import Refused
from shared.identity import PUBLIC, permit
from shared.pages import Form, State, Work, msg, read_form
from shared.who import Role, Who


@dataclass(frozen=True)
class ChangeShown:
    """One field of a request in the reader's words."""

    label: str
    old: str
    new: str


class Changes:
    """What people change of themselves, and what the desk decides about it."""

    def __init__(self, room: Room) -> None:
        self._room = room
        room.pages.environment.globals["change_states"] = CHANGE_STATES

    def join(self, router: APIRouter) -> None:
        """Add the routes; whose data somebody may change is the handler's to say."""
        own, one = "/participants/{participant_id}/change", "/changes/{change_id}"
        anyone = [permit(PUBLIC)]
        router.get(own, dependencies=anyone)(self.form)
        router.post(own, dependencies=anyone)(self.request)
        router.get("/meetings/{code}/changes", dependencies=READERS)(self.list)
        router.get(one, dependencies=READERS)(self.show)
        router.post(f"{one}/approve", dependencies=OFFICERS)(self.approve)
        router.post(f"{one}/reject", dependencies=OFFICERS)(self.reject)
        router.post(f"{one}/cancel", dependencies=anyone)(self.cancel)

    async def form(self, request: Request, participant_id: str) -> Response:
        """Show somebody their own data as a form."""
        participant = await self._room.views.participant(participant_id)
        if not may_change(participant, request.state.who):
            return self._room.pages.go("/registration/link")
        return await self._form(request, participant, _filled(participant))

    async def request(self, request: Request, participant_id: str) -> Response:
        """Apply what can be applied at once, ask the desk for the rest."""
        participant, form = await self._room.views.participant(participant_id), await read_form(request)
        if not may_change(participant, request.state.who):
            return self._room.pages.go("/registration/link")
        asked = await self._room.views.forms.registration_form(participant.meeting_id)
        try:
            answers = answers_of(form, asked.fields)
            command = form.command(RequestChange, participant_id=participant_id, answers=answers)
            now = await self._room.ask(request, request_change, command, form=form)
        except Refused as refused:
            return await self._form(request, participant, form.refused(refused), status=refused.status)
        return self._room.pages.go(own_page(participant, request.state.who), said=ASKED if now.waiting else APPLIED)

    async def list(self, request: Request, code: str) -> Response:
        """Show the requests that wait, and what was decided."""
        meeting = await self._room.meeting(code)
        every = await self._room.views.changes.of_meeting(meeting.meeting_id)
        work = [_work(one) for one in sorted(every, key=lambda one: one.asked_at) if one.state is ChangeState.WAITING]
        decided = [one for one in every if one.state is not ChangeState.WAITING]
        return self._room.page(request, "change_requests.html", meeting, status=200, work=work, decided=decided)

    async def show(self, request: Request, change_id: str) -> Response:
        """Show a request, old and new side by side."""
        return await self._show(request, change_id, Form())

    async def approve(self, request: Request, change_id: str) -> Response:
        """Approve: applied, and mailed."""
        form = await read_form(request)
        try:
            await self._room.ask(request, approve_change, ApproveChange(change_id=change_id), form=form)
        except Refused as refused:
            return await self._show(request, change_id, form.refused(refused), status=refused.status)
        return await self._next(change_id, msg("The change is made. The person is mailed."))

    async def reject(self, request: Request, change_id: str) -> Response:
        """Reject with a reason that is mailed."""
        form = await read_form(request)
        try:
            command = form.command(RejectChange, change_id=change_id)
            await self._room.ask(request, reject_change, command, form=form)
        except Refused as refused:
            return await self._show(request, change_id, form.refused(refused), status=refused.status)
        return await self._next(change_id, msg("Rejected. The reason is mailed."))

    async def cancel(self, request: Request, change_id: str) -> Response:
        """Take one's own request back."""
        form = await read_form(request)
        await self._room.ask(request, cancel_change, CancelChange(change_id=change_id), form=form)
        change = await self._room.views.changes.change(change_id)
        participant = await self._room.views.participant(change.participant_id)
        return self._room.pages.go(own_page(participant, request.state.who), said=msg("The request is taken back."))

    async def _next(self, change_id: str, said: str) -> Response:
        change = await self._room.views.changes.change(change_id)
        meeting = await self._room.views.meeting(change.meeting_id)
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/changes", said=said)

    async def _show(self, request: Request, change_id: str, form: Form, *, status: int = 200) -> Response:
        change = await self._room.views.changes.change(change_id)
        meeting = await self._room.views.meeting(change.meeting_id)
        participant = await self._room.views.participant(change.participant_id)
        asked = await self._room.views.forms.registration_form(meeting.meeting_id)
        delegations = await self._room.views.delegations(meeting.meeting_id)
        reader = Reader(self._room.pages.speech(request))
        rows = changes_shown(change.changes, asked.fields, delegations, reader=reader)
        values: dict[str, object] = {"change": change, "one": participant, "rows": rows, "form": form}
        return self._room.page(request, "change_decide.html", meeting, status=status, **values)

    async def _form(self, request: Request, participant: Participant, form: Form, *, status: int = 200) -> Response:
        meeting = await self._room.views.meeting(participant.meeting_id)
        asked: MeetingForm = await self._room.views.forms.registration_form(meeting.meeting_id)
        approved = is_approved(participant)
        own = request.state.who.has(Role.PARTICIPANT, participant.participant_id)
        reader = Reader(self._room.pages.speech(request), participant.category, for_another=not own)
        fields = asked.without_personal().filled_in(by_themselves=own).fields
        values: dict[str, object] = {
            "form": form,
            "one": participant,
            "steps": steps_shown(fields, reader, to_desk=approved),
            "approved": approved,
            "delegations": by_name(await self._room.views.delegations(meeting.meeting_id), reader.speech),
            "back": own_page(participant, request.state.who),
        }
        return self._room.page(request, "change.html", meeting, status=status, **values)


ASKED = msg("Kept. What the secretariat has to approve waits for its decision; you are mailed when it is made.")
APPLIED = msg("Your data are changed.")


def changes_shown(
    changes: Sequence[FieldChange], fields: Sequence[FormField], delegations: Sequence[Delegation], *, reader: Reader
) -> list[ChangeShown]:
    """Return changes in words, old and new."""
    known = {one.field_id: one for one in fields}
    names = {one.delegation_id: reader.speech.named(one.name) for one in delegations}

    def said(change: FieldChange, values: Sequence[str]) -> str:
        if change.field_id == DELEGATION:
            return reader.speech.listed(*(names.get(one, one) for one in values))
        field = known.get(change.field_id)
        return answer_in_words(field, values, reader) if field else ", ".join(values)

    def label(change: FieldChange) -> str:
        field = known.get(change.field_id)
        return reader.say(field.label.said(reader.speech.language) if field else msg("Delegation"))

    return [ChangeShown(label(one), said(one, one.old), said(one, one.new)) for one in changes]


def changes_waiting(requests: Sequence[ChangeRequest]) -> list[Work]:
    """Return the requests that wait as rows of the desk's queue."""
    return [_work(one) for one in requests]


def _work(one: ChangeRequest) -> Work:
    return Work(
        title=one.full_name,
        detail=one.delegation,
        href=f"/registration/changes/{one.change_id}",
        action="Look and decide",
        since=one.asked_at,
        state=State.WAITING,
        word="asks to change approved data",
        key=one.change_id,
    )


def _filled(participant: Participant) -> Form:
    values: dict[str, object] = {name: getattr(participant, name) for name in Person.model_fields}
    values |= {f"answers.{one.field_id}": one.values for one in participant.answers}
    return Form.of(**values, delegation_id=participant.delegation_id)


def may_change(participant: Participant, who: Who | None) -> bool:
    """Tell whether somebody may change a person's data: the person, their focal point, officers."""
    return who is not None and (
        who.has(Role.PARTICIPANT, participant.participant_id)
        or who.has(Role.FOCAL_POINT, participant.delegation_id)
        or who.has(Role.REGISTRATION_OFFICER)
    )


def own_page(participant: Participant, who: Who | None) -> str:
    """Return where somebody comes back to from what they did for a person."""
    if who and who.has(Role.PARTICIPANT, participant.participant_id):
        return "/registration/me"
    if who and who.has(Role.FOCAL_POINT, participant.delegation_id):
        return f"/registration/delegations/{participant.delegation_id}/portal"
    return f"/registration/participants/{participant.participant_id}"
