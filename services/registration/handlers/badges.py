"""Badges: given with a confirmation, printed, handed over, lost, issued again, withdrawn with their holder."""

from services.registration.commands.badges import (
    ApproveBadge,
    BadgeNow,
    HandOverBadge,
    IssueStaffBadge,
    PrintBadge,
    RecoverBadge,
    ReinstateBadge,
    ReissueBadge,
    ReportBadgeLost,
    TakeBackBadge,
    WithdrawBadge,
)
from services.registration.domain import Participant, ParticipantStatus
from services.registration.domain.access import AccessPlan, usual_plan
from services.registration.domain.badges import Badge, Holder, HolderKind, issue
from services.registration.domain.holders import holder_of
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import BadgeCategory

COMING = frozenset({ParticipantStatus.CONFIRMED, ParticipantStatus.PRESENT})


async def issue_badge_of(participant: Participant, unit: RegistrationUnit) -> Badge:
    """Give a participant a badge, or bring the one they have in line."""
    meeting = await unit.meetings.get(participant.meeting_id)
    return await issue_badge_for(holder_of(participant, meeting.closes_on), unit)


async def issue_badge_for(holder: Holder, unit: RegistrationUnit, *, approved: bool = True) -> Badge:
    """Give a holder a badge, or bring the one they have in line; one taken back before is given again."""
    meeting = await unit.meetings.get(holder.meeting_id)
    access = (await plan_of(holder.meeting_id, unit)).access(holder.category, meeting)
    known = await _last_badge(holder.holder_id, unit)
    if known is None:
        badge = issue(holder, access, badge_id=unit.new_id("bdg"), at=unit.now, approved=approved)
    else:
        there = known if known.live else known.reinstate(at=unit.now)
        badge = there.follow(holder, access, at=unit.now) or there
    if badge is not known:
        await unit.badges.save(badge)
    return badge


async def follow_badge_of(participant: Participant, unit: RegistrationUnit, *, reason: str = "") -> None:
    """Bring a participant's badge in line with what became of them, in the unit that changed them.

    Confirmed they have one that says what holds now; withdrawn, rejected or taken back to review they have none.
    """
    if participant.active and participant.status in COMING:
        await issue_badge_of(participant, unit)
    else:
        await withdraw_badges_of(unit, participant.participant_id, reason=reason)


async def withdraw_badges_of(unit: RegistrationUnit, holder_id: str, *, reason: str = "") -> None:
    """Take back the badges of a holder who does not come: withdrawn, rejected or substituted."""
    for badge in await unit.badges.all(holder_id=holder_id):
        if badge.live:
            withdrawn, revoked = badge.withdraw(reason, at=unit.now)
            await unit.badges.save(withdrawn)
            unit.tell(revoked)


async def issue_staff_badge(command: IssueStaffBadge, unit: RegistrationUnit) -> BadgeNow:
    holder = Holder(
        holder_id=unit.new_id("stf"),
        kind=HolderKind.STAFF,
        meeting_id=command.meeting_id,
        category=BadgeCategory.STAFF,
        **command.model_dump(exclude={"meeting_id"}),
    )
    return _now(await issue_badge_for(holder, unit))


async def approve_badge(command: ApproveBadge, unit: RegistrationUnit) -> BadgeNow:
    badge = await unit.badges.get(command.badge_id)
    return await _saved(badge.approve(at=unit.now), unit)


async def print_badge(command: PrintBadge, unit: RegistrationUnit) -> BadgeNow:
    badge = await unit.badges.get(command.badge_id)
    return await _saved(badge.print(at=unit.now), unit)


async def hand_over_badge(command: HandOverBadge, unit: RegistrationUnit) -> BadgeNow:
    badge = await unit.badges.get(command.badge_id)
    return await _saved(badge.collect(identity_checked=command.identity_checked, at=unit.now), unit)


async def take_back_badge(command: TakeBackBadge, unit: RegistrationUnit) -> BadgeNow:
    badge = await unit.badges.get(command.badge_id)
    return await _saved(badge.take_back(at=unit.now), unit)


async def report_badge_lost(command: ReportBadgeLost, unit: RegistrationUnit) -> BadgeNow:
    badge = await unit.badges.get(command.badge_id)
    badge, revoked = badge.lose(command.reason, at=unit.now)
    unit.tell(revoked)
    return await _saved(badge, unit)


async def recover_badge(command: RecoverBadge, unit: RegistrationUnit) -> BadgeNow:
    badge = await unit.badges.get(command.badge_id)
    return await _saved(badge.recover(at=unit.now), unit)


async def reissue_badge(command: ReissueBadge, unit: RegistrationUnit) -> BadgeNow:
    badge = await unit.badges.get(command.badge_id)
    badge, revoked = badge.reissue(command.reason, at=unit.now)
    unit.tell(revoked)
    return await _saved(badge, unit)


async def withdraw_badge(command: WithdrawBadge, unit: RegistrationUnit) -> BadgeNow:
    badge = await unit.badges.get(command.badge_id)
    badge, revoked = badge.withdraw(command.reason, at=unit.now)
    unit.tell(revoked)
    return await _saved(badge, unit)


async def reinstate_badge(command: ReinstateBadge, unit: RegistrationUnit) -> BadgeNow:
    badge = await unit.badges.get(command.badge_id)
    return await _saved(badge.reinstate(at=unit.now), unit)


async def plan_of(meeting_id: str, unit: RegistrationUnit) -> AccessPlan:
    """Return the zones and rules of a meeting."""
    return await unit.access_plans.find(meeting_id) or usual_plan(meeting_id)


async def _last_badge(holder_id: str, unit: RegistrationUnit) -> Badge | None:
    badges = sorted(await unit.badges.all(holder_id=holder_id), key=lambda one: (one.live, one.changed_at))
    return badges[-1] if badges else None


async def _saved(badge: Badge, unit: RegistrationUnit) -> BadgeNow:
    await unit.badges.save(badge)
    return _now(badge)


def _now(badge: Badge) -> BadgeNow:
    return BadgeNow(badge_id=badge.badge_id, state=badge.state.value, serial=badge.serial)
