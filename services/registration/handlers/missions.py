"""What delegations do for themselves: invite people, endorse registrations, share access and hand it over."""

from services.registration.commands.missions import (
    AddFocalPoint,
    DeclineParticipant,
    EndorseParticipants,
    HandOverDelegation,
    InvitePerson,
    MissionNow,
    RemoveFocalPoint,
    SetMissionRules,
)
from services.registration.domain import Delegation, FocalPoint, Participant
from services.registration.domain import missions as rules_of
from services.registration.domain.missions import (
    AUTHORITIES,
    Endorsement,
    Endorsing,
    MissionRules,
    NotOfThisDelegation,
    NotTheAdministrator,
    Outsider,
    PersonInvited,
)
from services.registration.handlers.focal_points import let_in, shut_out
from services.registration.handlers.mailed import which, wording
from services.registration.ports import RegistrationUnit
from shared.errors import NotAllowed
from shared.mail import Mail
from shared.pages.languages import Speech, msg
from shared.who import Role

INVITED_SUBJECT = msg("Please register: %(meeting)s")
INVITED_TEXT = msg(
    "Dear %(name)s,\n\n%(delegation)s asks you to register for %(meeting)s, %(city)s. Your form is here; your "
    "delegation and your name are filled in already:\n\n%(link)s\n"
)


async def set_mission_rules(command: SetMissionRules, unit: RegistrationUnit) -> None:
    meeting = await unit.meetings.get(command.meeting_id)
    known = await unit.mission_rules.find(meeting.meeting_id)
    given = {
        "endorsing": Endorsing(command.endorsing),
        "authorities": tuple(dict.fromkeys(one for one in command.authorities if one)) or AUTHORITIES,
        "outsiders": Outsider(command.outsiders),
        "naming_days": command.naming_days,
    }
    fresh = known.next(**given) if known else MissionRules(meeting_id=meeting.meeting_id, version=1, **given)
    await unit.mission_rules.save(fresh)


async def invite_person(command: InvitePerson, unit: RegistrationUnit) -> MissionNow:
    """Mail a person the link to the form; asked again they are mailed again."""
    delegation = await _acted_for(command.delegation_id, unit)
    meeting = await unit.meetings.get(delegation.meeting_id)
    meeting.must_be_open()
    delegation.must_take_people()
    asked = await _asked(command, delegation, unit)
    await unit.invited.save(asked)
    speech = Speech(command.language)
    values = {
        "name": asked.name,
        "delegation": speech.named(delegation.name),
        "meeting": meeting.title,
        "city": wording(command.language).city(meeting),
    }
    link = f"plenary:/registration/asked/{asked.invitation_id}"
    mail = Mail(
        key=f"{asked.invitation_id}:{asked.times}",
        to=asked.email,
        subject=speech.say(INVITED_SUBJECT, meeting=meeting.title),
        text=speech.say(INVITED_TEXT, link=link, **values) + which(meeting, language=command.language),
        about=asked.invitation_id,
    )
    unit.mail(mail)
    return MissionNow(delegation_id=delegation.delegation_id, people=1)


async def _asked(command: InvitePerson, delegation: Delegation, unit: RegistrationUnit) -> PersonInvited:
    known = await unit.invited.one(delegation_id=delegation.delegation_id, email=command.email)
    if known:
        return known.again(name=command.name, by=unit.who.name, at=unit.now)
    return PersonInvited(
        invitation_id=unit.new_id("inv"),
        meeting_id=delegation.meeting_id,
        delegation_id=delegation.delegation_id,
        name=command.name,
        email=command.email,
        language=command.language,
        by=unit.who.name,
        invited_at=unit.now,
        version=1,
    )


async def endorse_participants(command: EndorseParticipants, unit: RegistrationUnit) -> MissionNow:
    delegation = await _acted_for(command.delegation_id, unit)
    for participant_id in command.participant_ids:
        await _say(await _of(delegation, participant_id, unit), unit, endorsed=True)
    return MissionNow(delegation_id=delegation.delegation_id, people=len(command.participant_ids))


