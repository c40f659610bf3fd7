"""From a side event, a room and a slot to its placement and the bookings that guard it."""

from services.side_events.domain.places import Booking, Room
from services.side_events.domain.side_event import Placement, SideEvent
from services.side_events.domain.slots import Slot


def place(room: Room, slot: Slot, *, zone: str) -> Placement:
    """Return the placement of any side event in `room` at `slot`, told in the venue's zone."""
    return Placement(
        room_id=room.room_id,
        room=room.label,
        physical=room.physical,
        zone=zone,
        held=room.held(slot),
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
    )


def room_booking(event: SideEvent, placement: Placement) -> Booking:
    """Return what is booked in each room: the event with its set-up and clear-out time."""
    return _booking(event, placement.held, own=placement.slot)


def speaker_booking(event: SideEvent, placement: Placement) -> Booking:
    """Return what is booked for each speaker: the event itself."""
    return _booking(event, placement.slot, own=placement.slot)


def _booking(event: SideEvent, slot: Slot, *, own: Slot) -> Booking:
    return Booking(
        side_event_id=event.side_event_id,
        title=event.title,
        own=own,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
    )
