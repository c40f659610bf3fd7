"""A convention as data: its names, its States, its standing observers and the rules of its meetings."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field

from services.registration.domain.accents import Accent
from services.registration.domain.refusals import UnknownZone
from services.registration.domain.treaty import TreatyState, category_on, entry_into_force
from shared.contracts.registration import Category, Deadline, DeadlineKind, MeetingKind
from shared.values import Value

CLOSING_TIME = time(18, 0)
"""Deadlines that follow from the opening date fall at the close of business at the venue."""


class ObserverRoute(StrEnum):
    """Who says first that an organisation outside the standing list may observe (domain 1.2)."""

    RECOMMENDED_BY_COMMITTEE = "recommended_by_committee"
    INVITED_BY_PRESIDENT = "invited_by_president"


class StandingObserver(Value):
    """An organisation named as standing observer in the practice of the rules."""

    slug: str
    name: str


class Convention(Value):
    """A convention; `deadlines` are days before the opening by kind of meeting, names are by language."""

    code: str = Field(pattern=r"^[\w-]+$")
    name: Mapping[str, str] = {}
    short_name: Mapping[str, str] = {}
    in_force_since: date
    as_of: date | None = None
    """The day the facts about its States end, where they are known not to be current."""
    states: tuple[TreatyState, ...]
    standing_observers: tuple[StandingObserver, ...] = ()
    umbrellas: tuple[str, ...] = ()
    """Standing observers whose member organisations register inside their delegation."""
    secretariat: str = ""
    mail: str = Field("", pattern=r"^([^@\s]+@[^@\s]+)?$")
    """Where people write to the secretariat: an address of its own, nobody's name."""
    notes_to: str = ""
    website: str = ""
    logo: str = ""
    accent: Accent | None = None
    symbols: Mapping[str, str] = {}
    credentials_at: tuple[str, ...] = ()
    issuing_authorities: tuple[str, ...] = ()
    observers: ObserverRoute = ObserverRoute.RECOMMENDED_BY_COMMITTEE
    deadlines: Mapping[str, Mapping[str, int]] = {}

    def named(self, language: str) -> str:
        """Return the short name in a language, else in English, else the code."""
        return self.short_name.get(language) or self.short_name.get("en") or self.code

    def state(self, iso3: str) -> TreatyState | None:
        """Return a State's treaty dates, or None for a State it does not know."""
        return next((one for one in self.states if one.iso3 == iso3), None)

    def category_on(self, iso3: str, day: date) -> Category | None:
        """Return the category of a State at a meeting that opens on `day`, or None for a State it does not know."""
        state = self.state(iso3)
        return category_on(state, day, in_force_since=self.in_force_since) if state else None

    def binds(self, state: TreatyState) -> date | None:
        """Return the day from which a State is bound, if it joined."""
        return entry_into_force(state, in_force_since=self.in_force_since)

    def with_states(self, changed: Sequence[TreatyState]) -> "Convention":
        """Return the convention with newer dates of some States."""
        newer = {one.iso3: one for one in changed}
        return self.model_copy(update={"states": tuple(newer.get(one.iso3, one) for one in self.states)})


def place_of(zone: str) -> ZoneInfo:
    """Return the clock of a place; refuse what names none."""
    if zone not in available_timezones():
        raise UnknownZone("This is not a time zone.", field="zone")
    return ZoneInfo(zone)


def usual_deadlines(convention: Convention, kind: MeetingKind, *, opens_on: date, zone: str) -> tuple[Deadline, ...]:
    """Return the deadlines that follow from the opening date, by the convention's days before it (domain 2.6)."""
    days = convention.deadlines.get(kind.value, {})
    place = place_of(zone)
    return tuple(
        Deadline(
            kind=DeadlineKind(name),
            at=datetime.combine(opens_on - timedelta(days=before), CLOSING_TIME, tzinfo=place),
        )
        for name, before in days.items()
    )


def usual_symbol(convention: Convention, kind: MeetingKind, *, opens_on: date, code: str) -> str:
    """Return the pattern of the symbols of a meeting's lists (domain 7); the session is the number in its code.

    Nothing where the convention has no pattern for the kind, or the code does not say which session it is.
    """
    session = "".join(re.findall(r"\d+", code)[:1])
    pattern = convention.symbols.get(kind.value, "")
    if "{session}" in pattern and not session:
        return ""
    return pattern.replace("{session}", session).replace("{year}", str(opens_on.year))


def moved_deadlines(deadlines: Sequence[Deadline], days: timedelta, *, zone: str) -> tuple[Deadline, ...]:
    """Return deadlines as far from another opening date as before, at the same time of the day at the venue."""
    return tuple(Deadline(kind=one.kind, at=moved(one.at, days, zone=zone)) for one in deadlines)


def moved(at: datetime, days: timedelta, *, zone: str) -> datetime:
    """Return an instant so many days later, at the same time of the day at a place."""
    place = place_of(zone)
    wall = at.astimezone(place).replace(tzinfo=None) + days
    return wall.replace(tzinfo=place).astimezone(UTC)
