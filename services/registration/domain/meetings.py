"""A meeting: announced, rescheduled, opened for registration; and the symbols of its lists of participants."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from services.registration.domain.refusals import (
    DatesOutOfOrder,
    PatternIncomplete,
    RegistrationNotOpen,
    RegistrationOpenAlready,
    UnknownZone,
)
from shared.contracts.registration import (
    Deadline,
    DeadlineKind,
    MeetingAnnounced,
    MeetingFacts,
    MeetingKind,
    MeetingRescheduled,
    RegistrationOpened,
)
from shared.values import Aggregate, Value

F = TypeVar("F", bound=MeetingFacts)


class MeetingStatus(StrEnum):
    """How far a meeting has come."""

    ANNOUNCED = "announced"
    OPEN = "open"


class Plan(Value):
    """When and where a meeting takes place; what a reschedule replaces."""

    opens_on: date
    closes_on: date
    venue: str
    city: str
    country: str
    zone: str
    deadlines: tuple[Deadline, ...] = ()


class Meeting(Aggregate):
    """A meeting of a convention, with its plan and how its list of participants is numbered."""

    meeting_id: str
    code: str
    convention: str
    kind: MeetingKind
    title: str
    opens_on: date
    closes_on: date
    venue: str
    city: str
    country: str
    zone: str
    languages: tuple[str, ...]
    deadlines: tuple[Deadline, ...] = ()
    credentials_required: bool = True
    symbol_pattern: str
    status: MeetingStatus = MeetingStatus.ANNOUNCED
    list_symbol: str | None = None
    lists_issued: int = 0

    @property
    def address(self) -> str:
        """The meeting's code as it stands in addresses."""
        return self.code.lower()

    def deadline(self, kind: DeadlineKind) -> datetime | None:
        """Return the instant of a deadline, if the meeting has it."""
        return next((one.at for one in self.deadlines if one.kind == kind), None)

    def late(self, kind: DeadlineKind, at: datetime) -> bool:
        """Tell whether `at` is after the deadline; what is late stays possible, but is marked (R8)."""
        deadline = self.deadline(kind)
        return deadline is not None and at > deadline

    def must_be_open(self) -> None:
        """Refuse unless registration was opened."""
        if self.status is not MeetingStatus.OPEN:
            raise RegistrationNotOpen("Registration for this meeting is not open.")

    def reschedule(self, plan: Plan) -> tuple[Self, MeetingRescheduled]:
        """Replace dates, venue and deadlines."""
        moved = self.next(**dict(plan))
        _must_be_sound(moved)
        fact = _fact(moved, MeetingRescheduled, previous_opens_on=self.opens_on, previous_closes_on=self.closes_on)
        return moved, fact

    def open(self) -> tuple[Self, RegistrationOpened]:
        """Let delegations be notified and people register."""
        if self.status is MeetingStatus.OPEN:
            raise RegistrationOpenAlready("Registration for this meeting is open already.")
        opened = self.next(status=MeetingStatus.OPEN)
        return opened, _fact(opened, RegistrationOpened)

    def issue_list(self, number: int, *, ending: str = "") -> tuple[Self, str]:
        """Count one more list of participants and return its symbol: `INF.<number>`, then what follows it (R8)."""
        base = self.list_symbol or self.symbol_pattern.replace("{number}", str(number))
        return self.next(list_symbol=base, lists_issued=self.lists_issued + 1), base + ending


def announce(meeting: Meeting) -> tuple[Meeting, MeetingAnnounced]:
    """Make a meeting known."""
    _must_be_sound(meeting)
    if "{number}" not in meeting.symbol_pattern:
        raise PatternIncomplete("The pattern of symbols has no place for a number.", field="symbol_pattern")
    announced = meeting.next()
    return announced, _fact(announced, MeetingAnnounced)


def meeting_id_of(code: str) -> str:
    """Return the id of the meeting with this code, however it is written."""
    return f"mtg_{code.lower()}"


def _must_be_sound(meeting: Meeting) -> None:
    if meeting.closes_on < meeting.opens_on:
        raise DatesOutOfOrder("The meeting would close before it opens.", field="closes_on")
    if meeting.zone not in available_timezones():
        raise UnknownZone("This is not a time zone.", field="zone")
    last = meeting.closes_on
    if any(one.at.astimezone(ZoneInfo(meeting.zone)).date() > last for one in meeting.deadlines):
        raise DatesOutOfOrder("A deadline lies after the end of the meeting.", field="deadlines")


def _fact(meeting: Meeting, kind: type[F], **more: object) -> F:
    named = {name: getattr(meeting, name) for name in MeetingFacts.model_fields}
    return kind.model_validate({**named, "kind": meeting.kind.value, **more})
