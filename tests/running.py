"""One service running on the test servers under its own permissions, asked by whom a test says."""

import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

import httpx
from fastapi import FastAPI

from shared.clock import Clock, utc_now
from shared.identity import Keys
from shared.settings import ServiceSettings
from shared.who import Who
from tests.servers import RealServers

SECRET = "a secret for tests that is long enough to be one"  # noqa: S105 - of tests only

VAULT_KEY = base64.b64encode(bytes(range(96))).decode()

S = TypeVar("S", bound=ServiceSettings)


def settings_of(kind: type[S], service: str, servers: RealServers, *, public_url: str) -> S:
    """Return the settings of a service with its own users of both servers."""
    login = servers.nats_login(service)
    return kind(
        mongo_url=servers.mongo_url(service),
        nats_url=servers.nats_url,
        nats_user=login.user,
        nats_password=login.password,
        session_secret=SECRET,
        vault_key=VAULT_KEY,
        public_url=public_url,
        development=True,
    )


@asynccontextmanager
async def asked(app: FastAPI, who: Who, *, base_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """Run an app and yield a client that asks as `who`."""
    transport = httpx.ASGITransport(app=app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=base_url, headers=as_who(who), timeout=30) as client,
    ):
        yield client


def as_who(who: Who, *, clock: Clock = utc_now) -> dict[str, str]:
    """Return the header by which someone asks."""
    return {"Authorization": f"Bearer {Keys(SECRET, clock=clock).bearer_token(who)}"}
