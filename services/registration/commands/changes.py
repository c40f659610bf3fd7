"""Changes people ask for in their own data, and what the desk decides."""

from pydantic import Field

from services.registration.commands.corrections import FactsOfPerson
from services.registration.commands.fields import Line
from services.registration.commands.forms import GivenAnswer
from shared.messages import Command
from shared.values import Text, Value


class WantedFacts(FactsOfPerson):
    """How somebody wants to be known, with a word to the desk."""

    delegation_id: Line = ""
    answers: tuple[GivenAnswer, ...] = Field(default=(), max_length=200)
    note: Line = ""


class RequestChange(Command, WantedFacts):
    """Change one's own data: at once, or, where it is approved data, by a request to the desk."""

    participant_id: str


class ApproveChange(Command):
    """Approve a change: it is applied, and the person mailed."""

    change_id: str


class RejectedBecause(Value):
    """Why a change is not made; mailed to the person."""

    reason: Text


class RejectChange(Command, RejectedBecause):
    """Reject a change."""

    change_id: str


class CancelChange(Command):
    """Take one's own request back."""

    change_id: str


class ChangeNow(Value):
    """Answer: what was applied at once, and what waits for the desk."""

    participant_id: str
    change_id: str = ""
    state: str = ""
    applied: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
