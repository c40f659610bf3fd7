"""Substitutions: one unit for person, role, note, seat and badge; and the way back."""

from services.registration.commands.substitutions import (
    RevertSubstitution,
    SubstituteParticipant,
    SubstitutionNow,
)
from services.registration.domain import Delegation, Participant, ParticipantStatus, Person, register
from services.registration.domain.seating_refusals import NotTheirColleague
from services.registration.domain.substitutions import Act, Scene, Substitution, revert, substitute
from services.registration.handlers.badges import follow_badge_of
from services.registration.handlers.company import bring_company_back, follow_company
from services.registration.handlers.follow_up_places import give_places_back
from services.registration.handlers.mailed import Letter, mail_link
from services.registration.handlers.own_page import own_page
from services.registration.handlers.review_letters import CONFIRMED, write
from services.registration.handlers.seating import hand_seats_over, must_be_of_the_delegation, seat_registrant
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import AttendanceMode
from shared.pages.languages import msg

INSTEAD = Letter(
    subject=msg("You take part instead of a colleague"),
    text=msg(
        "Dear %(name)s,\n\nyour delegation has named you in place of a colleague. This link shows your registration "
        "and what is still missing. It signs you in once, until %(until)s (UTC):\n\n%(link)s\n"
    ),
)


async def substitute_participant(command: SubstituteParticipant, unit: RegistrationUnit) -> SubstitutionNow:
    """The one who leaves is saved first: e-mail address and headship are free for the one who comes."""
    leaving = await unit.participants.get(command.participant_id)
    must_be_of_the_delegation(leaving, unit)
    meeting = await unit.meetings.get(leaving.meeting_id)
    meeting.must_be_open()
    delegation = await unit.delegations.get(leaving.delegation_id)
    coming = await _coming(command, leaving, delegation, unit)
    act = Act(id=unit.new_id("sub"), at=unit.now, by=unit.who.name)
    scene, record = substitute(leaving, coming, delegation, meeting=meeting, act=act)
    if not command.successor_id:
        record = record.model_copy(update={"role_before": None})
    await unit.substitutions.save(record)
    await _carry_out(scene, unit, leaving=leaving)
    return SubstitutionNow(
        substitution_id=record.substitution_id,
        participant_id=leaving.participant_id,
        successor_id=scene.successor.participant_id,
        status=scene.successor.status.value,
        late=scene.successor.late,
    )


async def revert_substitution(command: RevertSubstitution, unit: RegistrationUnit) -> SubstitutionNow:
    """Whoever came is saved first: what they took is free for the one who returns."""
    record = await unit.substitutions.get(command.substitution_id)
    left = await unit.participants.get(record.participant_id)
    must_be_of_the_delegation(left, unit)
    coming = await unit.participants.get(record.successor_id)
    delegation = await unit.delegations.get(record.delegation_id)
    meeting = await unit.meetings.get(record.meeting_id)
    act = Act(id=record.substitution_id, at=unit.now, by=unit.who.name)
    before = Scene(left, coming, delegation, ())
    scene, record = revert(record, before, is_new=record.role_before is None, meeting=meeting, act=act)
    left, coming = await _seats_back(record, scene, unit)
    await unit.participants.save(coming)
    await unit.participants.save(left)
    await unit.delegations.save(scene.delegation)
    await unit.substitutions.save(record)
    unit.tell(*scene.facts)
    for one in (coming, left):
        await follow_badge_of(one, unit, reason="The substitution was taken back")
        await follow_company(one, unit)
    if not coming.active:
        await give_places_back(coming, unit)
    await bring_company_back(left, unit, gone_at=record.at)
    return SubstitutionNow(
        substitution_id=record.substitution_id,
        participant_id=left.participant_id,
        successor_id=coming.participant_id,
        status=coming.status.value,
        late=coming.late,
    )


async def _seats_back(record: Substitution, scene: Scene, unit: RegistrationUnit) -> tuple[Participant, Participant]:
    """Give the seat back to who returns; a colleague who had one before keeps it, and the delegation gives another."""
    if record.attendance_before is AttendanceMode.IN_ROOM:
        meeting = await unit.meetings.get(record.meeting_id)
        return await seat_registrant(scene.participant, meeting, None, unit), scene.successor
    left = await hand_seats_over(scene.successor, scene.participant, unit)
    return left, scene.successor.model_copy(update={"attendance": record.attendance_before})


async def _coming(
    command: SubstituteParticipant, leaving: Participant, delegation: Delegation, unit: RegistrationUnit
) -> Participant:
    """Return the colleague who was chosen, or register somebody new and tell it."""
    if command.successor_id:
        return await unit.participants.get(command.successor_id)
    if not command.full_name or command.email is None:
        raise NotTheirColleague(
            "Say who comes instead: choose a colleague, or give the name and e-mail address.", field="full_name"
        )
    meeting = await unit.meetings.get(leaving.meeting_id)
    fields = {name: value for name, value in command if name in Person.model_fields}
    person = Person.model_validate({**fields, "role": leaving.role})
    coming, registered = register(person, delegation, meeting, participant_id=unit.new_id("par"), at=unit.now)
    unit.tell(registered)
    about = {"sub_affiliation": leaving.sub_affiliation, "registered_by": unit.who.name}
    return coming.model_copy(update=about)


async def _carry_out(scene: Scene, unit: RegistrationUnit, *, leaving: Participant) -> None:
    coming = await hand_seats_over(leaving, scene.successor, unit)
    out = scene.participant.model_copy(update={"attendance": None})
    await unit.participants.save(out)
    await unit.participants.save(coming)
    await unit.delegations.save(scene.delegation)
    unit.tell(*scene.facts)
    await follow_badge_of(out, unit, reason=out.withdrawn_because)
    await follow_badge_of(coming, unit)
    await follow_company(out, unit)
    if not out.active:
        await give_places_back(out, unit)
    if coming.status is ParticipantStatus.CONFIRMED:
        await write(CONFIRMED, coming, unit)
    else:
        await mail_link(own_page(coming), unit, letter=INSTEAD, whose=coming.delegation)
