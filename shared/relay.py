"""Outbox to stream: told as soon as written, in order for each document, forgotten only after the bus has it.

*Unsent* is the only position: a record is in its document's outbox until JetStream acknowledged it. A crash anywhere
means told twice (and known by its id), never lost.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from pydantic import TypeAdapter

from shared.kept import AuditRecord, Record, Writes
from shared.logs import log
from shared.values import Value


class Unsent(Value):
    """One outbox entry: a record to tell, or an audit record to seal."""

    id: str
    record: Record | None = None
    audit: AuditRecord | None = None


class Letter(Value):
    """The unsent entries of one document, oldest first."""

    collection: str
    id: str
    unsent: tuple[Unsent, ...]


LETTERS: TypeAdapter[list[Letter]] = TypeAdapter(list[Letter])


class Outboxes(Protocol):
    """Where outboxes are kept."""

    async def unsent(self, limit: int) -> list[Letter]:
        """Return documents with unsent entries, the longest waiting first."""

    async def forget(self, sent: Sequence[tuple[str, str, list[str]]]) -> None:
        """Take sent entries out of their documents: (collection, document id, entry ids)."""


IN_FLIGHT = 256
"""Documents whose entries are being told at the same time."""

SWEEP = 1.0
"""Seconds between two sweeps for what was written by other processes, or could not be told."""

SWEPT = 500
"""How many documents of a collection a sweep looks at; after an outage sweeps follow each other without a pause."""

GATHERED = 0.05
"""Seconds during which told entries gather before they are sealed and forgotten together: nobody waits for that."""

Tell = Callable[[Record], Awaitable[None]]
Seal = Callable[[Sequence[AuditRecord]], Awaitable[None]]
PassOn = Callable[[Sequence[Record]], Awaitable[None]]


class Relay:
    """The one teller of a service; runs while its process holds the lease.

    What was told is also given to `pass_on`, many records at once and before they are forgotten: at least once, too.
    """

    def __init__(
        self,
        outboxes: Outboxes,
        tell: Tell,
        seal: Seal,
        *,
        pass_on: PassOn | None = None,
    ) -> None:
        self._outboxes = outboxes
        self._tell = tell
        self._seal = seal
        self._pass_on = pass_on
        self._leading = False
        self._waiting: dict[tuple[str, str], deque[Unsent]] = {}
        self._active: set[tuple[str, str]] = set()
        self._ready: deque[tuple[str, str]] = deque()
        self._known: set[str] = set()
        self._sent: list[tuple[str, str, list[str]]] = []
        self._trail: list[AuditRecord] = []
        self._told: list[Record] = []
        self._wake = asyncio.Event()
        self._flush = asyncio.Event()
        self._failed = False

    def offer(self, writes: Writes) -> None:
        """Take what was just written; ignored where another process leads, whose sweep will find it."""
        if not self._leading:
            return
        for change in writes.changes:
            entries = [Unsent(id=one.id, record=one) for one in change.outbox]
            entries += [Unsent(id=one.id, audit=one) for one in change.trail]
            if entries:
                self._take(change.collection, change.id, entries)

    async def lead(self) -> None:
        """Tell and seal until cancelled."""
        self._forget_everything()
        self._leading = True
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._sweeping())
                group.create_task(self._telling(group))
                group.create_task(self._forgetting())
        finally:
            self._leading = False

    def _forget_everything(self) -> None:
        self._waiting.clear()
        self._active.clear()
        self._ready.clear()
        self._known.clear()
        self._sent.clear()
        self._trail.clear()
        self._told.clear()

    def _take(self, collection: str, id: str, entries: Sequence[Unsent]) -> None:
        fresh = [entry for entry in entries if entry.id not in self._known]
        if fresh:
            place = (collection, id)
            self._known.update(entry.id for entry in fresh)
            if place not in self._waiting and place not in self._active:
                self._ready.append(place)
            self._waiting.setdefault(place, deque()).extend(fresh)
            self._wake.set()

    async def _sweeping(self) -> None:
        while True:
            letters = await self._outboxes.unsent(SWEPT)
            for letter in letters:
                self._take(letter.collection, letter.id, letter.unsent)
            await asyncio.sleep(SWEEP if len(letters) < SWEPT or self._failed else 0.05)
            while len(self._known) > SWEPT and not self._failed:  # noqa: ASYNC110 - a set rings no bell when it shrinks
                await asyncio.sleep(0.01)

    async def _telling(self, group: asyncio.TaskGroup) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if self._failed:
                await asyncio.sleep(SWEEP)
                self._failed = False
            while self._ready and len(self._active) < IN_FLIGHT:
                place = self._ready.popleft()
                self._active.add(place)
                group.create_task(self._tell_letter(place, self._waiting.pop(place)))

    async def _tell_letter(self, place: tuple[str, str], entries: deque[Unsent]) -> None:
        """Tell one document's entries in their order; what fails stays unsent and is found by the sweep."""
        told: list[str] = []
        try:
            for entry in entries:
                if entry.record:
                    await self._tell(entry.record)
                    self._keep_for_others(entry.record)
                if entry.audit:
                    self._trail.append(entry.audit)
                told.append(entry.id)
        except Exception as failure:
            self._give_up(place, [entry.id for entry in entries if entry.id not in told], failure)
        if told:
            self._sent.append((*place, told))
            self._flush.set()
        self._active.discard(place)
        if place in self._waiting:
            self._ready.append(place)
        if self._ready:
            self._wake.set()

    def _keep_for_others(self, record: Record) -> None:
        if self._pass_on and record.at is None:
            self._told.append(record)

    def _give_up(self, place: tuple[str, str], ids: list[str], failure: Exception) -> None:
        """Leave entries to the sweep, with whatever was written to their document since: order is kept."""
        behind = self._waiting.pop(place, deque())
        self._known.difference_update([*ids, *(entry.id for entry in behind)])
        if not self._failed:
            log.warning("the bus does not take messages; they stay in the outbox", error=repr(failure), first=ids[0])
        self._failed = True

    async def _forgetting(self) -> None:
        """Pass on, seal and forget in batches: what arrives while one is under way goes with the next."""
        while True:
            await self._flush.wait()
            await asyncio.sleep(GATHERED)
            self._flush.clear()
            sent, self._sent = self._sent, []
            trail, self._trail = self._trail, []
            told, self._told = self._told, []
            if told and self._pass_on:
                await self._pass_on(told)
            if trail:
                await self._seal(trail)
            await self._outboxes.forget(sent)
            self._known.difference_update(id for _, _, ids in sent for id in ids)
