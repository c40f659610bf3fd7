"""Dated facts about States that give priority (S10): development status, clearance, victim assistance."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from shared.values import Value


class Obligation(StrEnum):
    """Work under the Convention that gives a State priority."""

    CLEARANCE = "clearance"
    EXTENSION = "extension"
    VICTIM_ASSISTANCE = "victim_assistance"


class Known(Value):
    """An obligation of a State as a source shows it, from one day on, and to another where it ended."""

    state: str
    obligation: Obligation
    since: date
    until: date | None = None
    basis: str
    source: str

    def holds(self, day: date) -> bool:
        """Tell whether this counts on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class Development(Value):
    """Which lists of the United Nations name a State."""

    ldc: bool = False
    lldc: bool = False
    sids: bool = False


class Reference(Value):
    """All that is known; `listed_on` is the day of the development lists."""

    listed_on: date
    development: Mapping[str, Development]
    known: tuple[Known, ...]

    def obligations(self, state: str, day: date) -> dict[Obligation, Known]:
        """Return the latest that is known of each obligation of a State on a day."""
        held = sorted((one for one in self.known if one.state == state and one.holds(day)), key=lambda one: one.since)
        return {one.obligation: one for one in held}
