"""A hundred thousand participants in figures: each beside the same figure at a thousand."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from services.registration.ports import PeopleAsked
from services.registration.ports.review import QueueAsked
from services.registration.store import KEPT, RegistrationViews
from services.registration.store.review import ReviewReader
from shared.clock import new_id
from shared.mongo import Database, connect, database_of, ensure_indexes, keep_words
from tests.bench.crowd import people_of
from tests.bench.figures import Figure, Figures
from tests.servers import RealServers

pytestmark = [pytest.mark.bench, pytest.mark.timeout(900)]

PEOPLE, MEETINGS = 1_000, 100
REPEATED = 25
AS_MANY = 20
"""Rows of a search that a thousand people have as well: what is compared is the search, and no longer page."""
SMALL, LARGE = "mtg_small", "mtg_large"


@pytest.fixture
def figures() -> Iterator[Figures]:
    figures = Figures(Path(".plenary/bench-crowd.json"))
    yield figures
    figures.write()


@pytest.fixture
async def database(servers: RealServers) -> AsyncIterator[Database]:
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("bench"))
    await ensure_indexes(database, KEPT)
    yield database
    await client.drop_database(database.name)
    client.close()


async def test_100_000_participants_cost_what_1_000_cost(database: Database, figures: Figures) -> None:
    """Twice: in a hundred meetings of a thousand, and in one meeting alone; each page asks its indexes."""
    views = RegistrationViews(database)
    await _fill(database, SMALL, PEOPLE)
    small = {name: await _milliseconds(ask) for name, ask in _asked(views, SMALL).items()}
    for number in range(1, MEETINGS):
        await database["participants"].insert_many(people_of(f"mtg_{number}", PEOPLE))
    for name, ask in _asked(views, SMALL).items():
        _compare(figures, f"{name}, a hundred meetings of 1,000", await _milliseconds(ask), small[name])
    given, seconds = await _fill(database, LARGE, PEOPLE * MEETINGS)
    figures.add(Figure("words given to what was kept without", given / seconds, "1/s"))
    began = time.perf_counter()
    await RegistrationViews(database).counts(LARGE)
    figures.add(Figure("counters, the first look of a process", (time.perf_counter() - began) * 1000, "ms"))
    for name, ask in _asked(views, LARGE).items():
        _compare(figures, f"{name}, one meeting of 100,000", await _milliseconds(ask), small[name])


async def _fill(database: Database, meeting_id: str, count: int) -> tuple[int, float]:
    """Write a meeting as an older release did, then give everybody their words; return how many, and the seconds."""
    await database["participants"].insert_many(people_of(meeting_id, count))
    began = time.perf_counter()
    given = await keep_words(database, KEPT)
    return given, time.perf_counter() - began


def _asked(views: RegistrationViews, meeting_id: str) -> dict[str, Callable[[], Awaitable[object]]]:
    review = ReviewReader(views.database, views.figures)
    last = f"par_{meeting_id}_000499"
    return {
        "list": lambda: views.participants(meeting_id, PeopleAsked()),
        "list, confirmed only": lambda: views.participants(meeting_id, PeopleAsked(status="confirmed")),
        "list, behind the 500th": lambda: views.participants(meeting_id, PeopleAsked(sort="registered_at", after=last)),
        "search of one person": lambda: views.participants(meeting_id, PeopleAsked(q="p777@")),
        "search of two letters": lambda: views.participants(meeting_id, PeopleAsked(q="ma", size=AS_MANY)),
        "counters": lambda: views.counts(meeting_id),
        "review queue": lambda: review.queue(meeting_id, QueueAsked()),
        "review counters": lambda: review.counts(meeting_id),
    }


def _compare(figures: Figures, name: str, large: float, small: float) -> None:
    figures.add(Figure(name, large, "ms", "the same, 1,000", small, aim="1.5 or less"))


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
