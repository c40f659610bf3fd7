"""Holding and releasing rooms and speakers through the documents that guard them (E1, E3, E4)."""

from dataclasses import dataclass

from services.side_events.domain import (
    Placement,
    Room,
    RoomDay,
    SideEvent,
    Slot,
    SpeakerDay,
    days_of,
    place,
    room_booking,
    speaker_booking,
    speaker_key,
)
from services.side_events.ports import SideEventsUnit
from shared.errors import Refused


@dataclass(frozen=True)
class Hold:
    """A room and a time for one side event, with the guarding documents it touches; nothing is saved yet."""

    event: SideEvent
    placement: Placement
    room_days: tuple[RoomDay, ...]
    speaker_days: tuple[SpeakerDay, ...]

    @property
    def objection(self) -> Refused | None:
        """What forbids it, if anything does."""
        in_room, by_speaker = room_booking(self.event, self.placement), speaker_booking(self.event, self.placement)
        found = [day.objection(in_room) for day in self.room_days]
        found += [day.objection(by_speaker) for day in self.speaker_days]
        return next((one for one in found if one), None)


async def prepare_hold(event: SideEvent, room: Room, *, slot: Slot, zone: str, unit: SideEventsUnit) -> Hold:
    """Return what holding `room` at `slot` for `event` would mean."""
    placement = place(room, slot, zone=zone)
    days = [day for part in room.physical for day in await room_days(part, placement.held, zone=room.zone, unit=unit)]
    return Hold(event, placement, tuple(days), tuple(await _speaker_days(event, slot, unit)))


async def take(hold: Hold, unit: SideEventsUnit) -> None:
    """Save the bookings of a hold, or refuse it."""
    if hold.objection:
        raise hold.objection
    for room_day in hold.room_days:
        await unit.room_days.save(room_day.book(room_booking(hold.event, hold.placement)))
    for speaker_day in hold.speaker_days:
        await unit.speaker_days.save(speaker_day.book(speaker_booking(hold.event, hold.placement)))


async def release(event: SideEvent, unit: SideEventsUnit) -> None:
    """Free the rooms and speakers a side event holds; harmless when they are free."""
    if event.placement is None:
        return
    room = await unit.rooms.get(event.placement.room_id)
    for part in event.placement.physical:
        for room_day in await room_days(part, event.placement.held, zone=room.zone, unit=unit):
            if room_day.books(event.side_event_id):
                await unit.room_days.save(room_day.release(event.side_event_id))
    for speaker_day in await _speaker_days(event, event.placement, unit):
        if speaker_day.books(event.side_event_id):
            await unit.speaker_days.save(speaker_day.release(event.side_event_id))


async def room_days(room_id: str, slot: Slot, *, zone: str, unit: SideEventsUnit) -> list[RoomDay]:
    """Return the guarding documents of a room that a slot touches; those not kept yet are new."""
    return [
        await unit.room_days.find(id) or RoomDay(room_day_id=id, room_id=room_id, day=day)
        for id, day in days_of(room_id, slot, zone=zone).items()
    ]


async def _speaker_days(event: SideEvent, slot: Slot, unit: SideEventsUnit) -> list[SpeakerDay]:
    keys = {speaker_key(event.meeting_id, speaker.name): speaker.name for speaker in event.speakers}
    return [
        await unit.speaker_days.find(id) or SpeakerDay(speaker_day_id=id, speaker=name)
        for key, name in keys.items()
        for id in days_of(key, slot, zone="UTC")
    ]
