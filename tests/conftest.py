"""Fixtures every room of tests may use."""

from collections.abc import AsyncIterator

import pytest

from tests.servers import RealServers


@pytest.fixture(scope="session")
async def servers(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RealServers]:
    """One real nats-server and one real mongod for the whole session; mark tests that use it `real`."""
    async with RealServers(tmp_path_factory.mktemp("servers")) as running:
        yield running
