"""Letters: made, made for many, withdrawn."""

from services.registration.commands.letters import (
    IssueLetter,
    IssueLetters,
    LetterIssued,
    LettersIssued,
    WithdrawLetter,
)
from services.registration.domain import Participant
from services.registration.domain.letters import Hand, Letter, LetterStanding, days_of, letter, possible
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.letters import LetterKind
from shared.errors import NotAllowed
from shared.who import Role


async def issue_letter(command: IssueLetter, unit: RegistrationUnit) -> LetterIssued:
    """A person makes their own letters, an officer anybody's; asked again, the letter that holds is given."""
    participant = await unit.participants.get(command.participant_id)
    if not (unit.who.has(Role.REGISTRATION_OFFICER) or unit.who.has(Role.PARTICIPANT, participant.participant_id)):
        raise NotAllowed("Only the secretariat or the person can do this.")
    made = await _made(participant, command.kind, unit)
    return LetterIssued(letter_id=made.letter_id, number=made.number)


async def issue_letters(command: IssueLetters, unit: RegistrationUnit) -> LettersIssued:
    """All in one unit: a hundred at most."""
    left = []
    for participant_id in command.participant_ids:
        participant = await unit.participants.get(participant_id)
        if command.kind not in possible(participant):
            left.append(participant_id)
            continue
        made = await _made(participant, command.kind, unit)
        if made.batch_id != command.batch_id:
            await unit.letters.save(made.next(batch_id=command.batch_id))
    return LettersIssued(issued=len(command.participant_ids) - len(left), left=tuple(left))


async def withdraw_letter(command: WithdrawLetter, unit: RegistrationUnit) -> None:
    found = await unit.letters.get(command.letter_id)
    await unit.letters.save(found.withdraw(command.reason, by=unit.who.name, at=unit.now))


async def _made(participant: Participant, kind: LetterKind, unit: RegistrationUnit) -> Letter:
    """Return the letter of this kind that holds and says the same, else a new one."""
    presence = await unit.presences.find(participant.participant_id)
    days = presence.days if presence else ()
    for known in await unit.letters.all(participant_id=participant.participant_id, kind=kind):
        same = known.language == participant.language
        same = same and (kind is not LetterKind.ATTENDANCE or known.days == days_of(participant, days))
        if same and known.standing(participant) is LetterStanding.VALID:
            return known
    hand = Hand(by=unit.who.name, at=unit.now)
    made = letter(participant, kind, hand, letter_id=unit.new_id("let"), days=days)
    await unit.letters.save(made)
    return made
