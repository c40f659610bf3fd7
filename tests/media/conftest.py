"""A world of media for each test, and the service on real servers."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.media.app import SERVICE, build
from services.media.ports import MediaUnit
from services.media.settings import Settings
from shared.identity import Keys
from shared.web import House, make_app
from shared.who import Who
from tests.fakes import World
from tests.media.builders import OFFICER, a_world
from tests.servers import RealServers

SECRET = "a secret for tests that is long enough to be one"  # noqa: S105 - of tests only
BASE = "http://127.0.0.1:9460"


@pytest.fixture
def world() -> World[MediaUnit]:
    """Media in memory, asked by its officer."""
    return a_world()


@pytest.fixture(scope="package")
async def api(servers: RealServers) -> AsyncIterator[httpx.AsyncClient]:
    """The running service as an officer asks it."""
    login = servers.nats_login("media")
    settings = Settings(
        mongo_url=servers.mongo_url("media"),
        nats_url=servers.nats_url,
        nats_user=login.user,
        nats_password=login.password,
        session_secret=SECRET,
        public_url=BASE,
        development=True,
    )
    app = make_app(SERVICE, settings, build)
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=BASE, headers=as_who(OFFICER), timeout=30) as client,
    ):
        yield client


@pytest.fixture
def house(api: httpx.AsyncClient) -> House[MediaUnit]:
    """The inside of the running service."""
    house: House[MediaUnit] = api._transport.app.state.house  # type: ignore[attr-defined] # the app under the client
    return house


def as_who(who: Who) -> dict[str, str]:
    """Return the header by which someone asks."""
    return {"Authorization": f"Bearer {Keys(SECRET).bearer_token(who)}"}
