"""Corrections of what is known of a person, and what follows from another name."""

from services.registration.commands import ParticipantNow
from services.registration.commands.corrections import CorrectParticipant, FactsOfPerson
from services.registration.domain import Person
from services.registration.domain.corrections import Basis, correct
from services.registration.handlers.badges import follow_badge_of
from services.registration.handlers.own_page import follow_address
from services.registration.handlers.review import find_the_note
from services.registration.ports import RegistrationUnit


async def correct_participant(command: CorrectParticipant, unit: RegistrationUnit) -> ParticipantNow:
    """Correct a person; who is approved and now written as in the note is confirmed (R3)."""
    before = await unit.participants.get(command.participant_id)
    basis = Basis(version=command.based_on, facts=_person(command.was) if command.was else None)
    participant, corrected = correct(before, _person(command), basis, at=unit.now)
    if corrected:
        await unit.participants.save(participant)
        unit.tell(corrected)
        await follow_badge_of(participant, unit)
        await follow_address(before, participant, unit)
        await find_the_note(participant, unit)
    return ParticipantNow(
        participant_id=participant.participant_id, status=participant.status.value, late=participant.late
    )


def _person(facts: FactsOfPerson) -> Person:
    return Person.model_validate({name: getattr(facts, name) for name in FactsOfPerson.model_fields})
