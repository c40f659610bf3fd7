"""Fixtures of the identity tests."""

from collections.abc import AsyncIterator

import httpx
import pytest

from shared.identity import Identity
from tests.fakes import FakeClock
from tests.shared.identity.house import a_browser, a_house, an_identity


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def identity(clock: FakeClock) -> Identity:
    return an_identity(clock)


@pytest.fixture
async def browser(identity: Identity) -> AsyncIterator[httpx.AsyncClient]:
    async with a_browser(a_house(identity)) as browser:
        yield browser
