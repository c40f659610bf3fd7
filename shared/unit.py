"""One message, one unit: state, outbox, inbox mark, kept answer and audit record stand or fall together."""

import asyncio
import hashlib
import hmac
import inspect
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from functools import cache
from typing import Generic, Protocol, TypeVar, cast, get_type_hints

from pydantic import BaseModel, TypeAdapter

from shared.clock import Clock, Ids, new_id, utc_now
from shared.errors import Conflict, KeyReused, Refused
from shared.kept import (
    AlreadyDone,
    Answer,
    AnyKept,
    AuditRecord,
    Backend,
    Change,
    DueRecord,
    Duplicate,
    Record,
    StaleWrite,
    Writes,
)
from shared.mail import Mail
from shared.messages import Event
from shared.records import Origin, alone, audit_record, chain, event_record, ride, schedule_record
from shared.stored import AnyStaged, Stores
from shared.who import Who

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")
U = TypeVar("U")

Handler = Callable[[M, U], Awaitable[R]]

SIDE_BY_SIDE = 2
"""Tries of a unit before it waits for its turn among those of this process that were overtaken as well."""


class Work(Protocol):
    """What every unit offers beside its stores."""

    @property
    def now(self) -> datetime:
        """The instant of this unit, aware, in UTC."""

    @property
    def who(self) -> Who:
        """Who asks; the service itself in reactions."""

    def new_id(self, prefix: str) -> str:
        """Return a new id with the prefix of its kind."""

    def tell(self, *events: Event) -> None:
        """Tell facts once this unit's state is written."""

    def mail(self, *mails: Mail) -> None:
        """Queue mails with this unit's state."""

    def forget_mails(self, *addresses: str) -> None:
        """Take address and text from the mails kept of these addresses; what is not sent yet is not sent."""

    def mark_of(self, said: str) -> str:
        """Return what is the same for the same words in every service of this house, and does not tell them."""


class Unit:
    """The stores of a service for one message, and what it tells; services see it through their own Protocol."""

    def __init__(self, stores: Mapping[str, AnyStaged], *, now: datetime, who: Who, ids: Ids, pepper: bytes) -> None:
        self.now = now
        self.who = who
        self.told: list[Event] = []
        self.mails: list[Mail] = []
        self.forgotten: list[str] = []
        self.stores = stores
        self._ids = ids
        self._pepper = pepper

    def __getattr__(self, name: str) -> AnyStaged:
        """Return the store of that name."""
        try:
            return self.stores[name]
        except KeyError:
            raise AttributeError(name) from None

    def new_id(self, prefix: str) -> str:
        return self._ids(prefix)

    def tell(self, *events: Event) -> None:
        self.told.extend(events)

    def mail(self, *mails: Mail) -> None:
        self.mails.extend(mails)

    def forget_mails(self, *addresses: str) -> None:
        self.forgotten.extend(addresses)

    def mark_of(self, said: str) -> str:
        return hmac.new(self._pepper, f"mark:{said}".encode(), hashlib.sha256).hexdigest()


