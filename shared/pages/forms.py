"""Forms: what a person typed, kept; a command made of it; what is wrong with it, beside each field."""

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Self, TypeVar, Union, get_args, get_origin
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_precision
from pydantic import AwareDatetime, BaseModel, ValidationError
from starlette.requests import Request

from shared.errors import Refused
from shared.money import Money
from shared.pages.languages import msg
from shared.uploads import Upload, read_sent

Asked = TypeVar("Asked", bound=BaseModel)
Chosen = TypeVar("Chosen", bound=StrEnum)

_SENTENCES = {
    "missing": msg("Fill this in."),
    "string_too_short": msg("This is too short."),
    "string_too_long": msg("This is too long."),
    "string_pattern_mismatch": msg("This is not written in the form that is asked for."),
    "enum": msg("Choose one of the values offered."),
    "literal_error": msg("Choose one of the values offered."),
    "int_parsing": msg("Write a whole number in figures."),
    "float_parsing": msg("Write a number in figures."),
    "decimal_parsing": msg("Write a number in figures."),
    "greater_than": msg("This is too small."),
    "greater_than_equal": msg("This is too small."),
    "less_than": msg("This is too large."),
    "less_than_equal": msg("This is too large."),
    "too_short": msg("Choose at least one."),
    "too_long": msg("These are too many."),
    "date_from_datetime_parsing": msg("Write a date such as 2025-12-01."),
    "date_parsing": msg("Write a date such as 2025-12-01."),
    "datetime_from_date_parsing": msg("Write a date and a time such as 2025-12-01 13:00."),
    "datetime_parsing": msg("Write a date and a time such as 2025-12-01 13:00."),
    "timezone_aware": msg("Write a date and a time such as 2025-12-01 13:00."),
    "extra_forbidden": msg("This is not asked for here."),
}
_CHECK_ADDRESS = msg("This is not an e-mail address. Write it as name@example.org.")
_OTHERWISE = msg("This is not right yet.")
_ROW = re.compile(r"(.+?\.)(\d+)\.(.+)")


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field; `field` is empty when it concerns the whole form. `reason` is a message id."""

    field: str
    reason: str


class Invalid(Refused):
    """A form does not yet make a command."""

    def __init__(self, errors: tuple[FieldError, ...]) -> None:
        super().__init__(msg("Some of what you entered needs another look."))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Form:
    """What was typed (every value as text), the files sent with it, and what is wrong with it."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()
    files: Mapping[str, tuple[Upload, ...]] = field(default_factory=dict)
    next_step: str = ""

    @classmethod
    def of(cls, **values: object) -> Self:
        """Return a form filled in beforehand; several values of one field come as a tuple or list."""
        return cls({name: _as_texts(value) for name, value in values.items() if value is not None})

    def text(self, name: str) -> str:
        """Return what was typed into a field."""
        typed = self.values.get(name, ())
        return typed[0] if typed else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Return everything chosen in a field, for instance the ticked rows of a table."""
        return self.values.get(name, ())

    def error(self, name: str) -> str:
        """Return what is wrong with a field, or nothing."""
        return next((error.reason for error in self.errors if error.field == name), "")

    def file(self, name: str) -> Upload | None:
        """Return the file chosen in a field, unchecked, or None; `shared.files.accept` checks it."""
        return next(iter(self.files.get(name, ())), None)

    def choice(self, name: str, of: type[Chosen], *, otherwise: Chosen | None = None) -> Chosen:
        """Return which of some values was chosen in a field, or `otherwise` where nothing was; refuse any other."""
        typed = self.text(name)
        if not typed and otherwise is not None:
            return otherwise
        try:
            return of(typed)
        except ValueError:
            raise Invalid((FieldError(name, _SENTENCES["enum"]),)) from None

    @property
    def key(self) -> str:
        """The form's own idempotency key: the same form sent twice carries the same key."""
        return self.text("key")

    def command(self, asked: type[Asked], **given: object) -> Asked:
        """Return the command this form makes together with what the page knows; refuse with `Invalid` otherwise."""
        data = {**_collected(asked, self.values, prefix="", skip=frozenset(given)), **given}
        try:
            return asked.model_validate(data)
        except ValidationError as wrong:
            raise Invalid(tuple(_field_errors(wrong, self.values))) from wrong

    def refused(self, refused: Refused) -> Self:
        """Return the form with what was typed and the refusal beside the field it concerns."""
        if isinstance(refused, Invalid):
            return replace(self, errors=refused.errors)
        errors = tuple(FieldError(field, reason) for field, reason in refused.concerns)
        return replace(self, errors=errors or (FieldError("", refused.reason),), next_step=refused.next_step)


