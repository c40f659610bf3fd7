"""All figures in one run: HTTP, latency across services, relay, reactions, start-up, memory."""

import asyncio
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from deploy.local.stack import Stack
from deploy.mongo import admin_url
from shared.bus import Bus
from shared.clock import utc_now
from shared.kept import AuditRecord, Change, Kept, Record
from shared.mongo import connect, database_of, ensure_indexes
from shared.mongo.client import Client
from shared.mongo.outboxes import MongoOutboxes
from shared.mongo.writing import operation
from shared.relay import Relay
from shared.values import Aggregate
from tests.bench.figures import Figure, Figures
from tests.bench.load import percentile, post, post_all
from tests.stacks import a_delegation, a_registration, desk, running_stack, until

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

PATH = "/registration/api/participants"
CONNECTIONS, COUNT = 32, 6_000


Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Row(Aggregate):
    row_id: str


@pytest.fixture(scope="module")
def figures() -> Figures:
    return Figures()


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory, figures: Figures) -> AsyncIterator[Stack]:
    began = time.perf_counter()
    async with running_stack(tmp_path_factory.mktemp("bench")) as stack:
        figures.add(Figure("start, from nothing to ready", time.perf_counter() - began, "s", aim="8 or less"))
        yield stack
    figures.write()


@pytest.fixture(scope="module")
async def client(stack: Stack) -> AsyncIterator[Client]:
    client = connect(_admin(stack))
    yield client
    client.close()


def _admin(stack: Stack) -> str:
    url = admin_url(f"127.0.0.1:{stack.ports.mongo}", stack.credentials.mongo_admin_password)
    return url.replace("directConnection=true", "replicaSet=plenary")


async def raw(stack: Stack, loop: str, count: int, width: int) -> float:
    """Return what the bare loop reaches, in operations a second."""
    login = ["registration", stack.credentials.nats_password("registration")]
    if loop == "react":
        login = ["setup", stack.credentials.nats_setup_password]
    arguments = [loop, _admin(stack), stack.nats_url, *login, str(count), str(width)]
    command = [sys.executable, "-m", "tests.bench.raw", *arguments]
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    answer, _ = await process.communicate()
    return float(answer)


async def some_bodies(stack: Stack, count: int) -> list[bytes]:
    async with desk(stack) as staff:
        delegation_id = await a_delegation(staff)
    return [json.dumps(a_registration(delegation_id, number)).encode() for number in range(count)]


