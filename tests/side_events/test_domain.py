"""The rules of side events, as pure functions."""

from datetime import UTC, date, datetime

import pytest

from services.side_events.domain import (
    Booking,
    OfficialSession,
    Preference,
    RoomDay,
    RoomTaken,
    Slot,
    WrongRoom,
    WrongTimes,
    name_key,
    read_slot,
    slot_of,
)
from tests.side_events.builders import OPENS, XXIV, ZONE, a_room, a_session, at


def a_booking(side_event_id: str = "sev_1", *, start: int = 13, end: int = 15) -> Booking:
    own = Slot(starts_at=at(1, start), ends_at=at(1, end))
    held = a_room().held(own)
    return Booking(
        side_event_id=side_event_id, title="Another", own=own, starts_at=held.starts_at, ends_at=held.ends_at
    )


def a_day() -> RoomDay:
    return RoomDay(room_day_id=f"{XXIV}.2025-12-01", room_id=XXIV, day=OPENS)


def test_times_without_offset_are_read_at_the_venue_in_winter_and_in_summer() -> None:
    winter = read_slot(datetime(2025, 12, 1, 13), datetime(2025, 12, 1, 15), zone=ZONE)  # noqa: DTZ001 - a wall clock
    summer = read_slot(datetime(2025, 6, 17, 13), datetime(2025, 6, 17, 15), zone=ZONE)  # noqa: DTZ001 - a wall clock

    assert (winter.starts_at, summer.starts_at) == (
        datetime(2025, 12, 1, 12, tzinfo=UTC),
        datetime(2025, 6, 17, 11, tzinfo=UTC),
    )


def test_an_hour_that_the_clock_skips_is_refused() -> None:
    with pytest.raises(WrongTimes):
        read_slot(datetime(2025, 3, 30, 2, 30), datetime(2025, 3, 30, 4), zone=ZONE)  # noqa: DTZ001 - a wall clock


def test_a_preference_that_ends_before_it_starts_ends_on_the_next_day() -> None:
    slot = slot_of(Preference(day=date(2025, 12, 1), start="22:00", end="01:00"), ZONE)

    assert slot == Slot(starts_at=at(1, 22), ends_at=datetime(2025, 12, 2, 0, tzinfo=UTC))
    assert slot.days(ZONE) == (date(2025, 12, 1), date(2025, 12, 2))


def test_a_slot_that_ends_at_midnight_stays_on_its_day() -> None:
    slot = slot_of(Preference(day=date(2025, 12, 1), start="22:00", end="00:00"), ZONE)

    assert slot.days(ZONE) == (date(2025, 12, 1),)


def test_a_slot_moved_over_the_end_of_summer_time_keeps_its_wall_clock() -> None:
    slot = slot_of(Preference(day=date(2025, 10, 24)), ZONE)

    assert slot.moved(3, ZONE) == slot_of(Preference(day=date(2025, 10, 27)), ZONE)


@pytest.mark.parametrize(("start", "end", "taken"), [(14, 16, True), (11, 13, True), (15, 16, True), (16, 18, False)])
def test_a_room_day_refuses_what_overlaps_with_margins(start: int, end: int, taken: bool) -> None:
    day = a_day().book(a_booking())

    objection = day.objection(a_booking("sev_2", start=start, end=end))

    assert isinstance(objection, RoomTaken) if taken else objection is None


def test_margins_may_reach_into_an_official_session_but_not_the_event_itself() -> None:
    day = a_day().hold_session(a_session(1, 15, 18))

    assert day.objection(a_booking()) is None
    assert isinstance(day.objection(a_booking(start=14, end=16)), OfficialSession)


def test_a_booking_released_leaves_the_day_free() -> None:
    day = a_day().book(a_booking()).release("sev_1")

    assert day.bookings == ()


def test_a_combined_room_has_single_rooms_of_its_site_as_parts() -> None:
    part = a_room("roo_palais-h-207", name="207")
    both = a_room("roo_palais-h-207-209", parts=("roo_palais-h-207", "roo_palais-h-209"))

    assert both.combine([part]).physical == ("roo_palais-h-207", "roo_palais-h-209")
    for wrong in (part.model_copy(update={"site": "CICG"}), both):
        with pytest.raises(WrongRoom):
            both.combine([wrong])


def test_names_are_the_same_whatever_accents_case_and_order() -> None:
    assert name_key("José  GARCÍA López") == name_key("Garcia Lopez, Jose")
