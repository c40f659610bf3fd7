"""One holder at a time: the lease under which a service's single-handed duties are done."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from pymongo.errors import DuplicateKeyError, PyMongoError

from shared.clock import Clock, new_id, utc_now
from shared.finishing import ended
from shared.logs import log
from shared.mongo.client import Database

Duty = Callable[[], Awaitable[None]]
LIFETIME = timedelta(seconds=3)
RENEWAL = 1.0


class Lease:
    """Held by one process of a service; lost when it is not renewed for three seconds."""

    def __init__(self, database: Database, name: str, *, clock: Clock = utc_now) -> None:
        self.holder = new_id("holder")
        self._leases = database["_leases"]
        self._name = name
        self._clock = clock

    async def acquire(self) -> bool:
        """Take or renew the lease; False while another holds it."""
        now = self._clock()
        free: dict[str, Any] = {"$or": [{"holder": self.holder}, {"until": {"$lt": now}}]}
        try:
            await self._leases.update_one(
                {"_id": self._name, **free},
                {"$set": {"holder": self.holder, "until": now + LIFETIME}},
                upsert=True,
            )
        except DuplicateKeyError:
            return False
        return True

    async def release(self) -> None:
        """Give the lease back, so that another process need not wait for its end."""
        await self._leases.delete_one({"_id": self._name, "holder": self.holder})


async def while_leased(lease: Lease, *duties: Duty) -> None:
    """Do the duties whenever the lease is held, until cancelled; they are stopped when it is lost."""
    running: list[asyncio.Task[None]] = []
    try:
        while True:
            if await _held(lease):
                running = [task for task in running if not task.done()] or _start(duties)
            else:
                await ended(running)
                running = []
            await asyncio.sleep(RENEWAL)
    finally:
        try:
            await ended(running)
        finally:
            await _give_back(lease)


def _start(duties: tuple[Duty, ...]) -> list[asyncio.Task[None]]:
    return [asyncio.create_task(_again(duty)) for duty in duties]


async def _again(duty: Duty) -> None:
    """Do a duty; where it fails, say so and begin it again a second later."""
    while True:
        try:
            await duty()
        except Exception as failure:
            log.warning("duty failed and begins again", duty=getattr(duty, "__qualname__", "?"), error=repr(failure))
        await asyncio.sleep(1)


async def _held(lease: Lease) -> bool:
    try:
        async with asyncio.timeout(LIFETIME.total_seconds() / 2):
            return await lease.acquire()
    except (PyMongoError, TimeoutError):
        return False


async def _give_back(lease: Lease) -> None:
    try:
        async with asyncio.timeout(1):
            await lease.release()
    except (PyMongoError, TimeoutError):
        log.info("lease not given back; it ends by itself", holder=lease.holder)
