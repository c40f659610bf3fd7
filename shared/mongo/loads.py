"""Reads by id, and by the values of fields: what is asked for while one is under way goes out with the next one."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping

from shared.mongo.client import Database, Document

Waiting = dict[str, list[asyncio.Future[Document | None]]]
Equals = Mapping[str, object]
Asked = tuple[Equals, asyncio.Future[list[Document]]]

BESIDE = 2
"""Reads of one kind that are under way at once: a long one holds nobody up."""


class Loads:
    """Documents by id, each collection with one read under way; a read begins after it was asked for."""

    def __init__(self, database: Database, *, most: int = 200) -> None:
        self._database = database
        self._most = most
        self._waiting: defaultdict[str, Waiting] = defaultdict(dict)
        self._under_way: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def load(self, collection: str, id: str) -> Document | None:
        """Return one document without its outbox, or None; it is the caller's to read, not to change."""
        found: asyncio.Future[Document | None] = asyncio.get_running_loop().create_future()
        self._waiting[collection].setdefault(id, []).append(found)
        self._start(collection)
        return await found

    def _start(self, collection: str) -> None:
        waiting = self._waiting[collection]
        if waiting and collection not in self._under_way:
            group = {id: waiting.pop(id) for id in list(waiting)[: self._most]}
            self._under_way.add(collection)
            task = asyncio.create_task(self._read(collection, group))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _read(self, collection: str, group: Waiting) -> None:
        try:
            cursor = self._database[collection].find({"_id": {"$in": list(group)}}, {"_outbox": 0})
            found = {document["_id"]: document for document in await cursor.to_list(None)}
        except Exception as failure:
            for future in _listening(group):
                future.set_exception(failure)
        else:
            for id, futures in group.items():
                for future in _listening({id: futures}):
                    future.set_result(found.get(id))
        self._under_way.discard(collection)
        self._start(collection)


def _listening(group: Waiting) -> list[asyncio.Future[Document | None]]:
    """Return the futures somebody still waits for."""
    return [future for futures in group.values() for future in futures if not future.done()]


class Selects:
    """Documents by the values of fields; those that are asked for by the same fields are read together."""

    def __init__(self, database: Database, *, most: int = 50) -> None:
        self._database = database
        self._most = most
        self._waiting: defaultdict[tuple[str, ...], list[Asked]] = defaultdict(list)
        self._under_way: defaultdict[tuple[str, ...], int] = defaultdict(int)
        self._tasks: set[asyncio.Task[None]] = set()

    @staticmethod
    def may(equals: Equals) -> bool:
        """Tell whether answers can be told apart here as the database does: by words, and by yes or no."""
        return bool(equals) and all(isinstance(wanted, str | bool) for wanted in equals.values())

    async def select(self, collection: str, equals: Equals) -> list[Document]:
        """Return the documents whose fields equal these values, by id; they are the caller's to read."""
        found: asyncio.Future[list[Document]] = asyncio.get_running_loop().create_future()
        kind = (collection, *sorted(equals))
        self._waiting[kind].append((equals, found))
        self._start(kind)
        return await found

    def _start(self, kind: tuple[str, ...]) -> None:
        waiting = self._waiting[kind]
        if waiting and self._under_way[kind] < BESIDE:
            group, self._waiting[kind] = waiting[: self._most], waiting[self._most :]
            self._under_way[kind] += 1
            task = asyncio.create_task(self._read(kind, group))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _read(self, kind: tuple[str, ...], group: list[Asked]) -> None:
        where = {"$or": [dict(equals) for equals, _ in group]} if len(group) > 1 else dict(group[0][0])
        try:
            found = await self._database[kind[0]].find(where, {"_outbox": 0}).to_list(None)
        except Exception as failure:
            for _, future in _still(group):
                future.set_exception(failure)
        else:
            found.sort(key=lambda document: str(document["_id"]))
            for equals, future in _still(group):
                future.set_result([one for one in found if len(group) == 1 or _has(one, equals)])
        self._under_way[kind] -= 1
        self._start(kind)


def _has(document: Document, equals: Equals) -> bool:
    """Tell whether a document is as it is looked for; a list has what one of its values is."""
    values = ((document.get(name), wanted) for name, wanted in equals.items())
    return all(value == wanted or (isinstance(value, list) and wanted in value) for value, wanted in values)


def _still(group: Iterable[Asked]) -> list[Asked]:
    return [one for one in group if not one[1].done()]
