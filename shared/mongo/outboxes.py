"""Outboxes inside documents: finding what is unsent and forgetting what was sent."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pymongo import UpdateOne, WriteConcern

from shared.kept import AnyKept, AuditRecord, DueRecord, Record
from shared.mongo.client import Database, Document
from shared.mongo.indexes import DUE, UNSENT
from shared.relay import Letter, Unsent


class MongoOutboxes:
    """The outboxes of all collections of one service."""

    def __init__(self, database: Database, kept: Sequence[AnyKept]) -> None:
        # An entry that comes back after a crash is told twice, which hearers bear: no need to wait for a majority.
        quick = database.with_options(write_concern=WriteConcern(w=1))
        self._places = ["_outbox", *sorted({one.place for one in kept})]
        self._timed = sorted({one.place for one in kept if one.due})
        self._database = quick

    async def unsent(self, limit: int) -> list[Letter]:
        letters = []
        for place in self._places:
            cursor = self._database[place].find(dict(UNSENT), {"_outbox": 1}).sort("_outbox.time", 1).limit(limit)
            letters += [_letter(place, found) async for found in cursor]
        return letters

    async def count(self) -> tuple[int, datetime | None]:
        """Return how many documents have unsent entries, and since when the oldest waits."""
        count, oldest = 0, None
        for place in self._places:
            count += await self._database[place].count_documents(dict(UNSENT))
            found = await self._database[place].find_one(dict(UNSENT), {"_outbox.time": 1}, sort=[("_outbox.time", 1)])
            since = found["_outbox"][0]["time"] if found else None
            oldest = min((at for at in (oldest, since) if at), default=None)
        return count, oldest

    async def unsealed(self, id: str) -> list[AuditRecord]:
        """Return what was done to a document a moment ago and still rides in it, newest first."""
        there: Sequence[Document] = [{"$match": {"_id": id, **UNSENT}}, {"$project": {"_outbox": 1}}]
        first, *others = self._places
        beside = [{"$unionWith": {"coll": place, "pipeline": there}} for place in others]
        found: list[AuditRecord] = []
        async for one in self._database[first].aggregate([*there, *beside]):  # all places at once: one way, not fifty
            found += [AuditRecord(**entry["audit"]) for entry in one["_outbox"] if "audit" in entry]
        return found[::-1]

    async def forget(self, sent: Sequence[tuple[str, str, list[str]]]) -> None:
        places: dict[str, list[UpdateOne]] = defaultdict(list)
        for place, id, ids in sent:
            places[place].append(UpdateOne({"_id": id}, {"$pull": {"_outbox": {"id": {"$in": ids}}}}))
        for place, updates in places.items():
            await self._database[place].bulk_write(updates, ordered=False)

    async def due(self, before: datetime | None = None) -> list[DueRecord]:
        """Return what falls due, up to `before` where it is given: everything a schedule must exist for."""
        found: list[DueRecord] = []
        for place in self._timed:
            where = dict(DUE) | ({"_due.at": {"$lt": before}} if before else {})
            async for one in self._database[place].find(where, {"_due": 1}):
                found += [DueRecord(**due) for due in one["_due"] if before is None or due["at"] < before]
        return found


def _letter(place: str, found: dict[str, Any]) -> Letter:
    return Letter(collection=place, id=found["_id"], unsent=tuple(_unsent(entry) for entry in found["_outbox"]))


def _unsent(entry: dict[str, Any]) -> Unsent:
    if "audit" in entry:
        return Unsent(id=entry["id"], audit=AuditRecord(**entry["audit"]))
    return Unsent(id=entry["id"], record=Record(**entry))
