"""Money: whole minor units and a currency; never a float."""

from decimal import ROUND_HALF_EVEN, Decimal
from typing import Annotated, Self

from babel.numbers import format_currency, get_currency_precision
from pydantic import StringConstraints

from shared.values import Value

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class Money(Value):
    """An amount in minor units (cents, rappen) of an ISO 4217 currency."""

    minor: int
    currency: Currency

    def __add__(self, other: Self) -> Self:
        return self.model_copy(update={"minor": self.minor + self._same(other).minor})

    def __sub__(self, other: Self) -> Self:
        return self.model_copy(update={"minor": self.minor - self._same(other).minor})

    def _same(self, other: Self) -> Self:
        if other.currency != self.currency:
            raise ValueError(f"{self.currency} and {other.currency} do not add up without a rate")
        return other

    def converted(self, rate: Decimal, currency: str) -> "Money":
        """Return the amount in `currency` at `rate` (units of `currency` for one of ours), rounded half to even."""
        units = Decimal(self.minor).scaleb(-get_currency_precision(self.currency)) * rate
        minor = units.scaleb(get_currency_precision(currency)).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
        return Money(minor=int(minor), currency=currency)

    def text(self, language: str = "en") -> str:
        """Return the amount as people of that language write it, with its currency code."""
        units = Decimal(self.minor).scaleb(-get_currency_precision(self.currency))
        return format_currency(units, self.currency, "¤¤ #,##0.00", locale=language)
