"""A meeting through its stages, from the draft to the archive; and the symbols of its lists of participants."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from services.registration.domain.refusals import (
    DatesOutOfOrder,
    MeetingOver,
    PatternIncomplete,
    RegistrationClosedAlready,
    RegistrationNotOpen,
    RegistrationOpenAlready,
    StageOutOfOrder,
    UnknownZone,
)
from shared.contracts.registration import (
    Deadline,
    DeadlineKind,
    MeetingAnnounced,
    MeetingArchived,
    MeetingConcluded,
    MeetingConvened,
    MeetingFacts,
    MeetingKind,
    MeetingReopened,
    MeetingRescheduled,
    RegistrationClosed,
    RegistrationOpened,
)
from shared.values import Aggregate, Value

F = TypeVar("F", bound=MeetingFacts)


class MeetingStatus(StrEnum):
    """How far a meeting has come, in the order of its life."""

    DRAFT = "draft"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    IN_SESSION = "in_session"
    CONCLUDED = "concluded"
    ARCHIVED = "archived"


S = MeetingStatus
NEXT: Mapping[MeetingStatus, tuple[MeetingStatus, ...]] = {
    S.DRAFT: (),
    S.ANNOUNCED: (S.OPEN,),
    S.OPEN: (S.CLOSED, S.IN_SESSION),
    S.CLOSED: (S.IN_SESSION, S.OPEN),
    S.IN_SESSION: (S.CONCLUDED,),
    S.CONCLUDED: (S.ARCHIVED,),
    S.ARCHIVED: (),
}
"""Which stage may follow which; a draft is announced whole, registration that was closed can be opened again."""

BEFORE: Mapping[MeetingStatus, MeetingStatus] = {
    S.IN_SESSION: S.CLOSED,
    S.CONCLUDED: S.IN_SESSION,
    S.ARCHIVED: S.CONCLUDED,
}
"""Where a meeting goes back to that was moved on too early."""

TAKES_CHANGES = frozenset({S.OPEN, S.CLOSED, S.IN_SESSION})
"""Stages in which delegations may still change who comes; changes of composition go on during the meeting (R8)."""


class Plan(Value):
    """When and where a meeting takes place; what a reschedule replaces."""

    opens_on: date
    closes_on: date
    venue: str
    city: str
    country: str
    zone: str
    deadlines: tuple[Deadline, ...] = ()
    categories_on: date | None = None


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
    parent_id: str | None = None
    """The meeting whose experts' programme this is."""
    rooms: tuple[str, ...] = ()
    categories_on: date | None = None

    @property
    def categories_day(self) -> date:
        """The day on which treaty status counts: the opening date, unless the meeting says another (R5)."""
        return self.categories_on or self.opens_on

    @property
    def plan(self) -> Plan:
        """When and where it takes place as it stands."""
        return Plan.model_validate({name: getattr(self, name) for name in Plan.model_fields})

    @property
    def over_at(self) -> datetime:
        """The instant after which the meeting is over: midnight at the venue after its last day."""
        return datetime.combine(self.closes_on + timedelta(days=1), time(), ZoneInfo(self.zone))

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

    def must_be_announced(self) -> None:
        """Refuse for a draft and for a meeting that is over."""
        if self.status is MeetingStatus.DRAFT:
            raise RegistrationNotOpen("Registration for this meeting is not open.")
        if self.status in {MeetingStatus.CONCLUDED, MeetingStatus.ARCHIVED}:
            raise MeetingOver("This meeting is over.")

    def must_be_open(self, *, official: bool = True) -> None:
        """Refuse unless people can be registered: by officials until the meeting is over, by all while it is open."""
        if self.status in {MeetingStatus.CONCLUDED, MeetingStatus.ARCHIVED}:
            raise MeetingOver("This meeting is over.")
        if self.status not in TAKES_CHANGES:
            raise RegistrationNotOpen("Registration for this meeting is not open.")
        if self.status is not MeetingStatus.OPEN and not official:
            raise RegistrationClosedAlready("The public registration for this meeting is closed.")

    def reschedule(self, plan: Plan) -> tuple[Self, MeetingRescheduled]:
        """Replace dates, venue and deadlines."""
        moved = self.next(**dict(plan))
        _must_be_sound(moved)
        fact = _fact(moved, MeetingRescheduled, previous_opens_on=self.opens_on, previous_closes_on=self.closes_on)
        return moved, fact

    def open(self) -> tuple[Self, MeetingFacts]:
        """Let delegations be notified and people register."""
        if self.status is MeetingStatus.OPEN:
            raise RegistrationOpenAlready("Registration for this meeting is open already.")
        return self.move_on(MeetingStatus.OPEN)

    def takes_place_as(self, other: "Meeting") -> bool:
        """Tell whether two plans have the same days and the same place; deadlines alone move nobody's journey."""
        named = ("opens_on", "closes_on", "venue", "city", "country")
        return all(getattr(self, name) == getattr(other, name) for name in named)

    def move_on(self, stage: MeetingStatus) -> tuple[Self, MeetingFacts]:
        """Take the meeting to a stage that may follow the present one."""
        if stage not in NEXT[self.status]:
            raise StageOutOfOrder("The meeting cannot go from its present stage to this one.", field="status")
        moved = self.next(status=stage)
        return moved, _reached(moved)

    def step_back(self) -> tuple[Self, MeetingReopened]:
        """Take the meeting one stage back."""
        if self.status not in BEFORE:
            raise StageOutOfOrder("From this stage a meeting does not go back.", field="status")
        moved = self.next(status=BEFORE[self.status])
        return moved, _fact(moved, MeetingReopened)

    def issue_list(self, number: int, *, ending: str = "") -> tuple[Self, str]:
        """Count one more list of participants and return its symbol: `INF.<number>`, then what follows it (R8)."""
        base = self.list_symbol or self.symbol_pattern.replace("{number}", str(number))
        return self.next(list_symbol=base, lists_issued=self.lists_issued + 1), base + ending


def draft(meeting: Meeting) -> Meeting:
    """Return a meeting that only the secretariat sees; it must be sound already."""
    _must_be_sound(meeting)
    return meeting.next(status=MeetingStatus.DRAFT)


def announce(meeting: Meeting) -> tuple[Meeting, MeetingAnnounced]:
    """Make a meeting known."""
    _must_be_sound(meeting)
    if "{number}" not in meeting.symbol_pattern:
        raise PatternIncomplete("The pattern of symbols has no place for a number.", field="symbol_pattern")
    announced = meeting.next(status=MeetingStatus.ANNOUNCED)
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


def _reached(meeting: Meeting) -> MeetingFacts:
    """Return the fact that a meeting reached its stage; the first two are told by `announce`."""
    told: dict[MeetingStatus, type[MeetingFacts]] = {
        MeetingStatus.OPEN: RegistrationOpened,
        MeetingStatus.CLOSED: RegistrationClosed,
        MeetingStatus.IN_SESSION: MeetingConvened,
        MeetingStatus.CONCLUDED: MeetingConcluded,
        MeetingStatus.ARCHIVED: MeetingArchived,
    }
    return _fact(meeting, told[meeting.status])


def _fact(meeting: Meeting, kind: type[F], **more: object) -> F:
    named = {name: getattr(meeting, name) for name in MeetingFacts.model_fields}
    return kind.model_validate({**named, "kind": meeting.kind.value, "status": meeting.status.value, **more})
