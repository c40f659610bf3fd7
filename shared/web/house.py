"""One service as one process has it: built once, started and stopped together."""

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeVar, cast

import orjson

from shared.audit import append
from shared.bus import Bus
from shared.clock import Clock, utc_now
from shared.delivery import Delivery
from shared.files import FILES, Files, FilesUnit
from shared.finishing import ended
from shared.identity import Identity
from shared.identity.access import REVOKED, GivenAccess
from shared.identity.links import LINKS
from shared.kept import AnyKept, AuditRecord, Writes
from shared.logs import log
from shared.mongo import NEXT_STEP, Away, MongoBackend, connect, database_of, ensure_indexes, keep_words
from shared.mongo.audit import MongoAuditLog
from shared.mongo.contents import MongoContents
from shared.mongo.lease import Duty, Lease, while_leased
from shared.mongo.letters import MongoDeadLetters
from shared.mongo.mails import MongoMailLedger
from shared.mongo.outboxes import MongoOutboxes
from shared.mongo.secrets import Secrets
from shared.nats import Hears, listen, make_broker
from shared.pages import Happening, LiveHub, Pages, in_words, msg
from shared.postman import Postman, Smtp
from shared.relay import Relay
from shared.schedules import Schedules
from shared.settings import ServiceSettings
from shared.unit import Units
from shared.web.metrics import Metrics
from shared.webhooks import WEBHOOKS, WebhooksUnit
from shared.webhooks.joined import Webhooks
from shared.who import NOBODY, SERVICE

U = TypeVar("U")

AGAIN = 30
"""Seconds after which an index that could not be made is tried again."""

SOMEBODY = msg("somebody not signed in")


@dataclass(frozen=True)
class Service:
    """What makes a service this one: its name, what it keeps and hears, its templates, its own static files if any."""

    name: str
    title: str
    kept: tuple[AnyKept, ...]
    hears: tuple[Hears, ...]
    templates: Path
    static: Path | None = None
    prefix: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "prefix", self.prefix or "/" + self.name.replace("_", "-"))