@contextmanager
def without_hearers(stack: Stack) -> Iterator[None]:
    """Stop the other services for a while: the raw loop has no hearers either."""
    hearers = [stack.children[name].pid for name in ("sponsorship", "side-events", "media")]
    for pid in hearers:
        os.kill(pid or 0, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in hearers:
            os.kill(pid or 0, signal.SIGCONT)


async def test_registrations_over_http(stack: Stack, figures: Figures) -> None:
    port = stack.ports.of("registration")
    bodies, heard, door = [await some_bodies(stack, count) for count in (COUNT, COUNT // 2, COUNT // 2)]
    await post_all(port, PATH, await some_bodies(stack, 500), connections=CONNECTIONS)
    with without_hearers(stack):
        before = await raw(stack, "write", COUNT // 2, CONNECTIONS)
        seconds, times = await post_all(port, PATH, bodies, connections=CONNECTIONS)
        after = await raw(stack, "write", COUNT // 2, CONNECTIONS)
    beside, rate = "raw insert and publish, 32 at once", COUNT / seconds
    figures.add(Figure("registrations over HTTP, 32 at once", rate, "/s", beside, (before + after) / 2, "0.6"))
    figures.add(Figure("  of these, time to answer p50", percentile(times, 0.5), "ms"))
    figures.add(Figure("  of these, time to answer p99", percentile(times, 0.99), "ms"))
    seconds, _ = await post_all(port, PATH, heard, connections=CONNECTIONS)
    figures.add(Figure("the same while three services hear them", len(heard) / seconds, "/s", "unheard", rate))
    seconds, _ = await post_all(stack.ports.door, PATH, door, connections=CONNECTIONS)
    figures.add(Figure("the same, heard, through the front door", len(door) / seconds, "/s", "unheard", rate))


async def test_latency_to_another_service(stack: Stack, client: Client, figures: Figures) -> None:
    bodies = await some_bodies(stack, 1_000)
    await until(lambda: _all_heard(client), within=60)
    seen: dict[str, float] = {}
    answered: dict[str, float] = {}
    async with client["sponsorship"]["participants"].watch([{"$match": {"operationType": "insert"}}]) as changes:
        await changes.try_next()  # opens it: what happened before is not seen
        watching = asyncio.create_task(_watch(changes, seen))
        await _at_a_rate(stack.ports.of("registration"), bodies, answered, rate=100)
        await until(lambda: _all_of(answered, seen), within=60)
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
    times = [max(seen[id] - at, 0) for id, at in answered.items()]
    name = "answered to visible in another service, at 100 commands/s"
    figures.add(Figure(f"{name}, p50", percentile(times, 0.5), "ms"))
    figures.add(Figure(f"{name}, p99", percentile(times, 0.99), "ms", aim="50 or less"))


async def _all_heard(client: Client) -> bool:
    """Tell whether nothing of what was registered before is still on its way."""
    told, copied = [await client[one]["participants"].count_documents({}) for one in ("registration", "sponsorship")]
    return told == copied


async def _watch(changes: object, seen: dict[str, float]) -> None:
    async for change in changes:  # type: ignore[attr-defined] # a change stream of Motor
        seen[change["documentKey"]["_id"]] = time.perf_counter()


async def _all_of(answered: dict[str, float], seen: dict[str, float]) -> bool:
    return answered.keys() <= seen.keys()


async def _at_a_rate(port: int, bodies: list[bytes], answered: dict[str, float], *, rate: int) -> None:
    idle: asyncio.LifoQueue[Connection] = asyncio.LifoQueue()
    for _ in range(CONNECTIONS):
        idle.put_nowait(await asyncio.open_connection("127.0.0.1", port))
    tasks = []

    async def one(body: bytes) -> None:
        connection = await idle.get()
        text = await post(*connection, path=PATH, body=body)
        answered[json.loads(text)["participant_id"]] = time.perf_counter()
        idle.put_nowait(connection)

    began = time.perf_counter()
    for number, body in enumerate(bodies):
        await asyncio.sleep(max(0, began + number / rate - time.perf_counter()))
        tasks.append(asyncio.create_task(one(body)))
    await asyncio.gather(*tasks)
    while not idle.empty():
        _, writer = idle.get_nowait()
        writer.close()
        await writer.wait_closed()


async def test_relay_rate(stack: Stack, client: Client, figures: Figures) -> None:
    kept = (Kept("rows", Row, key="row_id"),)
    database = database_of(client, "bench_relay")
    await client.drop_database("bench_relay")
    await ensure_indexes(database, kept)
    count = 5_000
    body = json.dumps({"participant_id": "par_0123456789abcdef", "full_name": "A person"} | {"n": "x" * 150})
    await database["rows"].bulk_write([operation(_change(number, body), guard=False) for number in range(count)])
    password = stack.credentials.nats_password("registration")
    bus = Bus(stack.nats_url, service="registration", user="registration", password=password)
    await bus.connect()

    async def sealed(records: object) -> None:
        return None

    outboxes = MongoOutboxes(database, kept)
    leading = asyncio.create_task(Relay(outboxes, bus.tell, sealed).lead())
    began = time.perf_counter()
    await until(lambda: _empty(outboxes), within=120)
    rate = count / (time.perf_counter() - began)
    leading.cancel()
    await bus.close()
    beside = await raw(stack, "publish", count, 256)
    figures.add(Figure("relay, outbox to stream and forgotten", rate, "/s", "raw publish, 256 at once", beside))


def _change(number: int, body: str) -> Change:
    record = Record(id=f"evt_b{number}", subject="registration.raw", body=body, time=utc_now(), headers={})
    trail: tuple[AuditRecord, ...] = ()
    return Change("rows", f"row_{number}", 0, 1, {"row_id": number}, outbox=(record,), trail=trail)


async def _empty(outboxes: MongoOutboxes) -> bool:
    return (await outboxes.count())[0] == 0


async def test_reaction_rate(stack: Stack, client: Client, figures: Figures) -> None:
    count = 3_000
    copies = client["sponsorship"]["participants"]
    hearer = stack.children["sponsorship"].pid
    assert hearer
    os.kill(hearer, signal.SIGSTOP)
    try:
        before = await copies.count_documents({})
        bodies = await some_bodies(stack, count)
        await post_all(stack.ports.of("registration"), PATH, bodies, connections=CONNECTIONS)
        await asyncio.sleep(2)
    finally:
        os.kill(hearer, signal.SIGCONT)
    began = time.perf_counter()

    async def copied() -> bool:
        return await copies.count_documents({}) >= before + count

    await until(copied, within=120)
    rate = count / (time.perf_counter() - began)
    beside = await raw(stack, "react", count, 64)
    figures.add(Figure("reactions, stream to stored copy", rate, "/s", "raw fetch and upsert, 64 at once", beside))


async def test_resident_memory(stack: Stack, figures: Figures) -> None:
    pids = {name: child.pid for name, child in stack.children.items()}
    pids |= {"nursery of the services": stack.nursery.pid, "supervisor (this process)": os.getpid()}
    sizes = {name: _resident(pid) for name, pid in pids.items() if pid}
    for name, size in sorted(sizes.items(), key=lambda one: -one[1]):
        figures.add(Figure(f"memory, {name}", size, "MB"))
    figures.add(Figure("memory, all of it", sum(sizes.values()), "MB", aim="1,000 or less"))


def _resident(pid: int) -> float:
    """Return the resident memory of a process, of pages it shares with others its share (PSS), in MB."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) / 1024
