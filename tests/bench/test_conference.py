"""A conference in figures: 800 delegates at once, the XLSX of 100,000 rows."""

import json
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest

from deploy.local.stack import Stack
from deploy.mongo import admin_url
from shared.mongo import Database, connect, database_of
from tests.bench.crowd import people_of
from tests.bench.figures import Figure, Figures
from tests.bench.load import percentile, post_all
from tests.stacks import a_delegation, desk, running_stack

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

API = "/registration/api"
DELEGATES, CONNECTIONS = 800, 32
ROWS = 100_000


@pytest.fixture(scope="module")
def figures() -> Iterator[Figures]:
    figures = Figures(Path(".plenary/bench-conference.json"))
    yield figures
    figures.write()


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with running_stack(tmp_path_factory.mktemp("conference")) as stack:
        yield stack


@pytest.fixture(scope="module")
async def database(stack: Stack) -> AsyncIterator[Database]:
    url = admin_url(f"127.0.0.1:{stack.ports.mongo}", stack.credentials.mongo_admin_password)
    client = connect(url.replace("directConnection=true", "replicaSet=plenary"))
    yield database_of(client, "registration")
    client.close()


async def test_800_delegates_register_at_once(stack: Stack, database: Database, figures: Figures) -> None:
    """Everybody wants a seat in the room; the issue gives them ten minutes, here they all come at once."""
    async with desk(stack) as client:
        meeting = (await a_delegation(client)).removeprefix("del_").removesuffix("_che")
        room = {"name": "XIX", "capacity": 800}
        (await client.post(f"{API}/meetings/mtg_{meeting}/rooms", json=room)).raise_for_status()
        answer = await client.get(f"{API}/meetings/mtg_{meeting}/delegations")
        delegations = [one["delegation_id"] for one in answer.json()]
    bodies = [_registration(delegations[n % len(delegations)], n) for n in range(DELEGATES)]
    seconds, times = await post_all(
        stack.ports.of("registration"), f"{API}/participants", bodies, connections=CONNECTIONS
    )
    figures.add(Figure("800 delegates, the slowest but 1 in 100", percentile(times, 0.99), "ms", aim="300 or less"))
    figures.add(Figure("800 delegates, registered", DELEGATES / seconds, "1/s", aim="1.3, in ten minutes"))
    kept = await database["participants"].count_documents({"meeting_id": f"mtg_{meeting}"})
    seated = await database["participants"].count_documents({"meeting_id": f"mtg_{meeting}", "attendance": "in_room"})
    figures.add(Figure("800 delegates, lost", DELEGATES - kept, "", aim="0"))
    figures.add(Figure("800 delegates, seated beyond the quotas", await _oversold(database, meeting), "", aim="0"))
    figures.add(Figure("800 delegates, in the room", seated, ""))


async def test_the_workbook_of_100_000_rows_is_streamed(stack: Stack, database: Database, figures: Figures) -> None:
    async with desk(stack) as client:
        meeting = (await a_delegation(client)).removeprefix("del_").removesuffix("_che")
        await database["participants"].insert_many(people_of(f"mtg_{meeting}", ROWS))
        pid = stack.children["registration"].pid or 0
        _forget_peak(pid)
        before, began, size = _status(pid, "VmRSS"), time.perf_counter(), 0
        address = f"/registration/meetings/{meeting}/participants?format=xlsx"
        async with client.stream("GET", address, timeout=httpx.Timeout(300)) as answer:
            answer.raise_for_status()
            async for piece in answer.aiter_bytes():
                size += len(piece)
    figures.add(Figure("XLSX of 100,000 rows, time", time.perf_counter() - began, "s"))
    figures.add(Figure("XLSX of 100,000 rows, size", size / 1e6, "MB"))
    grown = _status(pid, "VmHWM") - before
    figures.add(Figure("XLSX of 100,000 rows, memory grown by", grown, "MB", aim="150 or less"))


def _registration(delegation_id: str, number: int) -> bytes:
    body = {
        "delegation_id": delegation_id,
        "full_name": f"Delegate {number}",
        "email": f"d{number}@conference.example",
        "attendance": "in_room",
    }
    return json.dumps(body).encode()


async def _oversold(database: Database, meeting: str) -> int:
    """Return how many sit in the room beyond what their delegations were given."""
    seated = database["participants"].aggregate(
        [
            {"$match": {"meeting_id": f"mtg_{meeting}", "attendance": "in_room"}},
            {"$group": {"_id": "$delegation_id", "count": {"$sum": 1}}},
        ]
    )
    allotments = database["allotments"].find({"meeting_id": f"mtg_{meeting}"})
    quotas = {one["delegation_id"]: one["quota"] async for one in allotments}
    return sum([max(one["count"] - quotas.get(one["_id"], 0), 0) async for one in seated])


def _forget_peak(pid: int) -> None:
    """Let the kernel count the highest resident memory of a process from now on."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _status(pid: int, name: str) -> float:
    """Return one size of a process's status, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024
