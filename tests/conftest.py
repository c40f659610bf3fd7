"""Fixtures every room of tests may use."""

import gc
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, settings

from tests.servers import RealServers

# Collecting and running makes little garbage that lasts; looking for it again and again took a third of the time.
gc.set_threshold(100_000, 50, 50)

# A machine that is busy with something else is no failure of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")


@pytest.fixture(scope="session")
async def servers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RealServers]:
    """One real nats-server and one real mongod for the whole session; mark tests that use it `real`."""
    async with RealServers(tmp_path_factory.mktemp("servers")) as running:
        yield running


@pytest.fixture(scope="module")
async def emptied_streams(servers: RealServers) -> None:
    """The bus as if nothing had been told yet."""
    await servers.empty_streams()


@pytest.fixture(scope="module", autouse=True)
def quiet_bus(request: pytest.FixtureRequest) -> None:
    """Give every module that uses the servers a bus on which nothing is left of the module before."""
    ours = [item for item in request.session.items if item.getparent(pytest.Module) is request.node]
    if any("servers" in getattr(item, "fixturenames", ()) for item in ours):
        request.getfixturevalue("emptied_streams")
