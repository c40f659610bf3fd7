"""The proposed order explains itself and rests on dated facts (S5, S10)."""

from datetime import date, timedelta

from services.sponsorship.domain.ranking import CRITERIA
from services.sponsorship.domain.reference import Obligation, Reference
from services.sponsorship.gateways import read_reference
from services.sponsorship.planner import rank, score
from shared.contracts.sponsorship import Expertise, Gender
from tests.sponsorship.builders import ADA, NOW, a_nomination, signed_by

OPENING = date(2025, 12, 1)
REFERENCE = read_reference()


def points(state: str, day: date = OPENING, **changes: object) -> dict[str, int]:
    parts = score(a_nomination(state, **changes), REFERENCE, day=day)
    return {part.criterion.key: part.points for part in parts if part.points}


def test_every_criterion_is_shown_whether_it_gives_points_or_not() -> None:
    parts = score(a_nomination("CHE"), REFERENCE, day=OPENING)

    assert tuple(part.criterion for part in parts) == CRITERIA


def test_a_state_with_everything_to_do_gets_its_points_with_reasons() -> None:
    parts = score(a_nomination("KHM", expertise=Expertise.VICTIM_ASSISTANCE), REFERENCE, day=OPENING)

    given = {part.criterion.key for part in parts if part.points}
    assert given == {"ldc", "clearance", "extension", "victim_assistance", "expertise"}
    assert all(part.why for part in parts if part.points)


def test_expertise_counts_only_where_the_state_has_that_obligation() -> None:
    assert "expertise" in points("AGO", expertise=Expertise.CLEARANCE)
    assert "expertise" not in points("ETH", expertise=Expertise.CLEARANCE)


def test_what_the_nomination_says_counts() -> None:
    said = points("CHE", gender=Gender.WOMAN, first_time=True, geneva_mission=False)

    assert said == {"gender": 5, "first_time": 5, "no_mission": 10}


def test_an_extension_request_counts_in_its_year_only() -> None:
    assert "extension" in points("AGO", OPENING)
    assert "extension" not in points("AGO", date(2026, 11, 30))


def test_nothing_is_known_before_it_was_seen() -> None:
    assert REFERENCE.obligations("AGO", date(2008, 1, 1)) == {}
    assert set(REFERENCE.obligations("AGO", date(2010, 1, 1))) == {Obligation.VICTIM_ASSISTANCE}


def test_the_order_is_by_points_then_in_time_then_by_receipt() -> None:
    early = signed_by(ADA).model_copy(update={"at": NOW - timedelta(days=1)})
    nominations = [
        a_nomination("CHE", late=True, received=early),
        a_nomination("SWE"),
        a_nomination("NOR", received=early),
        a_nomination("AGO"),
    ]
    ranked = rank(nominations, REFERENCE, day=OPENING)

    assert [(one.nomination.state, one.place) for one in ranked] == [("AGO", 1), ("NOR", 2), ("SWE", 2), ("CHE", 2)]


def test_without_reference_data_everybody_is_equal() -> None:
    ranked = rank(
        [a_nomination("AGO"), a_nomination("CHE")], Reference(listed_on=OPENING, development={}, known=()), day=OPENING
    )

    assert [one.points for one in ranked] == [0, 0]


def test_every_state_of_the_lists_is_read() -> None:
    assert len(REFERENCE.development) == 197
    assert sum(one.ldc for one in REFERENCE.development.values()) == 45
    assert all(one.source.startswith("http") for one in REFERENCE.known)
