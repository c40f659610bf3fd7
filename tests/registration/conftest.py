"""The registration service on real servers."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from services.registration.app import SERVICE, build
from services.registration.settings import Settings
from shared.web import House, make_app
from tests.registration.builders import OFFICER
from tests.running import asked, settings_of
from tests.servers import RealServers

BASE = "http://127.0.0.1:9400"


@pytest.fixture(scope="package")
async def api(servers: RealServers) -> AsyncIterator[httpx.AsyncClient]:
    """The running service as an officer asks it."""
    app = make_app(SERVICE, settings_of(Settings, "registration", servers, public_url=BASE), build)
    async with asked(app, OFFICER, base_url=BASE) as client:
        await guarded(app.state.house)
        yield client


async def guarded(house: House[object]) -> None:
    """Wait until the indexes that guard the rules are there; a service that starts makes them while it answers."""
    async with asyncio.timeout(90):
        while "delegation_id_1_role_1" not in await house.database["participants"].index_information():  # noqa: ASYNC110 - an index rings no bell
            await asyncio.sleep(0.02)


@pytest.fixture
def house(api: httpx.AsyncClient) -> House[object]:
    """The inside of the running service."""
    house: House[object] = api._transport.app.state.house  # type: ignore[attr-defined] # the app under the client
    return house
