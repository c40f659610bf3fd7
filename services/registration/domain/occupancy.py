"""How many delegations are present, minute by minute, from the passages of a day."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple


class Went(NamedTuple):
    """Somebody went into a zone or out of it."""

    at: datetime
    holder_id: str
    delegation_id: str
    zone: str
    entered: bool


class Minute(NamedTuple):
    """From this minute on so many delegations were present."""

    at: datetime
    present: int


def present_by_minute(went: Iterable[Went], counted: Collection[str]) -> tuple[Minute, ...]:
    """Return how the number of the counted delegations present changed, at most once a minute.

    A delegation is present while one of its people is in any zone.
    """
    zones: defaultdict[str, set[str]] = defaultdict(set)
    people: Counter[str] = Counter()
    curve: dict[datetime, int] = {}
    for one in sorted(went):
        if one.delegation_id not in counted:
            continue
        there = bool(zones[one.holder_id])
        (zones[one.holder_id].add if one.entered else zones[one.holder_id].discard)(one.zone)
        people[one.delegation_id] += bool(zones[one.holder_id]) - there
        curve[one.at.replace(second=0, microsecond=0)] = sum(count > 0 for count in people.values())
    steps: list[Minute] = []
    for at, present in curve.items():
        if not steps or steps[-1].present != present:
            steps.append(Minute(at, present))
    return tuple(steps)
