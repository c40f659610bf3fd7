"""The values that components show: work, facts, timelines, charts, days; labels in them are message ids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class State(StrEnum):
    """The five states that have a colour; each is always shown with a word and a shape as well."""

    WAITING = "waiting"
    IN_HAND = "in_hand"
    DONE = "done"
    PROBLEM = "problem"
    OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One thing that waits for the reader, with its one next action: a link, or a button when `post` is true."""

    title: str
    href: str
    action: str = "Open"
    detail: str = ""
    since: datetime | None = None
    due: datetime | None = None
    state: str = State.WAITING
    word: str = ""
    post: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a definition list."""

    label: str
    value: object
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line of a timeline: what happened, who did it, when, why."""

    what: str
    at: datetime
    who: str = ""
    why: str = ""
    state: str = State.DONE
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure of the Hall with what it means and where to read on."""

    label: str
    figure: object
    href: str = ""
    of: object = None
    detail: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a bar: `value` in any unit shared by the whole chart, `shown` as it is read."""

    label: str
    value: float
    state: str
    shown: object = None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its parts in order; they add up to `total` or to their own sum."""

    label: str
    parts: Sequence[Part]
    total: float | None = None
    href: str = ""

    @property
    def whole(self) -> float:
        """What the bar's full length stands for."""
        return max(self.total or 0, sum(part.value for part in self.parts))

    def pieces(self, longest: float) -> list[tuple[Part, float, float]]:
        """Return each part with its start and width in percent of a chart whose longest bar is `longest`."""
        drawn, start = [], 0.0
        for part in self.parts:
            width = 100 * part.value / longest if longest else 0.0
            drawn.append((part, round(start, 3), round(width, 3)))
            start += width
        return drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How a number went over time, by steps: from each instant on it was so much, and so it still is at `until`."""

    points: Sequence[tuple[datetime, int]]
    until: datetime

    @property
    def most(self) -> int:
        """The largest value, for the scale."""
        return max((value for _, value in self.points), default=0) or 1

    def path(self, width: int, height: int) -> str:
        """Return the steps as the path of a drawing so many units wide and high, time from left to right."""
        if not self.points:
            return ""
        began = self.points[0][0]
        span = max((self.until - began).total_seconds(), 60.0)
        drawn = f"M0 {height}"
        for at, value in self.points:
            x = round(width * (at - began).total_seconds() / span, 1)
            drawn += f" H{x} V{round(height * (1 - value / self.most), 1)}"
        return f"{drawn} H{width}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of the strip, with an optional link and what is on it; `now` marks today."""

    on: date
    href: str = ""
    note: str = ""
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One deadline as it is shown: what must be in, when, and who is late."""

    label: str
    at: datetime
    late: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a long form or one component of a grant: its name and how far it is."""

    label: str
    state: str = State.WAITING
    href: str = ""
    word: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a person can choose, with the words for it."""

    value: str
    label: str
    help: str = ""
