"""The documents of one kind: what a handler sees of them, and the staging of what it saves."""

from collections.abc import Callable, Mapping
from typing import Any, Generic, Protocol

from shared.errors import NotFound
from shared.kept import A, AnyKept, Backend, Change, DueRecord, Kept, Record, Row, StaleWrite, meets
from shared.messages import snake
from shared.values import Due


class Stored(Protocol[A]):
    """The documents of one kind, as a handler sees them."""

    async def get(self, id: str) -> A:
        """Return one, or refuse with NotFound."""

    async def find(self, id: str) -> A | None:
        """Return one, or None."""

    async def one(self, **equals: object) -> A | None:
        """Return the one whose fields equal these values, or None; the first by id where there are several."""

    async def all(self, **equals: object) -> list[A]:
        """Return those whose fields equal these values (a frozen set: any of its values), by id."""

    async def some(self, most: int, *, behind: str = "", **equals: object) -> list[A]:
        """Return the first of them behind an id, as the database has them: for long work done piece by piece."""

    async def save(self, value: A) -> None:
        """Write a new state, or the next version of one loaded in this unit."""

    async def keep(self, value: A) -> None:
        """Write a copy of another service's aggregate, if it is newer than the one kept."""


class Staged(Generic[A]):
    """Stages what a handler saves; reads go to the database once a document and unit."""

    def __init__(self, kept: Kept[A], backend: Backend) -> None:
        self.kept = kept
        self.loaded: dict[str, Row] = {}
        self.saved: dict[str, A] = {}
        self._backend = backend

    async def get(self, id: str) -> A:
        found = await self.find(id)
        if found is None:
            raise NotFound(f"There is no {snake(self.kept.type.__name__).replace('_', ' ')} {id}.", field=self.kept.key)
        return found

    async def find(self, id: str) -> A | None:
        if id in self.saved:
            return self.saved[id]
        row = self.loaded.get(id) or await self._backend.load(self.kept.place, id)
        return self._value(row) if row else None

    async def one(self, **equals: object) -> A | None:
        return next(iter(await self.all(**equals)), None)

    async def all(self, **equals: object) -> list[A]:
        self._must_be_plain(equals)
        rows = await self._backend.select(self.kept.place, equals)
        found = {row.id: self._value(row) for row in rows}
        for id, value in self.saved.items():
            if all(meets(getattr(value, field), wanted) for field, wanted in equals.items()):
                found[id] = value
            else:
                found.pop(id, None)
        return [found[id] for id in sorted(found)]

    async def some(self, most: int, *, behind: str = "", **equals: object) -> list[A]:
        self._must_be_plain(equals)
        rows = await self._backend.select(self.kept.place, equals, after=behind, most=most)
        return [self.saved.get(row.id) or self._value(row) for row in rows]

    def _must_be_plain(self, equals: Mapping[str, object]) -> None:
        hidden = set(equals) & set(self.kept.secret)
        if hidden:
            raise ValueError(f"nothing can be looked up by {', '.join(sorted(hidden))}: it is encrypted")

    async def save(self, value: A) -> None:
        self.saved[getattr(value, self.kept.key)] = value

    async def keep(self, value: A) -> None:
        id = getattr(value, self.kept.key)
        known = await self.find(id)
        if known is None or known.version < value.version:
            self.saved[id] = value

    def _value(self, row: Row) -> A:
        """Return a document; one that somebody changes between two reads of this unit is decided about again."""
        if self.loaded.setdefault(row.id, row).version != row.version:
            raise StaleWrite
        return self.kept.type.model_validate({**row.body, self.kept.key: row.id, "version": row.version})

    def changes(self, arm: Callable[[DueRecord], Record]) -> list[Change]:
        """Return the staged writes, each with the schedules its state newly asks for."""
        return [self._change(id, value, arm) for id, value in self.saved.items()]

    def _change(self, id: str, value: A, arm: Callable[[DueRecord], Record]) -> Change:
        """Every write makes a version, so that two who change the same document always meet."""
        before = self.loaded.get(id)
        if before and value.version <= before.version and not self.kept.copy:
            value = value.model_copy(update={"version": before.version + 1})
        due = tuple(_due_record(one, id) for one in self.kept.due(value)) if self.kept.due else ()
        fresh = [one for one in due if before is None or one not in before.due]
        return Change(
            collection=self.kept.place,
            id=id,
            expected=before.version if before else 0,
            version=max(value.version, 1),
            body=value.model_dump(exclude={"version", self.kept.key}),
            due=due,
            outbox=tuple(arm(one) for one in fresh),
            words=tuple(self.kept.words(value)) if self.kept.words else None,
        )


AnyStaged = Staged[Any]
"""A `Staged` of whatever type, as `AnyKept`."""


class Stores(dict[str, AnyStaged]):
    """The stores of one unit by name, each made when it is first asked for: a handler needs few of many."""

    def __init__(self, kept: Mapping[str, AnyKept], backend: Backend) -> None:
        super().__init__()
        self._kept = kept
        self._backend = backend

    def __missing__(self, name: str) -> AnyStaged:
        store = self[name] = Staged(self._kept[name], self._backend)
        return store


def _due_record(due: Due, key: str) -> DueRecord:
    name = snake(type(due.command).__name__)
    return DueRecord(name=name, key=key, at=due.at, body=due.command.model_dump_json())
