"""Participants: registered, confirmed, withdrawn, checked in."""

from pydantic import Field

from services.registration.commands.fields import Email, Language, Line
from services.registration.commands.forms import GivenAnswer
from shared.contracts.registration import AttendanceMode, DelegateRole, Gender
from shared.messages import Command
from shared.values import Instant, Text, Value


class RegisterParticipant(Command):
    """Register a person in a delegation (track 2)."""

    delegation_id: str
    full_name: Text
    email: Email
    role: DelegateRole = DelegateRole.REPRESENTATIVE
    language: Language = "en"
    gender: Gender = Gender.UNDISCLOSED
    organisation: Line = ""
    function: Line = ""
    attendance: AttendanceMode | None = None
    sub_affiliation: Line = ""
    answers: tuple[GivenAnswer, ...] = Field(default=(), max_length=200)
    another_of_this_name: bool = False


class MailSignInLink(Command):
    """Mail a participant the link to their own page."""

    participant_id: str


class ConfirmParticipant(Command):
    """Confirm a participant whose both tracks are complete."""

    participant_id: str


class Withdrawal(Value):
    """Why someone does not come."""

    reason: Line = ""


class WithdrawParticipant(Command, Withdrawal):
    """Take a participant off the meeting."""

    participant_id: str


class Arrival(Value):
    """When someone came in, where a device reports it later."""

    arrived_at: Instant | None = None


class CheckInParticipant(Command, Arrival):
    """Let a confirmed participant in."""

    participant_id: str


class ParticipantNow(Value):
    """Answer: how a participant stands."""

    participant_id: str
    status: str
    late: bool
    attendance: AttendanceMode | None = None