class Units(Generic[U]):
    """Runs handlers, each in its unit, until its writes stand or its refusal is final."""

    def __init__(
        self,
        backend: Backend,
        kept: Sequence[AnyKept],
        *,
        service: str,
        clock: Clock = utc_now,
        ids: Ids = new_id,
        tries: int = 12,
        pepper: str = "",
    ) -> None:
        self.service = service
        self.kept = kept
        self.clock = clock
        self.ids = ids
        self._backend = backend
        self._places = {one.name: one for one in kept}
        self._tries = tries
        self._pepper = pepper.encode()
        self._patient = asyncio.Lock()

    async def run(self, handler: Handler[M, U, R], message: M, origin: Origin) -> R:
        """Run `handler` on `message` and write what it leaves; return its result, or the one kept for `origin.key`.

        Raises the handler's refusal, `KeyReused`, or `Conflict` when others kept changing the same documents.
        """
        kept = await self._kept_answer(handler, message, origin)
        if kept is not None:
            return kept[0]
        for attempt in range(self._tries):
            try:
                async with self._turn(attempt):
                    return await self._once(handler, message, origin, first=attempt == 0)
            except StaleWrite:
                await asyncio.sleep(random.uniform(0, min(0.002 * 2**attempt, 0.25)))  # noqa: S311 - jitter, not a secret
            except AlreadyDone:
                return await self._repeated(handler, message, origin)
        raise Conflict("Others changed the same entry while this was being decided.")

    @asynccontextmanager
    async def _turn(self, attempt: int) -> AsyncIterator[None]:
        """Let tries run side by side at first, then one after the other, so that nobody loses for ever to a crowd."""
        if attempt < SIDE_BY_SIDE:
            yield
            return
        async with self._patient:
            yield

    async def _once(self, handler: Handler[M, U, R], message: M, origin: Origin, *, first: bool) -> R:
        unit = self._unit(origin)
        try:
            result = await handler(message, cast(U, unit))
            writes = self._writes(unit, message, result, origin)
            if writes.changes or writes.mails or writes.answer:
                await self._commit(writes, first=first)
        except Refused as refusal:
            if origin.message_id and await self._backend.marked(origin.message_id):
                raise AlreadyDone from refusal
            await self._note_refusal(message, refusal, origin)
            raise
        return result

    def _unit(self, origin: Origin) -> Unit:
        stores = Stores(self._places, self._backend)
        return Unit(stores, now=self.clock(), who=origin.who, ids=self.ids, pepper=self._pepper)

    async def _commit(self, writes: Writes, *, first: bool) -> None:
        """Write; what a unique index says at first is news to the handler, which decides again and may know better."""
        try:
            await self._backend.commit(writes)
        except Duplicate as duplicate:
            if first:
                raise StaleWrite from duplicate
            raise self._refusal(duplicate) from duplicate

    def _refusal(self, duplicate: Duplicate) -> Refused:
        for kept in self.kept:
            for unique in kept.unique:
                if kept.place == duplicate.collection and unique.fields == duplicate.fields:
                    return unique.refusal(unique.reason, field=unique.fields[-1])
        raise duplicate

    def _writes(self, unit: Unit, message: BaseModel, result: object, origin: Origin) -> Writes:
        changes = [
            change
            for name in self._places
            if name in unit.stores
            for change in unit.stores[name].changes(lambda due: self._schedule(due, origin))
        ]
        records = [
            (event.aggregate_id, event_record(event, id=self.ids("evt"), now=unit.now, origin=origin))
            for event in unit.told
        ]
        trail = self._trail(changes, message, origin, unit.now)
        changes = ride(changes, records, trail, named=[one for _, one in message if isinstance(one, str)])
        answer = self._answer(message, result, origin, unit.now)
        return Writes(tuple(changes), origin.message_id, answer, tuple(unit.mails), tuple(unit.forgotten), at=unit.now)

    def _schedule(self, due: DueRecord, origin: Origin) -> Record:
        return schedule_record(self.service, due, now=self.clock(), headers=chain(origin))

    def _trail(
        self, changes: Sequence[Change], message: BaseModel, origin: Origin, now: datetime
    ) -> AuditRecord | None:
        copies = {kept.place for kept in self.kept if kept.copy}
        objects = tuple((c.collection, c.id, c.expected, c.version) for c in changes if c.collection not in copies)
        if not objects:
            return None
        return audit_record(message, origin, id=self.ids("aud"), now=now, objects=objects)

    async def _note_refusal(self, message: BaseModel, refusal: Refused, origin: Origin) -> None:
        now = self.clock()
        record = audit_record(message, origin, id=self.ids("aud"), now=now)
        record = record.model_copy(update={"outcome": f"refused: {refusal.kind}", "reason": refusal.reason})
        await self._backend.commit(Writes((alone(record.id, (), (record,)),), at=now))

    def _answer(self, message: BaseModel, result: object, origin: Origin, now: datetime) -> Answer | None:
        if origin.key is None:
            return None
        body = TypeAdapter(type(result)).dump_json(result).decode()
        return Answer(key=_answer_key(origin), fingerprint=self._fingerprint(message), body=body, at=now)

    async def _kept_answer(self, handler: Handler[M, U, R], message: M, origin: Origin) -> tuple[R] | None:
        answer = await self._backend.answer(_answer_key(origin)) if origin.key else None
        if answer is None:
            return None
        if answer.fingerprint != self._fingerprint(message):
            raise KeyReused("This Idempotency-Key was used for another request.", field="Idempotency-Key")
        return (cast(R, _result_type(handler).validate_json(answer.body)),)

    def _fingerprint(self, message: BaseModel) -> str:
        """Return what tells two requests apart; the pepper keeps anyone from trying what a short one may have said."""
        said = f"{type(message).__name__}:{message.model_dump_json()}".encode()
        return hmac.new(self._pepper, said, hashlib.sha256).hexdigest()

    async def _repeated(self, handler: Handler[M, U, R], message: M, origin: Origin) -> R:
        kept = await self._kept_answer(handler, message, origin)
        return kept[0] if kept else cast(R, None)


def _answer_key(origin: Origin) -> str:
    return f"{origin.who.subject}:{origin.key}"


@cache
def _result_type(handler: Callable[..., object]) -> TypeAdapter[object]:
    function = handler if inspect.isfunction(handler) else type(handler).__call__
    return TypeAdapter(get_type_hints(function).get("return", type(None)))
