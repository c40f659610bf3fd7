"""The fund never promises money it does not have, and every figure adds up to the cent (S3)."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sponsorship.domain import (
    Balance,
    Contribution,
    Fund,
    FundExhausted,
    WrongAmount,
    booked,
)
from shared.contracts.sponsorship import Costs
from shared.errors import Refused
from shared.money import Money
from tests.sponsorship.builders import a_contribution, a_fund, chf, costs

STATES = ("AGO", "KHM", "SEN")


def minor(total: int) -> Costs:
    nothing = Money(minor=0, currency="CHF")
    return Costs(ticket=Money(minor=total, currency="CHF"), hotel=nothing, allowance=nothing)


def test_an_offer_reserves_until_it_is_accepted_and_then_commits() -> None:
    fund = a_fund(a_contribution(10_000)).reserve("off_1", state="AGO", costs=costs(3000))
    accepted = fund.commit("off_1")

    assert fund.balance() == Balance(currency="CHF", received=1_000_000, reserved=300_000)
    assert accepted.balance() == Balance(currency="CHF", received=1_000_000, committed=300_000)


def test_a_released_offer_leaves_nothing_behind() -> None:
    fund = a_fund(a_contribution()).reserve("off_1", state="AGO", costs=costs()).release("off_1")

    assert (fund.lines, fund.balance().left) == ({}, 1_000_000)


def test_more_than_what_is_left_is_refused() -> None:
    fund = a_fund(a_contribution(5000)).reserve("off_1", state="AGO", costs=costs(3000))
    with pytest.raises(FundExhausted):
        fund.reserve("off_2", state="KHM", costs=costs(3000))


def test_the_last_cent_can_be_offered() -> None:
    fund = a_fund(a_contribution(1)).reserve("off_1", state="AGO", costs=minor(100))

    assert fund.balance().left == 0


def test_earmarked_money_is_used_first_and_only_for_its_states() -> None:
    fund = a_fund(a_contribution(2000), a_contribution(3000, contribution_id="ctr_ago", earmark=("AGO",)))
    angola = fund.reserve("off_1", state="AGO", costs=costs(3000))

    assert angola.lines["off_1"].owed == {"ctr_ago": 300_000}
    assert not fund.covers("KHM", costs(3000))


def test_reservations_move_to_other_money_when_that_makes_an_offer_possible() -> None:
    both = a_contribution(1000, contribution_id="ctr_ago_khm", earmark=("AGO", "KHM"))
    other = a_contribution(1000, contribution_id="ctr_khm_sen", earmark=("KHM", "SEN"))
    fund = a_fund(both, other).reserve("off_khm", state="KHM", costs=minor(100_000))
    fund = fund.reserve("off_ago", state="AGO", costs=minor(100_000))

    assert (fund.lines["off_khm"].owed, fund.lines["off_ago"].owed) == (
        {"ctr_khm_sen": 100_000},
        {"ctr_ago_khm": 100_000},
    )


def test_a_cheaper_ticket_frees_the_difference() -> None:
    fund = a_fund(a_contribution(3000)).reserve("off_1", state="AGO", costs=costs(3000)).commit("off_1")
    fund = fund.spend("off_1", planned=100_000, cost=80_050)

    assert fund.balance() == Balance(currency="CHF", received=300_000, committed=200_000, spent=80_050)
    assert fund.balance().left == 19_950


def test_a_dearer_ticket_needs_money_that_is_left() -> None:
    fund = a_fund(a_contribution(3000)).reserve("off_1", state="AGO", costs=costs(3000)).commit("off_1")
    with pytest.raises(FundExhausted):
        fund.spend("off_1", planned=100_000, cost=100_001)


def test_a_refund_is_never_more_than_was_spent() -> None:
    fund = a_fund(a_contribution(3000)).reserve("off_1", state="AGO", costs=costs(3000)).commit("off_1")
    fund = fund.spend("off_1", planned=100_000, cost=90_000).release("off_1")
    with pytest.raises(WrongAmount):
        fund.refund("off_1", 90_001)

    assert fund.refund("off_1", 90_000).balance() == Balance(currency="CHF", received=300_000)


def test_contributions_are_booked_at_their_rate_and_rounded_half_to_even() -> None:
    assert booked(Money(minor=3_000_000, currency="EUR"), "0.9374", currency="CHF") == Money(
        minor=2_812_200, currency="CHF"
    )
    assert booked(Money(minor=1, currency="EUR"), "0.5", currency="CHF") == Money(minor=0, currency="CHF")


def test_francs_are_booked_at_one() -> None:
    with pytest.raises(WrongAmount):
        booked(chf(100), "0.9", currency="CHF")


def test_offers_in_another_currency_are_refused() -> None:
    nothing = Money(minor=0, currency="EUR")
    with pytest.raises(WrongAmount):
        a_fund(a_contribution()).reserve(
            "off_1", state="AGO", costs=Costs(ticket=Money(minor=1, currency="EUR"), hotel=nothing, allowance=nothing)
        )


amounts = st.integers(min_value=1, max_value=5_000)
earmarks = st.sets(st.sampled_from(STATES), max_size=2).map(lambda states: tuple(sorted(states)))
steps = st.one_of(
    st.tuples(st.just("contribute"), amounts, earmarks),
    st.tuples(st.just("reserve"), amounts, st.sampled_from(STATES)),
    st.tuples(st.sampled_from(["commit", "release", "spend", "refund"]), st.integers(0, 20), amounts),
)


@given(st.lists(steps, max_size=40))
def test_after_any_sequence_everything_adds_up(sequence: list[tuple[str, int, object]]) -> None:
    fund = a_fund()
    for number, (verb, first, second) in enumerate(sequence):
        fund = _step(fund, number, verb, first, second)
        balance = fund.balance()
        by_contribution = [fund.balance_of(frozenset({one.contribution_id})) for one in fund.contributions]
        assert balance.received == balance.left + balance.reserved + balance.committed + balance.spent
        assert all(one.left >= 0 for one in by_contribution)
        assert sum(one.left for one in by_contribution) == balance.left
        assert _within_earmarks(fund)


@given(
    st.lists(st.tuples(amounts, earmarks), min_size=1, max_size=5),
    st.lists(st.tuples(amounts, st.sampled_from(STATES)), max_size=12),
)
def test_money_is_refused_only_when_no_arrangement_of_it_would_do(
    contributions: list[tuple[int, tuple[str, ...]]], offers: list[tuple[int, str]]
) -> None:
    fund = a_fund(
        *(
            a_contribution(contribution_id=f"ctr_{n}", booked=Money(minor=amount, currency="CHF"), earmark=earmark)
            for n, (amount, earmark) in enumerate(contributions)
        )
    )
    wanted: list[tuple[int, str]] = []
    for number, (amount, state) in enumerate(offers):
        possible = _possible(fund.contributions, [*wanted, (amount, state)])
        assert fund.covers(state, minor(amount)) == possible
        if possible:
            fund = fund.reserve(f"off_{number}", state=state, costs=minor(amount))
            wanted.append((amount, state))


def _possible(contributions: tuple[Contribution, ...], wanted: list[tuple[int, str]]) -> bool:
    """Hall's condition: no group of States wants more than the money that may be used for any of them."""
    groups = [group for size in range(1, len(STATES) + 1) for group in combinations(STATES, size)]
    return all(
        sum(amount for amount, state in wanted if state in group)
        <= sum(one.booked.minor for one in contributions if any(one.pays_for(state) for state in group))
        for group in groups
    )


def _within_earmarks(fund: Fund) -> bool:
    known = {one.contribution_id: one for one in fund.contributions}
    return all(
        known[name].pays_for(line.state) and held > 0
        for line in fund.lines.values()
        for name, held in (*line.owed.items(), *line.spent.items())
    )


def _step(fund: Fund, number: int, verb: str, first: int, second: object) -> Fund:
    """Take one step of a sequence, or leave the fund as it is where a rule refuses it."""
    try:
        if verb == "contribute":
            given = a_contribution(
                contribution_id=f"ctr_{number}", booked=Money(minor=first, currency="CHF"), earmark=second
            )
            return fund.contribute(given)[0]
        if verb == "reserve":
            return fund.reserve(f"off_{number}", state=str(second), costs=minor(first))
        offer_id = f"off_{first}"
        if verb == "spend":
            return _spend(fund, offer_id, cost=int(str(second)))
        return fund.refund(offer_id, int(str(second))) if verb == "refund" else getattr(fund, verb)(offer_id)
    except Refused:
        return fund


def _spend(fund: Fund, offer_id: str, *, cost: int) -> Fund:
    line = fund.lines.get(offer_id)
    return fund.spend(offer_id, planned=line.owed_minor // 2, cost=cost) if line and line.accepted else fund
