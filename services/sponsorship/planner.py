"""Proposes an order of nominations by explained points; never decides (S4, S5)."""

from collections.abc import Iterable
from datetime import date

from services.sponsorship.domain import Nomination
from services.sponsorship.domain.ranking import (
    CLEARANCE,
    EXPERTISE,
    EXTENSION,
    FIRST_TIME,
    GENDER,
    LDC,
    LLDC,
    NO_MISSION,
    SIDS,
    VICTIMS,
    Criterion,
    Ranked,
    Scored,
)
from services.sponsorship.domain.reference import Known, Obligation, Reference
from shared.contracts.sponsorship import Expertise, Gender
from shared.pages.languages import msg

NEEDED = {
    Expertise.CLEARANCE: Obligation.CLEARANCE,
    Expertise.RISK_EDUCATION: Obligation.CLEARANCE,
    Expertise.VICTIM_ASSISTANCE: Obligation.VICTIM_ASSISTANCE,
}

LISTED = msg("On the list of the United Nations as of {day}.")
SAID = msg("As the State says in its nomination.")


class PointsPlanner:
    """The planner as pages and the API ask it, with the reference data it knows."""

    def __init__(self, reference: Reference) -> None:
        self._reference = reference

    def rank(self, nominations: Iterable[Nomination], *, day: date) -> tuple[Ranked, ...]:
        """Return nominations in the proposed order; `day` is the opening day of their meeting."""
        return rank(nominations, self._reference, day=day)


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
