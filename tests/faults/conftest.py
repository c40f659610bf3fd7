"""One stack for all tests of failures, asked by its desk and looked at in its database."""

import os
import signal
from collections.abc import AsyncIterator

import httpx
import pytest

from deploy.local.stack import Stack
from deploy.mongo import admin_url
from shared.mongo import connect
from shared.mongo.client import Client
from tests.stacks import desk, running_stack


@pytest.fixture(scope="package")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with running_stack(tmp_path_factory.mktemp("faults")) as stack:
        yield stack


@pytest.fixture(scope="package")
async def client(stack: Stack) -> AsyncIterator[Client]:
    url = admin_url(f"127.0.0.1:{stack.ports.mongo}", stack.credentials.mongo_admin_password)
    client = connect(url)
    yield client
    client.close()


@pytest.fixture
async def staff(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    async with desk(stack) as staff:
        yield staff


def kill(stack: Stack, name: str) -> None:
    """End one process of the stack at once, as a failing machine would; the supervisor starts it again."""
    pid = stack.children[name].pid
    assert pid
    os.kill(pid, signal.SIGKILL)
