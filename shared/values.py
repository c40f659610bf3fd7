"""Frozen values: the base of every state, command and fact."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal, Self, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticKnownError

T = TypeVar("T", bound=date)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
"""One line a person typed: trimmed, never empty, at most 300 characters."""

LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
"""Several paragraphs, at most 20,000 characters."""

PageSize = Annotated[int, Field(ge=1, le=100_000)]
"""Rows asked for at once: a screen of them, or everything for an export."""


def _of_our_time(value: T) -> T:
    """Refuse a year in which days could not be counted on: near the ends of what dates can be."""
    if not 1900 <= value.year < 2200:
        kind: Literal["datetime_parsing", "date_parsing"] = (
            "datetime_parsing" if isinstance(value, datetime) else "date_parsing"
        )
        raise PydanticKnownError(kind, {"error": "the year is out of range"})
    return value


Instant = Annotated[AwareDatetime, AfterValidator(_of_our_time)]
"""An instant with its zone, in the years 1900 to 2199."""

Day = Annotated[date, AfterValidator(_of_our_time)]
"""A day in the years 1900 to 2199."""

COUNTED = 1_000
"""Matches are counted up to here, so that a page costs the same however many lie behind it; a total one higher says
that there are more."""


class Value(BaseModel):
    """A frozen value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Aggregate(Value):
    """A state kept as one document; every change makes the next version."""

    version: int = 0

    def next(self, **changes: object) -> Self:
        """Return this state one version on, with `changes` in place of the old fields."""
        return self.model_copy(update={**changes, "version": self.version + 1})


class Due(Value):
    """Something that must happen at an instant because of a state: the command the clock will ask for."""

    at: Instant
    command: Value


def utc_iso(instant: datetime) -> str:
    """Return `instant` as RFC 3339 in UTC with milliseconds, the form used on the bus."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
