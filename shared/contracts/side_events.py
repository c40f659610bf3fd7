"""What side events tells: requests, rooms and times, the programme."""

from typing import ClassVar

from shared.messages import Event
from shared.values import Instant


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
