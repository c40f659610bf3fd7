"""Meetings: announced, rescheduled, opened, and who is invited to them."""

from datetime import date

from pydantic import Field

from services.registration.commands.fields import Code, Language
from shared.contracts.registration import Deadline, MeetingKind
from shared.messages import Command
from shared.values import LongText, Text, Value


class PlanOfMeeting(Value):
    """When and where: what a reschedule replaces."""

    opens_on: date
    closes_on: date
    venue: Text
    city: Text
    country: Text
    zone: Text = "Europe/Zurich"
    deadlines: tuple[Deadline, ...] = ()


class AnnounceMeeting(Command, PlanOfMeeting):
    """Make a meeting known."""

    code: Code
    convention: Text = "APMBC"
    kind: MeetingKind
    title: Text
    languages: tuple[Language, ...] = ("en", "fr", "es", "ar", "ru", "zh")
    credentials_required: bool = True
    symbol_pattern: Text = Field(description="Symbol of the list of participants: APLC/MSP.22/2025/INF.{number}")


class RescheduleMeeting(Command, PlanOfMeeting):
    """Give a meeting other dates, another venue or other deadlines."""

    meeting_id: str


class OpenRegistration(Command):
    """Let delegations be notified and people register."""

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
