"""Figures that are followed from change to change: counted once, and again only where something was written since."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from shared.mongo.client import Collection, Document

OVERLAP = timedelta(seconds=15)
"""Every look goes back this far: what one process wrote earlier may be seen later than what another wrote after it."""


@dataclass
class _Known:
    """What was counted: groups by part, and which versions of documents were seen to be in them."""

    parts: dict[str, list[Document]] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    until: datetime = datetime(1970, 1, 2, tzinfo=UTC)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Followed:
    """Groups of the documents of a meeting, counted by parts (the field `part` says which a document belongs to).

    The first look reads the meeting, a later one what was written since and the parts it lies in; it needs an index
    `meeting_id, _at, _id, _version` with the part behind. A document must stay in its part; what is written past the
    backend is seen by the next process only.
    """

    def __init__(self, collection: Collection, *, part: str, counting: Sequence[Document]) -> None:
        self._collection = collection
        self._part = part
        self._counting = counting
        self._known: defaultdict[str, _Known] = defaultdict(_Known)

    async def groups(self, meeting_id: str) -> list[Document]:
        """Return all groups of a meeting as the pipeline `counting` makes them, each with its `part`."""
        known = self._known[meeting_id]
        async with known.lock:
            if known.parts:
                await self._follow(meeting_id, known)
            else:
                await self._begin(meeting_id, known)
            return [group for part in known.parts.values() for group in part]

    async def _begin(self, meeting_id: str, known: _Known) -> None:
        last = await self._collection.find_one({"meeting_id": meeting_id}, {"_at": 1}, sort=[("_at", -1)])
        known.until = (last or {}).get("_at", known.until)
        known.seen = {one["_id"]: one["_version"] for one in await self._written(meeting_id, known)}
        known.parts = await self._count({"meeting_id": meeting_id})

    async def _follow(self, meeting_id: str, known: _Known) -> None:
        written = await self._written(meeting_id, known)
        fresh = {str(one[self._part]) for one in written if known.seen.get(one["_id"]) != one["_version"]}
        if fresh:
            counted = await self._count({"meeting_id": meeting_id, self._part: {"$in": sorted(fresh)}})
            known.parts |= {part: counted.get(part, []) for part in fresh}
        known.seen = {one["_id"]: one["_version"] for one in written}
        known.until = max((one["_at"] for one in written), default=known.until)

    async def _written(self, meeting_id: str, known: _Known) -> list[Document]:
        """Return what was written lately, before the count: whatever is seen here is in the count as well."""
        since = {"meeting_id": meeting_id, "_at": {"$gte": known.until - OVERLAP}}
        fields = {self._part: 1, "_id": 1, "_version": 1, "_at": 1}
        return [one async for one in self._collection.find(since, fields)]

    async def _count(self, where: Document) -> dict[str, list[Document]]:
        parts: dict[str, list[Document]] = defaultdict(list)
        async for group in self._collection.aggregate([{"$match": where}, *self._counting]):
            parts[group["part"]].append(group)
        return dict(parts)
