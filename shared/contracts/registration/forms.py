"""The words of forms: kinds of fields, how much they are asked for, texts in six languages, conditions, limits."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints

from shared.contracts.registration.words import Category
from shared.values import Value

Said = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
"""A text as people read it."""


class FieldKind(StrEnum):
    """How a field is answered."""

    SHORT_TEXT = "short_text"
    PHONE = "phone"
    LONG_TEXT = "long_text"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    CONSENT = "consent"
    DATE = "date"
    NUMBER = "number"
    COUNTRY = "country"
    FILE = "file"
    PHOTO = "photo"


class Demand(StrEnum):
    """How much a field is asked for."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    HIDDEN = "hidden"


class Wording(Value):
    """A text in the six languages; English stands in for a language that is missing."""

    en: Said = ""
    fr: Said = ""
    es: Said = ""
    ar: Said = ""
    ru: Said = ""
    zh: Said = ""

    def said(self, language: str) -> str:
        """Return the text in a language, or in English."""
        said: str = getattr(self, language, "") or self.en
        return said


class Option(Value):
    """One value a person can choose."""

    value: str
    label: Wording


class Condition(Value):
    """A field is shown only when an earlier field has one of these values."""

    field_id: str
    values: tuple[str, ...]


class CategoryDemand(Value):
    """How much a field is asked of one category."""

    category: Category
    demand: Demand


class Limits(Value):
    """Least and most: of a number itself, of the words of a long text, the characters of a short one, of choices."""

    least: int | None = None
    most: int | None = None


class AfterDeadline(StrEnum):
    """What becomes of a registration after the deadline (R8); an officer can always register."""

    ACCEPTED = "accepted"
    CLOSED = "closed"


class ReadyForm(StrEnum):
    """Forms that follow an approval, as the house has them ready."""

    DIETARY = "dietary"
    ARRIVAL = "arrival"
    FIELD_VISIT = "field_visit"
    INTERPRETATION = "interpretation"
    EMPTY = "empty"
