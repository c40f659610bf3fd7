"""The side events service on real servers, with a meeting and its delegations known."""

from collections.abc import AsyncIterator

import httpx
import pytest

from services.side_events.app import SERVICE, build
from services.side_events.handlers import keep_delegation, keep_meeting
from services.side_events.ports import SideEventsUnit
from services.side_events.settings import Settings
from shared.records import Origin
from shared.web import House, make_app
from tests.running import asked, settings_of
from tests.servers import RealServers
from tests.side_events.builders import OFFICER, a_delegation_told, a_meeting_told

BASE = "http://127.0.0.1:9440"


@pytest.fixture(scope="package")
async def api(servers: RealServers) -> AsyncIterator[httpx.AsyncClient]:
    """The running service as an officer asks it."""
    app = make_app(SERVICE, settings_of(Settings, "side_events", servers, public_url=BASE), build)
    async with asked(app, OFFICER, base_url=BASE) as client:
        await know_the_meeting(app.state.house)
        yield client


async def know_the_meeting(house: House[SideEventsUnit]) -> None:
    await house.units.run(keep_meeting, a_meeting_told(), Origin())
    for number in range(30):
        await house.units.run(keep_delegation, a_delegation_told(f"del_apmbc-22msp_{number:03}"), Origin())
