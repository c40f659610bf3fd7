"""Zones of a meeting and what each kind of badge opens, as one form."""

from datetime import timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.badges import SetAccessPlan
from services.registration.domain import Meeting
from services.registration.domain.access import AccessPlan, AccessRule
from services.registration.handlers.access import set_access_plan
from services.registration.pages.room import OFFICERS, READERS, Room
from shared.contracts.registration import BadgeCategory
from shared.errors import Refused
from shared.pages import Form, msg, read_form

SPARE = 3
"""Empty places for further zones."""


class AccessPages:
    """The form of zones and rules."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/access", dependencies=READERS)(self.form)
        router.post("/meetings/{code}/access", dependencies=OFFICERS)(self.set)

    async def form(self, request: Request, code: str) -> Response:
        """Show what holds now."""
        meeting = await self._room.meeting(code)
        plan = await self._room.badges.views.plan(meeting.meeting_id)
        return self._form(request, meeting, plan, form=_filled(plan))

    async def set(self, request: Request, code: str) -> Response:
        """Set it."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(SetAccessPlan, meeting_id=meeting.meeting_id)
            await self._room.ask(request, set_access_plan, command, form=form)
        except Refused as refused:
            plan = await self._room.badges.views.plan(meeting.meeting_id)
            return self._form(request, meeting, plan, form=form.refused(refused), status=refused.status)
        at = f"/registration/meetings/{meeting.address}/access"
        return self._room.pages.go(at, said=msg("Saved. Badges given before follow; printed ones are printed again."))

    def _form(self, request: Request, meeting: Meeting, plan: AccessPlan, *, form: Form, status: int = 200) -> Response:
        length = (meeting.closes_on - meeting.opens_on).days + 1
        shown: dict[str, object] = {
            "access": plan,
            "form": form,
            "places": len(plan.zones) + SPARE,
            "days": [meeting.opens_on + timedelta(days=n) for n in range(min(length, 14))],
        }
        return self._room.page(request, "access.html", meeting, status=status, **shown)


def _filled(plan: AccessPlan) -> Form:
    values: dict[str, object] = {}
    for number, zone in enumerate(plan.zones):
        values[f"zones.{number}.code"] = zone.code
        values[f"zones.{number}.name"] = zone.name
        values[f"zones.{number}.days"] = zone.days
    rules = {one.category: one for one in plan.rules}
    for number, category in enumerate(BadgeCategory):
        rule = rules.get(category, AccessRule(category=category))
        values[f"rules.{number}.zones"] = rule.zones
        values[f"rules.{number}.first_day"] = rule.first_day
        values[f"rules.{number}.last_day"] = rule.last_day
    return Form.of(**values)