async def decline_participant(command: DeclineParticipant, unit: RegistrationUnit) -> MissionNow:
    delegation = await _acted_for(command.delegation_id, unit)
    participant = await _of(delegation, command.participant_id, unit)
    await _say(participant, unit, endorsed=False, reason=command.reason)
    return MissionNow(delegation_id=delegation.delegation_id, people=1)


async def add_focal_point(command: AddFocalPoint, unit: RegistrationUnit) -> MissionNow:
    delegation = await _administered(command.delegation_id, unit)
    person = FocalPoint(name=command.name, email=command.email, language=command.language)
    await unit.delegations.save(rules_of.add_focal_point(delegation, person))
    await let_in(person, delegation, unit)
    return MissionNow(delegation_id=delegation.delegation_id)


async def remove_focal_point(command: RemoveFocalPoint, unit: RegistrationUnit) -> MissionNow:
    delegation = await _administered(command.delegation_id, unit)
    delegation = rules_of.remove_focal_point(delegation, command.email)
    await unit.delegations.save(delegation)
    if command.email not in rules_of.addresses(delegation):
        await shut_out(command.email, delegation, unit)
    return MissionNow(delegation_id=delegation.delegation_id)


async def hand_over_delegation(command: HandOverDelegation, unit: RegistrationUnit) -> MissionNow:
    delegation = await _administered(command.delegation_id, unit)
    person = FocalPoint(name=command.name, email=command.email, language=command.language)
    former = delegation.focal_point
    await unit.delegations.save(rules_of.hand_over(delegation, person))
    if former and former.email != person.email:
        await shut_out(former.email, delegation, unit)
    await let_in(person, delegation, unit)
    return MissionNow(delegation_id=delegation.delegation_id)


async def must_be_endorsed(participant: Participant, unit: RegistrationUnit) -> None:
    """Refuse where the meeting requires the endorsement of the delegation and there is none."""
    rules = await unit.mission_rules.find(participant.meeting_id)
    if rules and rules.endorsing is Endorsing.REQUIRED:
        endorsement = await unit.endorsements.find(participant.participant_id)
        rules_of.must_be_endorsed(rules, endorsement, registered_by=participant.registered_by)


async def _say(participant: Participant, unit: RegistrationUnit, *, endorsed: bool, reason: str = "") -> None:
    known = await unit.endorsements.find(participant.participant_id)
    said = Endorsement(
        participant_id=participant.participant_id,
        meeting_id=participant.meeting_id,
        delegation_id=participant.delegation_id,
        endorsed=endorsed,
        reason=reason,
        by=unit.who.name,
        at=unit.now,
        version=known.version + 1 if known else 1,
    )
    if known is None or (known.endorsed, known.reason) != (endorsed, reason):
        await unit.endorsements.save(said)


async def _of(delegation: Delegation, participant_id: str, unit: RegistrationUnit) -> Participant:
    participant = await unit.participants.get(participant_id)
    if participant.delegation_id != delegation.delegation_id:
        raise NotOfThisDelegation("This person belongs to another delegation.", field="participant_id")
    participant.must_be_active()
    return participant


async def _acted_for(delegation_id: str, unit: RegistrationUnit) -> Delegation:
    """Return a delegation for an officer, or for a focal point it still has."""
    delegation = await unit.delegations.get(delegation_id)
    if unit.who.has(Role.REGISTRATION_OFFICER):
        return delegation
    if not unit.who.has(Role.FOCAL_POINT, delegation_id) or unit.who.email not in rules_of.addresses(delegation):
        raise NotAllowed("Only the secretariat or a focal point of this delegation can do this.")
    return delegation


async def _administered(delegation_id: str, unit: RegistrationUnit) -> Delegation:
    """Return a delegation for an officer, or for its access administrator."""
    delegation = await _acted_for(delegation_id, unit)
    if not (unit.who.has(Role.REGISTRATION_OFFICER) or rules_of.administrators(delegation, unit.who.email)):
        raise NotTheAdministrator("Only the access administrator of the delegation can do this.")
    return delegation
