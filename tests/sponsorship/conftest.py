"""Sponsorship in memory, and as a running service on real servers."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest
from pydantic import BaseModel

from services.sponsorship import handlers
from services.sponsorship.app import SERVICE, build
from services.sponsorship.ports import SponsorshipUnit
from services.sponsorship.settings import Settings
from services.sponsorship.store import KEPT
from shared.clock import Clock
from shared.records import Origin
from shared.web import House, make_app
from shared.who import Who
from tests.fakes import FakeClock
from tests.running import as_who as as_someone
from tests.running import settings_of
from tests.servers import RealServers
from tests.sponsorship.builders import (
    ADA,
    CORA,
    a_contribution,
    a_delegation,
    a_fund,
    a_meeting,
    a_proposed,
    a_reserve,
    to_offer,
)
from tests.sponsorship.memory import Sponsorship

BASE = "http://127.0.0.1:9420"

Put = Callable[..., Awaitable[None]]


class Keep(BaseModel):
    """Some states to put there."""


@asynccontextmanager
async def running(servers: RealServers, clock: Clock) -> AsyncIterator[httpx.AsyncClient]:
    """Run the service with its own users and permissions."""
    settings = settings_of(Settings, "sponsorship", servers, public_url=BASE)
    app = make_app(SERVICE, settings, build, clock=clock)
    transport = httpx.ASGITransport(app=app)
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=transport, base_url=BASE) as client:
        yield client


@pytest.fixture(scope="module")
async def api(servers: RealServers) -> AsyncIterator[httpx.AsyncClient]:
    """The running service at a standing clock; each request says who asks."""
    async with running(servers, FakeClock()) as client:
        yield client


@pytest.fixture
def house(api: httpx.AsyncClient) -> House[SponsorshipUnit]:
    """The inside of the running service."""
    house: House[SponsorshipUnit] = api._transport.app.state.house  # type: ignore[attr-defined] # the app under the client
    return house


@pytest.fixture
async def put(house: House[SponsorshipUnit]) -> Put:
    """Put states there, in an emptied database."""
    for kept in KEPT:
        await house.database[kept.place].delete_many({})

    async def put(*values: BaseModel) -> None:
        async def keep(message: Keep, unit: SponsorshipUnit) -> None:
            for value in values:
                kept = next(one for one in KEPT if isinstance(value, one.type))
                await getattr(unit, kept.name).save(value)

        await house.units.run(keep, Keep(), Origin())

    return put


@pytest.fixture
def world() -> Sponsorship:
    """Two invited States and a fund of 5,000 francs, in memory."""
    world = Sponsorship("sponsorship", KEPT, who=ADA)
    world.keep(a_meeting(), a_delegation("AGO"), a_delegation("COD"), a_fund(a_contribution(5000)))
    return world


@pytest.fixture
async def offered(world: Sponsorship) -> Sponsorship:
    """Angola was offered 3,000 of the 5,000 francs; the Congo is on the reserve list."""
    world.keep(a_proposed("AGO"), a_reserve("COD"))
    await world.run(handlers.offer_sponsorship, to_offer("AGO"), CORA)
    return world


def as_who(who: Who) -> dict[str, str]:
    """Return the header by which someone asks at the standing clock."""
    return as_someone(who, clock=FakeClock())
