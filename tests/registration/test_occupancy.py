"""Who is present minute by minute, and how it is drawn."""

from datetime import datetime, timedelta

from services.registration.domain.occupancy import Minute, Went, present_by_minute
from shared.pages import Curve
from tests.registration.doors_builders import MORNING


def at(minutes: float) -> datetime:
    return MORNING + timedelta(minutes=minutes)


def went(minutes: float, person: str, state: str, *, entered: bool = True, zone: str = "") -> Went:
    return Went(at(minutes), person, state, zone, entered)


def test_a_state_is_present_while_one_of_its_people_is_in_any_zone() -> None:
    curve = present_by_minute(
        [
            went(0, "tomiko", "jpn"),
            went(1, "ken", "jpn"),
            went(2, "ana", "per"),
            went(3, "tomiko", "jpn", entered=False),
            went(4, "ken", "jpn", zone="CR"),
            went(5, "ken", "jpn", entered=False),
            went(6, "ken", "jpn", zone="CR", entered=False),
        ],
        {"jpn", "per"},
    )

    assert curve == (Minute(at(0), 1), Minute(at(2), 2), Minute(at(6), 1))


def test_only_what_is_counted_counts_whatever_the_order_it_is_read_in() -> None:
    passages = [went(0, "tomiko", "jpn"), went(0.5, "jane", "ngo"), went(9, "tomiko", "jpn", entered=False)]

    expected = (Minute(at(0), 1), Minute(at(9), 0))
    assert present_by_minute(passages, {"jpn"}) == present_by_minute(passages[::-1], {"jpn"}) == expected
    assert present_by_minute([], {"jpn"}) == ()


def test_a_curve_is_drawn_in_steps_up_to_now() -> None:
    curve = Curve(points=((at(0), 1), (at(5), 2)), until=at(10))

    assert curve.path(100, 10) == "M0 10 H0.0 V5.0 H50.0 V0.0 H100"
    assert Curve(points=(), until=at(10)).path(100, 10) == ""
