"""Observer organisations outside the standing list: they ask, are weighed, invited provisionally, decided on."""

from pydantic import Field

from services.registration.commands.fields import Email, Language, Line
from shared.messages import Command
from shared.values import LongText, Text, Value


class OrganisationAsking(Value):
    """What an organisation says of itself when it asks to observe."""

    organisation: Text
    purpose: LongText = Field(min_length=1)
    activities: LongText = ""
    website: Line = ""
    contact_name: Text
    contact_email: Email
    language: Language = "en"


class RequestObserverStatus(Command, OrganisationAsking):
    """Ask to observe a meeting; anyone may."""

    meeting_id: str


class Weighing(Value):
    """What the Coordinating Committee found and recommends, and where that is recorded."""

    recommended: bool = False
    non_profit: bool = False
    consistent: bool = False
    record: LongText = ""


class RecommendObserver(Command, Weighing):
    """Record the recommendation of the Coordinating Committee, for or against (R4)."""

    observer_request_id: str


class InviteObserver(Command):
    """Invite an organisation provisionally: it may register people, and the meeting decides."""

    observer_request_id: str


class Ruling(Value):
    """What the Meeting decided, and where that is recorded."""

    approved: bool = False
    record: LongText = ""


class DecideObserver(Command, Ruling):
    """Record the decision of the Meeting at its opening (R4)."""

    observer_request_id: str


class ObserverNow(Value):
    """Answer: how a request for observer status stands."""

    observer_request_id: str
    state: str
    late: bool
    delegation_id: str | None = None
    withdrawn: int = 0
    """Participants taken off the meeting by a rejection."""
