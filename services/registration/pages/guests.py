"""The page of a focal point: who is notified, who is registered, who is missing."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.pages.room import MISSION, Room


class Guests:
    """What a focal point sees of registration."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/delegations/{delegation_id}/portal", dependencies=MISSION)(self.portal)
        router.get("/delegations/{delegation_id}/members", dependencies=MISSION)(self.members)

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