class House(Generic[U]):
    """Everything a service's routes are built from."""

    def __init__(self, service: Service, settings: ServiceSettings, *, clock: Clock = utc_now) -> None:
        self.service = service
        self.settings = settings
        self.clock = clock
        self.metrics = Metrics()
        self.pages = Pages(
            service.name,
            templates=service.templates,
            static=service.static,
            now=clock,
            development=settings.development,
        )
        self.hub = LiveHub()
        self.client = connect(settings.mongo_url)
        self.database = database_of(self.client, service.name)
        self._keep()
        given = GivenAccess(self.backend, f"{service.prefix}/link", heard=REVOKED in service.kept)
        access = given if LINKS in service.kept else None
        self.identity = Identity.from_settings(settings, access=access, clock=clock)
        self._hear()

    def _keep(self) -> None:
        kept, clock = self.service.kept, self.clock
        self.secrets = Secrets(self.client, self.database, kept, keys=self.settings.vault_keys)
        self.backend = MongoBackend(self.client, self.database, self._written, secrets=self.secrets)
        pepper = self.settings.session_secret
        self.units: Units[U] = Units(self.backend, kept, service=self.service.name, clock=clock, pepper=pepper)
        contents = MongoContents(self.database, place=FILES.place, bucket=FILES.bucket)
        self.files = Files(cast(Units[FilesUnit], self.units), contents, clock)
        self.audit = MongoAuditLog(self.database)
        self.letters = MongoDeadLetters(self.database)
        self.outboxes = MongoOutboxes(self.database, kept)
        self.lease = Lease(self.database, "duties", clock=clock)
        self.duties: list[Duty] = []
        """What a service adds to the duties of the one process that leads."""

    def _hear(self) -> None:
        name, settings, clock = self.service.name, self.settings, self.clock
        self.bus = Bus(settings.nats_url, service=name, user=settings.nats_user, password=settings.nats_password)
        self.broker = make_broker(
            settings.nats_url,
            user=settings.nats_user,
            password=settings.nats_password,
            inbox_prefix=self.bus.inbox_prefix,
            service=name,
        )
        units = cast(Units[object], self.units)
        self.delivery = Delivery(units, self.letters, clock=clock, observe=self.metrics.handled)
        listen(self.broker, self.service.hears, self.delivery, inbox_prefix=self.bus.inbox_prefix)
        self.webhooks = self._webhooks()
        pass_on = self.webhooks.courier.queue if self.webhooks else None
        self.relay = Relay(self.outboxes, self.bus.tell, self._seal, pass_on=pass_on)
        self.schedules = Schedules(self.outboxes, self.bus.tell, service=name, clock=clock)
        self.postman = Postman(
            MongoMailLedger(self.database),
            Smtp(settings.smtp_url),
            sender=settings.mail_from,
            public_url=settings.public_url,
            clock=clock,
        )
        self.postman.changed = lambda: self.hub.publish("mails", {"service": name})

    def _webhooks(self) -> Webhooks | None:
        """Return the webhooks of a service that keeps some."""
        if WEBHOOKS[0] not in self.service.kept:
            return None
        units = cast(Units[WebhooksUnit], self.units)
        return Webhooks.of(units, self.database, self.settings, lambda id: self._say_it_changed(None, id))

    def _written(self, writes: Writes) -> None:
        """Pass on what stands now: to the relay, to the postman, to whoever looks at what a fact of others changed."""
        self.relay.offer(writes)
        for change in writes.changes:
            self._say_it_changed(change.body.get("meeting_id"), change.id)
        if writes.mails:
            self.postman.wake.set()

    async def _seal(self, records: Sequence[AuditRecord]) -> None:
        await append(self.audit, records)

    async def timeline(self, id: str) -> list[Happening]:
        """Return what was done to one thing, newest first, for its page."""
        fresh, sealed = await self.outboxes.unsealed(id), await self.audit.about(id)
        known = {record.id for record in sealed}
        return [_happening(record) for record in [*(one for one in fresh if one.id not in known), *sealed]]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the duties, the bus and the hearing; the API answers whether or not the servers are there yet."""
        self.secrets.must_open()
        _settle_down()
        tasks = [asyncio.create_task(each) for each in (self._lead(), self._join_the_bus())]
        for task in tasks:
            task.add_done_callback(_say_if_it_failed)
        try:
            yield
        finally:
            await ended(tasks)
            await self._leave()

    async def _lead(self) -> None:
        await self._until_kept()
        sweeping = [self.files.lead] if FILES in self.service.kept else []
        carrying = [self.webhooks.courier.run] if self.webhooks else []
        own = (self.relay.lead, self.schedules.lead, self.postman.run, self._guard)
        await while_leased(self.lease, *own, *sweeping, *carrying, *self.duties)

    async def _until_kept(self) -> None:
        while True:
            try:
                await ensure_indexes(self.database, self.service.kept)
                given = await keep_words(self.database, self.service.kept)
            except Away as failure:
                log.warning("no database yet", error=repr(failure))
                await asyncio.sleep(1)
            else:
                return log.info("kept", found_by_words=given)

    async def _guard(self) -> None:
        """Say which documents stand in the way of a unique index, and try again until they are put right."""
        while broken := await ensure_indexes(self.database, self.service.kept):
            for one in broken:
                log.error("a rule is not guarded", broken=str(one), next_step=NEXT_STEP)
            await asyncio.sleep(AGAIN)
        await asyncio.Event().wait()

    async def _join_the_bus(self) -> None:
        await self.bus.connect()
        await self.bus.overhear(self._heard)
        while True:
            try:
                await self.bus.subscribe_as_declared(self.service.hears)
                await self.broker.start()
            except Exception as failure:
                log.warning("not hearing yet", error=repr(failure))
                await asyncio.sleep(1)
            else:
                return

    async def _leave(self) -> None:
        for leaving in (self.broker.stop(), self.bus.close()):
            try:
                async with asyncio.timeout(5):
                    await leaving
            except Exception as failure:
                log.warning("not left in order", error=repr(failure))
        await self.secrets.close()
        self.client.close()

    async def _heard(self, subject: str, body: bytes) -> None:
        """Tell whoever looks now that something changed; not what, for the streams are open to everyone (P3)."""
        fact = orjson.loads(body)
        self._say_it_changed(fact.get("meeting_id"), fact.get(f"{subject.split('.')[1]}_id"))

    def _say_it_changed(self, meeting_id: object, id: object) -> None:
        what = {"service": self.service.name}
        if meeting_id:
            self.hub.publish(f"meeting:{meeting_id}", what)
        if id:
            self.hub.publish(str(id), what)


def _settle_down() -> None:
    """Keep what was built at start out of garbage collection: it lives as long as the process, and looking at it all
    again and again is what makes one request in a hundred slow."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


def _say_if_it_failed(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception():
        log.error("a duty of the house ended", error=repr(task.exception()))


@dataclass(frozen=True)
class Standing:
    """How a service stands: what answers, and what waits."""

    database: bool
    bus: bool
    unsent: int
    oldest_unsent: datetime | None
    dead_letters: int
    pending: dict[str, int] = field(default_factory=dict)
    webhooks_failing: int = 0


async def standing(house: House[U]) -> Standing:
    """Ask the database and the bus how the service stands."""
    try:
        async with asyncio.timeout(3):
            unsent, oldest = await house.outboxes.count()
        dead = await house.letters.count()
        failing = await house.webhooks.views.failing() if house.webhooks else 0
    except (*Away, TimeoutError):
        return Standing(False, house.bus.connected, 0, None, 0)
    pending = await house.bus.pending(house.service.hears) if house.bus.connected else {}
    return Standing(True, house.bus.connected, unsent, oldest, dead, pending, failing)


def _happening(record: AuditRecord) -> Happening:
    return Happening(what=in_words(record.command), at=record.at, who=_named(record), why=record.reason or "")


def _named(record: AuditRecord) -> str:
    if record.who.startswith(SERVICE):
        return in_words(record.name)
    return SOMEBODY if record.who == NOBODY.subject else record.name or record.who
