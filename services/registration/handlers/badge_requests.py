"""Badges asked for by a delegation, and badges of the building that make ours unnecessary."""

from services.registration.commands.badge_requests import RecordStandingBadge, RequestBadge
from services.registration.commands.badges import BadgeNow
from services.registration.domain.badge_holders import StandingBadge
from services.registration.domain.badges import Holder, HolderKind
from services.registration.handlers.badges import follow_badge_of, issue_badge_for
from services.registration.handlers.provisional import to_be_joined
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import BadgeCategory, BadgeIssuer
from shared.errors import Incomplete, NotAllowed
from shared.who import Role


async def request_badge(command: RequestBadge, unit: RegistrationUnit) -> BadgeNow:
    """An officer who asks approves at once; a focal point's request waits for one."""
    delegation = await to_be_joined(command.delegation_id, unit)
    officer = unit.who.has(Role.REGISTRATION_OFFICER)
    if not (officer or unit.who.has(Role.FOCAL_POINT, delegation.delegation_id)):
        raise NotAllowed("Only the secretariat and the focal point can ask for a badge.")
    holder = Holder(
        holder_id=unit.new_id("srv"),
        kind=HolderKind.STAFF,
        meeting_id=delegation.meeting_id,
        delegation_id=delegation.delegation_id,
        delegation=delegation.name,
        name=command.name,
        other_name=command.other_name,
        function=command.function,
        category=BadgeCategory.SERVICE,
    )
    badge = await issue_badge_for(holder, unit, approved=officer)
    return BadgeNow(badge_id=badge.badge_id, state=badge.state.value, serial=badge.serial)


async def record_standing_badge(command: RecordStandingBadge, unit: RegistrationUnit) -> None:
    """Keep it with the participant; a badge of ours that was not printed is then not needed (domain 2.1)."""
    if (command.issuer is None) != (command.valid_until is None):
        missing = "valid_until" if command.issuer else "issuer"
        raise Incomplete("Half of it is missing.", [(missing, "Say both: whose badge it is, and until when.")])
    participant = await unit.participants.get(command.participant_id)
    standing = None
    if command.issuer and command.valid_until:
        standing = StandingBadge(issuer=BadgeIssuer(command.issuer), valid_until=command.valid_until)
    participant = participant.next(standing_badge=standing, changed_at=unit.now)
    await unit.participants.save(participant)
    await follow_badge_of(participant, unit)
