"""What a delegation sees of its badges, the form by which it asks for one; and the form of a badge of the building."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.badge_requests import RecordStandingBadge, RequestBadge
from services.registration.domain import Participant
from services.registration.handlers.badge_requests import record_standing_badge, request_badge
from services.registration.pages.room import MISSION, OFFICERS, Room
from services.registration.ports.badges import BadgesAsked
from shared.contracts.registration import BadgeIssuer
from shared.errors import Refused
from shared.pages import Choice, Form, msg, read_form

MOST = 200
ISSUERS = tuple(Choice(one.value, one.value) for one in BadgeIssuer)


class BadgeRequests:
    """Badges of one delegation; the standing badge of one participant."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        standing = "/participants/{participant_id}/standing-badge"
        router.get("/delegations/{delegation_id}/badges", dependencies=MISSION)(self.show)
        router.post("/delegations/{delegation_id}/badges", dependencies=MISSION)(self.request)
        router.get(standing, dependencies=OFFICERS)(self.standing)
        router.post(standing, dependencies=OFFICERS)(self.record)

    async def show(self, request: Request, delegation_id: str) -> Response:
        """Show a delegation which of its badges are ready."""
        return await self._show(request, delegation_id, Form())

    async def request(self, request: Request, delegation_id: str) -> Response:
        """Ask for a badge for somebody who serves the delegation."""
        form = await read_form(request)
        try:
            command = form.command(RequestBadge, delegation_id=delegation_id)
            await self._room.ask(request, request_badge, command, form=form)
        except Refused as refused:
            return await self._show(request, delegation_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(
            f"/registration/delegations/{delegation_id}/badges", said=msg("The badge is asked for.")
        )

    async def standing(self, request: Request, participant_id: str) -> Response:
        """Show the badge of the building somebody has."""
        participant = await self._room.views.participant(participant_id)
        known = participant.standing_badge
        filled = Form.of(**known.model_dump()) if known else Form()
        return await self._standing(request, participant, filled)

    async def record(self, request: Request, participant_id: str) -> Response:
        """Record it, or that there is none."""
        form = await read_form(request)
        try:
            command = form.command(RecordStandingBadge, participant_id=participant_id)
            await self._room.ask(request, record_standing_badge, command, form=form)
        except Refused as refused:
            participant = await self._room.views.participant(participant_id)
            return await self._standing(request, participant, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/participants/{participant_id}", said=msg("Recorded."))

    async def _show(self, request: Request, delegation_id: str, form: Form, *, status: int = 200) -> Response:
        delegation = await self._room.views.delegation(delegation_id)
        meeting = await self._room.views.meeting(delegation.meeting_id)
        asked = BadgesAsked(delegation_id=delegation_id, size=MOST)
        found = await self._room.badges.views.badges(meeting.meeting_id, asked)
        shown: dict[str, object] = {"delegation": delegation, "badges": found.rows, "form": form}
        return self._room.page(request, "badges_of_delegation.html", meeting, status=status, **shown)

    async def _standing(self, request: Request, participant: Participant, form: Form, *, status: int = 200) -> Response:
        meeting = await self._room.views.meeting(participant.meeting_id)
        shown: dict[str, object] = {"participant": participant, "form": form, "issuers": ISSUERS}
        return self._room.page(request, "standing_badge.html", meeting, status=status, **shown)
