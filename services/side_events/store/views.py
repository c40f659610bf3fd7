"""The read side of side events."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from services.side_events.domain import (
    DelegationCopy,
    MeetingCopy,
    RequestRules,
    Room,
    RoomDay,
    SideEvent,
    Status,
)
from services.side_events.ports import Asked, Counts, Found, OnPanel, ProgrammeEntry
from shared.errors import NotFound
from shared.mongo import Database, find_all, find_one, read_page

_LAST = datetime.max.replace(tzinfo=UTC)


class SideEventsViews:
    """Reads the database of side events."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def meetings(self) -> list[MeetingCopy]:
        return await find_all(self._database["meetings"], {}, MeetingCopy, key="meeting_id", sort=(("opens_on", 1),))

    async def meeting(self, meeting_id: str) -> MeetingCopy:
        found = await find_one(self._database["meetings"], {"_id": meeting_id}, MeetingCopy, key="meeting_id")
        if found is None:
            raise NotFound("There is no such meeting.", field="meeting_id")
        return found

    async def rules(self, meeting_id: str) -> RequestRules:
        found = await find_one(self._database["request_rules"], {"_id": meeting_id}, RequestRules, key="meeting_id")
        return found or RequestRules(meeting_id=meeting_id)

    async def delegations(self, meeting_id: str) -> list[DelegationCopy]:
        where = {"meeting_id": meeting_id}
        collection = self._database["delegations"]
        return await find_all(collection, where, DelegationCopy, key="delegation_id", sort=(("name", 1),))

    async def rooms(self) -> list[Room]:
        order = (("site", 1), ("building", 1), ("name", 1))
        return await find_all(self._database["rooms"], {}, Room, key="room_id", sort=order)

    async def room_days(self, first: date, last: date) -> list[RoomDay]:
        where = {"day": {"$gte": first.isoformat(), "$lte": last.isoformat()}}
        return await find_all(self._database["room_days"], where, RoomDay, key="room_day_id")

    async def side_event(self, side_event_id: str) -> SideEvent:
        collection = self._database["side_events"]
        found = await find_one(collection, {"_id": side_event_id}, SideEvent, key="side_event_id")
        if found is None:
            raise NotFound("There is no such side event.", field="side_event_id")
        return found

    async def side_events(self, meeting_id: str) -> list[SideEvent]:
        return await find_all(
            self._database["side_events"],
            {"meeting_id": meeting_id},
            SideEvent,
            key="side_event_id",
            sort=(("requested_at", 1), ("_id", 1)),
        )

    async def find(self, meeting_id: str, asked: Asked) -> Found:
        rows, page = await read_page(
            self._database["side_events"],
            {"meeting_id": meeting_id, **_chosen(asked)},
            SideEvent,
            key="side_event_id",
            sort=asked.sort,
            descending=asked.descending,
            after=asked.after,
            size=asked.size,
            search=(("title", "hosts.name", "contact.name", "speakers.name"), asked.q),
        )
        return Found(rows=tuple(rows), total=page.total, after=page.after)

    async def programme(self, meeting_id: str) -> list[ProgrammeEntry]:
        meeting = await self.meeting(meeting_id)
        published = await find_all(
            self._database["side_events"],
            {"meeting_id": meeting_id, "published_at": {"$ne": None}},
            SideEvent,
            key="side_event_id",
        )
        entries = [_entry(one, meeting.zone) for one in published if one.published_at]
        return sorted(entries, key=lambda one: (one.starts_at or _LAST, one.room or "", one.title))

    async def counts(self, meeting_id: str) -> Counts:
        collection = self._database["side_events"]
        cursor = collection.aggregate(
            [{"$match": {"meeting_id": meeting_id}}, {"$group": {"_id": "$status", "count": {"$sum": 1}}}]
        )
        counted = {group["_id"]: group["count"] async for group in cursor}
        flagged = await collection.count_documents({"meeting_id": meeting_id, "flags": {"$ne": []}})
        late = await collection.count_documents({"meeting_id": meeting_id, "late": True})
        return Counts(meeting_id=meeting_id, flagged=flagged, late=late, **counted)


def _chosen(asked: Asked) -> Mapping[str, str]:
    fields = {
        "status": asked.status,
        "theme": asked.theme,
        "hosts.delegation_id": asked.host,
        "placement.room_id": asked.room,
    }
    return {name: value for name, value in fields.items() if value}


def _entry(event: SideEvent, zone: str) -> ProgrammeEntry:
    """Return a published side event as everybody reads it; a cancelled one with the room and time it had."""
    cancelled = event.status is Status.CANCELLED
    at = event.previous if cancelled else event.placement
    return ProgrammeEntry(
        side_event_id=event.side_event_id,
        title=event.title,
        hosts=tuple(host.name for host in event.hosts),
        theme=event.theme,
        description=event.description,
        format=event.format,
        speakers=tuple(OnPanel(name=one.name, title=one.title) for one in event.speakers),
        interpretation=event.needs.interpretation,
        cancelled=cancelled,
        room=at.room if at else None,
        starts_at=at.starts_at if at else None,
        ends_at=at.ends_at if at else None,
        zone=at.zone if at else zone,
        published_at=event.published_at or event.requested_at,
        changes=event.changes,
    )
