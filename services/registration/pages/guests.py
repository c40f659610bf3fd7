"""The pages of those who come: one's own page, the page of a focal point."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.domain import Meeting, Participant
from services.registration.pages.person import steps_of
from services.registration.pages.room import MISSION, Room
from shared.identity import PUBLIC, permit
from shared.pages import Step
from shared.who import Role


class Guests:
    """What people who are not staff see of registration."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        anyone = [permit(PUBLIC)]
        router.get("/me", dependencies=anyone)(self.me)
        router.get("/delegations/{delegation_id}/portal", dependencies=MISSION)(self.portal)
        router.get("/delegations/{delegation_id}/members", dependencies=MISSION)(self.members)

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
