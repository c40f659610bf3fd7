"""The read side of the review: the queue by index, oldest first; what is held; who may be registered twice."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic

from services.registration.domain import Delegation, Participant
from services.registration.domain.duplicates import Suspect, Suspicion, suspicions
from services.registration.domain.merging import Pair, Ruling, pair_id
from services.registration.ports import PeopleAsked
from services.registration.ports.review import QueueAsked, ReviewCounts, ReviewQueue, Suspected, Waiting
from services.registration.store.figures import Figures
from services.registration.store.review_states import STATES, chosen
from shared.clock import utc_now
from shared.contracts.registration.privacy import PersonalKind
from shared.errors import NotFound
from shared.logs import log
from shared.mongo import Database, Paging, find_all, find_one, read_found
from shared.words import asked_words

MOST_HELD = 1000
PATIENCE = 2.0
"""Seconds a page waits for a look at who may be registered twice."""
SOON = timedelta(seconds=5)
RESTS = 9
"""A look that takes longer than that is taken a tenth of the time at most."""


@dataclass
class _Look:
    """What was found at which state of a meeting, and the look that is being taken."""

    found: list[Suspicion] = field(default_factory=list)
    stamp: object = None
    task: asyncio.Task[None] | None = None
    rests_until: float = 0

    @property
    def may_begin(self) -> bool:
        """Tell whether another look may be taken now."""
        return (self.task is None or self.task.done()) and monotonic() >= self.rests_until


class ReviewReader:
    """Reads registrations as the review needs them; suspicions are worked out again only when somebody changed."""

    def __init__(self, database: Database, figures: Figures) -> None:
        self._figures = figures
        self._people = database["participants"]
        self._delegations = database["delegations"]
        self._pairs = database["participant_pairs"]
        self._files = database["personal_files"]
        self._looks: defaultdict[str, _Look] = defaultdict(_Look)

    async def queue(self, meeting_id: str, asked: QueueAsked) -> ReviewQueue:
        found = await self.suspicions(meeting_id)
        suspected = _counted(found)
        where = chosen(asked, suspected=set(suspected))
        more = [await self._named(meeting_id, named=asked.named == "yes")] if asked.named else []
        more += [await self._with_photo(meeting_id, given=asked.photo == "yes")] if asked.photo else []
        where |= {"$and": more} if more else {}
        paging = Paging("participant_id", "registered_at", after=asked.after, size=asked.size)
        rows, page = await read_found(
            self._people,
            {"meeting_id": meeting_id},
            Participant,
            words=asked_words(asked.q),
            where=where,
            paging=paging,
            total=await self._total(meeting_id, asked),
        )
        waiting = await self._waiting(rows, suspected)
        return ReviewQueue(rows=tuple(waiting), total=page.total, after=page.after)

    async def _total(self, meeting_id: str, asked: QueueAsked) -> int | None:
        """Return how many are in the state asked for; None where something else is asked as well."""
        whole = QueueAsked(state=asked.state, after=asked.after, size=asked.size)
        return (await self.counts(meeting_id)).of(asked.state) if asked == whole else None

    async def counts(self, meeting_id: str) -> ReviewCounts:
        return await self._figures.review(meeting_id)

    async def held(self, meeting_id: str) -> list[Waiting]:
        where = {"meeting_id": meeting_id, **STATES["decided"]}
        order = (("name_key", 1), ("_id", 1))
        rows = await find_all(self._people, where, Participant, key="participant_id", sort=order, limit=MOST_HELD)
        return await self._waiting(rows, {})

    async def suspicions(self, meeting_id: str) -> list[Suspicion]:
        """Where a meeting is so large that looking takes long, what was found before; the look goes on behind."""
        look, stamp = self._looks[meeting_id], await self._stamp(meeting_id)
        if look.task and not look.task.done():
            await asyncio.wait({look.task}, timeout=PATIENCE)
        if look.stamp != stamp and look.may_begin:
            look.task = asyncio.create_task(self._look(meeting_id, stamp, look))
            await asyncio.wait({look.task}, timeout=PATIENCE)
            look.task.add_done_callback(_say_if_it_failed)
        return look.found

    async def _look(self, meeting_id: str, stamp: object, look: _Look) -> None:
        began = monotonic()
        people = await self._suspects(meeting_id)
        settled = {"meeting_id": meeting_id, "ruling": {"$ne": Ruling.OPEN.value}}
        pairs = await find_all(self._pairs, settled, Pair, key="pair_id")
        look.found = await asyncio.to_thread(suspicions, people, frozenset((one.first, one.second) for one in pairs))
        look.stamp, took = stamp, monotonic() - began
        look.rests_until = monotonic() + (RESTS * took if took > PATIENCE else 0)

    async def suspected(self, meeting_id: str, *, most: int) -> list[Suspected]:
        first = (await self.suspicions(meeting_id))[:most]
        people = await self._by_id({id for one in first for id in one.pair})
        return [Suspected(first=people[one.first], second=people[one.second], suspicion=one) for one in first]

    async def settled(self, meeting_id: str) -> list[Suspected]:
        where = {"meeting_id": meeting_id, "ruling": {"$ne": Ruling.OPEN.value}}
        pairs = await find_all(self._pairs, where, Pair, key="pair_id", sort=(("at", -1),), limit=200)
        people = await self._by_id({id for one in pairs for id in (one.first, one.second)})
        return [Suspected(first=people[one.first], second=people[one.second], pair=one) for one in pairs]

    async def pair(self, first: str, second: str) -> Suspected:
        people = await self._by_id({first, second})
        if len(people) < 2:
            raise NotFound("There are no two such registrations.")
        known = await find_one(self._pairs, {"_id": pair_id(first, second)}, Pair, key="pair_id")
        found = await self.suspicions(people[first].meeting_id)
        suspicion = next((one for one in found if {one.first, one.second} == {first, second}), None)
        return Suspected(first=people[first], second=people[second], suspicion=suspicion, pair=known)

    async def _stamp(self, meeting_id: str) -> object:
        """Return what changes whenever a registration or a ruling of the meeting does, and once more soon after.

        What was decided earlier may have been written later: it is newer than nothing that was seen.
        """
        where = {"meeting_id": meeting_id}
        last = await self._people.find_one(where, {"changed_at": 1}, sort=[("changed_at", -1)])
        ruled = await self._pairs.find_one(where, {"at": 1}, sort=[("at", -1)])
        count = await self._figures.matching(meeting_id, PeopleAsked())
        changed = (last and last["changed_at"], ruled and ruled["at"])
        return count, changed, any(one and utc_now() - one < SOON for one in changed)

    async def _suspects(self, meeting_id: str) -> list[Suspect]:
        fields = {name: 1 for name in Suspect.model_fields if name != "participant_id"}
        found = self._people.find({"meeting_id": meeting_id}, fields)
        return [Suspect.model_construct(participant_id=one.pop("_id"), **one) async for one in found]

    async def _by_id(self, ids: Iterable[str]) -> Mapping[str, Participant]:
        where = {"_id": {"$in": sorted(ids)}}
        found = await find_all(self._people, where, Participant, key="participant_id")
        return {one.participant_id: one for one in found}

    async def _waiting(self, rows: Iterable[Participant], suspected: Mapping[str, int]) -> list[Waiting]:
        rows = list(rows)
        where = {"_id": {"$in": sorted({one.delegation_id for one in rows})}}
        delegations = await find_all(self._delegations, where, Delegation, key="delegation_id")
        by_id = {one.delegation_id: one for one in delegations}
        return [
            Waiting(
                participant=one,
                named=one.delegation_id in by_id and by_id[one.delegation_id].names_person(*one.keys),
                suspected=suspected.get(one.participant_id, 0),
            )
            for one in rows
        ]

    async def _with_photo(self, meeting_id: str, *, given: bool) -> dict[str, object]:
        """Return the condition that a photo is kept of the person, or that none is; no photo is looked at for it."""
        found = self._files.find({"meeting_id": meeting_id, "held": PersonalKind.PHOTO.value}, {"_id": 1})
        return {"_id": {"$in" if given else "$nin": [one["_id"] async for one in found]}}

    async def _named(self, meeting_id: str, *, named: bool) -> dict[str, object]:
        """Return the condition that a note names the person, or that none does."""
        found = self._delegations.find({"meeting_id": meeting_id, "names.key": {"$exists": True}}, {"names.key": 1})
        each = [
            {"delegation_id": one["_id"], field: {"$in": [name["key"] for name in one["names"]]}}
            async for one in found
            for field in ("name_key", "named_as")
        ]
        nobody: list[dict[str, object]] = [{"_id": {"$in": []}}]
        return {"$or": each or nobody} if named else {"$nor": each or nobody}


def _say_if_it_failed(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception():
        log.warning("not looked who is registered twice", error=repr(task.exception()))


def _counted(found: Iterable[Suspicion]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in found:
        for id in one.pair:
            counts[id] = counts.get(id, 0) + 1
    return counts
