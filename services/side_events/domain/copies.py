"""What side events keep of registration's meetings and delegations, and the rules for requests at one meeting."""

from datetime import date, datetime, timedelta
from typing import Self

from services.side_events.domain.refusals import RequestsClosed
from services.side_events.domain.slots import Slot
from shared.contracts.registration import (
    Category,
    Deadline,
    DeadlineKind,
    DelegationFacts,
    MeetingFacts,
    ObserverRejected,
    SessionCancelled,
    SessionFacts,
)
from shared.contracts.side_events import LateRequests
from shared.values import Aggregate, LongText


class MeetingCopy(Aggregate):
    """A meeting as registration told it last; its zone and city make it a place where times are read (E8)."""

    meeting_id: str
    code: str
    convention: str
    title: str
    opens_on: date
    closes_on: date
    venue: str
    city: str
    zone: str
    deadlines: tuple[Deadline, ...] = ()

    @classmethod
    def of(cls, told: MeetingFacts) -> Self:
        """Return the copy after an event."""
        return cls(**{name: getattr(told, name) for name in cls.model_fields})

    @property
    def days(self) -> tuple[date, ...]:
        """Every day of the meeting."""
        return tuple(self.opens_on + timedelta(days=n) for n in range((self.closes_on - self.opens_on).days + 1))

    @property
    def requests_close_at(self) -> datetime | None:
        """The deadline for side events, if the meeting has one."""
        return next((one.at for one in self.deadlines if one.kind == DeadlineKind.SIDE_EVENTS), None)

    def has_day_of(self, slot: Slot) -> bool:
        """Tell whether a slot begins and ends within the days of the meeting."""
        return all(self.opens_on <= day <= self.closes_on for day in slot.days(self.zone))


class DelegationCopy(Aggregate):
    """A delegation as registration told it last: only such can host (E6)."""

    delegation_id: str
    meeting_id: str
    name: str
    category: Category
    state: str | None = None
    provisional: bool = False
    rejected: bool = False

    @classmethod
    def of(cls, told: DelegationFacts) -> Self:
        """Return the copy after an event."""
        facts = {name: getattr(told, name) for name in cls.model_fields if name != "rejected"}
        return cls(**facts, rejected=isinstance(told, ObserverRejected))


class ProgrammeSession(Aggregate):
    """A session of an experts' programme that runs beside a meeting, as registration told it last (domain 6)."""

    session_id: str
    parent_id: str | None = None
    title: str
    room: str
    starts_at: datetime
    ends_at: datetime
    cancelled: bool = False

    @classmethod
    def of(cls, told: SessionFacts) -> Self:
        """Return the copy after an event."""
        facts = {name: getattr(told, name) for name in cls.model_fields if name != "cancelled"}
        return cls(**facts, cancelled=isinstance(told, SessionCancelled))


class RequestRules(Aggregate):
    """How requests are taken at one meeting; without any, late ones are marked."""

    meeting_id: str
    late_requests: LateRequests = LateRequests.MARK
    conditions: LongText = ""

    def is_late(self, meeting: MeetingCopy, now: datetime) -> bool:
        """Tell whether a request made now is late; refuse it where late ones are not taken."""
        closes_at = meeting.requests_close_at
        late = closes_at is not None and now > closes_at
        if late and self.late_requests is LateRequests.REFUSE:
            raise RequestsClosed("The deadline for side events has passed.")
        return late
