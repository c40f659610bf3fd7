"""A world of media for each test, and the service on real servers."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.media.app import SERVICE, build
from services.media.ports import MediaUnit
from services.media.settings import Settings
from shared.web import House, make_app
from tests.fakes import World
from tests.media.builders import OFFICER, a_world
from tests.running import asked, settings_of
from tests.servers import RealServers

BASE = "http://127.0.0.1:9460"


@pytest.fixture
def world() -> World[MediaUnit]:
    """Media in memory, asked by its officer."""
    return a_world()


@pytest.fixture(scope="package")
async def api(servers: RealServers) -> AsyncIterator[httpx.AsyncClient]:
    """The running service as an officer asks it."""
    app = make_app(SERVICE, settings_of(Settings, "media", servers, public_url=BASE), build)
    async with asked(app, OFFICER, base_url=BASE) as client:
        yield client


@pytest.fixture
def house(api: httpx.AsyncClient) -> House[MediaUnit]:
    """The inside of the running service."""
    house: House[MediaUnit] = api._transport.app.state.house  # type: ignore[attr-defined] # the app under the client
    return house
