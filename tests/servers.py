"""Real servers for tests: one nats-server with the real permissions, one mongod; started once, stopped by id."""

import logging
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import nats
from nats.aio.client import Client
from pymongo import AsyncMongoClient

from deploy.credentials import Credentials
from deploy.grants import grants
from deploy.local import programs
from deploy.local.child import Child, Program, Ready
from deploy.local.home import Home
from deploy.local.ports import free_port
from deploy.local.probes import answers, listens
from deploy.mongo import admin_url, make_replica_set, make_users, service_url
from deploy.permissions import SETUP, NatsUser, inbox, users
from deploy.services import SERVICES
from deploy.streams import declare_streams
from shared.messages import stream_of
from shared.values import Value

EVERYTHING = "everything"
"""The bus user of tests that are not about permissions: it may do everything."""


class Login(Value):
    """A user of the bus, with the inbox prefix its permissions allow."""

    user: str
    password: str
    inbox_prefix: str


class RealServers:
    """Both servers on free ports over a temporary folder, with users, databases and the four streams."""

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        self.credentials: Credentials = self.home.credentials()
        self._nats_port, self._monitor_port, self._mongo_port = _three_ports()
        self._grants = grants()
        self._children: list[Child] = []

    @property
    def nats_url(self) -> str:
        return f"nats://127.0.0.1:{self._nats_port}"

    @property
    def setup_login(self) -> Login:
        """The user that declares streams."""
        return Login(user=SETUP, password=self.credentials.nats_setup_password, inbox_prefix=inbox(SETUP))

    @property
    def admin_login(self) -> Login:
        """The user that may do everything on the bus."""
        return Login(user=EVERYTHING, password=self.credentials.nats_setup_password, inbox_prefix="_INBOX")

    @property
    def mongo_admin_url(self) -> str:
        """The database server for a user that may do everything in every database."""
        return self._mongo_url(directly=False)

    def nats_login(self, service: str) -> Login:
        """Return the user of one service."""
        return Login(user=service, password=self.credentials.nats_password(service), inbox_prefix=inbox(service))

    def mongo_url(self, service: str) -> str:
        """Return the database of one service, for its own user."""
        return service_url(f"127.0.0.1:{self._mongo_port}", service, password=self.credentials.mongo_password(service))

    async def connect(self, login: Login) -> Client:
        """Return a connection to the bus; the caller closes it."""
        return await nats.connect(
            self.nats_url, user=login.user, password=login.password, inbox_prefix=login.inbox_prefix.encode()
        )

    async def empty_streams(self) -> None:
        """Forget everything that was told: what an earlier module told must not reach the services of this one."""
        bus = await self.connect(self.setup_login)
        for service in SERVICES:
            await bus.jetstream().purge_stream(stream_of(service))
        await bus.close()

    async def __aenter__(self) -> Self:
        known = (
            *users(self.credentials, self._grants),
            NatsUser(name=EVERYTHING, password=self.credentials.nats_setup_password),
        )
        bus = programs.bus(self.home, known, port=self._nats_port, monitor=self._monitor_port, sync="2m")
        database = programs.database(self.home, self.credentials, port=self._mongo_port)
        try:
            await self._run(bus, lambda: answers(self._monitor_port, "/healthz"))
            await self._run(database, lambda: listens(self._mongo_port))
            await self._set_up()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    async def _run(self, program: Program, ready: Ready) -> None:
        child = Child(program, log=self.home.log(program.name), tell=logging.warning)
        self._children.append(child)
        await child.start()
        await child.until_ready(ready, within=30)

    async def _set_up(self) -> None:
        address = f"127.0.0.1:{self._mongo_port}"
        await make_replica_set(address, self.credentials, member=address)
        async with AsyncMongoClient[dict[str, Any]](self._mongo_url(directly=True)) as client:
            await make_users(client, self.credentials, self._grants)
        bus = await self.connect(self.setup_login)
        await declare_streams(bus)
        await bus.close()

    def _mongo_url(self, *, directly: bool) -> str:
        url = admin_url(f"127.0.0.1:{self._mongo_port}", self.credentials.mongo_admin_password)
        return url if directly else url.replace("directConnection=true", "replicaSet=plenary&w=majority&journal=true")

    async def _stop(self) -> None:
        for child in self._children:
            await child.stop()


def _three_ports() -> set[int]:
    """Return three ports nobody uses now; two that are drawn one after the other may be the same."""
    ports: set[int] = set()
    while len(ports) < 3:
        ports.add(free_port())
    return ports
