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
