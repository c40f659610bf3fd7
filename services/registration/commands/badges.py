"""Badges: printed, handed over, lost, issued again, withdrawn; and what each kind opens."""

from typing import Annotated

from pydantic import Field, StringConstraints

from services.registration.commands.fields import Line
from shared.contracts.registration import BadgeCategory
from shared.messages import Command
from shared.values import Day, Text, Value

ZoneCode = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[0-9A-Za-z]{1,8}$")]


class BadgeNow(Value):
    """Answer: how a badge stands."""

    badge_id: str
    state: str
    serial: int


class Reason(Value):
    """Why, for the record."""

    reason: Line = ""


class HandingOver(Value):
    """That the photo identity document was seen."""

    identity_checked: bool = False


class StaffBadge(Value):
    """Somebody of the staff, and what is printed."""

    name: Text
    other_name: Line = ""
    function: Line = ""
    delegation: Line = ""


class IssueStaffBadge(Command, StaffBadge):
    """Give somebody of the staff a badge."""

    meeting_id: str


class ApproveBadge(Command):
    """Let a requested badge be printed."""

    badge_id: str


class PrintBadge(Command):
    """Record that a badge lies printed at the desk."""

    badge_id: str


class HandOverBadge(Command, HandingOver):
    """Give a badge to its holder."""

    badge_id: str


class TakeBackBadge(Command):
    """Undo a handing over."""

    badge_id: str


class ReportBadgeLost(Command, Reason):
    """Refuse a lost badge everywhere."""

    badge_id: str


class RecoverBadge(Command):
    """Undo a loss: the badge was found."""

    badge_id: str


class ReissueBadge(Command, Reason):
    """Approve the next serial number; those before are refused everywhere."""

    badge_id: str


class WithdrawBadge(Command, Reason):
    """Take a badge back for good."""

    badge_id: str


class ReinstateBadge(Command):
    """Undo the withdrawal of a badge."""

    badge_id: str


class ZoneOfVenue(Value):
    """A part of the venue and the days it is open, none meaning every day."""

    code: ZoneCode
    name: Text
    days: tuple[Day, ...] = Field(default=(), max_length=30)


class AccessOfCategory(Value):
    """What a category of badges opens, from which day to which; no day means that of the meeting."""

    category: BadgeCategory
    zones: tuple[ZoneCode, ...] = Field(default=(), max_length=20)
    first_day: Day | None = None
    last_day: Day | None = None


class AccessOfMeeting(Value):
    """The zones of a meeting and what each category of badges opens."""

    zones: tuple[ZoneOfVenue, ...] = Field(min_length=1, max_length=20)
    rules: tuple[AccessOfCategory, ...] = Field(max_length=20)


class SetAccessPlan(Command, AccessOfMeeting):
    """Say which zones a meeting has, and what each category of badges opens."""

    meeting_id: str


class SpreadAccess(Command):
    """Bring badges given before in line with the plan of access; `step` counts the pieces."""

    meeting_id: str
    step: int
