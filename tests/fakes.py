"""In-memory stand-ins that pass the same suites as the real things."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Generic, TypeVar

from pydantic import BaseModel

from shared.files import FileState, StoredFile
from shared.kept import AlreadyDone, Answer, AnyKept, Change, Duplicate, Row, StaleWrite, Unique, Writes, meets
from shared.mail import Mail
from shared.messages import Event
from shared.records import Origin
from shared.unit import Handler, Units
from shared.who import NOBODY, Who

U = TypeVar("U")
R = TypeVar("R")
M = TypeVar("M", bound=BaseModel)


@dataclass
class FakeClock:
    """A clock that stands until it is moved."""

    now: datetime = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Move on by a `timedelta`."""
        self.now += timedelta(**by)


@dataclass
class FakeIds:
    """Ids that count: `par_1`, `par_2`, `del_1`."""

    counts: dict[str, int] = field(default_factory=dict)

    def __call__(self, prefix: str) -> str:
        self.counts[prefix] = self.counts.get(prefix, 0) + 1
        return f"{prefix}_{self.counts[prefix]}"


@dataclass
class MemoryBackend:
    """A database in memory: versions, unique fields, marks and answers as the real one has them."""

    kept: Sequence[AnyKept] = ()
    rows: dict[str, dict[str, Row]] = field(default_factory=dict)
    marks: set[str] = field(default_factory=set)
    answers: dict[str, Answer] = field(default_factory=dict)
    mails: dict[str, Mail] = field(default_factory=dict)
    written: list[Change] = field(default_factory=list)

    async def load(self, collection: str, id: str) -> Row | None:
        return self.rows.get(collection, {}).get(id)

    async def select(
        self, collection: str, equals: Mapping[str, object], *, after: str = "", most: int = 0
    ) -> list[Row]:
        rows = self.rows.get(collection, {}).values()
        found = [row for row in rows if all(meets(row.body.get(name), wanted) for name, wanted in equals.items())]
        behind = sorted((row for row in found if row.id > after), key=lambda row: row.id)
        return behind[:most] if most else behind

    async def commit(self, writes: Writes) -> None:
        if writes.mark in self.marks or (writes.answer and writes.answer.key in self.answers):
            raise AlreadyDone
        for change in writes.changes:
            self._check(change, writes.changes)
        for change in writes.changes:
            row = Row(change.id, change.version, dict(change.body), change.due)
            self.rows.setdefault(change.collection, {})[change.id] = row
            self.written.append(change)
        if writes.mark:
            self.marks.add(writes.mark)
        if writes.answer:
            self.answers[writes.answer.key] = writes.answer
        for mail in writes.mails:
            self.mails.setdefault(mail.key, mail)
        for key, mail in self.mails.items():
            if mail.to in writes.forgotten:
                self.mails[key] = mail.model_copy(update={"to": "-@erased.invalid", "subject": "", "text": ""})

    def _check(self, change: Change, changes: Sequence[Change]) -> None:
        known = self.rows.get(change.collection, {})
        there = known.get(change.id)
        if (there.version if there else 0) != change.expected:
            raise StaleWrite
        staged = {one.id: one.body for one in changes if one.collection == change.collection}
        for unique in self._rules(change):
            must_differ = {name: change.body.get(name) for name in unique.fields}
            for id, body in chain(((id, row.body) for id, row in known.items() if id not in staged), staged.items()):
                if id != change.id and _falls_under(body, must_differ) and _falls_under(body, unique.where):
                    raise Duplicate(change.collection, unique.fields)

    def _rules(self, change: Change) -> list[Unique]:
        """Return the unique rules that hold for what is written."""
        rules = [unique for kept in self.kept if kept.place == change.collection for unique in kept.unique]
        return [unique for unique in rules if _falls_under(change.body, unique.where)]

    async def answer(self, key: str) -> Answer | None:
        return self.answers.get(key)

    async def marked(self, mark: str) -> bool:
        return mark in self.marks


@dataclass
class MemoryContents:
    """The contents of files in memory; what is sweepable is read from the rows beside them."""

    backend: MemoryBackend
    contents: dict[str, bytes] = field(default_factory=dict)

    async def put(self, file_id: str, content: bytes) -> None:
        self.contents[file_id] = content

    async def get(self, file_id: str) -> bytes | None:
        return self.contents.get(file_id)

    async def remove(self, file_id: str) -> None:
        self.contents.pop(file_id, None)

    async def sweepable(self, before: datetime) -> AsyncIterator[str]:
        for row in list(self.backend.rows.get("_files", {}).values()):
            file = StoredFile.model_validate({**row.body, "file_id": row.id})
            waited = file.state is FileState.KEPT and file.kept_at < before
            if waited or file.state is FileState.DROPPED:
                yield row.id


def _falls_under(body: Mapping[str, object], where: Mapping[str, object]) -> bool:
    return all(body.get(name) == wanted for name, wanted in where.items())


@dataclass
class World(Generic[U]):
    """One service in memory: run its handlers, look at what it kept and told."""

    service: str
    kept: Sequence[AnyKept]
    clock: FakeClock = field(default_factory=FakeClock)
    ids: FakeIds = field(default_factory=FakeIds)
    who: Who = NOBODY

    def __post_init__(self) -> None:
        self.backend = MemoryBackend(self.kept)
        self.units: Units[U] = Units(self.backend, self.kept, service=self.service, clock=self.clock, ids=self.ids)

    async def run(
        self, handler: Handler[M, U, R], message: M, who: Who | None = None, message_id: str | None = None
    ) -> R:
        """Run one handler as `who`."""
        return await self.units.run(handler, message, Origin(who=who or self.who, message_id=message_id))

    def keep(self, *values: BaseModel) -> None:
        """Put states there, as if written earlier."""
        for value in values:
            kept = next(one for one in self.kept if isinstance(value, one.type))
            id = getattr(value, kept.key)
            version = max(value.model_dump(include={"version"})["version"], 1)
            body = value.model_dump(exclude={"version", kept.key})
            self.backend.rows.setdefault(kept.place, {})[id] = Row(id, version, body)

    def state(self, name: str, id: str) -> BaseModel:
        """Return a state as it stands now."""
        kept = next(one for one in self.kept if one.name == name)
        row = self.backend.rows[kept.place][id]
        value: BaseModel = kept.type.model_validate({**row.body, kept.key: id, "version": row.version})
        return value

    def told(self, *kinds: type[Event]) -> list[Event]:
        """Return the events told so far, oldest first, of these kinds (default: all)."""
        records = [record for change in self.backend.written for record in change.outbox if record.at is None]
        by_subject = {kind.subject: kind for kind in kinds or _every_event()}
        return [by_subject[r.subject].model_validate_json(r.body) for r in records if r.subject in by_subject]

    def scheduled(self) -> list[tuple[str, datetime]]:
        """Return what was scheduled so far: (subject, instant)."""
        records = [record for change in self.backend.written for record in change.outbox]
        return [(record.subject, record.at) for record in records if record.at is not None]

    @property
    def mails(self) -> list[Mail]:
        """Return the mails queued so far."""
        return list(self.backend.mails.values())


def _every_event(base: type[Event] = Event) -> list[type[Event]]:
    found = [base] if "subject" in vars(base) else []
    return found + [event for child in base.__subclasses__() for event in _every_event(child)]
