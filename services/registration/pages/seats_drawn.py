"""The seat plan in pictures and rows: bars by bench, a square a seat, the order of those who wait."""

from collections.abc import Callable
from dataclasses import dataclass

from services.registration.domain import Participant
from services.registration.domain.seats import Allotment, Bench
from services.registration.pages.words_seating import BENCHES
from services.registration.ports.seats import SeatPlan
from shared.pages import Bar, Part, Speech, State, msg
from shared.waiting import Offer, Standing, order

MOST_SQUARES = 24


@dataclass(frozen=True)
class SeatRow:
    """One delegation: its seats, its people on them, and what a square says of each seat."""

    allotment: Allotment
    people: tuple[Participant, ...]

    @property
    def squares(self) -> list[State]:
        """A state a seat: taken or free; of very many the first."""
        taken = [State.DONE] * len(self.allotment.holders)
        return (taken + [State.OFF] * self.allotment.free)[:MOST_SQUARES]


@dataclass(frozen=True)
class WaitingShown:
    """Somebody in the order of the waiting list, or with an offer."""

    person: Participant
    standing: Standing | None = None
    offer: Offer | None = None


def drawn(plan: SeatPlan, say: Callable[[str], str]) -> list[Bar]:
    """Return a bar for each bench and one for the pool."""
    bars = [_bench(plan, bench, say) for bench in Bench]
    pool = plan.room.pool
    parts = (
        Part(msg("taken"), len(pool.held), State.DONE),
        Part(msg("offered"), len(pool.offers), State.WAITING),
        Part(msg("free"), pool.free, State.OFF),
    )
    return [one for one in bars if one.whole] + [Bar(say(msg("Pool beyond the quotas")), parts)]


def rows_of(plan: SeatPlan, speech: Speech, *, everything: bool) -> list[SeatRow]:
    """Return the delegations with somebody seated, or all of them, in the order of the language."""
    people = {one.participant_id: one for one in plan.people}
    return [
        SeatRow(one, tuple(people[key] for key in one.holders if key in people))
        for one in sorted(plan.allotments, key=lambda one: speech.place(one.delegation))
        if everything or one.holders
    ]


def order_shown(plan: SeatPlan) -> list[WaitingShown]:
    """Return who has an offer and who waits, in the order in which they are served."""
    people = {one.participant_id: one for one in plan.people}
    offers = [WaitingShown(people[one.key], offer=one) for one in plan.room.pool.offers if one.key in people]
    waiting = [
        WaitingShown(people[one.waiter.key], standing=one) for one in order(plan.room.pool) if one.waiter.key in people
    ]
    return offers + waiting


def _bench(plan: SeatPlan, bench: Bench, say: Callable[[str], str]) -> Bar:
    of_bench = [one for one in plan.allotments if one.bench is bench]
    taken = sum(len(one.holders) for one in of_bench)
    free = sum(one.quota for one in of_bench) - taken
    parts = (
        Part(msg("taken"), taken, State.DONE),
        Part(msg("offered"), 0, State.WAITING),
        Part(msg("free"), free, State.OFF),
    )
    return Bar(say(BENCHES[bench]), parts)
