"""Letters: made for one person or for many, withdrawn."""

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
    """Make a letter for everybody of a meeting whom it is true of."""

    meeting_id: str


class ContinueLetters(Command):
    """Make the letters of the next participants of a batch; asked by the clock until all were looked at."""

    batch_id: str
    behind: str


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
    """Answer: the batch, and for how many letters were made so far."""

    batch_id: str
    made: int
    done: bool
