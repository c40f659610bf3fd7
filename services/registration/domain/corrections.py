"""Corrections of what is known of a person: based on what the officer saw, so that no two overwrite each other."""

from datetime import datetime

from services.registration.domain.names import name_key
from services.registration.domain.participants import Participant, Person
from shared.contracts.registration import ParticipantCorrected
from shared.errors import Refused
from shared.values import Value


class EditedMeanwhile(Refused):
    """Somebody else changed the same facts since they were loaded."""

    status = 409
    next_step = "Look at both versions below and choose for each field."


class Basis(Value):
    """What an officer had before them: the version, and the facts where they are known."""

    version: int
    facts: Person | None = None


def facts_of(participant: Participant) -> Person:
    """Return what can be corrected of a participant."""
    return Person.model_validate({name: getattr(participant, name) for name in Person.model_fields})


def correct(
    participant: Participant, person: Person, basis: Basis, *, at: datetime
) -> tuple[Participant, ParticipantCorrected | None]:
    """Replace the facts of a person; refuse if they are no longer those the correction is based on."""
    participant.must_be_active()
    known = facts_of(participant)
    if known == person:
        return participant, None
    if participant.version != basis.version and known != basis.facts:
        raise EditedMeanwhile("Somebody else has corrected this person meanwhile.")
    corrected = participant.next(**dict(person), name_key=name_key(person.full_name), changed_at=at)
    return corrected, corrected.fact(ParticipantCorrected, status=corrected.status.value)
