"""Member organisations set, accompanying persons registered, badge holders admitted; company follows who it is with."""

from datetime import datetime

from services.registration.commands import DelegationNow, ParticipantNow
from services.registration.commands.company import AdmitBadgeHolder, RegisterCompany, SetSubAffiliations
from services.registration.domain import Participant, ParticipantStatus, Person
from services.registration.domain.badge_holders import StandingBadge
from services.registration.domain.company import COMING, accompany, admit, confirm_company, must_be_the_only, went_along
from services.registration.domain.names import name_key
from services.registration.domain.substitutions import reinstate
from services.registration.handlers.badges import follow_badge_of
from services.registration.handlers.follow_up_places import give_places_back
from services.registration.handlers.provisional import to_be_joined
from services.registration.handlers.review_letters import CONFIRMED, write
from services.registration.handlers.seating import must_be_of_the_delegation, seat_registrant
from services.registration.ports import RegistrationUnit
from shared.errors import NotAllowed
from shared.who import Role


async def set_sub_affiliations(command: SetSubAffiliations, unit: RegistrationUnit) -> DelegationNow:
    delegation = await unit.delegations.get(command.delegation_id)
    _must_be_theirs(command.delegation_id, unit)
    names = {name_key(one): one for one in command.names}
    delegation = delegation.next(sub_affiliations=tuple(names[key] for key in sorted(names)))
    await unit.delegations.save(delegation)
    return DelegationNow(
        delegation_id=delegation.delegation_id,
        category=delegation.category.value,
        named=len(delegation.names),
        late=bool(delegation.notes) and delegation.notes[-1].late,
        credentials=delegation.credentials.state,
    )


async def register_company(command: RegisterCompany, unit: RegistrationUnit) -> ParticipantNow:
    """The host is saved too: who confirms or withdraws them in the same instant finds their company."""
    host = await unit.participants.get(command.participant_id)
    must_be_of_the_delegation(host, unit, or_self=True)
    meeting = await unit.meetings.get(host.meeting_id)
    delegation = await unit.delegations.get(host.delegation_id)
    given = (unit.new_id("par"), unit.now)
    company, facts = accompany(_person(command), host, delegation, meeting=meeting, given=given)
    await unit.participants.save(host.next())
    await unit.participants.save(company)
    unit.tell(*facts)
    if company.confirmed_at:
        await follow_badge_of(company, unit)
        await write(CONFIRMED, company, unit)
    return _now(company)


async def admit_badge_holder(command: AdmitBadgeHolder, unit: RegistrationUnit) -> ParticipantNow:
    delegation = await to_be_joined(command.delegation_id, unit)
    _must_be_theirs(command.delegation_id, unit)
    meeting = await unit.meetings.get(delegation.meeting_id)
    people = await unit.participants.all(delegation_id=command.delegation_id)
    must_be_the_only(name_key(command.full_name), people)
    badge = StandingBadge(issuer=command.issuer, valid_until=command.valid_until)
    given = (unit.new_id("par"), unit.now)
    admitted, facts = admit(_person(command), delegation, meeting, badge=badge, given=given)
    admitted = await seat_registrant(admitted, meeting, None, unit)
    await unit.participants.save(admitted)
    unit.tell(*facts)
    await follow_badge_of(admitted, unit)
    await write(CONFIRMED, admitted, unit)
    return _now(admitted)


async def follow_company(host: Participant, unit: RegistrationUnit) -> None:
    """Confirm those who accompany somebody confirmed, withdraw those who accompany somebody who does not come."""
    if host.accompanies:
        return
    people = await unit.participants.all(delegation_id=host.delegation_id, accompanies=host.participant_id, active=True)
    for one in people:
        if host.status in COMING and one.status is ParticipantStatus.REGISTERED:
            company, confirmed = confirm_company(one, at=unit.now)
            unit.tell(confirmed)
        elif not host.active:
            company, withdrawn = one.withdraw(f"{host.full_name} does not come", at=unit.now)
            unit.tell(withdrawn)
        else:
            continue
        await unit.participants.save(company)
        await follow_badge_of(company, unit)
        if not company.active:
            await give_places_back(company, unit)


async def bring_company_back(host: Participant, unit: RegistrationUnit, *, gone_at: datetime) -> None:
    """Let those come after all who went in the act that is taken back; who registered anew stays as they are."""
    for one in await unit.participants.all(delegation_id=host.delegation_id, accompanies=host.participant_id):
        anew = await unit.participants.one(meeting_id=one.meeting_id, email=one.email, active=True)
        if went_along(one, at=gone_at) and anew is None:
            company, facts = reinstate(one, at=unit.now)
            unit.tell(*facts)
            await unit.participants.save(company)
            await follow_badge_of(company, unit)


def _must_be_theirs(delegation_id: str, unit: RegistrationUnit) -> None:
    if not (unit.who.has(Role.REGISTRATION_OFFICER) or unit.who.has(Role.FOCAL_POINT, delegation_id)):
        raise NotAllowed("Only the secretariat or the focal point of the delegation can do this.")


def _person(command: RegisterCompany | AdmitBadgeHolder) -> Person:
    return Person.model_validate({name: value for name, value in command if name in Person.model_fields})


def _now(participant: Participant) -> ParticipantNow:
    return ParticipantNow(
        participant_id=participant.participant_id,
        status=participant.status.value,
        late=participant.late,
        attendance=participant.attendance,
    )
