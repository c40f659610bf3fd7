"""The pages of those who come: the public registration form, one's own page, the page of a focal point."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import MailSignInLink, RegisterParticipant
from services.registration.domain import Delegation, Meeting, MeetingStatus, Participant
from services.registration.handlers import mail_sign_in_link, register_participant
from services.registration.pages.person import steps_of
from services.registration.pages.room import MISSION, Room
from services.registration.pages.words import DELEGATE_ROLES, GENDERS, choices
from shared.errors import Refused
from shared.identity import PUBLIC, permit
from shared.pages import LANGUAGES, Choice, Form, Step, msg, read_form
from shared.web import origin_of
from shared.who import Role


class Guests:
    """What people who are not staff see of registration."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        anyone = [permit(PUBLIC)]
        router.get("/meetings/{code}/register", dependencies=anyone)(self.form)
        router.post("/meetings/{code}/register", dependencies=anyone)(self.register)
        router.get("/me", dependencies=anyone)(self.me)
        router.get("/delegations/{delegation_id}/portal", dependencies=MISSION)(self.portal)
        router.get("/delegations/{delegation_id}/members", dependencies=MISSION)(self.members)

    async def form(self, request: Request, code: str) -> Response:
        """Show the registration form, with the delegation filled in where the address names it."""
        asked = request.query_params
        filled = Form.of(
            delegation_id=asked.get("delegation"), full_name=asked.get("name"), language=_language(self._room, request)
        )
        return await self._form(request, await self._room.meeting(code), filled)

    async def register(self, request: Request, code: str) -> Response:
        """Register, mail the link to one's own page, and say what comes next."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(RegisterParticipant)
            now = await self._room.ask(request, register_participant, command, form=form)
        except Refused as refused:
            return await self._form(request, meeting, form.refused(refused), status=refused.status)
        link = MailSignInLink(participant_id=now.participant_id)
        await self._room.units.run(mail_sign_in_link, link, origin_of(request, key=f"{form.key}:link"))
        who = request.state.who
        if who and who.has(Role.FOCAL_POINT, command.delegation_id):
            portal = f"/registration/delegations/{command.delegation_id}/portal"
            return self._room.pages.go(portal, said=msg("Registered. The person is mailed a link to their own page."))
        return self._room.page(request, "registered.html", meeting, command=command, late=now.late)

    async def me(self, request: Request) -> Response:
        """Show somebody's own registrations in plain words, each with the next step."""
        who = request.state.who
        scopes = who.scopes(Role.PARTICIPANT) if who else []
        if not scopes:
            return self._room.pages.go("/registration/link")
        mine = [await self._mine(one) for one in scopes]
        return self._room.pages.render(request, "me.html", mine=mine)

    async def portal(self, request: Request, delegation_id: str) -> Response:
        """Show a focal point who is notified, who is registered and who is missing."""
        seen = await self._room.views.delegation_with_people(delegation_id)
        meeting = await self._room.views.meeting(seen.delegation.meeting_id)
        return self._room.page(request, "portal.html", meeting, seen=seen)

    async def members(self, request: Request, delegation_id: str) -> Response:
        """Return the people of a delegation alone, when something changed."""
        seen = await self._room.views.delegation_with_people(delegation_id)
        meeting = await self._room.views.meeting(seen.delegation.meeting_id)
        return self._room.piece(request, "portal_members.html", meeting, seen=seen)

    async def _mine(self, participant_id: str) -> tuple[Participant, Meeting, list[Step]]:
        participant = await self._room.views.participant(participant_id)
        delegation = await self._room.views.delegation(participant.delegation_id)
        meeting = await self._room.views.meeting(participant.meeting_id)
        return participant, meeting, steps_of(participant, delegation)

    async def _form(self, request: Request, meeting: Meeting, form: Form, *, status: int = 200) -> Response:
        if meeting.status is not MeetingStatus.OPEN:
            return self._room.page(request, "not_open.html", meeting)
        delegations = await self._room.views.delegations(meeting.meeting_id)
        shown: dict[str, object] = {
            "form": form,
            "delegation_choices": [Choice(one.delegation_id, one.name) for one in by_name(delegations)],
            "role_choices": choices(DELEGATE_ROLES),
            "gender_choices": choices(GENDERS),
            "language_choices": choices(LANGUAGES),
        }
        return self._room.page(request, "register.html", meeting, status=status, **shown)


def by_name(delegations: list[Delegation]) -> list[Delegation]:
    """Return delegations as people look for them: States first, then organisations, by name."""
    return sorted(delegations, key=lambda one: (one.state is None, one.name))


def _language(room: Room, request: Request) -> str:
    return room.pages.speech(request).language
