"""The fund of one meeting's round: the one document that guards its money (S3)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Self

from pydantic import Field

from services.sponsorship.domain.pots import Held, draw
from services.sponsorship.domain.refusals import FundExhausted, FundFull, WrongAmount
from shared.contracts.sponsorship import ContributionReceived, Costs
from shared.errors import NotFound
from shared.money import Currency, Money
from shared.values import Aggregate, Value

MOST_CONTRIBUTIONS = 100
MOST_LINES = 300
"""The document stays bounded: about 60 KB when full."""


class Contribution(Value):
    """Money a donor paid in: as given, at which rate, as booked, and for whom alone it may be used (`earmark`)."""

    contribution_id: str
    donor: str
    amount: Money
    rate: str
    booked: Money
    earmark: tuple[str, ...] = ()
    received_on: date

    def pays_for(self, state: str) -> bool:
        """Tell whether the earmark allows this State."""
        return not self.earmark or state in self.earmark


class Line(Value):
    """What one offer holds of the fund, by contribution, in minor units: owed (reserved or committed) and spent."""

    state: str
    accepted: bool = False
    owed: dict[str, int] = Field(default_factory=dict)
    spent: dict[str, int] = Field(default_factory=dict)

    @property
    def owed_minor(self) -> int:
        """All that is reserved or committed."""
        return sum(self.owed.values())

    @property
    def spent_minor(self) -> int:
        """All that is spent."""
        return sum(self.spent.values())


class Balance(Value):
    """received = left + reserved + committed + spent, in minor units of one currency."""

    currency: Currency
    received: int = 0
    reserved: int = 0
    committed: int = 0
    spent: int = 0

    @property
    def left(self) -> int:
        """What may still be offered."""
        return self.received - self.reserved - self.committed - self.spent


def fund_of(meeting_id: str) -> str:
    """Return the id of a meeting's fund: `mtg_apmbc-22msp` -> `fun_apmbc-22msp`."""
    return "fun_" + meeting_id.removeprefix("mtg_")


