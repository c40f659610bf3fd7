"""Treaty facts of a convention and what follows from them: which State is bound on which day (domain 1.1, R5)."""

from collections.abc import Mapping, Sequence
from datetime import date

from shared.contracts.registration import Category
from shared.values import Value


class TreatyState(Value):
    """A State and what it did about one convention, by dates alone."""

    iso3: str
    name: str
    signed: date | None = None
    deposited: date | None = None
    succession: bool = False
    withdrawal_effective: date | None = None


class StandingObserver(Value):
    """An organisation named as standing observer in the practice of the rules."""

    slug: str
    name: str


class Convention(Value):
    """A convention: the day it entered into force for the first States, its States and its standing observers."""

    code: str
    in_force_since: date
    states: tuple[TreatyState, ...]
    standing_observers: tuple[StandingObserver, ...] = ()

    def category_on(self, iso3: str, day: date) -> Category | None:
        """Return the category of a State at a meeting that opens on `day`, or None for a State it does not know."""
        state = next((one for one in self.states if one.iso3 == iso3), None)
        return category_on(state, day, in_force_since=self.in_force_since) if state else None


def entry_into_force(state: TreatyState, *, in_force_since: date) -> date | None:
    """Return the day a State is bound: the first of the sixth month after deposit, never before the treaty itself.

    A successor State is bound from its notification at the latest. Checked against OMAN, SLK, POL12, RMI, TON.
    """
    if state.deposited is None:
        return None
    if state.succession:
        return max(state.deposited, in_force_since)
    months = state.deposited.year * 12 + state.deposited.month - 1 + 6
    return max(date(months // 12, months % 12 + 1, 1), in_force_since)


def category_on(state: TreatyState, day: date, *, in_force_since: date) -> Category:
    """Return what a State is on a day: a function of its treaty dates, never a stored flag (R5)."""
    if state.withdrawal_effective and day >= state.withdrawal_effective:
        return Category.STATE_NOT_PARTY
    bound = entry_into_force(state, in_force_since=in_force_since)
    if bound and day >= bound:
        return Category.STATE_PARTY
    if state.deposited and day >= state.deposited:
        return Category.STATE_NOT_YET_IN_FORCE
    if state.signed and day >= state.signed:
        return Category.SIGNATORY
    return Category.STATE_NOT_PARTY


def states_from(rows: Sequence[Mapping[str, str]]) -> tuple[TreatyState, ...]:
    """Return the States of a treaty table; a day not known is an empty cell."""
    return tuple(
        TreatyState(
            iso3=row["iso3"],
            name=row["name"],
            signed=_day(row["signed"]),
            deposited=_day(row["deposited"]),
            succession=row["mechanism"] == "succession",
            withdrawal_effective=_day(row["withdrawal_effective"]),
        )
        for row in rows
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
