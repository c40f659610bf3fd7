"""Reads by id: what is asked for while a read is under way goes out together with the next one."""

import asyncio
from collections import defaultdict

from shared.mongo.client import Database, Document

Waiting = dict[str, list[asyncio.Future[Document | None]]]


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
