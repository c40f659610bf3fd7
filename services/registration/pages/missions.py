"""The page of a focal point: what is missing for whom and by when, people invited, endorsed, named, registered."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from services.registration.commands.missions import DeclineParticipant, EndorseParticipants, InvitePerson
from services.registration.domain import Delegation
from services.registration.domain.missions import lacks, provisional, to_endorse
from services.registration.handlers.missions import decline_participant, endorse_participants, invite_person
from services.registration.pages.members import FIRST, Member, listed, table_of
from services.registration.pages.room import MISSION, Room
from services.registration.ports.notes import NoteViews
from services.registration.ports.views import MissionSeen
from shared.errors import NotFound, Refused
from shared.identity import PUBLIC, permit
from shared.pages import LANGUAGES, Choice, Form, Listing, Shown, msg, read_form, table_answer


class Missions:
    """What a focal point sees and does for a delegation; officers see and do the same."""

    def __init__(self, room: Room, notes: NoteViews) -> None:
        self._room = room
        self._notes = notes

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/delegations/{delegation_id}"
        router.get(f"{one}/portal", dependencies=MISSION)(self.portal)
        router.get(f"{one}/members", dependencies=MISSION)(self.members)
        router.get(f"{one}/invite", dependencies=MISSION)(self.invite_form)
        router.post(f"{one}/invite", dependencies=MISSION)(self.invite)
        router.post(f"{one}/endorse", dependencies=MISSION)(self.endorse)
        router.get(f"{one}/people/{{participant_id}}/decline", dependencies=MISSION)(self.decline_form)
        router.post(f"{one}/people/{{participant_id}}/decline", dependencies=MISSION)(self.decline)
        router.get("/asked/{invitation_id}", dependencies=[permit(PUBLIC)])(self.follow)

    async def portal(self, request: Request, delegation_id: str) -> Response:
        """Show what is missing for whom and by when, with a page of the people, or give the people as a file."""
        seen = await self._room.views.mission(delegation_id)
        listing, shown = listed(request, seen)
        if listing.format != "html":
            return table_answer(listing.format, table_of(delegation_id), shown.rows)
        notes = await self._notes.of_delegation(delegation_id)
        values = self._values(seen, listing, shown)
        return self._room.page(request, "portal.html", seen.meeting, status=200, notes=notes, **values)

    async def members(self, request: Request, delegation_id: str) -> Response:
        """Return what changes on that page alone."""
        seen = await self._room.views.mission(delegation_id)
        values = self._values(seen, *listed(request, seen))
        return self._room.piece(request, "portal_members.html", seen.meeting, **values)

    async def invite_form(self, request: Request, delegation_id: str) -> Response:
        """Show the form by which somebody is asked to register."""
        delegation = await self._room.views.delegation(delegation_id)
        asked = request.query_params
        named = next((one for one in delegation.names if one.key == asked.get("key")), None)
        form = Form.of(name=named.full_name, email=named.email) if named else Form()
        return await self._invite_form(request, delegation, form)

    async def invite(self, request: Request, delegation_id: str) -> Response:
        """Mail somebody the form."""
        form, delegation = await read_form(request), await self._room.views.delegation(delegation_id)
        try:
            command = form.command(InvitePerson, delegation_id=delegation_id)
            await self._room.ask(request, invite_person, command, form=form)
        except Refused as refused:
            return await self._invite_form(request, delegation, form.refused(refused), status=refused.status)
        return self._back(delegation_id, said=msg("The form is mailed."))

    async def endorse(self, request: Request, delegation_id: str) -> Response:
        """Say that these registrations are of the delegation."""
        form = await read_form(request)
        command = form.command(EndorseParticipants, delegation_id=delegation_id)
        await self._room.ask(request, endorse_participants, command, form=form)
        return self._back(delegation_id, said=msg("Endorsed. The secretariat sees it."))

    async def decline_form(self, request: Request, delegation_id: str, participant_id: str) -> Response:
        """Ask why a registration is not of the delegation."""
        return await self._decline_form(request, delegation_id, participant_id, Form())

    async def decline(self, request: Request, delegation_id: str, participant_id: str) -> Response:
        """Say that a registration is not of the delegation."""
        form = await read_form(request)
        try:
            command = form.command(DeclineParticipant, delegation_id=delegation_id, participant_id=participant_id)
            await self._room.ask(request, decline_participant, command, form=form)
        except Refused as refused:
            return await self._decline_form(
                request, delegation_id, participant_id, form.refused(refused), status=refused.status
            )
        return self._back(
            delegation_id, said=msg("The secretariat is told that this person is not of your delegation.")
        )

    async def follow(self, invitation_id: str) -> Response:
        """Lead somebody who was asked by mail to the form, filled in with what is known."""
        one = await self._room.views.missions.invitation(invitation_id)
        meeting = await self._room.views.meeting(one.meeting_id)
        filled = urlencode({"delegation": one.delegation_id, "name": one.name, "email": one.email})
        return RedirectResponse(f"/registration/meetings/{meeting.address}/register?{filled}", 303)

    def _values(self, seen: MissionSeen, listing: Listing, shown: Shown[Member]) -> dict[str, object]:
        return {
            "seen": seen,
            "rules": seen.rules,
            "lacks": lacks(seen.delegation, seen.meeting, seen.there, seen.rules, at=self._room.clock()),
            "listing": listing,
            "shown": shown,
            "first": FIRST,
            "to_endorse": to_endorse(seen.there, seen.rules),
            "provisional": provisional(seen.delegation),
        }

    async def _invite_form(
        self, request: Request, delegation: Delegation, form: Form, *, status: int = 200
    ) -> Response:
        meeting = await self._room.views.meeting(delegation.meeting_id)
        languages = [Choice(code, word) for code, word in LANGUAGES.items()]
        shown: dict[str, object] = {"delegation": delegation, "form": form, "language_choices": languages}
        return self._room.page(request, "invite_person.html", meeting, status=status, **shown)

    async def _decline_form(
        self, request: Request, delegation_id: str, participant_id: str, form: Form, *, status: int = 200
    ) -> Response:
        seen = await self._room.views.delegation_with_people(delegation_id)
        participant = next((one for one in seen.people if one.participant_id == participant_id), None)
        if participant is None:
            raise NotFound("There is no such person in this delegation.", field="participant_id")
        meeting = await self._room.views.meeting(seen.delegation.meeting_id)
        shown: dict[str, object] = {"delegation": seen.delegation, "participant": participant, "form": form}
        return self._room.page(request, "decline_person.html", meeting, status=status, **shown)

    def _back(self, delegation_id: str, *, said: str) -> Response:
        return self._room.pages.go(f"/registration/delegations/{delegation_id}/portal", said=said)
