"""Follow-up forms: drafted, set, opened, answered, closed."""

from pydantic import Field

from services.registration.commands.forms import GivenAnswer
from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.forms import ReadyForm, Wording
from shared.messages import Command
from shared.values import Instant, Text, Value


class FollowUpToDraft(Value):
    """What a follow-up form begins with."""

    title: Text
    ready: ReadyForm = ReadyForm.EMPTY


class DraftFollowUp(Command, FollowUpToDraft):
    """Begin a follow-up form for a meeting."""

    meeting_id: str


class FollowUpSettings(Value):
    """Of whom a form is asked, until when, and for how many there is a place."""

    title: Wording
    categories: tuple[Category, ...] = ()
    roles: tuple[DelegateRole, ...] = ()
    confirmed_only: bool = False
    closes_at: Instant | None = None
    places: int | None = Field(default=None, ge=1, le=100_000)
    remind_days: int = Field(default=3, ge=0, le=90)
    """Days before the deadline on which a mail goes to those who have not answered; 0: none does."""


class SetFollowUp(Command, FollowUpSettings):
    """Say of whom a form is asked, until when, and for how many."""

    follow_up_id: str


class OpenFollowUp(Command):
    """Publish a form and open it to its audience."""

    follow_up_id: str


class CloseFollowUp(Command):
    """Take no more answers."""

    follow_up_id: str


class LapsePlaces(Command):
    """Take back the places of a form that were offered and not taken in time; asked by the clock."""

    follow_up_id: str


class RemindFollowUp(Command):
    """The reminder of a form falls due."""

    follow_up_id: str


class FollowUpReply(Value):
    """One person's answers; who does not come gives a place back."""

    answers: tuple[GivenAnswer, ...] = Field(default=(), max_length=200)
    comes: bool = True


class AnswerFollowUp(Command, FollowUpReply):
    """Answer a form, or change the answers given."""

    follow_up_id: str
    participant_id: str


class FollowUpNow(Value):
    """Answer: how a form stands."""

    follow_up_id: str
    state: str
    number: int = 0


class ReplyNow(Value):
    """Answer: that answers were taken; `place` is 0 with a place, else the turn on the waiting list, or None."""

    follow_up_id: str
    participant_id: str
    place: int | None = None
