"""The supervisor: starts the stack in order, keeps it alive, stops every process it started."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from types import TracebackType
from typing import Self

from pymongo import AsyncMongoClient
from pymongo.errors import OperationFailure

from deploy.bus import connected
from deploy.local import programs
from deploy.local.child import Child, Program, Ready, Spawn
from deploy.local.failures import StackError
from deploy.local.growing import Nursery
from deploy.local.home import Home
from deploy.local.ports import Ports, must_be_free
from deploy.local.probes import answers, listens
from deploy.mongo import admin_url, as_service, make_replica_set, make_users, service_url
from deploy.permissions import SETUP, users
from deploy.services import SERVICES, Grants, prefix
from deploy.streams import declare_streams

Tell = Callable[[str], None]

_START_SECONDS = 45.0


class Stack:
    """The servers, the four services (or those in `only`) and the front door, under one home.

    `apps` puts another application factory in a service's place, by service name.
    """

    def __init__(
        self,
        home: Home,
        ports: Ports,
        *,
        only: tuple[str, ...] = SERVICES,
        apps: Mapping[str, str] | None = None,
        tell: Tell = lambda line: None,
    ) -> None:
        self.home = home
        self.ports = ports
        self.credentials = home.credentials()
        self.children: dict[str, Child] = {}
        self.nursery = Nursery(programs.nursery(only), home.log("nursery"))
        self._only = only
        self._apps = apps or {}
        self._tell = tell
        self._mongo_elsewhere = os.environ.get("PLENARY_MONGO_URL")
        self._nats_elsewhere = os.environ.get("PLENARY_NATS_URL")

    @property
    def address(self) -> str:
        """The front door's address."""
        return f"http://127.0.0.1:{self.ports.door}"

    @property
    def nats_url(self) -> str:
        return self._nats_elsewhere or f"nats://127.0.0.1:{self.ports.nats}"

    def mongo_url(self, service: str) -> str:
        """Return the address under which a service finds its database."""
        password = self.credentials.mongo_password(service)
        if self._mongo_elsewhere:
            return as_service(self._mongo_elsewhere, service, password=password)
        return service_url(f"127.0.0.1:{self.ports.mongo}", service, password=password)

    async def __aenter__(self) -> Self:
        self.home.take(self.ports.door)
        try:
            must_be_free(self._wanted(), self.ports.door)
            await self._start()
        except BaseException:
            await self._stop()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stop()

    def _wanted(self) -> dict[str, int]:
        ports = self.ports
        wanted = {"the front door": ports.door, **{f"the service {one}": ports.of(one) for one in self._only}}
        wanted |= {"the identity provider": ports.issuer, "the mail sink": ports.smtp, "the outbox": ports.outbox}
        if not self._nats_elsewhere:
            wanted |= {"nats-server": ports.nats, "the monitoring of nats-server": ports.nats_monitor}
        return wanted if self._mongo_elsewhere else {**wanted, "mongod": ports.mongo}

    async def _start(self) -> None:
        """The nursery imports while the database starts; the services start when both have what they need."""
        granted = asyncio.ensure_future(self.nursery.grants())
        servers = asyncio.gather(self._bus(granted), self._database(granted))
        await _all(self._helper(), self._door(), self._services(servers))

    async def _services(self, servers: Awaitable[object]) -> None:
        await servers
        await _all(*(self._service(one) for one in self._only))

    async def _bus(self, granted: Awaitable[Grants]) -> None:
        if not self._nats_elsewhere:
            known = users(self.credentials, await granted)
            program = programs.bus(self.home, known, port=self.ports.nats, monitor=self.ports.nats_monitor)
            await self._run(program, lambda: answers(self.ports.nats_monitor, "/healthz"))
        await _declare(self.nats_url, self.credentials.nats_setup_password)
        self._tell("bus ready: four streams")

    async def _database(self, granted: Awaitable[Grants]) -> None:
        local = f"127.0.0.1:{self.ports.mongo}"
        if not self._mongo_elsewhere:
            program = programs.database(self.home, self.credentials, port=self.ports.mongo)
            await self._run(program, lambda: listens(self.ports.mongo))
        try:
            if not self._mongo_elsewhere:
                await make_replica_set(local, self.credentials, member=local)
            url = self._mongo_elsewhere or admin_url(local, self.credentials.mongo_admin_password)
            async with AsyncMongoClient[dict[str, object]](url) as client:
                await make_users(client, self.credentials, await granted)
        except OperationFailure as failure:
            raise StackError(
                f"The database refuses the administrator of {self.home.secrets}: {failure.details or failure}. "
                "Were its data made with other secrets?"
            ) from failure
        self._tell("database ready: four databases, four users")

    async def _helper(self) -> None:
        program = programs.development(self.home, self.ports)
        await self._run(program, lambda: answers(self.ports.outbox, "/outbox/api/mails?limit=1"))
        self._tell("mail sink and identity provider ready")

    async def _service(self, name: str) -> None:
        settings = programs.settings_of(
            name, self.credentials, ports=self.ports, mongo_url=self.mongo_url(name), nats_url=self.nats_url
        )
        port = self.ports.of(name)
        program = programs.service(name, app=self._apps.get(name), settings=settings)
        grow = partial(self.nursery.grow, options=programs.uvicorn_options(port))
        await self._run(program, lambda: answers(port, f"/{prefix(name)}/health/ready"), spawn=grow)
        self._tell(f"{prefix(name)} ready")

    async def _door(self) -> None:
        await self._run(programs.front_door(self.home, self.ports), lambda: listens(self.ports.door))

    async def _run(self, program: Program, ready: Ready, *, spawn: Spawn | None = None) -> None:
        child = Child(program, log=self.home.log(program.name.replace(" ", "-")), tell=self._tell, spawn=spawn)
        self.children[program.name] = child
        await child.start()
        await child.until_ready(ready, within=_START_SECONDS)

    async def _stop(self) -> None:
        """Stop the door first, then who speaks to the servers, then the servers."""
        last = ("nats-server", "mongod")
        await asyncio.gather(*(child.stop() for name, child in self.children.items() if name not in last))
        await asyncio.gather(
            self.nursery.stop(), *(child.stop() for name, child in self.children.items() if name in last)
        )
        self.home.release()


async def _declare(url: str, setup_password: str) -> None:
    client = await connected(url, SETUP, password=setup_password)
    try:
        await declare_streams(client)
    finally:
        await client.close()


async def _all(*parts: Awaitable[None]) -> None:
    """Run these side by side; the first failure ends the others and is raised alone."""
    tasks = [asyncio.ensure_future(part) for part in parts]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
