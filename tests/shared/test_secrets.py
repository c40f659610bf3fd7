"""Secret fields: plain in handlers, ciphertext in the database, and nowhere else."""

import asyncio
import base64
import os
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest
from bson.binary import Binary

from shared.clock import new_id
from shared.kept import Backend, Change, Kept, Unique, Writes
from shared.messages import Command
from shared.mongo import MongoBackend, connect, database_of, ensure_indexes
from shared.mongo.client import Database
from shared.mongo.indexes import places
from shared.mongo.secrets import SETTING, Secrets, VaultLocked, providers
from shared.records import Origin
from shared.stored import Stored
from shared.unit import Units, Work
from shared.values import Aggregate, Value
from tests.fakes import MemoryBackend
from tests.running import VAULT_KEY
from tests.servers import RealServers

NOW = datetime(2025, 12, 1, 9, tzinfo=UTC)
OTHER_KEY = base64.b64encode(os.urandom(96)).decode()


class Paper(Value):
    kind: str
    file_id: str


class Traveller(Aggregate):
    traveller_id: str
    meeting_id: str
    passport_number: str | None = None
    born_on: date | None = None
    papers: tuple[Paper, ...] = ()


KEPT = (
    Kept(
        "travellers",
        Traveller,
        key="traveller_id",
        indexes=(("meeting_id",),),
        secret=("passport_number", "born_on", "papers"),
    ),
)
ANA = Traveller(
    traveller_id="tra_1",
    meeting_id="mtg_1",
    passport_number="X1234567",
    born_on=date(1980, 2, 29),
    papers=(Paper(kind="visa", file_id="fil_1"),),
    version=1,
)


class RecordTraveller(Command):
    traveller_id: str
    passport_number: str


class TravelUnit(Work):
    travellers: Stored[Traveller]


async def record_traveller(command: RecordTraveller, unit: TravelUnit) -> None:
    known = await unit.travellers.find(command.traveller_id)
    blank = Traveller(traveller_id=command.traveller_id, meeting_id="mtg_1")
    await unit.travellers.save((known or blank).next(passport_number=command.passport_number))


@pytest.fixture
async def database(servers: RealServers) -> AsyncIterator[Database]:
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("test"))
    await ensure_indexes(database, KEPT)
    yield database
    await client.drop_database(database.name)
    client.close()


@pytest.fixture
async def secrets(database: Database) -> AsyncIterator[Secrets]:
    secrets = Secrets(database.client, database, KEPT, keys=VAULT_KEY)
    yield secrets
    await secrets.close()


@pytest.fixture(params=["memory", pytest.param("mongo", marks=pytest.mark.real)])
def backend(request: pytest.FixtureRequest) -> Backend:
    if request.param == "memory":
        return MemoryBackend(KEPT)
    database: Database = request.getfixturevalue("database")
    return MongoBackend(database.client, database, secrets=request.getfixturevalue("secrets"))


def written(traveller: Traveller, *, expected: int = 0) -> Writes:
    body = traveller.model_dump(exclude={"version", "traveller_id"})
    return Writes((Change("travellers", traveller.traveller_id, expected, traveller.version, body),))


def read(id: str, version: int, body: dict[str, object]) -> Traveller:
    return Traveller.model_validate({**body, "traveller_id": id, "version": version})


async def test_secret_fields_come_back_as_they_were_written(backend: Backend) -> None:
    await backend.commit(written(ANA))

    row = await backend.load("travellers", "tra_1")
    assert row
    assert read(row.id, row.version, row.body) == ANA
    assert [read(one.id, one.version, one.body) for one in await backend.select("travellers", {})] == [ANA]


async def test_a_secret_field_may_be_empty_and_may_be_emptied(backend: Backend) -> None:
    await backend.commit(written(ANA))
    emptied = ANA.next(passport_number=None, born_on=None, papers=())
    await backend.commit(written(emptied, expected=1))

    row = await backend.load("travellers", "tra_1")
    assert row
    assert read(row.id, row.version, row.body) == emptied


async def test_units_see_plain_values_and_look_nothing_up_by_them(backend: Backend) -> None:
    units: Units[TravelUnit] = Units(backend, KEPT, service="registration", clock=lambda: NOW)
    for number in ("X1", "X2"):
        await units.run(record_traveller, RecordTraveller(traveller_id="tra_1", passport_number=number), Origin())

    async def find(command: RecordTraveller, unit: TravelUnit) -> list[Traveller]:
        assert (await unit.travellers.get("tra_1")).passport_number == "X2"
        return await unit.travellers.all(passport_number="X2")

    with pytest.raises(ValueError, match="encrypted"):
        await units.run(find, RecordTraveller(traveller_id="", passport_number=""), Origin())


@pytest.mark.real
async def test_the_document_holds_ciphertext(database: Database, secrets: Secrets) -> None:
    await MongoBackend(database.client, database, secrets=secrets).commit(written(ANA))

    raw = await database["travellers"].find_one({"_id": "tra_1"})
    assert raw
    for field in ("passport_number", "born_on", "papers"):
        assert isinstance(raw[field], Binary)
        assert raw[field].subtype == 6
    assert raw["meeting_id"] == "mtg_1"
    assert b"X1234567" not in repr(raw).encode()


