"""Zones and rules of access: set, and spread to the badges that were given before."""

from services.registration.commands.badges import SetAccessPlan, SpreadAccess
from services.registration.domain.access import AccessPlan, AccessRule, Zone
from services.registration.domain.badges import Badge
from services.registration.handlers.badges import plan_of
from services.registration.ports import RegistrationUnit

AT_ONCE = 100
"""Badges brought in line in one unit."""


async def set_access_plan(command: SetAccessPlan, unit: RegistrationUnit) -> AccessPlan:
    """Set the plan; the badges there are follow piece by piece."""
    await unit.meetings.get(command.meeting_id)
    plan = (await plan_of(command.meeting_id, unit)).next(
        zones=tuple(Zone(**dict(one)) for one in command.zones),
        rules=tuple(AccessRule(**dict(one)) for one in command.rules),
    )
    plan.must_be_sound()
    plan = plan.spread(at=unit.now)
    await unit.access_plans.save(plan)
    return plan


async def follow_access_of(meeting_id: str, unit: RegistrationUnit) -> None:
    """Let badges follow other dates of their meeting, in the unit that moves it."""
    await unit.access_plans.save((await plan_of(meeting_id, unit)).spread(at=unit.now))


async def spread_access(command: SpreadAccess, unit: RegistrationUnit) -> None:
    """Bring the next badges in line; a piece that comes twice is left."""
    plan = await unit.access_plans.get(command.meeting_id)
    if not plan.spreading or plan.step != command.step:
        return
    meeting = await unit.meetings.get(plan.meeting_id)
    category = plan.spreading[0]
    access = plan.access(category, meeting)
    badges = await unit.badges.all(meeting_id=plan.meeting_id, category=category)
    changed: list[Badge] = [now for one in badges if one.live and (now := one.open(access, at=unit.now))]
    for badge in changed[:AT_ONCE]:
        await unit.badges.save(badge)
    await unit.access_plans.save(plan.spread_on(finished=len(changed) <= AT_ONCE, at=unit.now))
