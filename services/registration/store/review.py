"""The read side of the review: the queue by index, oldest first; what is held; who may be registered twice."""

from collections.abc import Iterable, Mapping

from services.registration.domain import Delegation, Participant
from services.registration.domain.duplicates import Suspicion
from services.registration.domain.merging import Pair, Ruling, pair_id
from services.registration.ports.review import QueueAsked, ReviewCounts, ReviewQueue, Suspected, Waiting
from services.registration.store.figures import Figures
from services.registration.store.review_states import STATES, chosen
from services.registration.store.suspecting import Suspecting
from shared.contracts.registration.privacy import PersonalKind
from shared.errors import NotFound
from shared.mongo import Database, Paging, find_all, find_one, read_found
from shared.words import asked_words

MOST_HELD = 1000


class ReviewReader:
    """Reads registrations as the review needs them; who may be registered twice is asked for those shown."""

    def __init__(self, database: Database, figures: Figures) -> None:
        self._figures = figures
        self._people = database["participants"]
        self._delegations = database["delegations"]
        self._pairs = database["participant_pairs"]
        self._files = database["personal_files"]
        self._suspecting = Suspecting(database)

    async def queue(self, meeting_id: str, asked: QueueAsked) -> ReviewQueue:
        all_pairs = await self.suspicions(meeting_id) if asked.duplicates else []
        where = chosen(asked, suspected={id for one in all_pairs for id in one.pair})
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
        pairs = await self._suspecting.among(meeting_id, [one.participant_id for one in rows])
        waiting = await self._waiting(rows, _counted(pairs))
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

    async def suspicions(self, meeting_id: str, *, of: str = "") -> list[Suspicion]:
        if of:
            return await self._suspecting.among(meeting_id, [of])
        return await self._suspecting.suspicions(meeting_id)

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
        found = await self.suspicions(people[first].meeting_id, of=first)
        suspicion = next((one for one in found if {one.first, one.second} == {first, second}), None)
        return Suspected(first=people[first], second=people[second], suspicion=suspicion, pair=known)

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


def _counted(found: Iterable[Suspicion]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in found:
        for id in one.pair:
            counts[id] = counts.get(id, 0) + 1
    return counts
