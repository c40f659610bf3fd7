"""Rooms on a real database: refused by interval under load, indexes, views."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from services.side_events.commands import AcceptSideEvent, ConfirmSideEvent, PublishSideEvent
from services.side_events.domain import Placement, RoomTaken, SideEvent, Speaker, SpeakerElsewhere, Status
from services.side_events.handlers import (
    accept_side_event,
    add_room,
    confirm_side_event,
    keep_delegation,
    keep_meeting,
    publish_side_event,
    request_side_event,
)
from services.side_events.ports import Asked, SideEventsUnit
from services.side_events.store import KEPT, SideEventsViews
from shared.clock import new_id
from shared.errors import Refused
from shared.mongo import Database, MongoBackend, connect, database_of, ensure_indexes
from shared.records import Origin
from shared.unit import Units
from tests.servers import RealServers
from tests.side_events.builders import (
    MEETING,
    OFFICER,
    a_delegation_told,
    a_meeting_told,
    a_request,
    an_acceptance,
    an_added_room,
    at,
)

pytestmark = pytest.mark.real

BY_OFFICER = Origin(who=OFFICER)
DELEGATIONS = [f"del_apmbc-22msp_{number:03}" for number in range(100)]


@pytest.fixture
async def database(servers: RealServers) -> AsyncIterator[Database]:
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("test"))
    await ensure_indexes(database, KEPT)
    yield database
    await client.drop_database(database.name)
    client.close()


@pytest.fixture
async def units(database: Database) -> Units[SideEventsUnit]:
    """The units of one process, with the meeting and its delegations known."""
    units = units_of(database)
    await units.run(keep_meeting, a_meeting_told(), BY_OFFICER)
    for id in DELEGATIONS:
        await units.run(keep_delegation, a_delegation_told(id), BY_OFFICER)
    return units


def units_of(database: Database, *, tries: int = 12) -> Units[SideEventsUnit]:
    return Units(MongoBackend(database.client, database), KEPT, service="side_events", tries=tries)


def processes_of(database: Database, units: Units[SideEventsUnit], count: int) -> list[Units[SideEventsUnit]]:
    """Return the units of several processes; these take turns only by chance, so they are given more tries."""
    return [units] if count == 1 else [units_of(database, tries=24) for _ in range(count)]


async def asked(units: Units[SideEventsUnit], count: int, *, speaker: str = "") -> list[str]:
    """Return the ids of requests by as many organisations."""
    speakers = (Speaker(name=speaker),) if speaker else ()
    requests = [a_request(title=f"Event {n}", lead_host=DELEGATIONS[n], speakers=speakers) for n in range(count)]
    return [(await units.run(request_side_event, one, BY_OFFICER)).side_event_id for one in requests]


async def accepted(
    processes: list[Units[SideEventsUnit]], wishes: list[AcceptSideEvent]
) -> tuple[list[str], list[Refused]]:
    """Ask for everything at once, over several processes; return who was accepted, and the refusals."""
    tries = [processes[n % len(processes)].run(accept_side_event, wish, BY_OFFICER) for n, wish in enumerate(wishes)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException) and not isinstance(outcome, Refused):
            raise outcome
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    pairs = zip(wishes, outcomes, strict=True)
    return [wish.side_event_id for wish, outcome in pairs if not isinstance(outcome, Refused)], refused


async def placements(database: Database) -> list[Placement]:
    events = await SideEventsViews(database).side_events(MEETING)
    return sorted((event.placement for event in events if event.placement), key=lambda one: one.starts_at)


def a_wish(side_event_id: str, starts_at: datetime, *, minutes: int, room_id: str) -> AcceptSideEvent:
    ends_at = starts_at + timedelta(minutes=minutes)
    wish = an_acceptance(side_event_id, room_id=room_id, starts_at=starts_at, ends_at=ends_at)
    return wish.model_copy(update={"override_reason": "All at once."})


@pytest.mark.parametrize("count", [1, 2], ids=["one process", "two processes"])
async def test_fifty_at_once_for_overlapping_times_never_share_a_room(
    database: Database, units: Units[SideEventsUnit], count: int
) -> None:
    room = await units.run(add_room, an_added_room(), BY_OFFICER)
    ids = await asked(units, 50)
    wishes = [
        a_wish(id, at(1, 8) + timedelta(minutes=7 * n), minutes=60 + n, room_id=room.room_id)
        for n, id in enumerate(ids)
    ]

    won, refused = await accepted(processes_of(database, units, count), wishes)

    held = [one.held for one in await placements(database)]
    assert len(won) == len(held) >= 3
    assert {type(one) for one in refused} == {RoomTaken}
    assert all(not one.overlaps(other) for n, one in enumerate(held) for other in held[n + 1 :])


@pytest.mark.parametrize("count", [1, 2], ids=["one process", "two processes"])
async def test_fifty_at_once_that_do_not_overlap_all_get_the_room(
    database: Database, units: Units[SideEventsUnit], count: int
) -> None:
    room = await units.run(add_room, an_added_room(set_up_minutes=1, clear_out_minutes=1), BY_OFFICER)
    ids = await asked(units, 50)
    wishes = [
        a_wish(id, at(1, 8) + timedelta(minutes=12 * n), minutes=10, room_id=room.room_id) for n, id in enumerate(ids)
    ]

    won, refused = await accepted(processes_of(database, units, count), wishes)

    assert (len(won), refused) == (50, [])


async def test_a_combined_room_and_its_parts_stay_apart_at_once(
    database: Database, units: Units[SideEventsUnit]
) -> None:
    parts = [(await units.run(add_room, an_added_room(name=name), BY_OFFICER)).room_id for name in ("207", "209")]
    both = await units.run(add_room, an_added_room(name="207-209", parts=tuple(parts)), BY_OFFICER)
    rooms = [*parts, both.room_id]
    ids = await asked(units, 30)
    wishes = [a_wish(id, at(1, 13), minutes=120, room_id=rooms[n % 3]) for n, id in enumerate(ids)]

    await accepted(processes_of(database, units, 2), wishes)

    taken = [part for one in await placements(database) for part in one.physical]
    assert sorted(taken) == sorted(parts)


async def test_a_speaker_asked_for_in_many_rooms_at_once_speaks_in_one(
    database: Database, units: Units[SideEventsUnit]
) -> None:
    rooms = [(await units.run(add_room, an_added_room(name=f"R{n}"), BY_OFFICER)).room_id for n in range(20)]
    ids = await asked(units, 20, speaker="Ana Pérez")
    wishes = [a_wish(id, at(1, 13), minutes=60, room_id=room) for id, room in zip(ids, rooms, strict=True)]

    won, refused = await accepted(processes_of(database, units, 2), wishes)

    assert (len(won), {type(one) for one in refused}) == (1, {SpeakerElsewhere})


async def test_sole_applications_of_one_organisation_at_once_leave_one(
    database: Database, units: Units[SideEventsUnit]
) -> None:
    tries = [units.run(request_side_event, a_request(lead_host=DELEGATIONS[0]), BY_OFFICER) for _ in range(10)]

    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyApplied"] * 9 + ["Requested"]


async def test_views_show_the_programme_and_the_counts(database: Database, units: Units[SideEventsUnit]) -> None:
    room = await units.run(add_room, an_added_room(), BY_OFFICER)
    first, second = await asked(units, 2)
    await units.run(accept_side_event, an_acceptance(first, room_id=room.room_id), BY_OFFICER)
    await units.run(confirm_side_event, ConfirmSideEvent(side_event_id=first), BY_OFFICER)
    await units.run(publish_side_event, PublishSideEvent(side_event_id=first), BY_OFFICER)

    views = SideEventsViews(database)
    (entry,) = await views.programme(MEETING)
    counts = await views.counts(MEETING)
    found = await views.find(MEETING, Asked(status=Status.REQUESTED))

    assert (entry.side_event_id, entry.room, entry.starts_at) == (first, "XXIV, building E", at(1, 13))
    assert (counts.requested, counts.published, counts.flagged) == (1, 1, 0)
    assert ([one.side_event_id for one in found.rows], found.total) == ([second], 1)


async def test_a_side_event_reads_back_as_it_was_written(database: Database, units: Units[SideEventsUnit]) -> None:
    (id,) = await asked(units, 1, speaker="Ana Pérez")

    event = await SideEventsViews(database).side_event(id)

    assert isinstance(event, SideEvent)
    assert (event.preferences, event.speakers) == (a_request().preferences, (Speaker(name="Ana Pérez"),))
