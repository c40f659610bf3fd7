"""Which fields are shown for these answers, and what is not right with them: pure, the same for page and API."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from services.registration.domain.forms.countries import COUNTRIES
from services.registration.domain.forms.fields import FormField, Home
from services.registration.domain.forms.written import without_marks
from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.forms import Demand, FieldKind
from shared.pages.languages import msg
from shared.values import Value

Given = Mapping[str, tuple[str, ...]]
"""What was given, by field; an empty tuple or none at all is no answer."""

SHORT, LONG_WORDS, LONG = 300, 1000, 20_000
"""Characters of a short text, words and characters of a long one, where the form sets no limit of its own."""


PASSPORT = re.compile(r"[A-Za-z0-9][A-Za-z0-9 <-]{3,19}")
"""A number of a travel document; ICAO 9303 has at most nine characters, identity cards have more."""


PHONE = re.compile(r"\+?(?: ?[0-9]){5,20}")
"""A telephone number as people write it."""


class Answer(Value):
    """One answer: the values of a field, several where several can be chosen."""

    field_id: str
    values: tuple[str, ...]


class Concern(Value):
    """What is not right with one field, as a sentence."""

    field_id: str
    reason: str


class Checked(Value):
    """Answers as they are kept, and what is not right yet."""

    answers: tuple[Answer, ...] = ()
    concerns: tuple[Concern, ...] = ()

    def at(self, home: Home, fields: Sequence[FormField]) -> tuple[Answer, ...]:
        """Return the answers that live in one place."""
        there = {one.field_id for one in fields if one.home is home}
        return tuple(one for one in self.answers if one.field_id in there)


def given_of(answers: Iterable[Answer]) -> dict[str, tuple[str, ...]]:
    """Return kept answers by field."""
    return {one.field_id: one.values for one in answers}


def shown_fields(
    fields: Sequence[FormField], given: Given, *, category: Category | None, role: DelegateRole | None
) -> tuple[FormField, ...]:
    """Return the fields that are shown: for this category and role, and with their condition met by a shown field."""
    shown: dict[str, FormField] = {}
    for field in fields:
        if field.asks(category, role) and _is_met(field, given, shown):
            shown[field.field_id] = field
    return tuple(shown.values())


def check_answers(
    fields: Sequence[FormField], given: Given, *, category: Category | None, role: DelegateRole | None
) -> Checked:
    """Check every field that is shown; what was given for others is left out."""
    answers, concerns = [], []
    for field in shown_fields(fields, given, category=category, role=role):
        values = tuple(value for one in given.get(field.field_id, ()) if (value := without_marks(one)))
        reason = _reason(field, values, field.demand_of(category))
        if reason:
            concerns.append(Concern(field_id=field.field_id, reason=reason))
        elif values:
            answers.append(Answer(field_id=field.field_id, values=values))
    return Checked(answers=tuple(answers), concerns=tuple(concerns))


def _is_met(field: FormField, given: Given, shown: Mapping[str, FormField]) -> bool:
    if field.only_if is None:
        return True
    return field.only_if.field_id in shown and bool(
        set(field.only_if.values) & set(given.get(field.only_if.field_id, ()))
    )


def _reason(field: FormField, values: tuple[str, ...], demand: Demand) -> str:
    if not values:
        return _missing(field) if demand is Demand.REQUIRED else ""
    if len(values) > 1 and field.kind is not FieldKind.CHOICES:
        return msg("Give one answer here.")
    return _CHECKS[field.kind](field, values)


def _missing(field: FormField) -> str:
    if field.kind in {FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO, FieldKind.COUNTRY}:
        return msg("Choose one of the values offered.")
    if field.kind is FieldKind.CONSENT:
        return msg("Tick this if you agree; without it this form cannot be taken.")
    if field.kind is FieldKind.PHOTO:
        return msg("Choose a photo.")
    return msg("Choose a file.") if field.kind is FieldKind.FILE else msg("Fill this in.")


def _short(field: FormField, values: tuple[str, ...]) -> str:
    if field.field_id == "passport_number" and not PASSPORT.fullmatch(values[0]):
        return msg("Write the number as it stands in the document: letters and figures.")
    return _length(len(values[0]), field, SHORT)


def _phone(field: FormField, values: tuple[str, ...]) -> str:
    return "" if PHONE.fullmatch(values[0]) else msg("Write a telephone number such as +41 22 917 12 34.")


def _long(field: FormField, values: tuple[str, ...]) -> str:
    if len(values[0]) > LONG:
        return msg("This is too long.")
    return _length(len(values[0].split()), field, LONG_WORDS)


def _length(length: int, field: FormField, most: int) -> str:
    if length > (field.limits.most or most):
        return msg("This is too long.")
    return msg("This is too short.") if length < (field.limits.least or 0) else ""


def _chosen(field: FormField, values: tuple[str, ...]) -> str:
    if field.is_of_the_house:
        return ""
    if not set(values) <= set(field.values):
        return msg("Choose one of the values offered.")
    if field.kind is FieldKind.CHOICES and len(values) > (field.limits.most or len(field.values)):
        return msg("These are too many.")
    return msg("Choose more of them.") if len(values) < (field.limits.least or 0) else ""


def _dated(field: FormField, values: tuple[str, ...]) -> str:
    try:
        date.fromisoformat(values[0])
    except ValueError:
        return msg("Write a date such as 2025-12-01.")
    return ""


def _numbered(field: FormField, values: tuple[str, ...]) -> str:
    try:
        number = Decimal(values[0])
    except InvalidOperation:
        return msg("Write a number in figures.")
    if not number.is_finite():
        return msg("Write a number in figures.")
    if field.limits.least is not None and number < field.limits.least:
        return msg("This is too small.")
    return msg("This is too large.") if field.limits.most is not None and number > field.limits.most else ""


def _country(field: FormField, values: tuple[str, ...]) -> str:
    return "" if values[0] in COUNTRIES else msg("There is no such State. Choose one of the list.")


def _file(field: FormField, values: tuple[str, ...]) -> str:
    return ""


_CHECKS: Mapping[FieldKind, Callable[[FormField, tuple[str, ...]], str]] = {
    FieldKind.SHORT_TEXT: _short,
    FieldKind.PHONE: _phone,
    FieldKind.LONG_TEXT: _long,
    FieldKind.CHOICE: _chosen,
    FieldKind.CHOICES: _chosen,
    FieldKind.YES_NO: _chosen,
    FieldKind.CONSENT: _chosen,
    FieldKind.DATE: _dated,
    FieldKind.NUMBER: _numbered,
    FieldKind.COUNTRY: _country,
    FieldKind.FILE: _file,
    FieldKind.PHOTO: _file,
}
