"""What registration tells of the sessions of an experts' programme, which runs beside the meeting it belongs to."""

from typing import ClassVar

from shared.messages import Event
from shared.values import Instant


class SessionFacts(Event):
    """What every event about a session carries; `parent_id` is the meeting beside which it runs."""

    session_id: str
    meeting_id: str
    parent_id: str | None = None
    title: str
    room: str
    starts_at: Instant
    ends_at: Instant


class SessionScheduled(SessionFacts):
    """A session of an experts' programme has its time and room, or others than before."""

    subject: ClassVar[str] = "registration.session.scheduled.v1"


class SessionCancelled(SessionFacts):
    """A session of an experts' programme does not take place."""

    subject: ClassVar[str] = "registration.session.cancelled.v1"
