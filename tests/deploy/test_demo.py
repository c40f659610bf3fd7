"""The reference meeting of the demonstration: its facts fit together, its people are synthetic and always the same."""

import re
import statistics
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from deploy.demo import facts as facts_module
from deploy.demo.dates import AHEAD, dates
from deploy.demo.facts import Facts, read_facts
from deploy.demo.media import journalists
from deploy.demo.names import address_of, unaccented
from deploy.demo.people import GENDERS, PEOPLE, QUOTAS, Cast, Fate, Person, make_cast
from deploy.demo.registration import CREDENTIALS_AT, steps_of_credentials
from shared.contracts.registration import DelegateRole, Gender

DATA = Path(facts_module.__file__).parent / "data"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return read_facts()


@pytest.fixture(scope="module")
def cast(facts: Facts) -> Cast:
    return make_cast(facts)


@pytest.fixture(scope="module")
def people(cast: Cast) -> list[Person]:
    return list(cast.people)


def test_the_same_seed_makes_the_same_people(facts: Facts, cast: Cast) -> None:
    assert make_cast(facts) == cast
    assert make_cast(facts, seed=1) != cast


def test_there_are_exactly_so_many_people(people: list[Person]) -> None:
    assert len(people) == PEOPLE
    assert Counter(one.gender for one in people) == GENDERS
    assert GENDERS[Gender.FEMALE] / PEOPLE == pytest.approx(0.45)


def test_every_delegation_has_exactly_one_head_and_names_it_first(cast: Cast) -> None:
    for delegation in cast.delegations.values():
        named = [one for one in delegation if one.is_named]
        assert [one.role for one in named].count(DelegateRole.HEAD) == 1
        assert named[0].role is DelegateRole.HEAD


def test_a_hundred_states_attend_with_a_median_of_three(facts: Facts, cast: Cast) -> None:
    states = [len(cast.delegations[one.iso3.lower()]) for one in facts.states if one.attends]
    assert len(states) == 101
    assert statistics.median(states) == 3


def test_no_person_has_an_address_outside_example_org(facts: Facts, people: list[Person]) -> None:
    addresses = [one.email for one in people] + [one.email for one in journalists(facts)]
    assert all(re.fullmatch(r"[a-z0-9.-]+@[a-z0-9-]+\.example\.org", one) for one in addresses)
    assert len(set(addresses)) == len(addresses)


def test_no_file_of_the_demonstration_holds_a_mail_address_of_somebody() -> None:
    found = [
        address
        for file in [*DATA.iterdir(), *DATA.parent.glob("*.py")]
        for address in re.findall(r"[\w.+-]+@([\w-]+\.[\w.]+)", file.read_text(encoding="utf-8"))
    ]
    assert [one for one in found if not one.endswith("example.org")] == []


def test_names_are_unique_and_written_in_many_scripts(people: list[Person]) -> None:
    names = [one.full_name for one in people]
    assert len(set(names)) == len(names)
    for script in ("[\u0600-\u06ff]", "[\u0400-\u04ff]", "[\u4e00-\u9fff]", "[À-ɏ]"):
        assert any(re.search(script, name) for name in names)


def test_a_note_writes_the_same_name_at_most_without_accents(people: list[Person]) -> None:
    assert any(one.noted_as != one.full_name for one in people)
    assert all(unaccented(one.noted_as) == unaccented(one.full_name) for one in people)


def test_every_fate_happens_as_often_as_planned(people: list[Person]) -> None:
    fates = Counter(one.fate for one in people)
    planned = {fate: count for fate, count in QUOTAS.items() if fate is not Fate.WITHDRAWS}
    assert {fate: fates[fate] for fate in planned} == planned
    assert fates[Fate.WITHDRAWS] == QUOTAS[Fate.WITHDRAWS] + 3  # two sponsored delegates and a speaker
    assert fates[Fate.EXPECTED] == 1


def test_people_arrive_on_all_five_days_most_on_the_first(people: list[Person]) -> None:
    days = Counter(one.day for one in people if one.arrives)
    assert sorted(days) == [0, 1, 2, 3, 4]
    assert days.most_common(1)[0][0] == 0


def test_thirty_states_that_attend_nominate_one_delegate_each(facts: Facts) -> None:
    attending = {one.iso3 for one in facts.states if one.attends}
    nominating = [one.state for one in facts.nominations]
    assert len(nominating) == len(set(nominating)) == 30
    assert attending.issuperset(nominating)


def test_four_donors_give_in_three_currencies(facts: Facts) -> None:
    assert len(facts.donors) == 4
    assert {one.currency for one in facts.donors} == {"CHF", "EUR", "CZK"}


def test_side_events_have_hosts_and_rooms_that_exist_and_do_not_meet(facts: Facts, cast: Cast) -> None:
    assert len(facts.side_events) == 20
    rooms = {one.key for one in facts.venue.rooms}
    for event in facts.side_events:
        assert set(cast.delegations) >= {event.lead, *event.supporting}
        assert rooms >= {room for room in (event.room, event.moved_to) if room}
    taken = Counter((one.room, one.day, one.start) for one in facts.side_events if one.room)
    assert max(taken.values()) == 1


def test_quotations_say_that_they_are_written_for_the_demonstration(facts: Facts) -> None:
    quotes = [quote for one in facts.releases for text in one.texts for quote in text.quotes]
    assert quotes
    assert all(quote.text.startswith("[") for quote in quotes)


@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2026, 12, 31), date(2027, 2, 1)])
def test_a_meeting_behind_the_clock_is_planned_for_a_monday_ahead(facts: Facts, today: date) -> None:
    found = dates(facts.meeting, today)
    assert found.moves
    assert found.planned.opens_on.weekday() == 0
    assert AHEAD <= found.planned.opens_on - today < AHEAD + timedelta(days=7)
    assert found.planned.closes_on - found.planned.opens_on == found.held.closes_on - found.held.opens_on
    assert min(found.planned.before(one.days_before) for one in facts.meeting.deadlines).date() > today


def test_a_meeting_ahead_of_the_clock_is_played_at_its_true_days(facts: Facts) -> None:
    found = dates(facts.meeting, date(2025, 6, 1))
    assert not found.moves
    assert found.held.day(4) == date(2025, 12, 5)
    assert found.held.at(0, "10:00").isoformat() == "2025-12-01T09:00:00+00:00"


@pytest.mark.parametrize(
    ("now", "end", "steps"),
    [
        ("awaited", "in_order", ("original_received", "examined", "in_order")),
        ("examined", "in_order", ("in_order",)),
        ("awaited", "defective", ("original_received", "examined", "defective")),
        ("awaited", "copy_received", ("copy_received",)),
        ("in_order", "in_order", ()),
        ("in_order", "awaited", ()),
    ],
)
def test_credentials_go_on_from_where_they_are(now: str, end: str, steps: tuple[str, ...]) -> None:
    assert steps_of_credentials(now, end) == steps


def test_credentials_are_found_in_every_state(facts: Facts) -> None:
    assert set(CREDENTIALS_AT) == {"awaited", "copy_received", "original_received", "examined", "defective"}
    assert sum(CREDENTIALS_AT.values()) < sum(one.attends for one in facts.states)


@pytest.mark.parametrize(
    ("name", "address"),
    [("Zoë O'Hara", "zoe.ohara"), ("Jørgen Ødegård", "jorgen.odegard"), ("Ľubica Größer", "lubica.grosser")],
)
def test_an_address_has_plain_letters(name: str, address: str) -> None:
    assert address_of(name) == address
