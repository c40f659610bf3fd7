"""The registration form: shown as the meeting asks, taken with everything that was typed kept on a refusal."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import MailSignInLink, ParticipantNow, RegisterParticipant
from services.registration.commands.forms import GivenAnswer
from services.registration.domain import Delegation, Meeting
from services.registration.domain.forms import FormField, Home, SameNameRegistered
from services.registration.domain.refusals import AlreadyRegistered
from services.registration.handlers import mail_sign_in_link, register_participant
from services.registration.pages.form_fields import MANY, Reader, name_of, steps_shown
from services.registration.pages.room import Room
from services.registration.pages.uploads import take_uploads
from shared.contracts.registration import DeadlineKind
from shared.errors import Refused
from shared.identity import PUBLIC, permit
from shared.pages import Form, Speech, msg, read_form
from shared.web import origin_of
from shared.who import Role, Who


class Registering:
    """The public registration form; officers and focal points fill it in for others."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        anyone = [permit(PUBLIC)]
        router.get("/meetings/{code}/register", dependencies=anyone)(self.form)
        router.post("/meetings/{code}/register", dependencies=anyone)(self.register)

    async def form(self, request: Request, code: str) -> Response:
        """Show the registration form, with the delegation and the name filled in where the address gives them."""
        asked = request.query_params
        filled = Form.of(
            delegation_id=asked.get("delegation"),
            full_name=asked.get("name"),
            email=asked.get("email"),
            role=asked.get("role") or "representative",
            language=self._room.pages.speech(request).language,
        )
        return await self._form(request, await self._room.meeting(code), filled)

    async def register(self, request: Request, code: str) -> Response:
        """Register, mail the link to the person's own page, and say what comes next."""
        meeting = await self._room.meeting(code)
        asked = await self._room.views.forms.registration_form(meeting.meeting_id)
        sent = await read_form(request)
        origin = self._room.origin(request, sent)
        form, wrong = await take_uploads(self._room.intake, sent, fields=asked.fields, origin=origin)
        if wrong:
            return await self._form(request, meeting, form, refused=wrong)
        try:
            command = form.command(RegisterParticipant, answers=answers_of(form, asked.fields))
            now = await self._room.ask(request, register_participant, command, form=form)
        except Refused as refused:
            return await self._form(request, meeting, form, refused=refused)
        link = MailSignInLink(participant_id=now.participant_id)
        await self._room.units.run(mail_sign_in_link, link, origin_of(request, key=form.key and f"{form.key}:link"))
        return self._registered(request, meeting, command, now)

    def _registered(
        self, request: Request, meeting: Meeting, command: RegisterParticipant, now: ParticipantNow
    ) -> Response:
        who = request.state.who
        if who and who.has(Role.FOCAL_POINT, command.delegation_id):
            portal = f"/registration/delegations/{command.delegation_id}/portal"
            return self._room.pages.go(portal, said=msg("Registered. The person is mailed a link to their own page."))
        if who and who.has(Role.REGISTRATION_OFFICER):
            return self._room.pages.go(
                f"/registration/meetings/{meeting.address}?person={now.participant_id}",
                said=msg("Registered. The person is mailed a link to their own page."),
            )
        return self._room.page(request, "registered.html", meeting, command=command, late=now.late, seat=now.attendance)

    async def _form(
        self, request: Request, meeting: Meeting, form: Form, *, refused: Refused | None = None
    ) -> Response:
        try:
            meeting.must_be_open(official=_is_official(request.state.who, meeting))
        except Refused as shut:
            return self._room.page(request, "not_open.html", meeting, refused=shut)
        delegations = by_name(await self._room.views.delegations(meeting.meeting_id), self._room.pages.speech(request))
        chosen = next((one for one in delegations if one.delegation_id == form.text("delegation_id")), None)
        asked = await self._room.views.forms.registration_form(meeting.meeting_id)
        for_another = _on_behalf(request.state.who, chosen)
        category = chosen.category if chosen and refused else None
        reader = Reader(self._room.pages.speech(request), category, for_another=for_another)
        steps = steps_shown(asked.filled_in(by_themselves=not for_another).fields, reader)
        shown: dict[str, object] = {
            "form": form.refused(refused) if refused else form,
            "delegations": delegations,
            "steps": steps,
            "many": sum(len(one.fields) for one in steps) > MANY,
            "deadline": meeting.deadline(DeadlineKind.REGISTRATION),
            "is_known": isinstance(refused, AlreadyRegistered),
            "late": meeting.late(DeadlineKind.REGISTRATION, self._room.clock()),
            "on_behalf": for_another,
            "same_name": isinstance(refused, SameNameRegistered),
        }
        status = refused.status if refused else 200
        return self._room.page(request, "register.html", meeting, status=status, **shown)


def answers_of(form: Form, fields: Sequence[FormField]) -> tuple[GivenAnswer, ...]:
    """Return what was answered to the fields of a form that are no fields of the participant."""
    others = [one for one in fields if one.home is not Home.PARTICIPANT]
    given = [(one.field_id, tuple(value for value in form.all(name_of(one)) if value)) for one in others]
    return tuple(GivenAnswer(field_id=field_id, values=values) for field_id, values in given if values)


def by_name(delegations: list[Delegation], speech: Speech) -> list[Delegation]:
    """Return delegations as people look for them: States first, then organisations, in their language's order."""
    return sorted(delegations, key=lambda one: (one.state is None, speech.place(one.name)))


def _is_official(who: Who | None, meeting: Meeting) -> bool:
    """Tell whether somebody registers others for this meeting, which goes on after the public registration (R8)."""
    if who is None:
        return False
    own = [scope for scope in who.scopes(Role.FOCAL_POINT) if scope.startswith(f"del_{meeting.address}_")]
    return bool(own) or who.has(Role.REGISTRATION_OFFICER)


def _on_behalf(who: Who | None, delegation: Delegation | None) -> bool:
    """Tell whether somebody registers another: an officer, or the focal point of a delegation."""
    if who is None:
        return False
    own = delegation.delegation_id if delegation else None
    return who.has(Role.REGISTRATION_OFFICER) or who.has(Role.FOCAL_POINT, own)
