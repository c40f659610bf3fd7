"""What happens to a side event that loses its place: its room is free again, it is flagged, its host is told (E3)."""

from services.side_events.domain import SideEvent
from services.side_events.handlers.holding import release
from services.side_events.handlers.letters import place_lost
from services.side_events.ports import SideEventsUnit


async def displace(event: SideEvent, reason: str, unit: SideEventsUnit) -> None:
    """Take the room and time from a side event and tell its host."""
    await release(event, unit)
    state = event.lose_place(reason, now=unit.now)
    await unit.side_events.save(state)
    unit.mail(place_lost(state, reason))
