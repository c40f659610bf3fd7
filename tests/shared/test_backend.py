"""The database behind units: the fake and the real one keep the same promises."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import pytest

from shared.clock import new_id
from shared.kept import (
    AlreadyDone,
    Answer,
    Backend,
    Change,
    DueRecord,
    Duplicate,
    Kept,
    Record,
    Row,
    StaleWrite,
    Unique,
    Writes,
)
from shared.mail import Mail
from shared.mongo import MongoBackend, connect, database_of, ensure_indexes
from shared.mongo.client import Database
from shared.mongo.mails import MongoMailLedger
from shared.values import Aggregate
from tests.fakes import MemoryBackend
from tests.servers import RealServers

NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
ANA = "ana@example.org"


class Seat(Aggregate):
    seat_id: str
    room: str
    number: int
    on: date | None = None


KEPT = (Kept("seats", Seat, key="seat_id", unique=(Unique(("room", "number")),), indexes=(("room",),)),)


@pytest.fixture
async def database(servers: RealServers) -> AsyncIterator[Database]:
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("test"))
    await ensure_indexes(database, KEPT)
    yield database
    await client.drop_database(database.name)
    client.close()


@pytest.fixture(params=["memory", pytest.param("mongo", marks=pytest.mark.real)])
def backend(request: pytest.FixtureRequest) -> Backend:
    if request.param == "memory":
        return MemoryBackend(KEPT)
    database: Database = request.getfixturevalue("database")
    return MongoBackend(database.client, database)


def a_change(id: str = "s1", *, expected: int = 0, number: int = 1, **more: object) -> Change:
    body: dict[str, object] = {"room": "XIX", "number": number, "on": date(2025, 12, 1)}
    fields = {"collection": "seats", "id": id, "expected": expected, "version": expected + 1, "body": body, **more}
    return Change(**fields)  # type: ignore[arg-type] # the fields of a Change, some of them given by the test


def an_answer(body: str = "1") -> Answer:
    return Answer(key="ana:k1", fingerprint="f", body=body, at=NOW)


async def test_what_was_written_is_loaded(backend: Backend) -> None:
    await backend.commit(Writes((a_change(),)))

    row = await backend.load("seats", "s1")
    assert row is not None
    assert Seat.model_validate({**row.body, "seat_id": row.id, "version": row.version}) == Seat(
        seat_id="s1", room="XIX", number=1, on=date(2025, 12, 1), version=1
    )


async def test_nothing_is_loaded_where_nothing_is(backend: Backend) -> None:
    assert (await backend.load("seats", "s1"), await backend.select("seats", {"room": "XIX"})) == (None, [])


async def test_many_readers_at_once_each_get_their_own(backend: Backend) -> None:
    for number in (1, 2, 3):
        await backend.commit(Writes((a_change(f"s{number}", number=number),)))

    rows = await asyncio.gather(*(backend.load("seats", f"s{1 + n % 4}") for n in range(40)))
    assert [row.body["number"] if row else None for row in rows] == [1, 2, 3, None] * 10


async def test_many_who_look_at_once_each_find_their_own(backend: Backend) -> None:
    for number in (1, 2, 3, 4):
        body = {"room": "AB"[number % 2], "number": number, "free": number > 2}
        await backend.commit(Writes((a_change(id=f"s{number}", body=body),)))
    asked = [("seats", {"room": room, "free": free}) for room in "ABC" for free in (True, False)] * 20

    found = await asyncio.gather(*(backend.select(*one) for one in asked))
    assert [[row.id for row in rows] for rows in found] == [["s4"], ["s2"], ["s3"], ["s1"], [], []] * 20


async def test_one_who_looks_no_longer_takes_nothing_from_the_others(database: Database) -> None:
    backend = MongoBackend(database.client, database)
    await backend.commit(Writes((a_change(body={"room": "XIX"}),)))
    looking = [asyncio.create_task(backend.select("seats", {"room": "XIX"})) for _ in range(20)]
    await asyncio.sleep(0)
    looking[7].cancel()

    found = await asyncio.gather(*looking, return_exceptions=True)
    assert [len(rows) for rows in found if isinstance(rows, list)] == [1] * 19


async def test_documents_are_selected_by_equal_fields_in_the_order_of_their_ids(backend: Backend) -> None:
    for id, number in (("s2", 2), ("s1", 1), ("s3", 3)):
        await backend.commit(Writes((a_change(id, number=number),)))

    found = await backend.select("seats", {"room": "XIX"})
    assert [row.id for row in found] == ["s1", "s2", "s3"]
    assert [row.id for row in await backend.select("seats", {"number": 2})] == ["s2"]
    assert [row.id for row in await backend.select("seats", {"number": frozenset({2, 9})})] == ["s2"]


async def test_long_work_takes_them_piece_by_piece(backend: Backend) -> None:
    for number in range(1, 6):
        await backend.commit(Writes((a_change(f"s{number}", number=number),)))
    pieces, after = [], ""
    while found := await backend.select("seats", {"room": "XIX"}, after=after, most=2):
        pieces.append([row.id for row in found])
        after = found[-1].id

    assert pieces == [["s1", "s2"], ["s3", "s4"], ["s5"]]


async def test_the_next_version_replaces_the_one_before(backend: Backend) -> None:
    await backend.commit(Writes((a_change(),)))
    await backend.commit(Writes((a_change(expected=1, number=7),)))

    row = await backend.load("seats", "s1")
    assert row is not None
    assert (row.version, row.body["number"]) == (2, 7)


@pytest.mark.parametrize("mark", [None, "m1"])
async def test_a_stale_version_is_not_written(backend: Backend, mark: str | None) -> None:
    await backend.commit(Writes((a_change(),)))
    await backend.commit(Writes((a_change(expected=1, number=2),)))
    with pytest.raises(StaleWrite):
        await backend.commit(Writes((a_change(expected=1, number=3),), mark=mark, at=NOW))

    row = await backend.load("seats", "s1")
    assert row is not None
    assert row.body["number"] == 2


async def test_a_new_document_does_not_replace_one_that_is_there(backend: Backend) -> None:
    await backend.commit(Writes((a_change(),)))
    with pytest.raises(StaleWrite):
        await backend.commit(Writes((a_change(number=2),)))


@pytest.mark.parametrize("mark", [None, "m1"])
async def test_unique_fields_are_named_when_they_refuse(backend: Backend, mark: str | None) -> None:
    await backend.commit(Writes((a_change(),)))
    with pytest.raises(Duplicate) as refusal:
        await backend.commit(Writes((a_change("s2"),), mark=mark, at=NOW))

    assert (refusal.value.collection, refusal.value.fields) == ("seats", ("room", "number"))


async def test_several_documents_stand_or_fall_together(backend: Backend) -> None:
    await backend.commit(Writes((a_change(),)))
    with pytest.raises(StaleWrite):
        await backend.commit(Writes((a_change("s2", number=2), a_change("s1", expected=4, number=3))))

    assert await backend.load("seats", "s2") is None


async def test_a_mark_is_kept_with_the_state_and_refuses_the_second_time(backend: Backend) -> None:
    await backend.commit(Writes((a_change(),), mark="m1", at=NOW))
    with pytest.raises(AlreadyDone):
        await backend.commit(Writes((a_change("s2", number=2),), mark="m1", at=NOW))

    assert (await backend.marked("m1"), await backend.marked("m2")) == (True, False)
    assert await backend.load("seats", "s2") is None


async def test_an_answer_is_kept_with_the_state(backend: Backend) -> None:
    await backend.commit(Writes((a_change(),), answer=an_answer(), at=NOW))
    with pytest.raises(AlreadyDone):
        await backend.commit(Writes((a_change("s2", number=2),), answer=an_answer("2"), at=NOW))

    assert await backend.answer("ana:k1") == an_answer()


async def test_what_is_due_stays_with_the_document(backend: Backend) -> None:
    due = DueRecord(name="free_seat", key="s1", at=NOW, body="{}")
    await backend.commit(Writes((a_change(due=(due,)),)))

    assert await backend.load("seats", "s1") == Row(
        "s1", 1, {"room": "XIX", "number": 1, "on": _as_kept(backend)}, (due,)
    )


def _as_kept(backend: Backend) -> object:
    day = date(2025, 12, 1)
    return day if isinstance(backend, MemoryBackend) else day.isoformat()


async def test_many_writers_of_one_document_leave_no_gap(backend: Backend) -> None:
    await backend.commit(Writes((a_change(),)))
    tries = [backend.commit(Writes((a_change(expected=1, number=n),))) for n in range(20)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(outcome is None for outcome in outcomes) == 1
    assert sum(isinstance(outcome, StaleWrite) for outcome in outcomes) == 19


async def test_one_refused_write_takes_no_other_with_it(backend: Backend) -> None:
    await backend.commit(Writes((a_change(),)))
    tries = [backend.commit(Writes((a_change(f"t{n}", number=n),), mark=f"m{n}", at=NOW)) for n in range(1, 20)]
    outcomes = await asyncio.gather(*tries, return_exceptions=True)

    assert [outcome is None for outcome in outcomes] == [False] + [True] * 18


async def test_a_mail_is_queued_once_under_its_key(backend: Backend) -> None:
    mail = Mail(key="mail_1", to="ana@example.org", subject="Hello", text="...")
    for mark in ("m1", "m2"):
        await backend.commit(Writes((), mark=mark, mails=(mail,), at=NOW))

    assert await backend.marked("m2")


@pytest.mark.real
async def test_forgotten_mails_keep_no_words_and_none_that_waits_goes_out(database: Database) -> None:
    backend, ledger = MongoBackend(database.client, database), MongoMailLedger(database)
    mails = [Mail(key=f"mail_{n}", to=to, subject="Dear Ana", text="...") for n, to in enumerate((ANA, ANA, "b@c.org"))]
    await backend.commit(Writes((), mails=tuple(mails), at=NOW))
    claimed = await ledger.claim(NOW, until=NOW + timedelta(minutes=2))
    assert claimed
    await backend.commit(Writes((a_change(),), forgotten=(ANA,), at=NOW))
    await ledger.sent(claimed, at=NOW, text="Dear Ana")
    rows = [row async for row in database["_mails"].find({}, {"to": 1, "text": 1, "state": 1}).sort("_id", 1)]

    assert [(row["to"], row["text"], row["state"]) for row in rows] == [
        ("-@erased.invalid", "", "failed"),
        ("-@erased.invalid", "", "failed"),
        ("b@c.org", "...", "queued"),
    ]


@pytest.mark.real
async def test_the_outbox_rides_in_the_document(database: Database) -> None:
    record = Record(id="evt_1", subject="tests.seat.taken.v1", body="{}", time=NOW, headers={"a": "b"})
    backend = MongoBackend(database.client, database)
    await backend.commit(Writes((a_change(outbox=(record,)),)))
    await backend.commit(Writes((a_change(expected=1, outbox=(record.model_copy(update={"id": "evt_2"}),)),)))

    found = await database["seats"].find_one({"_id": "s1"})
    assert found is not None
    assert [Record(**one).id for one in found["_outbox"]] == ["evt_1", "evt_2"]


@pytest.mark.real
async def test_one_may_look_up_by_fields_that_are_unique_for_some(database: Database) -> None:
    """Such a pair ended the duties of a whole service: two indexes over the same fields need two names."""
    taken = Unique(("room",), where={"number": 1})
    await ensure_indexes(database, (Kept("halls", Seat, key="seat_id", unique=(taken,), indexes=(("room",),)),))

    assert {"room_1", "all_room"} <= set(await database["halls"].index_information())


@pytest.mark.real
async def test_documents_older_than_a_unique_rule_are_named_and_its_index_follows_once_they_are_right(
    database: Database,
) -> None:
    """An upgrade must not stop a service: two heads of one delegation were possible before there was an index."""
    heads = database["people"]
    head, adviser = {"delegation": "del_jpn", "role": "head"}, {"delegation": "del_jpn", "role": "adviser"}
    others = [{"_id": "p3", **adviser}, {"_id": "p4", **adviser}, {"_id": "p5", **head, "delegation": "del_per"}]
    await heads.insert_many([{"_id": "p1", **head}, {"_id": "p2", **head}, *others])
    rule = Unique(("delegation", "role"), reason="There is a head already.", where={"role": "head"})
    kept = (Kept("people", Seat, key="seat_id", unique=(rule,), indexes=(("role",),)), *KEPT)

    (broken,) = await ensure_indexes(database, kept)
    assert str(broken) == "p1, p2 in people share delegation del_jpn, role head: There is a head already."
    assert {"role_1", "unsent"} <= set(await heads.index_information())
    await heads.update_one({"_id": "p2"}, {"$set": {"role": "adviser"}})
    assert await ensure_indexes(database, kept) == []
    assert (await heads.index_information())["delegation_1_role_1"]["unique"] is True
