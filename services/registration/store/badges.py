"""Badges in MongoDB: what is kept of them, and what pages, the API and devices read."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime, timedelta

from services.registration.commands.badges import SpreadAccess
from services.registration.domain.access import AccessPlan, usual_plan
from services.registration.domain.badge_batches import MOST, UNDER_WAY, BadgeBatch
from services.registration.domain.badge_designs import BadgeDesign, design_id_of, usual_design
from services.registration.domain.badges import ADMITTED, TO_PRINT, Badge, BadgeExists
from services.registration.domain.names import named_words
from services.registration.ports.badges import Badges, BadgesAsked, BadgeStanding, Standings
from shared.contracts.registration import BadgeCategory
from shared.errors import NotFound
from shared.kept import Kept, Unique
from shared.mongo import Database, Paging, find_all, find_one, having, read_each, read_found
from shared.mongo.client import Document
from shared.values import Due, utc_iso
from shared.words import asked_words

SORTS = frozenset({"name_key", "delegation", "category", "state", "changed_at"})
ONE_LIVE_BADGE = Unique(("holder_id",), BadgeExists, "This person has a badge already.", where={"live": True})


def access_due(plan: AccessPlan) -> list[Due]:
    """Return the next piece of bringing badges in line, while there are some."""
    if not plan.spreading or plan.spread_at is None:
        return []
    return [Due(at=plan.spread_at, command=SpreadAccess(meeting_id=plan.meeting_id, step=plan.step))]


BADGES = (
    Kept(
        "badges",
        Badge,
        key="badge_id",
        unique=(ONE_LIVE_BADGE,),
        indexes=(
            ("meeting_id", "_words", "name_key", "_id"),
            *(("meeting_id", name, "_id") for name in sorted(SORTS)),
            ("meeting_id", "state", "name_key", "_id"),
            ("meeting_id", "_at", "_id", "_version", "delegation_id"),
            ("delegation_id", "name_key", "_id"),
            ("holder_id", "changed_at"),
        ),
        words=lambda one: named_words(one.name, one.delegation),
    ),
    Kept("access_plans", AccessPlan, key="meeting_id", due=access_due),
    Kept("badge_batches", BadgeBatch, key="batch_id", indexes=(("meeting_id", "asked_at"), ("state", "asked_at"))),
    Kept("badge_designs", BadgeDesign, key="design_id"),
)
SHOWN_BATCHES = 5
AT_ONCE = 2_000
"""Badges a device is told of in one answer."""
OVERLAP = timedelta(seconds=5)
"""A cursor looks back this far: what was decided earlier may have been written later."""


class BadgesInMongo:
    """Reads the badges of registration."""

    def __init__(self, database: Database) -> None:
        self._badges = database["badges"]
        self._plans = database["access_plans"]
        self._designs = database["badge_designs"]
        self._batches = database["badge_batches"]

    async def badges(self, meeting_id: str, asked: BadgesAsked) -> Badges:
        """Search looks for the beginnings of words in names, whatever their accents, and in names of delegations."""
        paging = Paging("badge_id", _sort(asked), asked.descending, asked.after, asked.size)
        within, where, words = {"meeting_id": meeting_id}, _chosen(asked), asked_words(asked.q)
        rows, page = await read_found(self._badges, within, Badge, words=words, where=where, paging=paging)
        return Badges(rows=tuple(rows), total=page.total, after=page.after)

    def every_badge(self, meeting_id: str, asked: BadgesAsked) -> AsyncIterator[Badge]:
        where = {"meeting_id": meeting_id, **_chosen(asked), **having(asked_words(asked.q))}
        sort, way = _sort(asked), -1 if asked.descending else 1
        return read_each(self._badges, where, Badge, key="badge_id", sort=((sort, way), ("_id", way)))

    async def badge(self, badge_id: str) -> Badge:
        found = await find_one(self._badges, {"_id": badge_id}, Badge, key="badge_id")
        if found is None:
            raise NotFound("There is no such badge.", field="badge_id")
        return found

    async def badges_of(self, badge_ids: Sequence[str]) -> list[Badge]:
        found = await find_all(self._badges, {"_id": {"$in": list(badge_ids)}}, Badge, key="badge_id")
        by_id = {one.badge_id: one for one in found}
        return [by_id[id] for id in badge_ids if id in by_id]

    async def to_print(self, meeting_id: str, asked: BadgesAsked) -> list[str]:
        wanted: Document = {"meeting_id": meeting_id, **_chosen(asked)}
        where = {"$and": [wanted, {"state": {"$in": sorted(TO_PRINT)}}, having(asked_words(asked.q))]}
        order = [("category", 1), ("delegation", 1), ("name_key", 1)]
        return [str(one["_id"]) async for one in self._badges.find(where, {"_id": 1}).sort(order).limit(MOST)]

    async def batches(self, meeting_id: str) -> list[BadgeBatch]:
        order = (("asked_at", -1),)
        return await find_all(
            self._batches, {"meeting_id": meeting_id}, BadgeBatch, key="batch_id", sort=order, limit=SHOWN_BATCHES
        )

    async def batch(self, batch_id: str) -> BadgeBatch:
        found = await find_one(self._batches, {"_id": batch_id}, BadgeBatch, key="batch_id")
        if found is None:
            raise NotFound("There is no such batch.", field="batch_id")
        return found

    async def batches_under_way(self) -> list[BadgeBatch]:
        where = {"state": {"$in": sorted(UNDER_WAY)}}
        return await find_all(self._batches, where, BadgeBatch, key="batch_id", sort=(("asked_at", 1),))

    async def badge_of(self, holder_id: str) -> Badge | None:
        order = (("live", -1), ("changed_at", -1))
        found = await find_all(self._badges, {"holder_id": holder_id}, Badge, key="badge_id", sort=order, limit=1)
        return found[0] if found else None

    async def counts(self, meeting_id: str) -> dict[str, int]:
        states = self._badges.aggregate(
            [{"$match": {"meeting_id": meeting_id}}, {"$group": {"_id": "$state", "count": {"$sum": 1}}}]
        )
        found = {str(one["_id"]): int(one["count"]) async for one in states}
        outdated = await self._badges.count_documents({"meeting_id": meeting_id, "outdated": True, "live": True})
        return {**found, "outdated": outdated}

    async def standings(self, meeting_id: str, *, cursor: str, revoked: bool) -> Standings:
        """A cursor is the instant of the last change seen, and its badge where the answer was cut."""
        clauses: list[Document] = [{"meeting_id": meeting_id}, *_behind(cursor)]
        if revoked:
            clauses.append({"$or": [{"state": {"$in": ["lost", "withdrawn"]}}, {"serial": {"$gt": 1}}]})
        order = (("changed_at", 1), ("_id", 1))
        found = await find_all(self._badges, {"$and": clauses}, Badge, key="badge_id", sort=order, limit=AT_ONCE + 1)
        rows, more = tuple(_standing(one) for one in found[:AT_ONCE]), len(found) > AT_ONCE
        return Standings(rows=rows, cursor=_cursor(found[:AT_ONCE], more=more) or cursor, more=more)

    async def plan(self, meeting_id: str) -> AccessPlan:
        found = await find_one(self._plans, {"_id": meeting_id}, AccessPlan, key="meeting_id")
        return found or usual_plan(meeting_id)

    async def design(self, meeting_id: str, category: BadgeCategory) -> BadgeDesign:
        id = design_id_of(meeting_id, category)
        return await find_one(self._designs, {"_id": id}, BadgeDesign, key="design_id") or usual_design(
            meeting_id, category
        )


def _standing(badge: Badge) -> BadgeStanding:
    return BadgeStanding(
        badge_id=badge.badge_id,
        serial=badge.serial,
        state=badge.state,
        admitted=badge.state in ADMITTED,
        zones=badge.zones,
        valid_from=badge.valid_from,
        valid_to=badge.valid_to,
    )


def _chosen(asked: BadgesAsked) -> Mapping[str, object]:
    filters = asked.model_dump(include={"state", "category", "holder_kind", "delegation_id"})
    outdated = {"outdated": True, "live": True} if asked.outdated else {}
    return {**{name: value for name, value in filters.items() if value}, **outdated}


def _sort(asked: BadgesAsked) -> str:
    return asked.sort if asked.sort in SORTS else "name_key"


def _cursor(rows: list[Badge], *, more: bool) -> str:
    if not rows:
        return ""
    last = rows[-1]
    return utc_iso(last.changed_at) + (f",{last.badge_id}" if more else "")


def _behind(cursor: str) -> list[Document]:
    """Return the condition of what comes behind a cursor; at the end of the list it looks back a little."""
    if not cursor:
        return []
    written_at, _, badge_id = cursor.partition(",")
    try:
        at = datetime.fromisoformat(written_at)
    except ValueError as error:
        raise NotFound("This is no cursor of this list.", field="cursor", next_step="Ask without a cursor.") from error
    if not badge_id:
        return [{"changed_at": {"$gt": at - OVERLAP}}]
    return [{"$or": [{"changed_at": {"$gt": at}}, {"changed_at": at, "_id": {"$gt": badge_id}}]}]
