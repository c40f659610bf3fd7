"""How long each kind of personal data is kept after a meeting, and the purge that ends it (R9)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

from services.registration.domain.meetings import Meeting
from shared.contracts.registration.privacy import PersonalKind, RetentionDays
from shared.errors import Refused
from shared.values import Aggregate, Value


class KeptNoLonger(Refused):
    """The meeting is over for so long that this is not kept any more."""

    next_step = "Nothing needs to be done: the meeting needs it no longer."


class Purged(Value):
    """When a kind was purged last."""

    kind: PersonalKind
    at: datetime


class PurgeReport(Value):
    """A purge that was carried out: which kinds, of how many people, how many files."""

    kinds: tuple[PersonalKind, ...]
    begun_at: datetime
    done_at: datetime
    people: int
    files: int


class Purging(Value):
    """A purge under way: everyone up to the participant `after` was seen to."""

    kinds: tuple[PersonalKind, ...]
    begun_at: datetime
    seen_at: datetime
    after: str = ""
    people: int = 0
    files: int = 0


class Retention(Aggregate):
    """The rules of one meeting, when its last day ends, and what its purges removed."""

    meeting_id: str
    ends_at: datetime
    days: RetentionDays = RetentionDays()
    purged: tuple[Purged, ...] = ()
    purging: Purging | None = None
    reports: tuple[PurgeReport, ...] = ()

    def purge_at(self, kind: PersonalKind) -> datetime:
        """Return the instant from which a kind is kept no longer."""
        return self.ends_at + self.days.of(kind)

    def purge_on(self, kind: PersonalKind, *, zone: str) -> date:
        """Return the day on which that is at the venue."""
        return self.purge_at(kind).astimezone(ZoneInfo(zone)).date()

    def must_keep(self, kinds: Sequence[PersonalKind], now: datetime) -> None:
        """Refuse what would be purged at once."""
        if any(now >= self.purge_at(kind) for kind in kinds):
            raise KeptNoLonger("The meeting is over, and this is not kept any more.")

    def open_kinds(self) -> tuple[PersonalKind, ...]:
        """Return the kinds not purged since the instant that is theirs now: a meeting moved to later opens them."""
        return tuple(kind for kind in PersonalKind if not self._is_purged(kind))

    def due_kinds(self, now: datetime) -> tuple[PersonalKind, ...]:
        """Return the kinds to be purged now."""
        return tuple(kind for kind in self.open_kinds() if self.purge_at(kind) <= now)

    def next_at(self) -> datetime | None:
        """Return when there is something to do: at once while a purge is under way."""
        if self.purging:
            return self.purging.seen_at
        return min((self.purge_at(kind) for kind in self.open_kinds()), default=None)

    def begin(self, now: datetime) -> Self:
        """Begin a purge of what is due."""
        return self.next(purging=Purging(kinds=self.due_kinds(now), begun_at=now, seen_at=now))

    def advance(self, *, after: str, people: int, files: int, now: datetime) -> Self:
        """Go on behind one more piece."""
        under_way = self._under_way()
        later = max(now, under_way.seen_at + timedelta(milliseconds=1))  # each piece is a command of its own
        more = {"after": after, "people": under_way.people + people, "files": under_way.files + files, "seen_at": later}
        return self.next(purging=under_way.model_copy(update=more))

    def finish(self, *, people: int, files: int, now: datetime) -> Self:
        """End the purge with its last piece and report it."""
        under_way = self._under_way()
        report = PurgeReport(
            kinds=under_way.kinds,
            begun_at=under_way.begun_at,
            done_at=now,
            people=under_way.people + people,
            files=under_way.files + files,
        )
        others = [one for one in self.purged if one.kind not in under_way.kinds]
        purged = [Purged(kind=kind, at=under_way.begun_at) for kind in under_way.kinds]
        return self.next(purging=None, purged=(*others, *purged), reports=(*self.reports, report))

    def set_days(self, days: RetentionDays) -> Self:
        """Set other rules; a shorter time that has passed already is purged at once."""
        return self.next(days=days)

    def follow(self, meeting: Meeting) -> Self:
        """Follow a meeting to other dates; the same state where nothing moved."""
        ends_at = end_of(meeting)
        return self if ends_at == self.ends_at else self.next(ends_at=ends_at)

    def _under_way(self) -> Purging:
        if self.purging is None:
            raise ValueError("no purge is under way")
        return self.purging

    def _is_purged(self, kind: PersonalKind) -> bool:
        return any(one.kind is kind and one.at >= self.purge_at(kind) for one in self.purged)


def retention_of(meeting: Meeting) -> Retention:
    """Return the rules of a meeting for which nobody has set others."""
    return Retention(meeting_id=meeting.meeting_id, ends_at=end_of(meeting))


def end_of(meeting: Meeting) -> datetime:
    """Return when a meeting's last day ends, at the venue."""
    return datetime.combine(meeting.closes_on + timedelta(days=1), time.min, ZoneInfo(meeting.zone))
