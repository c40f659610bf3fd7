"""Corrections by the secretariat."""

from pydantic import Field

from services.registration.commands.fields import Email, Language, Line
from shared.contracts.registration import DelegateRole, Gender
from shared.messages import Command
from shared.values import Text, Value


class FactsOfPerson(Value):
    """What the secretariat knows of a person and may correct."""

    full_name: Text
    email: Email
    role: DelegateRole = DelegateRole.REPRESENTATIVE
    language: Language = "en"
    gender: Gender = Gender.UNDISCLOSED
    organisation: Line = ""
    function: Line = ""


class Correction(FactsOfPerson):
    """A correction, the version it is based on, and the facts of that version where they are known."""

    based_on: int = Field(ge=1)
    was: FactsOfPerson | None = None


class CorrectParticipant(Command, Correction):
    """Correct what is known of a person."""

    participant_id: str
