"""The list of badges for the devices of a meeting, and whether it has changed."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from services.registration.domain import Participant
from services.registration.domain.access import AccessPlan, usual_plan
from services.registration.domain.badges import ADMITTED, Badge, BadgeState
from services.registration.domain.doors import Doors
from services.registration.domain.meetings import Meeting
from services.registration.domain.standing import COMING
from services.registration.ports.door_list import DoorList, DoorRow
from shared.contracts.registration.doors import Reason
from shared.errors import NotFound
from shared.mongo import Database, Paging, find_one, read_found
from shared.mongo.client import Document
from shared.mongo.following import Followed
from shared.words import asked_words

LISTED = ("badges", "participants")
VERSIONS: list[Document] = [
    {"$group": {"_id": "$delegation_id", "count": {"$sum": 1}, "versions": {"$sum": "$_version"}}},
    {"$project": {"_id": 0, "part": "$_id", "count": 1, "versions": 1}},
]
FOUND = 20
"""Rows a search without a script shows."""

PIECE = 50
"""People looked at at once for who wears no badge."""

REFUSALS = {BadgeState.LOST: Reason.LOST, BadgeState.WITHDRAWN: Reason.WITHDRAWN}
PERSON = ("full_name", "name_key", "delegation", "role")
BADGE = ("serial", "holder_id", "name", "name_key", "delegation", "role", "category", "zones", "valid_from", "valid_to")


class StoredDoorLists:
    """Reads what devices judge by."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._versions = [Followed(database[name], part="delegation_id", counting=VERSIONS) for name in LISTED]

    async def stamp(self, meeting_id: str) -> str:
        """Versions only grow, so their sums with the counts say whether anything changed."""
        parts = [_sum(await versions.groups(meeting_id)) for versions in self._versions]
        for name in ("doors", "access_plans", "meetings"):
            found = await self._database[name].find_one({"_id": meeting_id}, {"_version": 1})
            parts.append(str(found["_version"]) if found else "0")
        return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]

    async def door_list(self, meeting_id: str, *, stamp: str, at: datetime) -> DoorList:
        meeting = await find_one(self._database["meetings"], {"_id": meeting_id}, Meeting, key="meeting_id")
        if meeting is None:
            raise NotFound("There is no such meeting.", field="meeting_id")
        doors = await find_one(self._database["doors"], {"_id": meeting_id}, Doors, key="meeting_id")
        plan = await find_one(self._database["access_plans"], {"_id": meeting_id}, AccessPlan, key="meeting_id")
        doors = doors or Doors(meeting_id=meeting_id)
        return DoorList(
            meeting_id=meeting_id,
            code=meeting.code.upper(),
            zone=meeting.zone,
            opens_on=meeting.opens_on,
            closes_on=meeting.closes_on,
            stamp=stamp,
            made_at=at,
            gates=doors.gates,
            zones=(plan or usual_plan(meeting_id)).zones,
            days=doors.days,
            double_use=doors.double_use,
            rows=tuple(await self._rows(meeting_id)),
        )

    async def found(self, meeting_id: str, q: str) -> list[DoorRow]:
        """Ask the index of words; people are looked through as far as the badges found reach."""
        words = asked_words(q)
        if not words:
            return []
        within, paging = {"meeting_id": meeting_id}, Paging("badge_id", "name_key", size=FOUND)
        admitted = {"state": {"$in": sorted(one.value for one in ADMITTED)}}
        badges, _ = await read_found(
            self._database["badges"], within, Badge, words=words, where=admitted, paging=paging, total=0
        )
        rows = [_of_badge(one.model_dump() | {"_id": one.badge_id}) for one in badges]
        last = rows[-1].key if len(rows) == FOUND else None
        rows += await self._without_badge(meeting_id, words, until=last)
        return sorted(rows, key=_order)[:FOUND]

    async def _without_badge(self, meeting_id: str, words: Sequence[str], *, until: str | None) -> list[DoorRow]:
        """Return the first who come, have these words and wear no badge, in the order of their names."""
        within, everybody, rows = {"meeting_id": meeting_id}, self._database["participants"], list[DoorRow]()
        paging = Paging("participant_id", "name_key", size=PIECE)
        while True:
            people, page = await read_found(
                everybody, within, Participant, words=words, where=_coming(), paging=paging, total=0
            )
            ids = [one.participant_id for one in people]
            worn = self._database["badges"].find({"holder_id": {"$in": ids}, "live": True}, {"holder_id": 1})
            wearers = {one["holder_id"] async for one in worn}
            rows += [
                _of_person(one.model_dump() | {"_id": one.participant_id})
                for one in people
                if one.participant_id not in wearers
            ]
            if page.after is None or len(rows) >= FOUND or (until is not None and people[-1].name_key > until):
                return rows
            paging = replace(paging, after=page.after)

    async def _rows(self, meeting_id: str) -> list[DoorRow]:
        badges = self._database["badges"].find({"meeting_id": meeting_id}, _only((*BADGE, "state", "live")))
        found = [one async for one in badges]
        wearers = {one["holder_id"] for one in found if one["live"]}
        people = self._database["participants"].find({"meeting_id": meeting_id, **_coming()}, _only(PERSON))
        rows = [_of_badge(one) for one in found]
        rows += [_of_person(one) async for one in people if one["_id"] not in wearers]
        return sorted(rows, key=_order)


def _coming() -> Document:
    return {"status": {"$in": sorted(one.value for one in COMING)}}


def _order(row: DoorRow) -> tuple[str, str, str]:
    return row.key, row.badge_id, row.holder_id


def _sum(groups: Sequence[Document]) -> str:
    return f"{sum(one['count'] for one in groups)}.{sum(one['versions'] for one in groups)}"


def _only(fields: Sequence[str]) -> Document:
    return dict.fromkeys(fields, 1)


def _of_badge(found: Document) -> DoorRow:
    state = BadgeState(found["state"])
    fields = {name: found[name] for name in BADGE if name != "name_key"}
    refused = None if state in ADMITTED else REFUSALS.get(state, Reason.NOT_APPROVED)
    return DoorRow(badge_id=found["_id"], key=found["name_key"], refused=refused, **fields)


def _of_person(found: Document) -> DoorRow:
    return DoorRow(
        holder_id=found["_id"],
        name=found["full_name"],
        key=found["name_key"],
        delegation=found["delegation"],
        role=found["role"],
    )
