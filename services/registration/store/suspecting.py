"""Who may be registered twice, followed from change to change: compared is who registered or changed since."""

import asyncio
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic

from services.registration.domain.duplicates import Lookalikes, Suspect, Suspicion
from services.registration.domain.merging import Ruling, pair_id
from shared.clock import utc_now
from shared.logs import log
from shared.mongo import Database
from shared.mongo.following import OVERLAP, TRUSTED

PATIENCE = 10.0
"""Seconds a page waits for the first look of a process at a meeting; of a hundred thousand it may take as long."""

PIECE = 2_000
"""Registrations read and compared at once."""

KNOWN = 8
"""Meetings whose registrations are remembered, those asked about last: some 700 bytes a registration."""

FIELDS = {name: 1 for name in Suspect.model_fields if name != "participant_id"}


@dataclass
class _Look:
    """What was seen of a meeting: of each registration its version."""

    alike: Lookalikes = field(default_factory=Lookalikes)
    seen: dict[str, int] = field(default_factory=dict)
    looked_at: datetime = datetime(1970, 1, 2, tzinfo=UTC)
    begun: float = -TRUSTED
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Suspecting:
    """Says which registrations may be one person's, as the database has them at the time of asking."""

    def __init__(self, database: Database) -> None:
        self._people = database["participants"]
        self._pairs = database["participant_pairs"]
        self._looks: dict[str, _Look] = {}

    async def suspicions(self, meeting_id: str) -> list[Suspicion]:
        """Return all pairs to look at, the surest first; what was settled is left out."""
        return await self._unsettled(meeting_id, Lookalikes.suspicions)

    async def among(self, meeting_id: str, ids: Collection[str]) -> list[Suspicion]:
        """Return the pairs of some registrations."""
        return await self._unsettled(meeting_id, lambda alike: alike.among(ids)) if ids else []

    async def _unsettled(self, meeting_id: str, ask: Callable[[Lookalikes], list[Suspicion]]) -> list[Suspicion]:
        asking = asyncio.create_task(self._asked(meeting_id, ask))
        if not (await asyncio.wait({asking}, timeout=PATIENCE))[0]:
            asking.add_done_callback(_say_if_it_failed)
            return []
        found = {pair_id(*one.pair): one for one in asking.result()}
        where = {"_id": {"$in": list(found)}, "ruling": {"$ne": Ruling.OPEN.value}}
        settled = {one["_id"] async for one in self._pairs.find(where, {"_id": 1})} if found else set()
        return [one for id, one in found.items() if id not in settled]

    async def _asked(self, meeting_id: str, ask: Callable[[Lookalikes], list[Suspicion]]) -> list[Suspicion]:
        look = self._looks[meeting_id] = self._looks.pop(meeting_id) if meeting_id in self._looks else _Look()
        while len(self._looks) > KNOWN:
            del self._looks[next(iter(self._looks))]
        async with look.lock:
            await self._follow(meeting_id, look)
            return ask(look.alike)

    async def _follow(self, meeting_id: str, look: _Look) -> None:
        """Take in what was written since the last look; after a while, and at first, whatever is not seen yet."""
        begun, looked_at, where = monotonic(), utc_now(), {"meeting_id": meeting_id}
        anew = begun - look.begun >= TRUSTED
        since = where if anew else where | {"_at": {"$gte": look.looked_at - OVERLAP}}
        written = await self._people.find(since, {"_id": 1, "_version": 1}).to_list(None)
        fresh = [one["_id"] for one in written if look.seen.get(one["_id"]) != one["_version"]]
        for ids in _pieces(fresh):
            read = await self._people.find({"_id": {"$in": ids}}, FIELDS | {"_version": 1}).to_list(None)
            versions = {one["_id"]: one.pop("_version") for one in read}
            suspects = [Suspect.model_construct(participant_id=one.pop("_id"), **one) for one in read]
            await asyncio.to_thread(look.alike.put, suspects)
            look.seen |= versions
        look.looked_at, look.begun = looked_at, begun if anew else look.begun


def _pieces(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), PIECE):
        yield ids[start : start + PIECE]


def _say_if_it_failed(task: asyncio.Task[list[Suspicion]]) -> None:
    if not task.cancelled() and task.exception():
        log.warning("not looked who is registered twice", error=repr(task.exception()))
