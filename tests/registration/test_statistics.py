"""Figures for the report (domain 2.5): delegations, delegates, women among those who said, regions, days."""

from services.registration.domain.participants import ParticipantStatus
from services.registration.domain.statistics import Counted, Figure, Group, Invited, report
from shared.contracts.registration import Category, Gender

REGIONS = {"JPN": "Asia", "TGO": "Africa", "PER": "Americas"}
INVITED = [
    Invited(delegation_id="jpn", category=Category.STATE_PARTY, state="JPN"),
    Invited(delegation_id="tgo", category=Category.STATE_PARTY, state="TGO"),
    Invited(delegation_id="per", category=Category.STATE_PARTY, state="PER"),
    Invited(delegation_id="usa", category=Category.STATE_NOT_PARTY, state="USA"),
    Invited(delegation_id="icbl", category=Category.STANDING_OBSERVER),
]


def people(delegation_id: str, count: int, gender: Gender = Gender.UNDISCLOSED, arrived_on: str | None = None) -> Group:
    """Return some people of a delegation; who has a day of arrival is present, others are confirmed."""
    about = next(one for one in INVITED if one.delegation_id == delegation_id)
    status = ParticipantStatus.PRESENT if arrived_on else ParticipantStatus.CONFIRMED
    return Group(**dict(about), status=status, gender=gender, arrived_on=arrived_on, count=count)


GROUPS = [
    people("jpn", 2, Gender.FEMALE, "2025-12-01"),
    people("jpn", 1, Gender.MALE, "2025-12-02"),
    people("jpn", 4, Gender.UNDISCLOSED, "2025-12-01"),
    people("tgo", 1, Gender.FEMALE),
    people("usa", 1, Gender.MALE, "2025-12-02"),
    people("icbl", 3, Gender.FEMALE, "2025-12-01"),
]


def test_those_present_are_counted_by_category_region_and_day() -> None:
    found = report(INVITED, GROUPS, counted=Counted.PRESENT, region=lambda state: REGIONS.get(state or "", ""))

    assert (found.states_parties, found.observer_states, found.organisations) == (1, 1, 1)
    assert found.total == Figure(key="", invited=5, delegations=3, delegates=11, women=5, said=7)
    assert found.categories[0] == Figure(key="state_party", invited=3, delegations=1, delegates=7, women=2, said=3)
    assert [(one.key, one.delegations, one.invited) for one in found.regions if one.invited] == [
        ("Africa", 0, 1),
        ("Americas", 0, 1),
        ("Asia", 1, 1),
    ]
    assert [(one.key, one.delegates) for one in found.days] == [("2025-12-01", 9), ("2025-12-02", 2)]


def test_before_the_meeting_those_confirmed_are_counted() -> None:
    found = report(INVITED, GROUPS, counted=Counted.CONFIRMED, region=lambda _: "")

    assert (found.states_parties, found.total.delegates) == (2, 12)


def test_the_share_of_women_is_of_those_who_said_and_of_nobody_unknown() -> None:
    """IM25: 45 % women; who did not say is not counted on either side."""
    assert Figure(key="", women=3, said=4, delegates=9).share_of_women == 0.75
    assert Figure(key="", delegates=9).share_of_women is None
