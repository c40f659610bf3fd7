"""Rooms and the official sessions in them."""

import re
import unicodedata

from services.side_events.commands import AddRoom, Displaced, HoldOfficialSession, OfficialSessionTimes, RoomAdded
from services.side_events.domain import Room, Session
from services.side_events.handlers.displacing import displace
from services.side_events.handlers.holding import room_days
from services.side_events.ports import SideEventsUnit
from shared.errors import AlreadyTaken


async def add_room(command: AddRoom, unit: SideEventsUnit) -> RoomAdded:
    """Make a room known under an id made of its site, building and name, with its official sessions."""
    room_id = room_id_of(command)
    if await unit.rooms.find(room_id):
        raise AlreadyTaken("There is such a room already.", field="name")
    known = command.model_dump(exclude={"official_sessions"})
    room = Room(room_id=room_id, version=1, **known).combine([await unit.rooms.get(part) for part in command.parts])
    await unit.rooms.save(room)
    for session in command.official_sessions:
        await _hold(room, _session(session), unit)
    return RoomAdded(room_id=room_id)


async def hold_official_session(command: HoldOfficialSession, unit: SideEventsUnit) -> Displaced:
    """Reserve a room for an official session and flag the side events it hits; their hosts are told (E3)."""
    room = await unit.rooms.get(command.room_id)
    session = _session(command)
    hit = await _hold(room, session, unit)
    for side_event_id in hit:
        event = await unit.side_events.get(side_event_id)
        await displace(event, f"The room is needed for {session.title}.", unit)
    return Displaced(side_event_ids=hit)


async def _hold(room: Room, session: Session, unit: SideEventsUnit) -> tuple[str, ...]:
    hit: dict[str, None] = {}
    for part in room.physical:
        for day in await room_days(part, session, zone=room.zone, unit=unit):
            hit |= dict.fromkeys(day.hit_by(session))
            await unit.room_days.save(day.hold_session(session))
    return tuple(hit)


def _session(times: OfficialSessionTimes) -> Session:
    return Session(title=times.title, starts_at=times.starts_at, ends_at=times.ends_at)


def room_id_of(command: AddRoom) -> str:
    """Return the id of a room: `roo_palais-des-nations-e-xxiv`."""
    words = " ".join(filter(None, (command.site, command.building, command.name)))
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return "roo_" + re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
