"""Letters: made for one person or for many, withdrawn."""

from pydantic import Field

from services.registration.commands.fields import Line
from shared.contracts.registration.letters import LetterKind
from shared.messages import Command
from shared.values import Value


class KindOfLetter(Value):
    """Which letter."""

    kind: LetterKind


class IssueLetter(Command, KindOfLetter):
    """Make a letter for a participant, or give the one that was made and still holds."""

    participant_id: str


class IssueLetters(Command, KindOfLetter):
    """Make a letter for each of these participants; whom it would not be true of is left out."""

    batch_id: str
    participant_ids: tuple[str, ...] = Field(min_length=1, max_length=100)


class LetterReason(Value):
    """Why a letter is withdrawn."""

    reason: Line = ""


class WithdrawLetter(Command, LetterReason):
    """Make a letter invalid."""

    letter_id: str


class LetterIssued(Value):
    """Answer: the letter and its number."""

    letter_id: str
    number: str


class LettersIssued(Value):
    """Answer: for how many a letter was made, and for whom not."""

    issued: int
    left: tuple[str, ...] = ()
