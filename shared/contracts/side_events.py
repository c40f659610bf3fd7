"""What side events tells: requests, rooms and times, the programme; and the words in which a request is made."""

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, StringConstraints

from shared.messages import Event
from shared.values import Instant, Text, Value


class Theme(StrEnum):
    """What a side event is about, by the pillars of the Convention."""

    CLEARANCE = "clearance"
    VICTIM_ASSISTANCE = "victim_assistance"
    RISK_EDUCATION = "risk_education"
    STOCKPILE_DESTRUCTION = "stockpile_destruction"
    UNIVERSALIZATION = "universalization"
    COOPERATION = "cooperation"
    IMPROVISED_MINES = "improvised_mines"
    GENDER = "gender"
    MONITORING = "monitoring"
    OTHER = "other"


class Format(StrEnum):
    """Who is in the room."""

    IN_PERSON = "in_person"
    HYBRID = "hybrid"
    ONLINE = "online"


class Gender(StrEnum):
    """Of a speaker, for the balance of panels (BRS)."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class LateRequests(StrEnum):
    """What becomes of a request after the deadline: taken and marked late, or refused (CBD, UNCCD: not considered)."""

    MARK = "mark"
    REFUSE = "refuse"


class Contact(Value):
    """The person the secretariat writes to."""

    name: Text
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)
    language: str = "en"


class Speaker(Value):
    """Someone on the panel."""

    name: Text
    title: Text | None = None
    gender: Gender | None = None
    state: str | None = None


LocalTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""A time on the wall clock of the venue, "13:00"."""


class Preference(Value):
    """A preferred slot on the wall clock of the venue; an end before the start is on the next day."""

    day: date
    start: LocalTime = "13:00"
    end: LocalTime = "15:00"


class Needs(Value):
    """What the host needs in the room; interpretation is arranged by the host, `interpretation` are its languages."""

    interpretation: tuple[str, ...] = ()
    catering: bool = False
    accessibility: str = Field("", max_length=2_000)
    equipment: tuple[Text, ...] = ()


class SideEventFacts(Event):
    """What every event about a side event carries."""

    side_event_id: str
    meeting_id: str
    title: str
    hosts: tuple[str, ...]
    theme: str | None = None


class SideEventRequested(SideEventFacts):
    """A State Party or organisation asked for a side event."""

    subject: ClassVar[str] = "side_events.side_event.requested.v1"


class SideEventPlaced(SideEventFacts):
    """What every event about a side event with a room and a time carries; times in UTC, `zone` is the venue's (E8)."""

    room: str
    starts_at: Instant
    ends_at: Instant
    zone: str


class SideEventScheduled(SideEventPlaced):
    """A request was accepted into a room and a time that nobody else holds (E1)."""

    subject: ClassVar[str] = "side_events.side_event.scheduled.v1"


class SideEventPublished(SideEventPlaced):
    """A confirmed side event is in the programme (E7)."""

    subject: ClassVar[str] = "side_events.side_event.published.v1"
    description: str = ""


class SideEventMoved(SideEventPlaced):
    """A side event got another room or time; the old ones ride along (E7)."""

    subject: ClassVar[str] = "side_events.side_event.moved.v1"
    previous_room: str
    previous_starts_at: Instant
    reason: str


class SideEventCancelled(SideEventFacts):
    """A side event does not take place."""

    subject: ClassVar[str] = "side_events.side_event.cancelled.v1"
    reason: str
