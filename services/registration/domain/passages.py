"""The scan log of one person: what each passage comes to once all that the devices know is laid side by side.

The verdicts follow from the passages alone, in the order of their instants, never from the order in which devices sent
them: whichever device comes back first, the log reads the same.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from services.registration.domain.doors import DoubleUse
from shared.contracts.registration.doors import Direction, FoundBy, Outcome, Reason, Severity
from shared.values import Aggregate, Value


class Scan(Value):
    """What a device saw and did; its clock, and how far the device then knew it to be off the server's.

    `let_in` is what the device did while it had no connection; with one the answer decides.
    """

    passage_id: str
    direction: Direction
    by: FoundBy = FoundBy.CODE
    scanned_at: datetime
    clock_off_ms: int = 0
    offline: bool = False
    let_in: bool = False

    def instant(self, now: datetime) -> datetime:
        """Return when it was by the server's clock, to the millisecond; nothing is seen before it happens."""
        at = min(self.scanned_at + timedelta(milliseconds=self.clock_off_ms), now)
        return at.replace(microsecond=at.microsecond // 1000 * 1000)


class Passage(Aggregate):
    """One scan: what happened, which never changes, and what it comes to, which later scans may change.

    `standing` is what badge and rule of the day said alone; `against` the passage it contradicts.
    """

    passage_id: str
    meeting_id: str
    device_id: str
    gate_id: str
    zone: str
    direction: Direction
    by: FoundBy
    badge_id: str = ""
    serial: int = 0
    holder_id: str = ""
    delegation_id: str = ""
    at: datetime
    received_at: datetime
    offline: bool
    let_in: bool
    standing: Reason | None = None
    outcome: Outcome = Outcome.ADMITTED
    reason: Reason | None = None
    against: str = ""

    @property
    def counts(self) -> bool:
        """Tell whether somebody with a good badge went through."""
        return self.let_in and (self.standing is None or self.outcome is Outcome.DOUBLE_USE)

    def judged(self, outcome: Outcome, reason: Reason | None = None, *, against: str = "") -> Self:
        """Return the passage with what it comes to; the same again is no new version."""
        if (self.outcome, self.reason, self.against) == (outcome, reason, against):
            return self
        return self.next(outcome=outcome, reason=reason, against=against)


class Log(NamedTuple):
    """The passages of one person as judged, the zones they are in now, their days and their first entry."""

    passages: tuple[Passage, ...]
    inside: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    first: Passage | None = None


class Presence(Aggregate):
    """Where a person is and on which days they were there; the one document that guards the order of their scans."""

    holder_id: str
    meeting_id: str
    delegation_id: str = ""
    role: str = ""
    inside: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    entered_at: datetime | None = None
    last_at: datetime | None = None

    def follow(self, log: Log) -> Self:
        """Return the presence as the log says; every scan makes a version, so that two cannot be judged apart."""
        last = log.passages[-1].at if log.passages else None
        entered = log.first.at if log.first else None
        return self.next(inside=log.inside, days=log.days, entered_at=entered, last_at=last)


def read_log(passages: Iterable[Passage], rules: DoubleUse, *, clock: str) -> Log:
    """Judge the passages of one person in the order of their instants; `clock` is the zone of the venue's clock.

    Every day begins with nobody inside: in the evening people leave without showing their badges.
    """
    inside: dict[str, Passage] = {}
    last: dict[str, Passage] = {}
    judged: list[Passage] = []
    for passage in sorted(passages, key=lambda one: (one.at, one.passage_id)):
        if judged and _day(judged[-1], clock) != _day(passage, clock):
            inside, last = {}, {}
        one = _judge(passage, rules, inside=inside.get(passage.zone), last=last.get(passage.zone))
        judged.append(one)
        if one.counts:
            last[one.zone] = one
            if one.direction is Direction.ENTRY:
                inside[one.zone] = one
            else:
                inside.pop(one.zone, None)
    through = [one for one in judged if one.counts]
    days = {_day(one, clock) for one in through}
    first = next((one for one in through if one.direction is Direction.ENTRY), None)
    return Log(tuple(judged), tuple(sorted(inside)), tuple(sorted(days)), first)


def decide(passage: Passage, before: Iterable[Passage], rules: DoubleUse, *, clock: str) -> Passage:
    """Return a passage with whether the person is let in now: what the log says at its instant, by the severities."""
    log = read_log((*before, passage), rules, clock=clock)
    one = next(one for one in log.passages if one.passage_id == passage.passage_id)
    return passage.model_copy(update={"let_in": lets_in(one.outcome, one.reason, rules)})


def lets_in(outcome: Outcome, reason: Reason | None, rules: DoubleUse) -> bool:
    """Tell whether a person with this verdict is let in: double use that only warns lets in."""
    severities = {
        Reason.TWICE_IN: rules.twice_in,
        Reason.TWO_GATES: rules.two_gates,
        Reason.REPLACED: rules.old_serial,
    }
    if outcome is Outcome.DOUBLE_USE and reason is not None:
        return severities[reason] is Severity.WARN
    return outcome is Outcome.ADMITTED


def _day(passage: Passage, clock: str) -> str:
    return passage.at.astimezone(ZoneInfo(clock)).date().isoformat()


def _judge(one: Passage, rules: DoubleUse, *, inside: Passage | None, last: Passage | None) -> Passage:
    if one.standing is Reason.REPLACED:
        return one.judged(Outcome.DOUBLE_USE, Reason.REPLACED, against=last.passage_id if last else "")
    if one.standing is not None:
        return one.judged(Outcome.REFUSED, one.standing)
    if one.direction is Direction.ENTRY and inside is not None:
        return one.judged(Outcome.DOUBLE_USE, Reason.TWICE_IN, against=inside.passage_id)
    if last is not None and last.gate_id != one.gate_id and one.at - last.at <= timedelta(minutes=rules.minutes):
        return one.judged(Outcome.DOUBLE_USE, Reason.TWO_GATES, against=last.passage_id)
    return one.judged(Outcome.ADMITTED)
