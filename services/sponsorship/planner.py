"""Proposes an order of nominations by explained points; never decides (S4, S5)."""

from collections.abc import Iterable
from datetime import date

from services.sponsorship.domain import Expertise, Gender, Nomination
from services.sponsorship.domain.reference import Known, Obligation, Reference
from shared.pages.languages import msg
from shared.values import Value


class Criterion(Value):
    """One reason for priority: its words, in short for tables, and the most points it gives."""

    key: str
    label: str
    short: str
    points: int


LDC = Criterion(key="ldc", label=msg("Least developed country"), short=msg("Least developed"), points=20)
SIDS = Criterion(key="sids", label=msg("Small island developing State"), short=msg("Small island"), points=10)
LLDC = Criterion(key="lldc", label=msg("Landlocked developing country"), short=msg("Landlocked"), points=10)
CLEARANCE = Criterion(key="clearance", label=msg("Clearance obligation"), short=msg("Clearance"), points=20)
EXTENSION = Criterion(key="extension", label=msg("Extension request"), short=msg("Extension"), points=15)
VICTIMS = Criterion(
    key="victim_assistance", label=msg("Significant number of survivors"), short=msg("Survivors"), points=10
)
EXPERTISE = Criterion(key="expertise", label=msg("Expertise meets the obligation"), short=msg("Expertise"), points=10)
GENDER = Criterion(key="gender", label=msg("Woman nominated"), short=msg("Woman"), points=5)
FIRST_TIME = Criterion(key="first_time", label=msg("Takes part for the first time"), short=msg("First time"), points=5)
NO_MISSION = Criterion(
    key="no_mission", label=msg("No permanent mission in Geneva"), short=msg("No mission"), points=10
)

CRITERIA = (LDC, SIDS, LLDC, CLEARANCE, EXTENSION, VICTIMS, EXPERTISE, GENDER, FIRST_TIME, NO_MISSION)
"""The criteria in the order they are shown. The points are this programme's setting, not a published rule."""

NEEDED = {
    Expertise.CLEARANCE: Obligation.CLEARANCE,
    Expertise.RISK_EDUCATION: Obligation.CLEARANCE,
    Expertise.VICTIM_ASSISTANCE: Obligation.VICTIM_ASSISTANCE,
}

LISTED = msg("On the list of the United Nations as of {day}.")
SAID = msg("As the State says in its nomination.")


class Scored(Value):
    """Points for one criterion, and on what they rest."""

    criterion: Criterion
    points: int
    why: str = ""
    source: str = ""


class Ranked(Value):
    """A nomination with its place in the proposed order; equal points share a place."""

    nomination: Nomination
    place: int
    points: int
    parts: tuple[Scored, ...]

    @property
    def reasons(self) -> tuple[Scored, ...]:
        """The criteria that gave points."""
        return tuple(part for part in self.parts if part.points)


def rank(nominations: Iterable[Nomination], reference: Reference, *, day: date) -> tuple[Ranked, ...]:
    """Return nominations by points; `day` is the opening day, on which priorities are read (S10).

    At equal points those in time come before late ones, then by when they were received.
    """
    scored = [(one, score(one, reference, day=day)) for one in nominations]
    scored.sort(key=lambda pair: (-_sum(pair[1]), pair[0].late, pair[0].received.at, pair[0].nomination_id))
    totals = [_sum(parts) for _, parts in scored]
    return tuple(
        Ranked(nomination=one, place=totals.index(_sum(parts)) + 1, points=_sum(parts), parts=parts)
        for one, parts in scored
    )


def score(nomination: Nomination, reference: Reference, *, day: date) -> tuple[Scored, ...]:
    """Return every criterion with the points it gives this nomination and why (S5)."""
    return (*_of_the_state(nomination, reference, day), *_of_the_delegate(nomination, reference, day))


def _of_the_state(nomination: Nomination, reference: Reference, day: date) -> Iterable[Scored]:
    lists = reference.development.get(nomination.state)
    listed = LISTED.format(day=reference.listed_on.isoformat())
    for criterion in (LDC, SIDS, LLDC):
        yield _scored(criterion, bool(lists and getattr(lists, criterion.key)), listed)
    known = reference.obligations(nomination.state, day)
    yield _known(CLEARANCE, known.get(Obligation.CLEARANCE))
    yield _known(EXTENSION, known.get(Obligation.EXTENSION))
    yield _known(VICTIMS, known.get(Obligation.VICTIM_ASSISTANCE))


def _of_the_delegate(nomination: Nomination, reference: Reference, day: date) -> Iterable[Scored]:
    needed = NEEDED.get(nomination.expertise)
    known = reference.obligations(nomination.state, day).get(needed) if needed else None
    yield _known(EXPERTISE, known)
    yield _scored(GENDER, nomination.gender is Gender.WOMAN, SAID)
    yield _scored(FIRST_TIME, nomination.first_time, SAID)
    yield _scored(NO_MISSION, not nomination.geneva_mission, SAID)


def _known(criterion: Criterion, known: Known | None) -> Scored:
    if known is None:
        return _scored(criterion, False, "")
    return Scored(criterion=criterion, points=criterion.points, why=known.basis, source=known.source)


def _scored(criterion: Criterion, given: bool, why: str) -> Scored:
    return Scored(criterion=criterion, points=criterion.points if given else 0, why=why if given else "")


def _sum(parts: Iterable[Scored]) -> int:
    return sum(part.points for part in parts)
