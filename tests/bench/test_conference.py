"""A conference in figures: 800 delegates at once, 100,000 participants in the database, the XLSX of 100,000 rows."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import pytest

from deploy.local.stack import Stack
from deploy.mongo import admin_url
from services.registration.ports import PeopleAsked
from services.registration.store import RegistrationViews
from shared.mongo import Database, connect, database_of
from tests.bench.figures import Figure, Figures
from tests.bench.load import percentile, post_all
from tests.registration.builders import a_participant
from tests.stacks import a_delegation, desk, running_stack

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

API = "/registration/api"
DELEGATES, CONNECTIONS = 800, 32
PEOPLE, MEETINGS = 1_000, 100
ROWS = 100_000
REPEATED = 25


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


async def test_100_000_participants_cost_what_1_000_cost(database: Database, figures: Figures) -> None:
    """A hundred meetings of a thousand; each page of one meeting asks its indexes alone."""
    views, people = RegistrationViews(database), database["participants"]
    await people.insert_many(_people("mtg_bench-0", PEOPLE))
    asked: dict[str, Callable[[], Awaitable[object]]] = {
        "list": lambda: views.participants("mtg_bench-0", PeopleAsked()),
        "search": lambda: views.participants("mtg_bench-0", PeopleAsked(q="person 77")),
        "counters": lambda: views.counts("mtg_bench-0"),
    }
    small = {name: await _milliseconds(ask) for name, ask in asked.items()}
    for number in range(1, MEETINGS):
        await people.insert_many(_people(f"mtg_bench-{number}", PEOPLE))
    for name, ask in asked.items():
        large = await _milliseconds(ask)
        figures.add(
            Figure(f"{name}, 100,000 in the database", large, "ms", "the same, 1,000", small[name], aim="1.5 or less")
        )
    for sort in ("name_key", "registered_at"):
        plan = await people.find({"meeting_id": "mtg_bench-0"}).sort([(sort, 1), ("_id", 1)]).limit(51).explain()
        stages = json.dumps(plan["queryPlanner"]["winningPlan"], default=str)
        figures.add(Figure(f"scans of the whole collection, by {sort}", stages.count("COLLSCAN"), "", aim="0"))


async def test_the_workbook_of_100_000_rows_is_streamed(stack: Stack, database: Database, figures: Figures) -> None:
    async with desk(stack) as client:
        meeting = (await a_delegation(client)).removeprefix("del_").removesuffix("_che")
        await database["participants"].insert_many(_people(f"mtg_{meeting}", ROWS))
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


def _people(meeting_id: str, count: int) -> list[dict[str, Any]]:
    body = a_participant().model_dump(mode="json", exclude={"participant_id", "version"})
    return [
        body
        | {
            "_id": f"par_{meeting_id}_{number:06}",
            "_version": 1,
            "meeting_id": meeting_id,
            "delegation_id": f"del_{meeting_id}_{number % 190:03}",
            "full_name": f"Person {number}",
            "name_key": f"person {number}",
            "email": f"p{number}@{meeting_id}.example",
            "role": "representative",
        }
        for number in range(count)
    ]


async def _milliseconds(ask: Callable[[], Awaitable[object]]) -> float:
    """Return the median of some calls, after one that warms up."""
    await ask()
    times = []
    for _ in range(REPEATED):
        began = time.perf_counter()
        await ask()
        times.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(0)
    return median(times)


def _forget_peak(pid: int) -> None:
    """Let the kernel count the highest resident memory of a process from now on."""
    Path(f"/proc/{pid}/clear_refs").write_text("5")


def _status(pid: int, name: str) -> float:
    """Return one size of a process's status, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024
