"""The review of registrations: asked, decided or held, published, reopened; confirmed when the note comes."""

from services.registration.commands import ParticipantNow
from services.registration.commands.review import (
    AnswerRequest,
    ApproveParticipant,
    PublishDecisions,
    Published,
    RejectParticipant,
    ReopenDecision,
    RequestInformation,
)
from services.registration.domain import Delegation, Participant, ParticipantStatus
from services.registration.domain.decisions import Decision, Verdict
from services.registration.domain.review import answer, ask, confirm_if_named, decide, hold, publish, reopen
from services.registration.handlers.badges import follow_badge_of
from services.registration.handlers.company import follow_company
from services.registration.handlers.follow_up_places import give_places_back
from services.registration.handlers.missions import must_be_endorsed
from services.registration.handlers.review_letters import (
    APPROVED,
    ASKED,
    CONFIRMED,
    REJECTED,
    REOPENED,
    write,
)
from services.registration.handlers.seating import leave_seats, seat_registrant
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import ParticipantConfirmed, ParticipantRejected
from shared.errors import NotAllowed
from shared.who import Role


async def approve_participant(command: ApproveParticipant, unit: RegistrationUnit) -> ParticipantNow:
    decision = Decision(verdict=Verdict.APPROVE, by=unit.who.name, at=unit.now)
    return await _decide(command, decision, unit)


async def reject_participant(command: RejectParticipant, unit: RegistrationUnit) -> ParticipantNow:
    decision = Decision(verdict=Verdict.REJECT, reason=command.reason, by=unit.who.name, at=unit.now)
    return await _decide(command, decision, unit)


async def publish_decisions(command: PublishDecisions, unit: RegistrationUnit) -> Published:
    """Publish what is held for these people; who withdrew or was taken back meanwhile is passed over."""
    published = 0
    for participant_id in command.participant_ids:
        participant = await unit.participants.get(participant_id)
        if participant.meeting_id != command.meeting_id or not participant.active or not participant.decided:
            continue
        delegation = await unit.delegations.get(participant.delegation_id)
        participant, fact = publish(participant, delegation, at=unit.now)
        await meet_the_note(participant, delegation, unit)
        await carry_out(participant, fact, unit)
        published += 1
    return Published(published=published)


async def reopen_decision(command: ReopenDecision, unit: RegistrationUnit) -> ParticipantNow:
    """Take a decision back; only one that the person knows of is followed by a mail."""
    before = await unit.participants.get(command.participant_id)
    participant, fact = reopen(before, at=unit.now)
    if before.status is ParticipantStatus.REJECTED:
        meeting = await unit.meetings.get(participant.meeting_id)
        participant = await seat_registrant(participant, meeting, None, unit)
    await unit.participants.save(participant)
    if fact:
        unit.tell(fact)
    await follow_badge_of(participant, unit)
    if before.decided is None:
        await write(REOPENED, participant, unit)
    return _now(participant)


async def request_information(command: RequestInformation, unit: RegistrationUnit) -> ParticipantNow:
    participant = await unit.participants.get(command.participant_id)
    participant = ask(participant, command.question, by=unit.who.name, at=unit.now)
    await unit.participants.save(participant)
    await write(ASKED, participant, unit, question=command.question)
    return _now(participant)


async def answer_request(command: AnswerRequest, unit: RegistrationUnit) -> ParticipantNow:
    """Take an answer from the person, or from an officer who has it by telephone."""
    participant = await unit.participants.get(command.participant_id)
    if not (unit.who.has(Role.REGISTRATION_OFFICER) or unit.who.has(Role.PARTICIPANT, participant.participant_id)):
        raise NotAllowed("Only the person or the secretariat can answer.")
    participant = answer(participant, command.answer, at=unit.now)
    await unit.participants.save(participant)
    return _now(participant)


async def confirm_the_named(delegation: Delegation, unit: RegistrationUnit) -> int:
    """Confirm and mail everyone who was approved and whom this delegation's note names now (R3); return how many."""
    confirmed = 0
    for participant in await unit.participants.all(delegation_id=delegation.delegation_id):
        now = confirm_if_named(participant, delegation, at=unit.now)
        if now:
            await carry_out(*now, unit)
            confirmed += 1
    return confirmed


async def meet_the_note(participant: Participant, delegation: Delegation, unit: RegistrationUnit) -> None:
    """Write the delegation too where an approved person waits for its note.

    A note that comes in the same instant reads who is approved, and this unit reads whom notes name: both write the
    delegation, so the one that is second is decided again and finds what the other wrote.
    """
    if participant.awaits_note:
        await unit.delegations.save(delegation.next())


async def find_the_note(participant: Participant, unit: RegistrationUnit) -> None:
    """Confirm somebody approved whom the note names as they are called now."""
    if participant.awaits_note:
        delegation = await unit.delegations.get(participant.delegation_id)
        await meet_the_note(participant, delegation, unit)
        await confirm_the_named(delegation, unit)


async def _decide(
    command: ApproveParticipant | RejectParticipant, decision: Decision, unit: RegistrationUnit
) -> ParticipantNow:
    participant = await unit.participants.get(command.participant_id)
    if decision.verdict is Verdict.APPROVE:
        await must_be_endorsed(participant, unit)
    if command.hold:
        participant = hold(participant, decision)
        await unit.participants.save(participant)
        return _now(participant)
    delegation = await unit.delegations.get(participant.delegation_id)
    participant, fact = decide(participant, delegation, decision)
    await meet_the_note(participant, delegation, unit)
    await carry_out(participant, fact, unit)
    return _now(participant)


async def carry_out(
    participant: Participant, fact: ParticipantConfirmed | ParticipantRejected | None, unit: RegistrationUnit
) -> None:
    """Save what was decided, tell it and mail the person."""
    if participant.status is ParticipantStatus.REJECTED:
        participant = await leave_seats(participant, unit)
    await unit.participants.save(participant)
    if fact:
        unit.tell(fact)
    await follow_badge_of(participant, unit)
    await follow_company(participant, unit)
    if participant.status is ParticipantStatus.REJECTED:
        await give_places_back(participant, unit)
        reason = participant.decision.reason if participant.decision else ""
        await write(REJECTED, participant, unit, reason=reason)
    else:
        await write(CONFIRMED if participant.confirmed_at else APPROVED, participant, unit)


def _now(participant: Participant) -> ParticipantNow:
    return ParticipantNow(
        participant_id=participant.participant_id, status=participant.status.value, late=participant.late
    )
