"""When the meeting is: planned ahead of today's clock for its preparations, then at its true dates.

The true dates (1-5 December 2025) lie behind most clocks. What must happen before a meeting opens (registration in
time, offers of sponsorship, requests for side events) is therefore played while the meeting is planned for a Monday
ahead; a rescheduling then gives it its true dates, on which it is attended. No clock is changed.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deploy.demo.facts import MeetingFact
from shared.values import Value

AHEAD = timedelta(days=42)
"""A planned meeting is at least so far ahead that every deadline, counted back from it, still lies ahead too."""


class Plan(Value):
    """The days of a meeting; everything else about time counts from them."""

    opens_on: date
    closes_on: date
    zone: str

    def day(self, number: int) -> date:
        """Return a day of the meeting; 0 is the opening day."""
        return self.opens_on + timedelta(days=number)

    def at(self, number: int, wall: str) -> datetime:
        """Return an instant on a day of the meeting by the clock of the venue."""
        return datetime.combine(self.day(number), time.fromisoformat(wall), ZoneInfo(self.zone)).astimezone(UTC)

    def before(self, days: int) -> datetime:
        """Return the end of the day that lies so many days before the opening."""
        return self.at(-days, "23:59")


class Dates(Value):
    """Both plans; they are the same when the meeting still lies far enough ahead."""

    planned: Plan
    held: Plan

    @property
    def moves(self) -> bool:
        """Whether the meeting has to be rescheduled after its preparations."""
        return self.planned != self.held


def dates(meeting: MeetingFact, today: date) -> Dates:
    """Return the first Monday ahead that leaves time for every deadline, and the true dates."""
    held = Plan(opens_on=meeting.opens_on, closes_on=meeting.closes_on, zone=meeting.zone)
    earliest = today + AHEAD
    if held.opens_on >= earliest:
        return Dates(planned=held, held=held)
    opens = earliest + timedelta(days=-earliest.weekday() % 7)
    length = meeting.closes_on - meeting.opens_on
    return Dates(planned=Plan(opens_on=opens, closes_on=opens + length, zone=meeting.zone), held=held)