class Fund(Aggregate):
    """Contributions in, lines out; every change keeps `left` at zero or more, under each earmark too."""

    fund_id: str
    meeting_id: str
    currency: Currency = "CHF"
    nominees_per_state: int = 1
    contributions: tuple[Contribution, ...] = ()
    lines: dict[str, Line] = Field(default_factory=dict)

    def balance(self) -> Balance:
        """Return where the fund's money is."""
        return self.balance_of(frozenset(one.contribution_id for one in self.contributions))

    def balance_of(self, contribution_ids: frozenset[str]) -> Balance:
        """Return where the money of these contributions is."""
        received = sum(one.booked.minor for one in self.contributions if one.contribution_id in contribution_ids)
        reserved = committed = spent = 0
        for line in self.lines.values():
            owed = sum(minor for name, minor in line.owed.items() if name in contribution_ids)
            reserved, committed = (reserved, committed + owed) if line.accepted else (reserved + owed, committed)
            spent += sum(minor for name, minor in line.spent.items() if name in contribution_ids)
        return Balance(currency=self.currency, received=received, reserved=reserved, committed=committed, spent=spent)

    def contribute(self, given: Contribution) -> tuple[Self, ContributionReceived]:
        """Book a contribution; raises WrongAmount when nothing comes of it, FundFull."""
        if given.booked.minor <= 0:
            raise WrongAmount("A contribution must be worth at least one cent in the fund.", field="amount")
        if len(self.contributions) >= MOST_CONTRIBUTIONS:
            raise FundFull("This fund holds as many contributions as it may.")
        fund = self.next(contributions=(*self.contributions, given))
        return fund, ContributionReceived(
            fund_id=self.fund_id,
            meeting_id=self.meeting_id,
            donor=given.donor,
            amount=given.amount,
            booked=given.booked,
            version=fund.version,
        )

    def reserve(self, offer_id: str, *, state: str, costs: Costs) -> Self:
        """Hold money for an offer until it is answered; raises FundExhausted (S3), FundFull, WrongAmount."""
        self._check(costs)
        if len(self.lines) >= MOST_LINES:
            raise FundFull("This fund holds as many offers as it may.")
        return self.next(lines=self._drawn(offer_id, Line(state=state), costs.total.minor))

    def covers(self, state: str, costs: Costs) -> bool:
        """Tell whether an offer to this State could be paid for now."""
        return self._draws("", Line(state=state), costs.total.minor) is not None

    def commit(self, offer_id: str) -> Self:
        """Turn reserved into committed money: the offer was accepted."""
        return self._with(offer_id, self._line(offer_id).model_copy(update={"accepted": True}))

    def release(self, offer_id: str) -> Self:
        """Free what the offer holds; what is spent stays spent."""
        return self._with(offer_id, self._line(offer_id).model_copy(update={"owed": {}}))

    def spend(self, offer_id: str, *, planned: int, cost: int) -> Self:
        """Pay `cost` for a component that `planned` was committed for; raises FundExhausted when it costs too much."""
        line = self._line(offer_id)
        freed = line.model_copy(update={"owed": less(line.owed, planned)})
        lines = self._with(offer_id, freed)._drawn(offer_id, freed, cost)
        paid = {pot: minor - freed.owed.get(pot, 0) for pot, minor in lines[offer_id].owed.items()}
        spent = {pot: line.spent.get(pot, 0) + paid.get(pot, 0) for pot in line.spent.keys() | paid.keys()}
        return self.next(lines={**lines, offer_id: freed.model_copy(update={"spent": less(spent, 0)})})

    def refund(self, offer_id: str, minor: int) -> Self:
        """Take back what was paid for a ticket that is not used; raises WrongAmount beyond what was spent."""
        line = self._line(offer_id)
        if not 0 <= minor <= line.spent_minor:
            raise WrongAmount("A refund cannot be more than was spent.", field="refunded")
        return self._with(offer_id, line.model_copy(update={"spent": less(line.spent, minor)}))

    def _check(self, costs: Costs) -> None:
        if costs.total.currency != self.currency:
            raise WrongAmount("Offers are made in the currency of the fund.", field="costs")
        if costs.total.minor <= 0:
            raise WrongAmount("An offer must be worth something.", field="costs")

    def _line(self, offer_id: str) -> Line:
        if offer_id not in self.lines:
            raise NotFound("The fund holds nothing for this offer.", field="offer_id")
        return self.lines[offer_id]

    def _with(self, offer_id: str, line: Line) -> Self:
        others = {name: one for name, one in self.lines.items() if name != offer_id}
        return self.next(lines=others | ({offer_id: line} if line.owed or line.spent else {}))

    def _drawn(self, offer_id: str, line: Line, minor: int) -> dict[str, Line]:
        draws = self._draws(offer_id, line, minor)
        if draws is None:
            raise FundExhausted("The money left for this State does not suffice.", field="costs")
        lines = {**self.lines, offer_id: line}
        return {name: one.model_copy(update={"owed": draws.get(name, {})}) for name, one in lines.items()}

    def _draws(self, offer_id: str, line: Line, minor: int) -> Held | None:
        lines = {**self.lines, offer_id: line}
        pots = {state: self._pots(state) for state in {one.state for one in lines.values()}}
        return draw(
            self._free(),
            {name: one.owed for name, one in lines.items()},
            offer=offer_id,
            minor=minor,
            pays=lambda name: pots[lines[name].state],
        )

    def _pots(self, state: str) -> list[str]:
        """Return the contributions that may pay for a State, the narrowest earmark first."""
        able = [one for one in self.contributions if one.pays_for(state)]
        return [one.contribution_id for one in sorted(able, key=lambda one: len(one.earmark) or MOST_LINES)]

    def _free(self) -> dict[str, int]:
        free = {one.contribution_id: one.booked.minor for one in self.contributions}
        for line in self.lines.values():
            for pot, minor in (*line.owed.items(), *line.spent.items()):
                free[pot] -= minor
        return free


def less(held: Mapping[str, int], minor: int) -> dict[str, int]:
    """Return `held` without `minor`, taken from one contribution after the other; nothing is kept at zero."""
    after = {}
    for pot, amount in held.items():
        taken = min(amount, minor)
        minor -= taken
        if amount > taken:
            after[pot] = amount - taken
    return after


def booked(amount: Money, rate: str, *, currency: str) -> Money:
    """Return a contribution in the fund's currency; raises WrongAmount for a rate between one currency and itself."""
    if amount.currency == currency and Decimal(rate) != 1:
        raise WrongAmount("Money in the currency of the fund is booked at the rate 1.", field="rate")
    return amount.converted(Decimal(rate), currency)
