"""Time slots: instants in UTC, read and compared in the zone of the place (E8)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from services.side_events.domain.refusals import WrongTimes
from shared.contracts.side_events import LocalTime
from shared.values import Instant, Value

LONGEST = timedelta(hours=24)


class Slot(Value):
    """From one instant up to another, which no longer belongs to it."""

    starts_at: Instant
    ends_at: Instant

    def overlaps(self, other: "Slot") -> bool:
        """Tell whether the two share any time."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def covers(self, other: "Slot") -> bool:
        """Tell whether all of the other lies in this one."""
        return self.starts_at <= other.starts_at and other.ends_at <= self.ends_at

    def widened(self, before: timedelta, after: timedelta) -> "Slot":
        """Return the slot with set-up and clear-out time around it."""
        return Slot(starts_at=self.starts_at - before, ends_at=self.ends_at + after)

    def days(self, zone: str) -> tuple[date, ...]:
        """Return the days of a zone the slot touches; one that ends at midnight does not touch the next day."""
        first, last = self.day(zone), (self.ends_at - timedelta(microseconds=1)).astimezone(ZoneInfo(zone)).date()
        return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))

    def day(self, zone: str) -> date:
        """Return the day of a zone on which the slot begins."""
        return self.starts_at.astimezone(ZoneInfo(zone)).date()

    def moved(self, days: int, zone: str) -> "Slot":
        """Return the slot some days on, at the same time on the wall clock of a zone."""
        starts, ends = (at.astimezone(ZoneInfo(zone)) for at in (self.starts_at, self.ends_at))
        by = timedelta(days=days)
        return Slot(starts_at=(starts + by).astimezone(UTC), ends_at=(ends + by).astimezone(UTC))


def read_slot(starts_at: datetime, ends_at: datetime, *, zone: str) -> Slot:
    """Return the slot meant by two times; those without an offset are read on the wall clock of the zone."""
    starts, ends = _instant(starts_at, zone), _instant(ends_at, zone)
    if ends <= starts:
        raise WrongTimes("It ends before it begins.", field="ends_at")
    if ends - starts > LONGEST:
        raise WrongTimes("It lasts longer than a day.", field="ends_at")
    return Slot(starts_at=starts, ends_at=ends)


def wall_slot(day: date, start: LocalTime, *, end: LocalTime, zone: str) -> Slot:
    """Return the slot between two times of a day's wall clock; an end before the start is on the next day."""
    starts = datetime.combine(day, time.fromisoformat(start))
    ends = datetime.combine(day, time.fromisoformat(end))
    return read_slot(starts, ends if ends > starts else ends + timedelta(days=1), zone=zone)


def _instant(at: datetime, zone: str) -> datetime:
    if at.tzinfo is not None:
        return at.astimezone(UTC)
    read = at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if read.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != at:
        raise WrongTimes("The clocks are put forward then: this time does not exist.", field="starts_at")
    return read
