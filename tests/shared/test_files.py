"""Kept files: ciphertext on the disk, readable once attached, unreadable once dropped, swept when unneeded."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, cast

import pytest

from shared.clock import new_id
from shared.errors import NotFound
from shared.files import FILES, Files, FileState, FilesUnit, StoredFile, accept, attach, drop, file_answer
from shared.files.keeping import Contents
from shared.kept import Backend
from shared.messages import Command
from shared.mongo import MongoBackend, connect, database_of, ensure_indexes
from shared.mongo.client import Database
from shared.mongo.contents import MongoContents
from shared.mongo.indexes import places
from shared.mongo.secrets import Secrets
from shared.records import Origin
from shared.unit import Units
from tests.fakes import FakeClock, MemoryBackend, MemoryContents
from tests.pictures import PDF, an_upload
from tests.running import VAULT_KEY
from tests.servers import RealServers

OWNER = "par_1"


class Claim(Command):
    file_id: str
    owner: str = OWNER


class Built(Protocol):
    async def __call__(self) -> None: ...


async def claim(command: Claim, unit: FilesUnit) -> StoredFile:
    return await attach(unit, command.file_id, owner=command.owner)


async def let_go(command: Claim, unit: FilesUnit) -> None:
    await drop(unit, command.file_id)


async def look_up(command: Claim, unit: FilesUnit) -> StoredFile:
    return await unit.files.get(command.file_id)


@dataclass
class Cupboard:
    """The files of one service, whatever they lie in."""

    units: Units[FilesUnit]
    files: Files
    contents: Contents
    clock: FakeClock

    async def run(self, handler: Callable[[Claim, FilesUnit], Awaitable[object]], file_id: str, **more: str) -> object:
        return await self.units.run(handler, Claim(file_id=file_id, **more), Origin())

    async def state(self, file_id: str) -> StoredFile:
        return cast(StoredFile, await self.run(look_up, file_id))

    async def keep(self, name: str = "note verbale.pdf") -> StoredFile:
        return await self.files.keep(await accept(an_upload(PDF, name)), owner=OWNER, purpose="note")


@pytest.fixture
async def database(servers: RealServers) -> AsyncIterator[Database]:
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("test"))
    await ensure_indexes(database, (FILES,))
    yield database
    await client.drop_database(database.name)
    client.close()


@pytest.fixture
async def secrets(database: Database) -> AsyncIterator[Secrets]:
    secrets = Secrets(database.client, database, (FILES,), keys=VAULT_KEY)
    yield secrets
    await secrets.close()


@pytest.fixture(params=["memory", pytest.param("mongo", marks=pytest.mark.real)])
def cupboard(request: pytest.FixtureRequest) -> Cupboard:
    if request.param == "memory":
        memory = MemoryBackend((FILES,))
        return _cupboard(memory, MemoryContents(memory))
    database: Database = request.getfixturevalue("database")
    backend = MongoBackend(database.client, database, secrets=request.getfixturevalue("secrets"))
    return _cupboard(backend, MongoContents(database, place=FILES.place, bucket=FILES.bucket))


def _cupboard(backend: Backend, contents: Contents) -> Cupboard:
    clock = FakeClock()
    units: Units[FilesUnit] = Units(backend, (FILES,), service="registration", clock=clock)
    return Cupboard(units, Files(units, contents, clock), contents, clock)


async def test_a_file_is_read_as_it_was_kept_once_something_claims_it(cupboard: Cupboard) -> None:
    kept = await cupboard.keep()
    with pytest.raises(NotFound):
        await cupboard.files.read(kept.file_id)
    await cupboard.run(claim, kept.file_id)
    opened = await cupboard.files.read(kept.file_id)

    assert opened.content == PDF
    assert (opened.file.name, opened.file.media_type, opened.file.size) == (
        "note verbale.pdf",
        "application/pdf",
        len(PDF),
    )


async def test_what_lies_on_the_disk_is_ciphertext(cupboard: Cupboard) -> None:
    kept = await cupboard.keep()
    lying = await cupboard.contents.get(kept.file_id)

    assert lying
    assert b"PDF" not in lying
    assert len(lying) > len(PDF)


async def test_nobody_claims_the_file_of_somebody_else(cupboard: Cupboard) -> None:
    kept = await cupboard.keep()
    for file_id, owner in ((kept.file_id, "par_2"), ("fil_unknown", OWNER)):
        with pytest.raises(NotFound):
            await cupboard.run(claim, file_id, owner=owner)


async def test_a_file_kept_for_nobody_belongs_to_who_claims_it_first(cupboard: Cupboard) -> None:
    kept = await cupboard.files.keep(await accept(an_upload(PDF)), purpose="note")
    await cupboard.run(claim, kept.file_id, owner="par_7")

    assert (await cupboard.state(kept.file_id)).owner == "par_7"
    with pytest.raises(NotFound):
        await cupboard.run(claim, kept.file_id)


async def test_a_claim_that_comes_twice_changes_nothing(cupboard: Cupboard) -> None:
    kept = await cupboard.keep()
    for _ in range(2):
        await cupboard.run(claim, kept.file_id)

    assert (await cupboard.state(kept.file_id)).version == 2


async def test_the_same_content_sent_again_under_its_key_is_the_same_file(cupboard: Cupboard) -> None:
    once, other = Origin(key="k1"), Origin(key="k2")
    note, changed = await accept(an_upload(PDF)), await accept(an_upload(PDF + b"\n"))
    kept = await cupboard.files.keep(note, owner=OWNER, purpose="note", origin=once)
    again = await cupboard.files.keep(note, owner=OWNER, purpose="note", origin=once)
    await cupboard.run(claim, kept.file_id)
    late = await cupboard.files.keep(note, owner=OWNER, purpose="note", origin=once)
    others = [
        await cupboard.files.keep(changed, owner=OWNER, purpose="note", origin=once),
        await cupboard.files.keep(note, owner="par_2", purpose="note", origin=once),
        await cupboard.files.keep(note, owner=OWNER, purpose="letter", origin=once),
        await cupboard.files.keep(note, owner=OWNER, purpose="note", origin=other),
    ]

    assert {kept.file_id, again.file_id, late.file_id} == {kept.file_id}
    assert len({kept.file_id, *(one.file_id for one in others)}) == 5
    assert (await cupboard.files.read(kept.file_id)).content == PDF


async def test_what_died_before_its_content_lay_there_is_kept_anew(cupboard: Cupboard) -> None:
    note, once = await accept(an_upload(PDF)), Origin(key="k1")
    dead = await cupboard.files.keep(note, owner=OWNER, purpose="note", origin=once)
    await cupboard.contents.remove(dead.file_id)
    kept = await cupboard.files.keep(note, owner=OWNER, purpose="note", origin=once)
    await cupboard.run(claim, kept.file_id)

    assert kept.file_id != dead.file_id
    assert (await cupboard.files.read(kept.file_id)).content == PDF


async def test_a_dropped_file_is_unreadable_at_once_and_swept_soon(cupboard: Cupboard) -> None:
    kept = await cupboard.keep()
    await cupboard.run(claim, kept.file_id)
    for _ in range(2):
        await cupboard.run(let_go, kept.file_id)
    with pytest.raises(NotFound):
        await cupboard.files.read(kept.file_id)
    dropped = await cupboard.state(kept.file_id)
    swept = [await cupboard.files.sweep(), await cupboard.files.sweep()]

    assert (dropped.state, dropped.content_key, dropped.name, dropped.sha256) == (FileState.DROPPED, "", "", "")
    assert swept == [1, 0]
    assert await cupboard.contents.get(kept.file_id) is None
    assert (await cupboard.state(kept.file_id)).state is FileState.SWEPT
    with pytest.raises(NotFound):
        await cupboard.run(claim, kept.file_id)


async def test_what_nothing_claims_is_swept_after_a_day(cupboard: Cupboard) -> None:
    orphan, claimed = await cupboard.keep(), await cupboard.keep()
    await cupboard.run(claim, claimed.file_id)
    cupboard.clock.move(hours=23)
    early = await cupboard.files.sweep()
    cupboard.clock.move(hours=2)
    late = await cupboard.files.sweep()

    assert (early, late) == (0, 1)
    assert await cupboard.contents.get(orphan.file_id) is None
    assert (await cupboard.files.read(claimed.file_id)).content == PDF


async def test_a_content_changed_where_it_lies_is_not_given_out(cupboard: Cupboard) -> None:
    kept, other = await cupboard.keep(), await cupboard.keep()
    for one in (kept, other):
        await cupboard.run(claim, one.file_id)
    lying = await cupboard.contents.get(other.file_id)
    await cupboard.contents.remove(kept.file_id)
    await cupboard.contents.put(kept.file_id, lying or b"")

    with pytest.raises(NotFound, match="cannot be read"):
        await cupboard.files.read(kept.file_id)


async def test_a_file_is_given_out_as_what_it_is_and_can_run_nothing(cupboard: Cupboard) -> None:
    kept = await cupboard.keep("note \u202efdp.exe")
    await cupboard.run(claim, kept.file_id)
    answer = file_answer(await cupboard.files.read(kept.file_id), shown=True)

    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith('attachment; filename="note fdp.pdf"')
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "private, no-store"
    assert "sandbox" in answer.headers["content-security-policy"]


@pytest.mark.real
async def test_the_database_knows_neither_name_nor_key(cupboard: Cupboard, database: Database) -> None:
    await cupboard.keep()
    everything = [one for name in await database.list_collection_names() async for one in database[name].find({})]

    assert "note verbale" not in repr(everything)
    assert b"%PDF" not in repr(everything).encode()


def test_a_service_that_keeps_files_may_use_their_collections() -> None:
    assert {"_files", "_keys", "fs.files", "fs.chunks"} <= set(places((FILES,)))
