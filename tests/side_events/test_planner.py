"""The planner proposes the first preference that works, with the smallest fitting room, and says why not otherwise."""

from datetime import UTC, date, datetime, timedelta

from services.side_events.domain import (
    Contact,
    Host,
    Preference,
    Room,
    RoomDay,
    SideEvent,
    Slot,
    Speaker,
    Theme,
    place,
    room_booking,
)
from services.side_events.pages.grid import grid_of
from services.side_events.planner import propose
from services.side_events.ports import Proposal, Situation
from tests.side_events.builders import MEETING, OPENS, VIII, XXIV, ZONE, a_meeting, a_room, a_session, at

ASKED = datetime(2025, 11, 1, tzinfo=UTC)
MONDAY, TUESDAY = Preference(day=OPENS), Preference(day=date(2025, 12, 2))


def a_waiting_event(number: int, **changes: object) -> SideEvent:
    host = Host(delegation_id=f"del_{number}", name=f"Host {number}")
    event = SideEvent(
        version=1,
        side_event_id=f"sev_{number}",
        meeting_id=MEETING,
        title=f"Event {number}",
        hosts=(host,),
        lead_host_id=host.delegation_id,
        sole=True,
        contact=Contact(name="Lena Berg", email="lena@example.org"),
        preferences=(MONDAY, TUESDAY),
        expected_attendance=50,
        requested_at=ASKED + timedelta(hours=number),
    )
    return event.model_copy(update=changes)


def two_rooms() -> tuple[Room, ...]:
    return (a_room(), a_room(VIII, building="A", name="VIII", capacity=60))


def a_situation(*events: SideEvent, rooms: tuple[Room, ...] | None = None, days: tuple[RoomDay, ...] = ()) -> Situation:
    return Situation(meeting=a_meeting(), rooms=rooms or two_rooms(), room_days=days, side_events=events)


def lunch(day: int) -> Slot:
    return Slot(starts_at=at(day, 13), ends_at=at(day, 15))


def test_the_smallest_fitting_room_at_the_first_preference_is_proposed() -> None:
    assert propose(a_situation(a_waiting_event(1))) == (
        Proposal(side_event_id="sev_1", room_id=VIII, room="VIII, building A", slot=lunch(1), choice=1, spare=10),
    )


def test_what_is_proposed_to_one_is_held_against_the_next_and_late_ones_come_last() -> None:
    late = a_waiting_event(1, late=True)
    proposals = propose(a_situation(late, a_waiting_event(2), a_waiting_event(3)))

    assert [(one.side_event_id, one.room_id, one.slot) for one in proposals] == [
        ("sev_2", VIII, lunch(1)),
        ("sev_3", XXIV, lunch(1)),
        ("sev_1", VIII, lunch(2)),
    ]


def test_one_theme_or_one_speaker_at_one_time_goes_to_another_slot() -> None:
    themed = [a_waiting_event(n, theme=Theme.CLEARANCE) for n in (1, 2)]
    speaking = [a_waiting_event(n, speakers=(Speaker(name="Ana Pérez"),)) for n in (1, 2)]

    for events in (themed, speaking):
        assert [one.slot for one in propose(a_situation(*events))] == [lunch(1), lunch(2)]


def test_a_request_without_a_place_is_told_what_is_in_the_way() -> None:
    taken = a_waiting_event(1, title="The other event")
    there = place(a_room(), lunch(1), zone=ZONE)
    day = RoomDay(room_day_id=f"{XXIV}.2025-12-01", room_id=XXIV, day=OPENS)
    days = (
        day.book(room_booking(taken, there)),
        RoomDay(room_day_id=f"{XXIV}.2025-12-02", room_id=XXIV, day=TUESDAY.day).hold_session(a_session(2, 14, 18)),
    )
    rooms = (a_room(), a_room(VIII, name="VIII", building="A", capacity=20))

    (proposal,) = propose(a_situation(a_waiting_event(2), rooms=rooms, days=days))

    assert (proposal.room_id, proposal.slot) == (None, None)
    assert [(one.room, one.reason) for one in proposal.blockers] == [
        ("XXIV, building E", "The room is taken at this time by The other event."),
        ("VIII, building A", "50 people are expected, the room holds 20."),
        ("XXIV, building E", "The room is needed for the plenary at this time."),
        ("VIII, building A", "50 people are expected, the room holds 20."),
    ]


def test_the_grid_shows_events_sessions_and_proposals_in_their_rooms() -> None:
    day = RoomDay(room_day_id=f"{XXIV}.2025-12-01", room_id=XXIV, day=OPENS).hold_session(a_session(1, 10, 13))
    situation = a_situation(a_waiting_event(1), days=(day,))

    grid = grid_of(OPENS, situation, propose(situation))

    blocks = [(line.at.hour, cell.rows, cell.block.kind) for line in grid.lines for cell in line.cells if cell.block]
    assert blocks == [(10, 3, "official"), (13, 2, "proposal")]
    assert sum(cell.rows for line in grid.lines for cell in line.cells) == 2 * len(grid.lines)


def test_an_event_in_a_combined_room_stands_in_the_columns_of_its_parts() -> None:
    parts = [a_room(f"roo_{name}", name=name) for name in ("207", "209")]
    both = a_room("roo_both", name="207-209", parts=("roo_207", "roo_209"))
    event = a_waiting_event(1, placement=place(both, lunch(1), zone=ZONE))

    grid = grid_of(OPENS, a_situation(event, rooms=(*parts, both)), ())

    assert [room.name for room in grid.rooms] == ["207", "209"]
    assert [cell.block.title for line in grid.lines for cell in line.cells if cell.block] == ["Event 1", "Event 1"]
