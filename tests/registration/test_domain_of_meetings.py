"""The rules about treaties and meetings, each with the place it comes from."""

from datetime import date

import pytest

from services.registration.domain import (
    Convention,
    DatesOutOfOrder,
    DecisionRecordMissing,
    PatternIncomplete,
    Plan,
    TreatyState,
    UnknownZone,
    announce,
    entry_into_force,
    invitations,
    organisation,
)
from services.registration.gateways import PackagedConventions
from shared.contracts.registration import Category, CredentialsState
from tests.registration.builders import (
    a_meeting,
)

TREATY = date(1999, 3, 1)


@pytest.fixture(scope="module")
def apmbc() -> Convention:
    convention = PackagedConventions.read().find("APMBC")
    assert convention
    return convention


@pytest.mark.parametrize(
    ("deposited", "bound"),
    [
        (date(2014, 8, 20), date(2015, 2, 1)),  # Oman
        (date(2017, 12, 13), date(2018, 6, 1)),  # Sri Lanka
        (date(2012, 12, 27), date(2013, 6, 1)),  # Poland
        (date(2025, 3, 12), date(2025, 9, 1)),  # Marshall Islands
        (date(2025, 6, 26), date(2025, 12, 1)),  # Tonga
        (date(1998, 6, 29), TREATY),  # one of the first forty
    ],
)
def test_a_treaty_binds_on_the_first_of_the_sixth_month_after_deposit(deposited: date, bound: date) -> None:
    """Domain 1.1: the formula, checked against its sources."""
    state = TreatyState(iso3="XXX", name="A State", deposited=deposited)

    assert entry_into_force(state, in_force_since=TREATY) == bound


@pytest.mark.parametrize(
    ("iso3", "day", "category"),
    [
        *[(iso3, date(2025, 12, 1), Category.STATE_PARTY) for iso3 in ("EST", "LVA", "LTU", "FIN", "POL", "TON")],
        *[(iso3, date(2025, 12, 27), Category.STATE_NOT_PARTY) for iso3 in ("EST", "LVA", "LTU")],
        ("FIN", date(2026, 1, 9), Category.STATE_PARTY),
        ("FIN", date(2026, 1, 10), Category.STATE_NOT_PARTY),
        ("TON", date(2025, 11, 30), Category.STATE_NOT_YET_IN_FORCE),
        ("TON", date(2025, 6, 25), Category.STATE_NOT_PARTY),
        ("MHL", date(2024, 6, 1), Category.SIGNATORY),
        ("SSD", date(2025, 12, 1), Category.STATE_PARTY),
        ("USA", date(2025, 12, 1), Category.STATE_NOT_PARTY),
    ],
)
def test_a_category_follows_from_treaty_dates(apmbc: Convention, iso3: str, day: date, category: Category) -> None:
    """R5: the Baltic States are parties at the opening of 22MSP and observers from 27 December 2025."""
    assert apmbc.category_on(iso3, day) is category


def test_the_peak_of_166_states_parties_is_reproduced(apmbc: Convention) -> None:
    """Domain 1.1: 166 with Tonga, 161 once the five withdrawals are effective, 197 States in all."""
    opening = [apmbc.category_on(one.iso3, date(2025, 12, 1)) for one in apmbc.states]
    later = [apmbc.category_on(one.iso3, date(2026, 3, 1)) for one in apmbc.states]

    parties = Category.STATE_PARTY
    assert (opening.count(parties), later.count(parties), len(opening)) == (166, 161, 197)


def test_invitations_go_to_every_state_and_standing_observer(apmbc: Convention) -> None:
    invited = invitations(a_meeting(), apmbc)
    by_id = {one.delegation_id: one for one in invited}

    assert len(by_id) == len(invited) == 197 + 11
    assert by_id["del_apmbc-22msp_jpn"].category is Category.STATE_PARTY
    assert by_id["del_apmbc-22msp_icrc"].category is Category.STANDING_OBSERVER


def test_credentials_are_awaited_of_states_parties_alone(apmbc: Convention) -> None:
    """R6, also at a meeting that asks for none."""
    asked = {one.category: one.credentials.state for one in invitations(a_meeting(), apmbc)}
    unasked = {one.credentials.state for one in invitations(a_meeting(credentials_required=False), apmbc)}

    assert asked[Category.STATE_PARTY] is CredentialsState.AWAITED
    assert {state for category, state in asked.items() if category is not Category.STATE_PARTY} == {
        CredentialsState.NOT_REQUIRED
    }
    assert unasked == {CredentialsState.NOT_REQUIRED}


def test_an_organisation_outside_the_list_needs_a_decision() -> None:
    """R4."""
    with pytest.raises(DecisionRecordMissing):
        organisation(a_meeting(), "Mines Action Canada", decision_record="  ")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"closes_on": date(2025, 11, 30)}, DatesOutOfOrder),
        ({"zone": "Geneva"}, UnknownZone),
        ({"symbol_pattern": "APLC/INF.1"}, PatternIncomplete),
        ({"opens_on": date(2025, 11, 1), "closes_on": date(2025, 11, 5)}, DatesOutOfOrder),
    ],
)
def test_an_unsound_plan_is_not_announced(changes: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        announce(a_meeting(**changes))


def test_a_rescheduled_meeting_tells_its_old_dates() -> None:
    plan = Plan(
        opens_on=date(2026, 1, 12), closes_on=date(2026, 1, 16), venue="WMO", city="Geneva", country="CHE", zone="UTC"
    )
    moved, fact = a_meeting().reschedule(plan)

    assert (moved.opens_on, moved.deadlines, moved.version) == (date(2026, 1, 12), (), 3)
    assert (fact.previous_opens_on, fact.opens_on, fact.version) == (date(2025, 12, 1), date(2026, 1, 12), 3)


def test_symbols_are_a_number_and_then_revisions() -> None:
    """R8."""
    first, symbol = a_meeting().issue_list(3)
    _, second = first.issue_list(9, ending="/Rev.1")

    assert (symbol, second) == ("APLC/MSP.22/2025/INF.3", "APLC/MSP.22/2025/INF.3/Rev.1")
