"""Retention and its purge, requests to be erased, and erasing."""

from services.registration.commands.privacy import (
    DeclineErasure,
    EraseParticipant,
    ErasureNow,
    PurgePersonalData,
    RequestErasure,
    RetentionNow,
    SetRetention,
    WithdrawErasureRequest,
)
from services.registration.domain import Meeting, Participant
from services.registration.domain.erasures import Erasure, ErasureNotAsked, ErasureState, Marks, erase
from services.registration.domain.personal import RemovedBecause
from services.registration.domain.retention import Retention, retention_of
from services.registration.handlers.erasing.places import forget_everywhere
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.privacy import PersonalKind, RetentionDays
from shared.erasure import mailbox_mark, name_mark
from shared.errors import NotAllowed
from shared.files import drop
from shared.who import Role

PIECE = 50
"""People a unit of the purge sees to."""


async def set_retention(command: SetRetention, unit: RegistrationUnit) -> RetentionNow:
    meeting = await unit.meetings.get(command.meeting_id)
    known = await unit.retentions.find(meeting.meeting_id) or retention_of(meeting)
    days = RetentionDays(**{name: getattr(command, name) for name in RetentionDays.model_fields})
    await unit.retentions.save(known.set_days(days))
    return RetentionNow(meeting_id=meeting.meeting_id, days=days)


async def follow_retention_of(meeting: Meeting, unit: RegistrationUnit) -> None:
    """Let the purge of a meeting move with its dates; called where it is rescheduled."""
    known = await unit.retentions.find(meeting.meeting_id)
    if known and (moved := known.follow(meeting)) is not known:
        await unit.retentions.save(moved)


async def purge_personal_data(command: PurgePersonalData, unit: RegistrationUnit) -> None:
    """Purge one piece and ask for the next; a repetition, or a call before its time, finds nothing to do."""
    retention = await unit.retentions.find(command.meeting_id)
    if retention is None:
        return
    if retention.purging is None and retention.due_kinds(unit.now):
        retention = retention.begin(unit.now)
    if retention.purging is None or retention.purging.after != command.after:
        return
    await unit.retentions.save(await _purge_piece(retention, retention.purging.kinds, unit, behind=command.after))


async def _purge_piece(
    retention: Retention, kinds: tuple[PersonalKind, ...], unit: RegistrationUnit, *, behind: str
) -> Retention:
    found = await unit.personal_files.some(PIECE, behind=behind, meeting_id=retention.meeting_id)
    people = files = 0
    for known in found:
        kept, gone = known.without(frozenset(kinds), RemovedBecause.RETENTION, at=unit.now)
        if kept is not known:
            await unit.personal_files.save(kept)
            people, files = people + 1, files + len(gone)
        for file_id in gone:
            await drop(unit, file_id)
    if len(found) < PIECE:
        return retention.finish(people=people, files=files, now=unit.now)
    return retention.advance(after=found[-1].participant_id, people=people, files=files, now=unit.now)


async def request_erasure(command: RequestErasure, unit: RegistrationUnit) -> ErasureNow:
    unit.who.must_have(Role.PARTICIPANT, command.participant_id)
    participant = await unit.participants.get(command.participant_id)
    known = await unit.erasures.find(participant.participant_id)
    blank = Erasure(
        participant_id=participant.participant_id,
        meeting_id=participant.meeting_id,
        state=ErasureState.ASKED,
        asked_at=unit.now,
    )
    return await _save((known or blank).ask(unit.now), unit)


async def withdraw_erasure_request(command: WithdrawErasureRequest, unit: RegistrationUnit) -> ErasureNow:
    unit.who.must_have(Role.PARTICIPANT, command.participant_id)
    return await _save((await _asked(command.participant_id, unit)).withdraw(unit.now), unit)


async def decline_erasure(command: DeclineErasure, unit: RegistrationUnit) -> ErasureNow:
    _must_be_officer(unit)
    return await _save((await _asked(command.participant_id, unit)).decline(command.reason, at=unit.now), unit)


async def erase_participant(command: EraseParticipant, unit: RegistrationUnit) -> ErasureNow:
    """Take name, address, answers, personal data, files and sign-in links; tell who keeps copies of the name."""
    _must_be_officer(unit)
    participant = await unit.participants.get(command.participant_id)
    meeting = await unit.meetings.get(participant.meeting_id)
    known = await unit.erasures.find(participant.participant_id) or Erasure(
        participant_id=participant.participant_id,
        meeting_id=participant.meeting_id,
        state=ErasureState.ASKED,
        asked_at=unit.now,
    )
    done = known.carry_out(unit.now)
    for one in await _registrations_of(participant, unit):
        await forget_everywhere(one, unit)
        erased, fact = erase(one, meeting, _marks(one, unit), at=unit.now)
        await unit.participants.save(erased)
        unit.tell(fact)
    return await _save(done, unit)


async def _registrations_of(participant: Participant, unit: RegistrationUnit) -> list[Participant]:
    """Return the registration with those that were given up for it."""
    found = [participant]
    for one in found:
        found += await unit.participants.all(meeting_id=one.meeting_id, merged_into=one.participant_id)
    return found


def _marks(one: Participant, unit: RegistrationUnit) -> Marks:
    name = name_mark(one.full_name, unit, meeting_id=one.meeting_id)
    return Marks(name_mark=name, mailbox_mark=mailbox_mark(one.email, unit))


def _must_be_officer(unit: RegistrationUnit) -> None:
    if not unit.who.has(Role.REGISTRATION_OFFICER):
        raise NotAllowed("Only the secretariat can do this.")


async def _asked(participant_id: str, unit: RegistrationUnit) -> Erasure:
    known = await unit.erasures.find(participant_id)
    if known is None:
        raise ErasureNotAsked("There is no open request of this person.")
    return known


async def _save(erasure: Erasure, unit: RegistrationUnit) -> ErasureNow:
    await unit.erasures.save(erasure)
    return ErasureNow(participant_id=erasure.participant_id, state=erasure.state.value)
