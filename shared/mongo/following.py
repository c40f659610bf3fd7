"""Figures that are followed from change to change: counted once, and again only where something was written since."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from time import monotonic

from shared.clock import utc_now
from shared.mongo.client import Collection, Document

OVERLAP = timedelta(seconds=15)
"""Every look goes back this far: what one process wrote earlier may be seen later than what another wrote after it."""

TRUSTED = 300.0
"""Seconds after which all is counted anew, whatever was missed: a write that took longer, or past the backend."""


@dataclass
class _Known:
    """What was counted: groups by part, and for each document the part and the version that were seen to be in them."""

    parts: dict[str, list[Document]] = field(default_factory=dict)
    seen: dict[str, tuple[str, int]] = field(default_factory=dict)
    looked_at: datetime = datetime(1970, 1, 2, tzinfo=UTC)
    begun: float = -TRUSTED
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Followed:
    """Groups of the documents of a meeting, counted by parts (the field `part` says which a document belongs to).

    The first look reads the meeting, a later one what was written since, and counts the parts it lies in and lay in;
    it needs an index `meeting_id, _at, _id, _version` with the part behind.
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
            if monotonic() - known.begun < TRUSTED:
                await self._follow(meeting_id, known)
            else:
                await self._begin(meeting_id, known)
            return [group for part in known.parts.values() for group in part]

    async def _begin(self, meeting_id: str, known: _Known) -> None:
        begun, looked_at = monotonic(), utc_now()
        known.seen = {}
        self._note(await self._written({"meeting_id": meeting_id}), known)
        known.parts = await self._count({"meeting_id": meeting_id})
        known.begun, known.looked_at = begun, looked_at

    async def _follow(self, meeting_id: str, known: _Known) -> None:
        """Look back from the last look; one that is broken off is followed by a count of all."""
        begun, looked_at = known.begun, utc_now()
        known.begun = -TRUSTED
        since = {"meeting_id": meeting_id, "_at": {"$gte": known.looked_at - OVERLAP}}
        fresh = self._note(await self._written(since), known)
        if fresh:
            counted = await self._count({"meeting_id": meeting_id, self._part: {"$in": sorted(fresh)}})
            known.parts |= {part: counted.get(part, []) for part in fresh}
        known.begun, known.looked_at = begun, looked_at

    def _note(self, written: Sequence[Document], known: _Known) -> set[str]:
        """Note what was seen before it is counted, so that it is in the count as well; return the parts of it."""
        fresh = set[str]()
        for one in written:
            before, now = known.seen.get(one["_id"]), (str(one[self._part]), one["_version"])
            if before != now:
                known.seen[one["_id"]] = now
                fresh |= {now[0], before[0]} if before else {now[0]}
        return fresh

    async def _written(self, where: Document) -> list[Document]:
        fields = {self._part: 1, "_id": 1, "_version": 1}
        return [one async for one in self._collection.find(where, fields)]

    async def _count(self, where: Document) -> dict[str, list[Document]]:
        parts: dict[str, list[Document]] = defaultdict(list)
        async for group in self._collection.aggregate([{"$match": where}, *self._counting]):
            parts[group["part"]].append(group)
        return dict(parts)
