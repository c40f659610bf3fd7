"""Letters: made, made for many, withdrawn."""

from services.registration.commands.letters import (
    ContinueLetters,
    IssueLetter,
    IssueLetters,
    LetterIssued,
    LettersIssued,
    WithdrawLetter,
)
from services.registration.domain import Participant
from services.registration.domain.letter_batches import LetterBatch
from services.registration.domain.letters import Hand, Letter, LetterStanding, days_of, is_for, letter
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.letters import LetterKind
from shared.errors import NotAllowed
from shared.who import Role

PIECE = 50
"""Participants a unit of a batch looks at."""


async def issue_letter(command: IssueLetter, unit: RegistrationUnit) -> LetterIssued:
    """A person makes their own letters, an officer anybody's; asked again, the letter that holds is given."""
    participant = await unit.participants.get(command.participant_id)
    if not (unit.who.has(Role.REGISTRATION_OFFICER) or unit.who.has(Role.PARTICIPANT, participant.participant_id)):
        raise NotAllowed("Only the secretariat or the person can do this.")
    made = await _made(participant, command.kind, unit, by=unit.who.name)
    return LetterIssued(letter_id=made.letter_id, number=made.number)


async def issue_letters(command: IssueLetters, unit: RegistrationUnit) -> LettersIssued:
    """Begin a batch with its first piece; the others fall due one after the other, so a crash repeats nothing."""
    meeting = await unit.meetings.get(command.meeting_id)
    batch = LetterBatch(
        batch_id=unit.new_id("bat"),
        meeting_id=meeting.meeting_id,
        kind=command.kind,
        by=unit.who.name,
        asked_at=unit.now,
        moved_at=unit.now,
    )
    batch = await _piece(batch, unit)
    return LettersIssued(batch_id=batch.batch_id, made=batch.made, done=batch.done)


async def continue_letters(command: ContinueLetters, unit: RegistrationUnit) -> None:
    """Make the next piece; a repetition finds that the batch is further on."""
    batch = await unit.letter_batches.find(command.batch_id)
    if batch and batch.is_at(command.behind):
        await _piece(batch, unit)


async def _piece(batch: LetterBatch, unit: RegistrationUnit) -> LetterBatch:
    """Make the letters of some participants; whom the letter would not be true of is left out."""
    people = await unit.participants.some(PIECE, behind=batch.behind, meeting_id=batch.meeting_id)
    entitled = [one for one in people if is_for(batch.kind, one)]
    for one in entitled:
        made = await _made(one, batch.kind, unit, by=batch.by)
        if made.batch_id != batch.batch_id:
            await unit.letters.save(made.next(batch_id=batch.batch_id))
    last = people[-1].participant_id if len(people) == PIECE else None
    batch = batch.advance(last, made=len(entitled), at=unit.now)
    await unit.letter_batches.save(batch)
    return batch


async def withdraw_letter(command: WithdrawLetter, unit: RegistrationUnit) -> None:
    found = await unit.letters.get(command.letter_id)
    await unit.letters.save(found.withdraw(command.reason, by=unit.who.name, at=unit.now))


async def _made(participant: Participant, kind: LetterKind, unit: RegistrationUnit, *, by: str) -> Letter:
    """Return the letter of this kind that holds and says the same, else a new one."""
    presence = await unit.presences.find(participant.participant_id)
    days = presence.days if presence else ()
    for known in await unit.letters.all(participant_id=participant.participant_id, kind=kind):
        same = known.language == participant.language
        same = same and (kind is not LetterKind.ATTENDANCE or known.days == days_of(participant, days))
        if same and known.standing(participant) is LetterStanding.VALID:
            return known
    hand = Hand(by=by, at=unit.now)
    made = letter(participant, kind, hand, letter_id=unit.new_id("let"), days=days)
    await unit.letters.save(made)
    return made
