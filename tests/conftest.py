"""Fixtures every room of tests may use."""

import gc
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, settings

from tests.servers import RealServers

# Collecting and running makes little garbage that lasts; looking for it again and again took a third of the time.
gc.set_threshold(100_000, 50, 50)

# A machine that is busy with something else is no failure of what is tested.
settings.register_profile("patient", max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("patient"), max_examples=20)
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


@pytest.fixture(scope="session")
def modules_on_servers(request: pytest.FixtureRequest) -> frozenset[pytest.Module | None]:
    """The modules of which some test uses the servers."""
    items = request.session.items
    return frozenset(one.getparent(pytest.Module) for one in items if "servers" in getattr(one, "fixturenames", ()))


@pytest.fixture(scope="module", autouse=True)
def quiet_bus(request: pytest.FixtureRequest, modules_on_servers: frozenset[pytest.Module | None]) -> None:
    """Give every module that uses the servers a bus on which nothing is left of the module before."""
    if request.node in modules_on_servers:
        request.getfixturevalue("emptied_streams")
