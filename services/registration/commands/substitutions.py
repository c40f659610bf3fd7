"""Substitution of one person by another, and taking it back."""

from services.registration.commands.fields import Email, Language, Line
from shared.contracts.registration import Gender
from shared.messages import Command
from shared.values import Text, Value


class SuccessorAsked(Value):
    """Who comes instead: a colleague who is registered, or somebody new."""

    successor_id: Line = ""
    full_name: Line = ""
    email: Email | None = None
    language: Language = "en"
    gender: Gender = Gender.UNDISCLOSED
    organisation: Line = ""
    function: Line = ""


class SubstituteParticipant(Command, SuccessorAsked):
    """Let another person take the place of a participant: role, seat, entry in the note and badge."""

    participant_id: str


class RevertSubstitution(Command):
    """Take a substitution back."""

    substitution_id: Text


class SubstitutionNow(Value):
    """Answer: who left, who comes, and how far they are."""

    substitution_id: str
    participant_id: str
    successor_id: str
    status: str
    late: bool
