"""Treaty facts of a State and what follows from them: whether it is bound on which day (domain 1.1, R5)."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from services.registration.domain.refusals import DepositedAlready, NothingToWithdrawFrom
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


class TreatyAct(StrEnum):
    """What a State does about a convention."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    WITHDRAWAL = "withdrawal"


def after_act(state: TreatyState, act: TreatyAct, *, dated: date) -> TreatyState:
    """Return a State's dates after one act; a withdrawal takes effect six months after it was notified (domain 1.1)."""
    if act is TreatyAct.SIGNATURE:
        return state.model_copy(update={"signed": dated})
    if act is TreatyAct.WITHDRAWAL:
        if state.deposited is None or dated < state.deposited:
            raise NothingToWithdrawFrom("This State had not joined the convention by that day.", field="dated")
        return state.model_copy(update={"withdrawal_effective": months_after(dated, 6)})
    if state.deposited and not state.withdrawal_effective:
        raise DepositedAlready("This State has deposited its instrument already.", field="act")
    joined = {"deposited": dated, "withdrawal_effective": None, "succession": act is TreatyAct.SUCCESSION}
    return state.model_copy(update=joined)


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last day of that month where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def takes_effect(state: TreatyState, act: TreatyAct, *, in_force_since: date) -> date | None:
    """Return the day from which an act changes what a State is bound by, where there is one."""
    if act is TreatyAct.WITHDRAWAL:
        return state.withdrawal_effective
    if act is TreatyAct.SIGNATURE:
        return state.signed
    return entry_into_force(state, in_force_since=in_force_since)


def states_from(rows: Sequence[Mapping[str, str]]) -> tuple[TreatyState, ...]:
    """Return the States of a treaty table; a day not known is an empty cell."""
    return tuple(
        TreatyState(
            iso3=row["iso3"],
            name=row["name"],
            signed=_day(row["signed"]),
            deposited=_day(row["deposited"]),
            succession=row["mechanism"] == "succession",
            withdrawal_effective=_day(row.get("withdrawal_effective", "")),
        )
        for row in rows
    )


def _day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None
