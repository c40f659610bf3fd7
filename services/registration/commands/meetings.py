"""Meetings: announced, rescheduled, opened, and who is invited to them."""

from pydantic import Field

from services.registration.commands.fields import Code, Language
from shared.contracts.registration import Deadline, MeetingKind
from shared.messages import Command
from shared.values import Day, LongText, Text, Value


class WhenAndWhere(Value):
    """When and where a meeting takes place."""

    opens_on: Day
    closes_on: Day
    venue: Text
    city: Text
    country: Text
    zone: Text = "Europe/Zurich"
    categories_on: Day | None = Field(
        default=None, description="The day on which treaty status counts; without one, the opening date"
    )


class PlanOfMeeting(WhenAndWhere):
    """When and where, and by when what must be in."""

    deadlines: tuple[Deadline, ...] = ()


class NewPlan(WhenAndWhere):
    """What a reschedule replaces; without deadlines, each moves along with the opening date.

    With `based_on`, the version that was looked at, it is refused where somebody else was faster.
    """

    deadlines: tuple[Deadline, ...] | None = None
    based_on: int | None = None


class MeetingToPlan(PlanOfMeeting):
    """A meeting as it is announced, or drafted before."""

    code: Code
    convention: Text = "APMBC"
    kind: MeetingKind
    title: Text
    languages: tuple[Language, ...] = ("en", "fr", "es", "ar", "ru", "zh")
    credentials_required: bool = True
    parent_id: str | None = Field(default=None, description="The meeting whose experts' programme this is")
    symbol_pattern: Text = Field(description="Symbol of the list of participants: APLC/MSP.22/2025/INF.{number}")


class AnnounceMeeting(Command, MeetingToPlan):
    """Make a meeting known; a draft of the same code becomes it."""


class DraftMeeting(Command, MeetingToPlan):
    """Keep a meeting that only the secretariat sees; a draft of the same code is replaced."""


class RescheduleMeeting(Command, NewPlan):
    """Give a meeting other dates, another venue or other deadlines."""

    meeting_id: str


class OpenRegistration(Command):
    """Let delegations be notified and people register."""

    meeting_id: str


class CloseRegistration(Command):
    """Close the public form; delegations and the secretariat go on (R8)."""

    meeting_id: str


class ConveneMeeting(Command):
    """Open the meeting: it is in session."""

    meeting_id: str


class ConcludeMeeting(Command):
    """Close the meeting; nobody registers any more."""

    meeting_id: str


class ArchiveMeeting(Command):
    """Put a concluded meeting away."""

    meeting_id: str


class ReopenMeeting(Command):
    """Take a meeting one stage back that was moved on too early."""

    meeting_id: str


class InviteStates(Command):
    """Invite every State, with its category on the opening date, and every standing observer; again changes nothing."""

    meeting_id: str


class OrganisationToInvite(Value):
    """An organisation outside the standing list, and the decision that admits it (R4)."""

    name: Text
    decision_record: LongText = ""


class InviteOrganisation(Command, OrganisationToInvite):
    """Invite an organisation outside the standing list."""

    meeting_id: str


class MeetingNow(Value):
    """Answer: how a meeting stands."""

    meeting_id: str
    code: str
    status: str
    recategorised: int = 0


class StatesInvited(Value):
    """Answer: how many delegations were made now, and how many the meeting has."""

    meeting_id: str
    invited: int
    total: int
