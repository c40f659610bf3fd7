"""An experts' programme: experts invited by name, sessions, attendance."""

from pydantic import Field

from services.registration.commands.fields import Email, Language, Line
from shared.messages import Command
from shared.values import Instant, LongText, Text, Value


class ExpertToInvite(Value):
    """An expert and the delegation they belong to."""

    delegation_id: str
    name: Text
    email: Email
    language: Language = "en"


class InviteExpert(Command, ExpertToInvite):
    """Invite an expert by name and mail them the link by which they answer."""

    meeting_id: str


class ExpertAnswer(Value):
    """What an expert answers; needs are what makes taking part possible."""

    accepts: bool
    needs: LongText = ""
    accessible_room: bool = False


class AnswerInvitation(Command, ExpertAnswer):
    """Accept or decline; who accepts is registered."""

    invitation_id: str


class ReadExpertNeeds(Command):
    """Read what an expert needs to take part; who reads is noted."""

    invitation_id: str


class ExpertNeeds(Value):
    """Answer: what an expert needs."""

    invitation_id: str
    needs: str
    accessible_room: bool


class SessionTimes(Value):
    """When and where a session takes place."""

    title: Text
    room: Text
    accessible: bool = False
    starts_at: Instant
    ends_at: Instant


class ScheduleSession(Command, SessionTimes):
    """Give a programme a session, or an existing one another time and room."""

    meeting_id: str
    session_id: str | None = None


class CancelSession(Command):
    """Call a session off."""

    session_id: str
    reason: Line = ""


class RecordAttendance(Command):
    """Note which experts were at a session, by their invitations."""

    session_id: str
    invitations: tuple[str, ...] = Field(default=(), max_length=1000)


class InvitationNow(Value):
    """Answer: how an invitation stands."""

    invitation_id: str
    state: str
    participant_id: str | None = None


class SessionNow(Value):
    """Answer: how a session stands."""

    session_id: str
    cancelled: bool
    attended: int
