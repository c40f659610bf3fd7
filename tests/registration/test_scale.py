"""A meeting of thousands in a real database: a page reads a page, a search its matches, the counters what changed."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta

import pytest

from services.registration.domain import ParticipantStatus
from services.registration.domain.decisions import ReviewState
from services.registration.domain.merging import pair_id
from services.registration.domain.names import named_words
from services.registration.ports import PeopleAsked
from services.registration.ports.review import QueueAsked, ReviewCounts
from services.registration.store import KEPT, RegistrationViews
from services.registration.store.door_list import StoredDoorLists
from services.registration.store.review import ReviewReader
from services.registration.store.review_states import STATES
from shared.clock import new_id, utc_now
from shared.kept import Change, Writes
from shared.mongo import MongoBackend, connect, database_of, ensure_indexes, keep_words
from shared.mongo.client import Database, Document
from shared.values import COUNTED
from tests.registration.badge_builders import a_badge_in_hand
from tests.registration.builders import a_participant
from tests.servers import RealServers

pytestmark = pytest.mark.real

MEETING = "mtg_scale"
MANY = 3_000
DELEGATIONS = 60
PAGE = 50
PROFILE = 64 * 2**20
"""Bytes the profiler keeps: all of this module, so that what a test asks for is found behind what was there before."""

THERE = tuple(one for one in KEPT if one.place in {"participants", "delegations", "participant_pairs"})
PEOPLE = next(one for one in KEPT if one.place == "participants")


@pytest.fixture(scope="module")
async def database(servers: RealServers) -> AsyncIterator[Database]:
    """Three thousand people of one meeting; everybody is called Person, everybody has a number of their own."""
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("test"))
    await ensure_indexes(database, THERE)
    await database["participants"].insert_many([_person(number) for number in range(MANY)])
    assert await keep_words(database, THERE) == MANY
    await database.create_collection("system.profile", capped=True, size=PROFILE)
    await database.command("profile", 2)
    yield database
    await client.drop_database(database.name)
    client.close()


@pytest.fixture(scope="module")
async def views(database: Database) -> RegistrationViews:
    views = RegistrationViews(database)
    await views.counts(MEETING)
    return views


async def read(database: Database, since: int) -> Sequence[Document]:
    """Return what the database did after so many operations, as its profiler saw it."""
    found = database["system.profile"].find({"ns": f"{database.name}.participants"}).sort("ts", 1)
    return (await found.to_list(None))[since:]


async def so_far(database: Database) -> int:
    return await database["system.profile"].count_documents({"ns": f"{database.name}.participants"})


@pytest.mark.parametrize("sort", ["name_key", "delegation", "status", "registered_at", "changed_at"])
@pytest.mark.parametrize("descending", [False, True])
async def test_a_page_in_any_order_reads_a_page(
    database: Database, views: RegistrationViews, sort: str, *, descending: bool
) -> None:
    before = await so_far(database)
    first = await views.participants(MEETING, PeopleAsked(sort=sort, descending=descending))
    second = await views.participants(MEETING, PeopleAsked(sort=sort, descending=descending, after=first.after))
    done = await read(database, before)

    assert (len(first.rows), len(second.rows), first.total, second.total) == (PAGE, PAGE, MANY, MANY)
    assert not {one.participant_id for one in first.rows} & {one.participant_id for one in second.rows}
    _bounded(done, PAGE * 3)


@pytest.mark.parametrize(
    ("asked", "total", "most"),
    [
        (PeopleAsked(q="2777"), 1, PAGE),
        (PeopleAsked(q="person 2777"), 1, PAGE),
        (PeopleAsked(q="277"), 11, PAGE),
        (PeopleAsked(q="nobody"), 0, PAGE),
        (PeopleAsked(q="p2777@"), 1, PAGE),
        (PeopleAsked(q="pe"), COUNTED + 1, PAGE * 2),
        (PeopleAsked(q="pe", sort="registered_at"), COUNTED + 1, PAGE * 2),
        (PeopleAsked(q="person"), COUNTED + 1, PAGE * 2),
        (PeopleAsked(q="person", status="confirmed"), 300, MANY // 4),
        (PeopleAsked(status="confirmed"), 300, PAGE * 2),
        (PeopleAsked(delegation_id="del_scale_7"), MANY // DELEGATIONS, PAGE * 2),
    ],
)
async def test_a_search_reads_its_matches(
    database: Database, views: RegistrationViews, asked: PeopleAsked, total: int, most: int
) -> None:
    before = await so_far(database)
    found = await views.participants(MEETING, asked)
    done = await read(database, before)

    assert (len(found.rows), found.total) == (min(total, PAGE), total)
    assert [one.name_key for one in found.rows] == sorted(one.name_key for one in found.rows)
    assert all("COLLSCAN" not in one.get("planSummary", "") for one in done)
    assert max(one.get("docsExamined", 0) for one in done) <= most


async def test_the_second_page_of_a_search_follows_the_first(views: RegistrationViews) -> None:
    first = await views.participants(MEETING, PeopleAsked(q="pers 28", size=100))
    second = await views.participants(MEETING, PeopleAsked(q="pers 28", size=100, after=first.after))
    both = [one.name_key for one in (*first.rows, *second.rows)]

    assert (len(first.rows), len(second.rows), first.total, second.after) == (100, 59, 159, None)
    assert both == sorted(set(both))


async def test_counters_read_what_changed(database: Database, views: RegistrationViews) -> None:
    before = await views.counts(MEETING)
    person = a_participant().model_copy(update={"meeting_id": MEETING, "delegation_id": "del_scale_9"})
    await _write(database, person.model_dump(exclude={"participant_id", "version"}), "par_new", 0)
    operations = await so_far(database)
    after = await views.counts(MEETING)
    again = await views.counts(MEETING)

    assert (after.registered, again) == (before.registered + 1, after)
    _bounded(await read(database, operations), MANY // DELEGATIONS + 1)
    withdrawn = person.next(status=ParticipantStatus.WITHDRAWN, active=False)
    await _write(database, withdrawn.model_dump(exclude={"participant_id", "version"}), "par_new", 1)
    assert (await views.counts(MEETING)).withdrawn == before.withdrawn + 1
    assert await views.counts(MEETING) == await RegistrationViews(database).counts(MEETING)
    await database["participants"].delete_one({"_id": "par_new"})


async def test_who_moves_to_another_delegation_is_counted_once(database: Database, views: RegistrationViews) -> None:
    person = a_participant().model_copy(update={"meeting_id": MEETING, "delegation_id": "del_scale_7"})
    await _write(database, person.model_dump(exclude={"participant_id", "version"}), "par_moves", 0)
    before = await views.counts(MEETING)
    moved = person.model_copy(update={"delegation_id": "del_scale_8"})
    await _write(database, moved.model_dump(exclude={"participant_id", "version"}), "par_moves", 1)

    assert await views.counts(MEETING) == before
    await database["participants"].delete_one({"_id": "par_moves"})


async def test_what_an_earlier_release_wrote_is_counted(database: Database) -> None:
    old = {"_id": "del_old_1", "_version": 1, "meeting_id": "mtg_old", "names": [{}]}
    await database["delegations"].insert_one(old)

    assert (await RegistrationViews(database).counts("mtg_old")).delegations == 1


async def test_the_review_counts_as_its_queue_is_asked(database: Database, views: RegistrationViews) -> None:
    counts = {
        state: await database["participants"].count_documents({"meeting_id": MEETING, **where})
        for state, where in STATES.items()
    }

    assert await RegistrationViews(database).figures.review(MEETING) == ReviewCounts(**counts)
    assert counts["approved"] > 0


async def test_a_page_of_the_queue_reads_a_page(database: Database, views: RegistrationViews) -> None:
    review = ReviewReader(database, views.figures)
    await review.queue(MEETING, QueueAsked())
    before = await so_far(database)
    queue = await review.queue(MEETING, QueueAsked(state="approved"))

    assert len(queue.rows) == PAGE
    _bounded(await read(database, before), PAGE * 4)


async def test_the_queue_looks_for_duplicates_of_who_registered_since(
    database: Database, views: RegistrationViews
) -> None:
    review = ReviewReader(database, views.figures)
    before = len(await review.suspicions(MEETING))
    operations = await so_far(database)
    person = a_participant(full_name="Zoya Zvereva", email="zoya@zone.example", meeting_id=MEETING)
    for number, name in enumerate(("Zoya Zvereva", "Zvereva Zoja")):
        body = person.model_copy(update={"full_name": name, "email": f"zoya+{number}@zone.example"})
        await _write(database, body.model_dump(exclude={"participant_id", "version"}), f"par_zoya_{number}", 0)
    asked = QueueAsked(q="zone.example")
    rows = (await review.queue(MEETING, asked)).rows

    assert [one.suspected for one in rows] == [1, 1]
    assert len(await review.suspicions(MEETING)) == before + 1
    assert (await review.pair("par_zoya_0", "par_zoya_1")).suspicion is not None
    _bounded(await read(database, operations), PAGE)
    ruled = {"_id": pair_id("par_zoya_0", "par_zoya_1"), "_version": 1, "meeting_id": MEETING, "ruling": "different"}
    await database["participant_pairs"].insert_one(ruled)
    assert [one.suspected for one in (await review.queue(MEETING, asked)).rows] == [0, 0]
    await database["participant_pairs"].update_one({}, {"$set": {"ruling": "open"}})
    assert [one.suspected for one in (await review.queue(MEETING, asked)).rows] == [1, 1]
    other = person.model_copy(update={"full_name": "Bo Li", "email": "bo@zone.example"})
    await _write(database, other.model_dump(exclude={"participant_id", "version"}), "par_zoya_1", 1)
    assert [one.suspected for one in (await review.queue(MEETING, asked)).rows] == [0, 0]
    await database["participants"].delete_many({"_id": {"$in": ["par_zoya_0", "par_zoya_1"]}})


async def test_the_search_at_a_door_reads_its_matches(database: Database) -> None:
    doors, holder = StoredDoorLists(database), "par_scale_02770"
    badge = a_badge_in_hand(
        badge_id=f"bdg_{holder}", meeting_id=MEETING, holder_id=holder, name="Person 2770", name_key="person 02770"
    )
    body = badge.model_dump(mode="json", exclude={"badge_id", "version"})
    alone = await doors.found(MEETING, "277 pers")
    await database["badges"].insert_one(
        {**body, "_id": badge.badge_id, "_version": 1, "_words": ["2770", "pe", "person"]}
    )
    before = await so_far(database)

    assert [(one.holder_id, one.badge_id) for one in alone] == [(holder, "")]
    assert [one.badge_id for one in await doors.found(MEETING, "277 pers")] == [badge.badge_id]
    _bounded(await read(database, before), PAGE)
    assert len(await doors.found(MEETING, "pe")) == 20
    assert await doors.found(MEETING, "2771") == await doors.found(MEETING, " ") == []


def _bounded(done: Sequence[Document], most: int) -> None:
    assert done
    assert not [one for one in done if "COLLSCAN" in one.get("planSummary", "") or one.get("hasSortStage")]
    assert not [one for one in done if one.get("docsExamined", 0) > most]


async def _write(database: Database, body: dict[str, object], id: str, expected: int) -> None:
    words = named_words(str(body["full_name"]), str(body["email"]))
    change = Change("participants", id, expected, expected + 1, body, words=words)
    await MongoBackend(database.client, database).commit(Writes((change,)))


def _person(number: int) -> Document:
    body = a_participant().model_dump(exclude={"participant_id", "version"})
    return {
        **body,
        "_id": f"par_scale_{number:05}",
        "_version": 1,
        "_at": utc_now() - timedelta(hours=1),
        "meeting_id": MEETING,
        "delegation_id": f"del_scale_{number % DELEGATIONS}",
        "delegation": f"State {number % DELEGATIONS}",
        "full_name": f"Person {number}",
        "name_key": f"person {number:05}",
        "email": f"p{number}@scale.example",
        "role": "representative",
        "status": "confirmed" if number % 10 == 0 else "registered",
        "review": (ReviewState.APPROVED if number % 3 == 0 else ReviewState.RECEIVED).value,
    }
