"""What happens at the doors, read from presences and the passages of the day."""

from collections import Counter
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import UTC, datetime, time
from math import ceil
from zoneinfo import ZoneInfo

from services.registration.domain import OBSERVER_STATES, Delegation, Meeting
from services.registration.domain.alerts import DoorAlert
from services.registration.domain.doors import Doors
from services.registration.domain.occupancy import Went, present_by_minute
from services.registration.domain.passages import Passage, Presence
from services.registration.ports.doors_now import (
    AlertShown,
    DoorsSeen,
    GateNow,
    Passages,
    PassagesAsked,
    PassageShown,
    Present,
    ZoneNow,
)
from services.registration.store.doors import StoredDoors
from shared.contracts.registration import Category
from shared.errors import NotFound
from shared.mongo import Database, find_all, find_one, read_page
from shared.mongo.client import Document

AT_ONCE = 500
"""Passages of a file that are read at once."""
MOST = 200
"""Alerts that travel at once."""
WENT = {"at": 1, "holder_id": 1, "delegation_id": 1, "zone": 1, "direction": 1}
THROUGH: Document = {"let_in": True, "$or": [{"standing": None}, {"outcome": "double_use"}]}


class StoredDoorsNow:
    """Reads what happens at the doors."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._doors = StoredDoors(database)

    async def seen(self, meeting: Meeting, at: datetime) -> DoorsSeen:
        since = day_began(at, meeting.zone)
        doors = await self._doors.doors(meeting.meeting_id)
        delegations = await self._delegations(meeting.meeting_id)
        inside = await self._inside(meeting.meeting_id, since)
        present = _present(inside, delegations)
        today: Document = {"meeting_id": meeting.meeting_id, "at": {"$gte": since}}
        parties = {one.delegation_id for one in delegations.values() if one.category is Category.STATE_PARTY}
        states = {id for id, one in delegations.items() if one.category in {Category.STATE_PARTY, *OBSERVER_STATES}}
        went = [_went(one) async for one in self._database["passages"].find(today | THROUGH, WENT)]
        return DoorsSeen(
            at=at,
            zones=tuple(_zones(doors, inside, went)),
            gates=tuple(await self._gates(doors, today)),
            states=tuple(one for one in present if one.delegation_id in states),
            others=tuple(one for one in present if one.delegation_id not in states),
            parties_present=sum(one.delegation_id in parties for one in present),
            parties=len(parties),
            quorum=ceil(doors.quorum.parts * len(parties) / doors.quorum.of) if doors.quorum and parties else None,
            curve=present_by_minute(went, states),
            devices=tuple(await self._doors.devices(meeting.meeting_id)),
        )

    async def alerts(self, meeting_id: str, *, state: str) -> list[AlertShown]:
        found = await find_all(
            self._database["door_alerts"],
            {"meeting_id": meeting_id, "state": state},
            DoorAlert,
            key="alert_id",
            sort=(("at", -1),),
            limit=MOST,
        )
        return await self._shown(found)

    async def alert(self, alert_id: str) -> AlertShown:
        found = await find_one(self._database["door_alerts"], {"_id": alert_id}, DoorAlert, key="alert_id")
        if found is None:
            raise NotFound("There is no such alert.", field="alert_id")
        return (await self._shown([found]))[0]

    async def passages(self, meeting_id: str, asked: PassagesAsked) -> Passages:
        chosen = {name: value for name in ("gate_id", "outcome", "holder_id") if (value := getattr(asked, name))}
        rows, page = await read_page(
            self._database["passages"],
            {"meeting_id": meeting_id, **chosen},
            Passage,
            key="passage_id",
            sort="at",
            descending=True,
            after=asked.after,
            size=asked.size,
        )
        names = await self._names([one.holder_id for one in rows])
        shown = tuple(PassageShown(passage=one, **names.get(one.holder_id, {})) for one in rows)
        return Passages(rows=shown, total=page.total, after=page.after)

    async def every_passage(self, meeting_id: str, asked: PassagesAsked) -> AsyncIterator[PassageShown]:
        """Page by page, so that the whole log never lies in memory."""
        page = await self.passages(meeting_id, asked.model_copy(update={"size": AT_ONCE, "after": None}))
        while True:
            for row in page.rows:
                yield row
            if page.after is None:
                return
            page = await self.passages(meeting_id, asked.model_copy(update={"size": AT_ONCE, "after": page.after}))

    async def days_present(self, participant_id: str) -> tuple[str, ...]:
        found = await find_one(self._database["presences"], {"_id": participant_id}, Presence, key="holder_id")
        return found.days if found else ()

    async def _delegations(self, meeting_id: str) -> dict[str, Delegation]:
        found = await find_all(
            self._database["delegations"], {"meeting_id": meeting_id}, Delegation, key="delegation_id"
        )
        return {one.delegation_id: one for one in found}

    async def _inside(self, meeting_id: str, since: datetime) -> list[Document]:
        where = {"meeting_id": meeting_id, "inside": {"$ne": []}, "last_at": {"$gte": since}}
        found = self._database["presences"].find(where, {"inside": 1, "delegation_id": 1, "role": 1})
        return [one async for one in found]

    async def _gates(self, doors: Doors, today: Document) -> list[GateNow]:
        by = {"gate_id": "$gate_id", "direction": "$direction", "outcome": "$outcome", "let_in": "$let_in"}
        groups = self._database["passages"].aggregate(
            [{"$match": today}, {"$group": {"_id": by, "count": {"$sum": 1}}}]
        )
        found = [{**one["_id"], "count": one["count"]} async for one in groups]
        return [
            _gate(one.gate_id, one.name, [row for row in found if row["gate_id"] == one.gate_id]) for one in doors.gates
        ]

    async def _shown(self, alerts: Sequence[DoorAlert]) -> list[AlertShown]:
        names = await self._names([one.holder_id for one in alerts])
        ids = [id for one in alerts for id in (one.passage_id, one.against) if id]
        rows = await find_all(self._database["passages"], {"_id": {"$in": ids}}, Passage, key="passage_id")
        by_id = {one.passage_id: one for one in rows}
        return [
            AlertShown(
                alert=one,
                passage=by_id.get(one.passage_id),
                against=by_id.get(one.against),
                **names.get(one.holder_id, {}),
            )
            for one in alerts
        ]

    async def _names(self, holders: Iterable[str]) -> dict[str, dict[str, str]]:
        wanted = sorted({one for one in holders if one})
        badges = self._database["badges"].find(
            {"holder_id": {"$in": wanted}}, {"holder_id": 1, "name": 1, "delegation": 1}
        )
        people = self._database["participants"].find({"_id": {"$in": wanted}}, {"full_name": 1, "delegation": 1})
        found = {one["holder_id"]: {"name": one["name"], "delegation": one["delegation"]} async for one in badges}
        return found | {one["_id"]: {"name": one["full_name"], "delegation": one["delegation"]} async for one in people}


def day_began(at: datetime, zone: str) -> datetime:
    """Return when the day at the venue began."""
    place = ZoneInfo(zone)
    return datetime.combine(at.astimezone(place).date(), time(), place).astimezone(UTC)


def _present(inside: Iterable[Document], known: dict[str, Delegation]) -> list[Present]:
    people: Counter[str] = Counter()
    heads: set[str] = set()
    for one in inside:
        people[one["delegation_id"]] += 1
        heads |= {one["delegation_id"]} if one["role"] == "head" else set()
    there = [
        Present(delegation_id=id, name=known[id].name, people=count, head=id in heads)
        for id, count in people.items()
        if id in known
    ]
    return sorted(there, key=lambda one: one.name)


def _went(found: Document) -> Went:
    place = (found["holder_id"], found["delegation_id"], found["zone"])
    return Went(found["at"], *place, found["direction"] == "entry")


def _zones(doors: Doors, inside: Iterable[Document], went: Iterable[Went]) -> Iterable[ZoneNow]:
    within = Counter(zone for one in inside for zone in one["inside"])
    entered = Counter(zone for _, zone in {(one.holder_id, one.zone) for one in went if one.entered})
    for zone in doors.zones:
        yield ZoneNow(zone=zone, inside=within[zone], entered=entered[zone])


def _gate(gate_id: str, name: str, rows: Sequence[Document]) -> GateNow:
    def count(**wanted: object) -> int:
        return sum(row["count"] for row in rows if all(row[key] == value for key, value in wanted.items()))

    return GateNow(
        gate_id=gate_id,
        name=name,
        entries=count(direction="entry", let_in=True),
        exits=count(direction="exit", let_in=True),
        refused=count(outcome="refused"),
        double_use=count(outcome="double_use"),
    )
