"""What sponsorship keeps of registration's facts: meetings, delegations, participants."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from shared.contracts.registration import Deadline, DeadlineKind
from shared.values import Aggregate


class MeetingCopy(Aggregate):
    """A meeting as last heard."""

    meeting_id: str
    code: str
    title: str
    opens_on: date
    closes_on: date
    venue: str
    city: str
    zone: str
    convention: str = ""
    deadlines: tuple[Deadline, ...] = ()

    @property
    def nominations_close_at(self) -> datetime | None:
        """Until when nominations are in time."""
        return next((one.at for one in self.deadlines if one.kind is DeadlineKind.SPONSORSHIP), None)

    @property
    def opens_at(self) -> datetime:
        """The first instant of the opening day at the venue: offers are answered before."""
        return datetime.combine(self.opens_on, datetime.min.time(), ZoneInfo(self.zone))


class DelegationCopy(Aggregate):
    """An invited delegation as last heard; `state` where it is a State's."""

    delegation_id: str
    meeting_id: str
    name: str
    category: str
    state: str | None = None


class Progress(StrEnum):
    """How far a participant is with registration (S7)."""

    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    ARRIVED = "arrived"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class ParticipantCopy(Aggregate):
    """A State's participant as last heard; `person` finds the sponsored delegate of the same State and name."""

    participant_id: str
    meeting_id: str
    delegation_id: str
    state: str
    full_name: str
    person: str
    progress: Progress

    @property
    def has_left(self) -> bool:
        """Tell whether the person does not come under this registration."""
        return self.progress in {Progress.WITHDRAWN, Progress.REJECTED}


def comes_all_the_same(known: Iterable[ParticipantCopy], participant_id: str, *, version: int) -> bool:
    """Tell whether somebody of whom it is told that they do not come does: by newer news, or another registration."""
    return any(not one.has_left and (one.participant_id != participant_id or one.version > version) for one in known)


def person_key(state: str, name: str) -> str:
    """Return what two spellings of one person's name have in common: no accents, no case, no order of names.

    A note verbale writes "NGUEMA Émile", a registration form "Emile Nguema".
    """
    plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
    words = "".join(one if one.isalnum() else " " for one in plain.casefold()).split()
    return " ".join([state, *sorted(words)])
