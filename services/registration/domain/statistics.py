"""Figures for the report of a meeting: who took part, by category, region, gender and day (domain 2.5, IM25)."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from services.registration.domain.lists import OBSERVER_STATES, ORDER, ORGANISATIONS
from services.registration.domain.participants import ParticipantStatus
from shared.contracts.registration import Category, Gender
from shared.values import Value

REGIONS = ("Africa", "Americas", "Asia", "Europe", "Oceania")


class Counted(StrEnum):
    """Whom the figures count: those who came, or those who are confirmed whether they came yet or not."""

    PRESENT = "present"
    CONFIRMED = "confirmed"

    def counts(self, status: ParticipantStatus) -> bool:
        """Tell whether somebody of this status is counted."""
        coming = {ParticipantStatus.CONFIRMED, ParticipantStatus.PRESENT}
        return status is ParticipantStatus.PRESENT if self is Counted.PRESENT else status in coming


class Group(Value):
    """So many people of one delegation, one status, gender and day of arrival; who accompanies is no delegate."""

    delegation_id: str
    category: Category
    state: str | None = None
    status: ParticipantStatus
    gender: Gender
    arrived_on: str | None = None
    count: int


class Invited(Value):
    """A delegation as the figures need it."""

    delegation_id: str
    category: Category
    state: str | None = None


class Figure(Value):
    """One line of a table: delegations of those invited, delegates, women among those who said."""

    key: str
    invited: int = 0
    delegations: int = 0
    delegates: int = 0
    women: int = 0
    said: int = 0

    @property
    def share_of_women(self) -> float | None:
        """Women among those who said what they are; None when nobody did."""
        return self.women / self.said if self.said else None


class Report(Value):
    """The figures of a meeting."""

    counted: Counted
    states_parties: int
    observer_states: int
    organisations: int
    total: Figure
    categories: tuple[Figure, ...]
    regions: tuple[Figure, ...]
    days: tuple[Figure, ...]


def report(
    invited: Sequence[Invited], groups: Sequence[Group], *, counted: Counted, region: Callable[[str | None], str]
) -> Report:
    """Count; regions are those of States Parties alone, days those of the first arrival."""
    counts = [one for one in groups if counted.counts(one.status)]
    days = sorted({one.arrived_on for one in counts if one.arrived_on})

    def present(wanted: frozenset[Category]) -> int:
        return len({one.delegation_id for one in counts if one.category in wanted})

    parties = [one for one in invited if one.category is Category.STATE_PARTY]
    of_parties = [one for one in counts if one.category is Category.STATE_PARTY]
    return Report(
        counted=counted,
        states_parties=present(frozenset({Category.STATE_PARTY})),
        observer_states=present(OBSERVER_STATES),
        organisations=present(ORGANISATIONS),
        total=_figure("", invited, counts),
        categories=tuple(
            _figure(one, [i for i in invited if i.category is one], [c for c in counts if c.category is one])
            for one in ORDER
        ),
        regions=tuple(
            _figure(
                one, [i for i in parties if region(i.state) == one], [c for c in of_parties if region(c.state) == one]
            )
            for one in REGIONS
        ),
        days=tuple(_figure(one, (), [c for c in counts if c.arrived_on == one]) for one in days),
    )


def _figure(key: str, invited: Sequence[Invited], counts: Sequence[Group]) -> Figure:
    said = [one for one in counts if one.gender is not Gender.UNDISCLOSED]
    return Figure(
        key=key,
        invited=len(invited),
        delegations=len({one.delegation_id for one in counts}),
        delegates=sum(one.count for one in counts),
        women=sum(one.count for one in said if one.gender is Gender.FEMALE),
        said=sum(one.count for one in said),
    )
