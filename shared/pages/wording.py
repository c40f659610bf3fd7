"""How dates, times, money, numbers and countries are written for a reader: the filters of the templates."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from functools import lru_cache
from operator import attrgetter
from typing import Protocol, TypeVar

import pycountry
from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta, get_timezone, get_timezone_location
from babel.numbers import format_decimal, format_percent
from markupsafe import Markup

from shared.money import Money
from shared.pages.languages import Speech, msg
from shared.states import read_states
from shared.values import COUNTED

T = TypeVar("T")

_DAY = {
    "en": "EEE d MMM y",
    "fr": "EEE d MMM y",
    "es": "EEE d MMM y",
    "ru": "EEE, d MMM y",
    "ar": "EEEE d MMMM y",
    "zh": "y年M月d日 EEE",
}
_LONG_DAY = {"zh": "y年M月d日", "es": "d 'de' MMMM 'de' y", "ru": "d MMMM y 'г'."}
_TIME_AFTER = {"ar": "، HH:mm", "zh": " HH:mm"}

_PLACES = {"Europe/Zurich": msg("Geneva"), "UTC": msg("UTC"), "Etc/UTC": msg("UTC")}
"""Zones whose place has another name here than in the tables of zones."""


class Place(Protocol):
    """Where wall-clock time is read: a meeting, a room, a side event."""

    @property
    def zone(self) -> str:
        """The IANA zone."""

    @property
    def city(self) -> str:
        """The city as people call it."""


class Wording:
    """The filters for one reader and one instant taken as now."""

    def __init__(self, speech: Speech, now: Callable[[], datetime]) -> None:
        self.speech = speech
        self.language = speech.language
        self._now = now

    def when_text(self, instant: datetime, place: Place | str = "UTC") -> str:
        """Return "Mon 1 Dec 2025, 13:00 (Geneva)" in the reader's language."""
        zone = place if isinstance(place, str) else place.zone
        return f"{self.bare_time(instant, zone)} ({self.city(place)})"

    def bare_time(self, instant: datetime, zone: str = "UTC") -> str:
        """Return "Mon 1 Dec 2025, 13:00" for a sentence that names the zone itself."""
        pattern = _DAY[self.language] + _TIME_AFTER.get(self.language, ", HH:mm")
        return format_datetime(instant, pattern, tzinfo=get_timezone(zone), locale=self.language)

    def city(self, place: Place | str) -> str:
        """Return the city of a place, or the one a zone is named after, in the reader's language where it is known."""
        zone, city = (place, "") if isinstance(place, str) else (place.zone, place.city)
        if not city and zone in _PLACES:
            return self.speech.say(_PLACES[zone])
        return _city_of(zone, self.language) if city in ("", _city_of(zone, "en")) else self.speech.say(city)

    def when(self, instant: datetime | None, place: Place | str = "UTC") -> Markup:
        """Return `when_text` as a time element; nothing for None."""
        if instant is None:
            return Markup("")
        return _time(instant, self.when_text(instant, place))

    def clock(self, instant: datetime, place: Place | str = "UTC") -> Markup:
        """Return the wall clock alone, "13:00"."""
        zone = place if isinstance(place, str) else place.zone
        return _time(instant, format_datetime(instant, "HH:mm", tzinfo=get_timezone(zone), locale=self.language))

    def day(self, day: date | None, pattern: str | None = None) -> Markup:
        """Return "Mon 1 Dec 2025", or by a CLDR pattern such as "EEE d"; nothing for None."""
        if day is None:
            return Markup("")
        text = format_date(day, pattern or _DAY[self.language], locale=self.language)
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), text)

    def long_day(self, day: date) -> str:
        """Return "1 December 2025", as letters are dated."""
        return format_date(day, _LONG_DAY.get(self.language, "d MMMM y"), locale=self.language)

    def listed(self, *parts: str) -> str:
        """Return what is not empty of these one after the other, with the commas of the language."""
        return self.speech.listed(*parts)

    def days(self, first: date, last: date) -> str:
        """Return "1–5 Dec 2025" for two days of one month, both days in full otherwise."""
        if (first.year, first.month) == (last.year, last.month) and self.language != "zh":
            return f"{first.day}–{format_date(last, 'd MMMM y', locale=self.language)}"
        pattern = "y年M月d日" if self.language == "zh" else "d MMM y"
        return " – ".join(format_date(day, pattern, locale=self.language) for day in (first, last))

    def ago(self, instant: datetime | None) -> Markup:
        """Return "3 minutes ago" or "in 2 days" as a time element that the scripts keep current; nothing for None."""
        if instant is None:
            return Markup("")
        gap = instant - self._now()
        text = format_timedelta(gap, add_direction=True, locale=self.language)
        return Markup('<time class="ago" datetime="{}" data-ago title="{}">{}</time>').format(
            _iso(instant), self.when_text(instant), text
        )

    def is_past(self, instant: datetime) -> bool:
        """Tell whether an instant has gone by."""
        return instant <= self._now()

    def today(self, zone: str = "UTC") -> date:
        """Return the day it is in a zone."""
        return self._now().astimezone(get_timezone(zone)).date()

    def money(self, amount: Money | None) -> Markup:
        """Return an amount with its currency, kept left to right; nothing for None."""
        if amount is None:
            return Markup("")
        return Markup('<bdi class="money">{}</bdi>').format(amount.text(self.language))

    def number(self, value: float | None) -> str:
        """Return a number with the reader's separators; an en dash for None."""
        return "–" if value is None else format_decimal(value, locale=self.language)

    def total(self, count: int) -> str:
        """Return how many there are in all; where nobody counted on, that there are more."""
        return f"{self.number(COUNTED)}+" if count == COUNTED + 1 else self.number(count)

    def percent(self, share: float) -> str:
        """Return a share of one as a percentage."""
        return format_percent(share, locale=self.language)

    def named(self, written: str) -> str:
        """Return the name of a delegation for the reader: a State's in the page's language, others as they are."""
        return self.speech.named(written)

    def in_order(self, things: Iterable[T], attribute: str) -> list[T]:
        """Return delegations in the order of the reader's language, by the attribute that names them."""
        return sorted(things, key=lambda one: self.speech.place(attrgetter(attribute)(one)))

    def country(self, alpha3: str | None) -> str:
        """Return a State's name in the reader's language by its ISO 3166-1 alpha-3 code; the code itself if unknown."""
        return country_name(alpha3, self.language) if alpha3 else ""


def country_name(alpha3: str, language: str) -> str:
    """Return a State's name in a language by its ISO 3166-1 alpha-3 code; the code itself if unknown."""
    return read_states().latest(alpha3, language) or _territories(language).get(_alpha2(alpha3), alpha3)


def countries_in_order(codes: Iterable[str], language: str) -> list[tuple[str, str]]:
    """Return codes with their names, in the order of a language."""
    order, named = read_states().order, [(code, country_name(code, language)) for code in codes]
    return sorted(named, key=lambda one: (order(*one, language=language, day=date.max), one))


@lru_cache(maxsize=512)
def _city_of(zone: str, language: str) -> str:
    try:
        return get_timezone_location(get_timezone(zone), locale=language, return_city=True)
    except LookupError:
        return zone


@lru_cache
def _territories(language: str) -> dict[str, str]:
    return {code: str(name) for code, name in Locale(language).territories.items()}


@lru_cache(maxsize=512)
def _alpha2(alpha3: str) -> str:
    found = pycountry.countries.get(alpha_3=alpha3)
    return "" if found is None else str(found.alpha_2)


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _time(instant: datetime, text: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(_iso(instant), text)