async def read_form(request: Request) -> Form:
    """Return the form of a POST request; surrounding blanks are taken off."""
    sent = await read_sent(request)
    values = {name: tuple(value.strip() for value in typed) for name, typed in sent.values.items()}
    return Form(values, files=sent.files)


def _as_texts(value: object) -> tuple[str, ...]:
    if isinstance(value, tuple | list | set | frozenset):
        return tuple(str(one) for one in value)
    if isinstance(value, bool):
        return ("1",) if value else ()
    return (str(value),)


def _field_errors(wrong: ValidationError, values: Mapping[str, tuple[str, ...]]) -> list[FieldError]:
    found: dict[str, FieldError] = {}
    for error in wrong.errors(include_url=False):
        name = _as_typed(".".join(str(part) for part in error["loc"]), values)
        kind = error["type"]
        reason = str(error["ctx"]["error"]) if kind == "value_error" else _SENTENCES.get(kind, _OTHERWISE)
        if kind == "string_too_short" and not error["input"]:
            reason = _SENTENCES["missing"]
        if kind == "string_pattern_mismatch" and "@" in error["ctx"]["pattern"]:
            reason = _CHECK_ADDRESS
        found.setdefault(name, FieldError(name, reason))
    return list(found.values())


def _as_typed(name: str, values: Mapping[str, tuple[str, ...]]) -> str:
    """Return the name a field has in the form: rows left empty between others are not counted in the command."""
    if not (row := _ROW.fullmatch(name)):
        return name
    start, number, end = row.groups()
    filled = [one for one in _rows(start, values) if any(any(values[key]) for key in values if key.startswith(one))]
    return f"{filled[int(number)]}{end}" if int(number) < len(filled) else name


def _rows(start: str, values: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return how the names of the fields of each row begin, in order."""
    numbers = {key[len(start) :].split(".")[0] for key in values if key.startswith(start)}
    return [f"{start}{number}." for number in sorted((one for one in numbers if one.isdecimal()), key=int)]


def _collected(
    asked: type[BaseModel], values: Mapping[str, tuple[str, ...]], *, prefix: str, skip: frozenset[str]
) -> dict[str, object]:
    data: dict[str, object] = {}
    for name, info in asked.model_fields.items():
        if name in skip:
            continue
        found = _value(_bare(info.annotation), prefix + name, values)
        if found is not None:
            data[name] = found
    return data


def _bare(annotation: object) -> object:
    """Return an annotation without `Annotated` and without `| None`."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if annotation is AwareDatetime:
        return datetime
    if get_origin(annotation) in (Union, types.UnionType):
        some = [one for one in get_args(annotation) if one is not type(None)]
        return _bare(some[0]) if len(some) == 1 else annotation
    return annotation


def _value(kind: object, name: str, values: Mapping[str, tuple[str, ...]]) -> object:
    typed = tuple(value for value in values.get(name, ()) if value)
    origin = get_origin(kind)
    if origin in (tuple, list, set, frozenset):
        inner = _bare(get_args(kind)[0])
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return _several(inner, name, values)
        return typed if name in values else None
    if kind is bool:
        return bool(typed)
    if kind is Money:
        return _money(typed, values.get(f"{name}__currency", ()))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _collected(kind, values, prefix=f"{name}.", skip=frozenset()) or None
    if not typed:
        return None
    return _instant(typed[0], values.get(f"{name}__zone", ())) if kind is datetime else typed[0]


def _several(kind: type[BaseModel], name: str, values: Mapping[str, tuple[str, ...]]) -> list[dict[str, object]]:
    rows = [_collected(kind, values, prefix=row, skip=frozenset()) for row in _rows(f"{name}.", values)]
    return [row for row in rows if any(value not in (None, False) for value in row.values())]


def _money(typed: tuple[str, ...], currency: tuple[str, ...]) -> object:
    if not typed or not currency:
        return None
    try:
        units = Decimal(typed[0].replace("\u202f", "").replace(" ", "").replace("'", ""))
        minor = units.scaleb(get_currency_precision(currency[0]))
    except (InvalidOperation, KeyError):
        return typed[0]
    whole = minor == minor.to_integral_value()
    return {"minor": int(minor), "currency": currency[0]} if whole else typed[0]


def _instant(typed: str, zone: tuple[str, ...]) -> object:
    try:
        instant = datetime.fromisoformat(typed)
    except ValueError:
        return typed
    if instant.tzinfo is None and zone and zone[0]:
        return instant.replace(tzinfo=ZoneInfo(zone[0]))
    return instant