@pytest.mark.real
async def test_nothing_of_a_secret_is_left_beside_the_document(database: Database, secrets: Secrets) -> None:
    backend = MongoBackend(database.client, database, secrets=secrets)
    units: Units[TravelUnit] = Units(backend, KEPT, service="registration", clock=lambda: NOW, pepper="p")
    command = RecordTraveller(traveller_id="tra_1", passport_number="X1234567")
    await units.run(record_traveller, command, Origin(key="k1", correlation_id="cor_1"))

    everything = [one for name in await database.list_collection_names() async for one in database[name].find({})]
    assert any(one["_id"] == "nobody:k1" for one in everything)
    assert "X1234567" not in repr(everything)


@pytest.mark.real
async def test_another_key_opens_nothing(database: Database, secrets: Secrets) -> None:
    await MongoBackend(database.client, database, secrets=secrets).commit(written(ANA))
    strange = Secrets(database.client, database, KEPT, keys=OTHER_KEY)

    with pytest.raises(VaultLocked, match=SETTING):
        await MongoBackend(database.client, database, secrets=strange).load("travellers", "tra_1")
    await strange.close()


@pytest.mark.real
async def test_the_keys_are_kept_until_the_last_reader_is_through(database: Database, secrets: Secrets) -> None:
    """Who stops waiting leaves threads at work with the keys: closing under them would end the whole process."""
    many = ANA.model_copy(update={"papers": tuple(Paper(kind="visa", file_id=f"fil_{at}") for at in range(3_000))})
    await MongoBackend(database.client, database, secrets=secrets).commit(written(many))
    raw = await database["travellers"].find_one({"_id": "tra_1"})
    assert raw
    for _ in range(30):
        brief = Secrets(database.client, database, KEPT, keys=VAULT_KEY)
        readers = [asyncio.create_task(brief.open("travellers", raw)) for _ in range(4)]
        await asyncio.wait(readers, timeout=0.002)
        for reader in readers:
            reader.cancel()
        await brief.close()
        await asyncio.wait(readers)

    assert (await secrets.open("travellers", raw))["passport_number"] == "X1234567"


@pytest.mark.real
async def test_the_master_key_is_changed_without_writing_a_document(database: Database, secrets: Secrets) -> None:
    await MongoBackend(database.client, database, secrets=secrets).commit(written(ANA))
    before = await database["travellers"].find_one({"_id": "tra_1"})
    both = Secrets(database.client, database, KEPT, keys=f"{OTHER_KEY},{VAULT_KEY}")
    changed = [await both.rewrap(), await both.rewrap()]
    await both.close()
    new = Secrets(database.client, database, KEPT, keys=OTHER_KEY)
    row = await MongoBackend(database.client, database, secrets=new).load("travellers", "tra_1")
    await new.close()

    assert changed == [1, 0]
    assert await database["travellers"].find_one({"_id": "tra_1"}) == before
    assert row
    assert read(row.id, row.version, row.body) == ANA


@pytest.mark.real
async def test_two_processes_make_one_data_key(database: Database, secrets: Secrets) -> None:
    second = Secrets(database.client, database, KEPT, keys=VAULT_KEY)
    for number, one in enumerate((secrets, second)):
        traveller = ANA.model_copy(update={"traveller_id": f"tra_{number}"})
        await MongoBackend(database.client, database, secrets=one).commit(written(traveller))
    await second.close()

    assert await database["_keys"].count_documents({}) == 1


@pytest.mark.real
async def test_a_service_without_secrets_makes_no_key_and_needs_none(database: Database) -> None:
    plain = Secrets(database.client, database, (), keys="")
    plain.must_open()
    await MongoBackend(database.client, database, secrets=plain).commit(written(ANA))

    assert await database["_keys"].count_documents({}) == 0


def test_a_service_with_secrets_does_not_start_without_a_key() -> None:
    client = connect("mongodb://127.0.0.1:1/")
    for keys in ("", "short", "s" + VAULT_KEY):
        with pytest.raises(VaultLocked, match=SETTING):
            Secrets(client, database_of(client, "test"), KEPT, keys=keys).must_open()
    client.close()


def test_every_key_has_a_name_of_its_own() -> None:
    assert len(providers(f"{OTHER_KEY}, {VAULT_KEY}")) == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": ("no_such_field",)},
        {"secret": ("traveller_id",)},
        {"secret": ("passport_number",), "indexes": (("passport_number",),)},
        {"secret": ("passport_number",), "unique": (Unique(("meeting_id", "passport_number")),)},
    ],
)
def test_nothing_can_be_found_by_a_secret_field(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="secret"):
        Kept("travellers", Traveller, key="traveller_id", **wrong)  # type: ignore[arg-type] # given by the test


def test_the_key_vault_belongs_to_the_service_that_has_secrets() -> None:
    assert "_keys" in places(KEPT)
    assert "_keys" not in places((Kept("bells", Traveller, key="traveller_id"),))
