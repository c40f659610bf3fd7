"""The side events service on real servers, with a meeting and its delegations known."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.side_events.app import SERVICE, build
from services.side_events.handlers import keep_delegation, keep_meeting
from services.side_events.ports import SideEventsUnit
from services.side_events.settings import Settings
from shared.identity import Keys
from shared.records import Origin
from shared.web import House, make_app
from shared.who import Who
from tests.servers import RealServers
from tests.side_events.builders import OFFICER, a_delegation_told, a_meeting_told

SECRET = "a secret for tests that is long enough to be one"  # noqa: S105 - of tests only
BASE = "http://127.0.0.1:9440"


@pytest.fixture(scope="package")
async def api(servers: RealServers) -> AsyncIterator[httpx.AsyncClient]:
    """The running service as an officer asks it."""
    login = servers.nats_login("side_events")
    settings = Settings(
        mongo_url=servers.mongo_url("side_events"),
        nats_url=servers.nats_url,
        nats_user=login.user,
        nats_password=login.password,
        session_secret=SECRET,
        public_url=BASE,
        development=True,
    )
    app = make_app(SERVICE, settings, build)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url=BASE, headers=as_who(OFFICER), timeout=30
        ) as client,
    ):
        await know_the_meeting(app.state.house)
        yield client


async def know_the_meeting(house: House[SideEventsUnit]) -> None:
    await house.units.run(keep_meeting, a_meeting_told(), Origin())
    for number in range(30):
        await house.units.run(keep_delegation, a_delegation_told(f"del_apmbc-22msp_{number:03}"), Origin())


def as_who(who: Who) -> dict[str, str]:
    """Return the header by which someone asks."""
    return {"Authorization": f"Bearer {Keys(SECRET).bearer_token(who)}"}
