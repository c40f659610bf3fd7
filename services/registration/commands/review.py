"""The review of registrations: asked, decided, published, reopened, answered."""

from pydantic import Field

from services.registration.commands.fields import Line
from shared.messages import Command
from shared.values import Text, Value


class Approval(Value):
    """Whether an approval is kept back until decisions are published."""

    hold: bool = False


class ApproveParticipant(Command, Approval):
    """Find a registration in order; the person is confirmed as soon as the note names them too (R3)."""

    participant_id: str


class Rejection(Value):
    """Why a person is not admitted, and whether that is kept back until decisions are published."""

    reason: Line
    hold: bool = False


class RejectParticipant(Command, Rejection):
    """Do not admit a person."""

    participant_id: str


class PeopleDecided(Value):
    """Whose held decisions are published."""

    participant_ids: tuple[str, ...] = Field(min_length=1, max_length=50)


class PublishDecisions(Command, PeopleDecided):
    """Publish decisions that were held, and mail each person theirs."""

    meeting_id: str


class ReopenDecision(Command):
    """Take a decision back, held or published."""

    participant_id: str


class Question(Value):
    """What the secretariat wants to know."""

    question: Text


class RequestInformation(Command, Question):
    """Ask a person something about their registration, by mail."""

    participant_id: str


class Reply(Value):
    """What a person answers."""

    answer: str = Field(min_length=1, max_length=2000)


class AnswerRequest(Command, Reply):
    """Answer what the secretariat asked."""

    participant_id: str


class Published(Value):
    """Answer: how many decisions were published; the others were taken back or withdrawn meanwhile."""

    published: int
