"""What registration tells of meetings."""

from datetime import date
from typing import ClassVar

from shared.contracts.registration.words import Deadline
from shared.messages import Event


class MeetingFacts(Event):
    """What every event about a meeting carries, so that a hearer's copy is whole after any of them."""

    meeting_id: str
    code: str
    convention: str
    kind: str
    title: str
    opens_on: date
    closes_on: date
    venue: str
    city: str
    country: str
    zone: str
    languages: tuple[str, ...]
    deadlines: tuple[Deadline, ...]
    status: str = "announced"
    parent_id: str | None = None
    """The meeting whose experts' programme this is."""


class MeetingAnnounced(MeetingFacts):
    """A meeting was made known, with its dates, venue and deadlines."""

    subject: ClassVar[str] = "registration.meeting.announced.v1"


class MeetingRescheduled(MeetingFacts):
    """A meeting got other dates, another venue or other deadlines; the old dates ride along."""

    subject: ClassVar[str] = "registration.meeting.rescheduled.v1"
    previous_opens_on: date
    previous_closes_on: date


class RegistrationOpened(MeetingFacts):
    """Delegations can be notified and people can register."""

    subject: ClassVar[str] = "registration.meeting.opened.v1"


class RegistrationClosed(MeetingFacts):
    """The public form is closed; delegations and the secretariat may still change who comes (R8)."""

    subject: ClassVar[str] = "registration.meeting.closed.v1"


class MeetingConvened(MeetingFacts):
    """A meeting was opened: it is in session."""

    subject: ClassVar[str] = "registration.meeting.convened.v1"


class MeetingConcluded(MeetingFacts):
    """A meeting is over; nobody registers any more."""

    subject: ClassVar[str] = "registration.meeting.concluded.v1"


class MeetingArchived(MeetingFacts):
    """A meeting was put away; it is read, not changed."""

    subject: ClassVar[str] = "registration.meeting.archived.v1"


class MeetingReopened(MeetingFacts):
    """A meeting was taken one stage back, because it had been moved on too early."""

    subject: ClassVar[str] = "registration.meeting.reopened.v1"
