"""The words every rule of sponsorship uses: who signed, what a journey costs, a State, a rate."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import AfterValidator, StringConstraints, model_validator

from shared.money import Money
from shared.values import Instant, Value
from shared.who import Who

StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""A State by its ISO 3166-1 alpha-3 code."""

Rate = Annotated[str, StringConstraints(pattern=r"^(0|[1-9]\d{0,6})(\.\d{1,8})?$")]
"""Units of the fund's currency for one unit of the donor's, as a decimal number in writing; never a float."""


def _not_negative(amount: Money) -> Money:
    if amount.minor < 0:
        raise ValueError("Write an amount of zero or more.")
    return amount


Amount = Annotated[Money, AfterValidator(_not_negative)]


class Costs(Value):
    """What a sponsored journey costs, by component, in one currency."""

    ticket: Amount
    hotel: Amount
    allowance: Amount

    @model_validator(mode="after")
    def _one_currency(self) -> Self:
        if len({self.ticket.currency, self.hotel.currency, self.allowance.currency}) > 1:
            raise ValueError("Write all components in one currency.")
        return self

    @property
    def total(self) -> Money:
        """All components together."""
        return self.ticket + self.hotel + self.allowance


class Signed(Value):
    """Who did something, and when: the name beside a decision (S4)."""

    subject: str
    name: str
    at: Instant


def signed(who: Who, at: datetime) -> Signed:
    """Return the signature of the one who asks."""
    return Signed(subject=who.subject, name=who.name, at=at)
