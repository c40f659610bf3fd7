"""Who acts for a delegation, and the rules of a meeting for delegations."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.missions import (
    AddFocalPoint,
    HandOverDelegation,
    RemoveFocalPoint,
    SetMissionRules,
)
from services.registration.domain import Meeting
from services.registration.handlers.missions import (
    add_focal_point,
    hand_over_delegation,
    remove_focal_point,
    set_mission_rules,
)
from services.registration.pages.room import MISSION, OFFICERS, Room
from shared.errors import Refused
from shared.pages import LANGUAGES, Choice, Form, msg, read_form

ENDORSING = (
    Choice("not_asked", "Focal points are not asked", "Registrations go to the secretariat alone."),
    Choice("asked", "Focal points are asked", "They see each registration and say whether it is of their delegation."),
    Choice("required", "Their endorsement is required", "Nobody is approved or confirmed without it."),
)
OUTSIDERS = (
    Choice("flagged", "Take them and mark them", "The report of the committee names them."),
    Choice("refused", "Refuse them", "The step cannot be recorded."),
)
PLACES = 6


class MissionAccess:
    """Access of focal points, shared and handed over; the rules that officers set."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        access = "/delegations/{delegation_id}/access"
        router.get(access, dependencies=MISSION)(self.show)
        router.post(f"{access}/add", dependencies=MISSION)(self.add)
        router.post(f"{access}/remove", dependencies=MISSION)(self.remove)
        router.post(f"{access}/hand-over", dependencies=MISSION)(self.hand_over)
        router.get("/meetings/{code}/mission-rules", dependencies=OFFICERS)(self.rules)
        router.post("/meetings/{code}/mission-rules", dependencies=OFFICERS)(self.set_rules)

    async def show(self, request: Request, delegation_id: str) -> Response:
        """Show who acts for the delegation."""
        return await self._show(request, delegation_id, Form())

    async def add(self, request: Request, delegation_id: str) -> Response:
        """Let one more person act for it."""
        form = await read_form(request)
        try:
            command = form.command(AddFocalPoint, delegation_id=delegation_id)
            await self._room.ask(request, add_focal_point, command, form=form)
        except Refused as refused:
            return await self._show(request, delegation_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(_access(delegation_id), said=msg("The link is mailed."))

    async def remove(self, request: Request, delegation_id: str) -> Response:
        """Let somebody act for it no more."""
        form = await read_form(request)
        command = form.command(RemoveFocalPoint, delegation_id=delegation_id)
        await self._room.ask(request, remove_focal_point, command, form=form)
        return self._room.pages.go(_access(delegation_id), said=msg("Their links have stopped working."))

    async def hand_over(self, request: Request, delegation_id: str) -> Response:
        """Make another person the access administrator."""
        form = await read_form(request)
        try:
            command = form.command(HandOverDelegation, delegation_id=delegation_id)
            await self._room.ask(request, hand_over_delegation, command, form=form)
        except Refused as refused:
            return await self._show(request, delegation_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(_access(delegation_id), said=msg("Handed over. The link is mailed."))

    async def rules(self, request: Request, code: str) -> Response:
        """Show the rules of the meeting for delegations."""
        meeting = await self._room.meeting(code)
        known = await self._room.views.missions.rules(meeting.meeting_id)
        chosen = {"endorsing": known.endorsing.value, "outsiders": known.outsiders.value}
        form = Form.of(**chosen, authorities=known.authorities, naming_days=known.naming_days)
        return self._rules(request, meeting, form)

    async def set_rules(self, request: Request, code: str) -> Response:
        """Set them."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(SetMissionRules, meeting_id=meeting.meeting_id)
            await self._room.ask(request, set_mission_rules, command, form=form)
        except Refused as refused:
            return self._rules(request, meeting, form.refused(refused))
        at = f"/registration/meetings/{meeting.address}/mission-rules"
        return self._room.pages.go(at, said=msg("The rules for delegations are set."))

    def _rules(self, request: Request, meeting: Meeting, form: Form) -> Response:
        shown: dict[str, object] = {
            "form": form,
            "endorsing_choices": ENDORSING,
            "outsider_choices": OUTSIDERS,
            "places": max(PLACES, len(form.all("authorities")) + 1),
        }
        return self._room.page(request, "mission_rules.html", meeting, status=200, **shown)

    async def _show(self, request: Request, delegation_id: str, form: Form, *, status: int = 200) -> Response:
        delegation = await self._room.views.delegation(delegation_id)
        meeting = await self._room.views.meeting(delegation.meeting_id)
        languages = [Choice(code, word) for code, word in LANGUAGES.items()]
        shown: dict[str, object] = {"delegation": delegation, "form": form, "language_choices": languages}
        return self._room.page(request, "mission_access.html", meeting, status=status, **shown)


def _access(delegation_id: str) -> str:
    return f"/registration/delegations/{delegation_id}/access"
