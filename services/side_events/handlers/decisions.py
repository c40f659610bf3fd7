"""What the secretariat decides about a side event."""

from services.side_events.commands import (
    AcceptSideEvent,
    CancelSideEvent,
    ConfirmSideEvent,
    DeclineSideEvent,
    MoveSideEvent,
    PublishSideEvent,
    RoomAndTime,
)
from services.side_events.domain import (
    MeetingCopy,
    Placement,
    ReasonNeeded,
    SideEvent,
    read_slot,
    warnings_about,
)
from services.side_events.domain.warnings import PROVISIONAL_HOST, parallel_to
from services.side_events.handlers import letters
from services.side_events.handlers.holding import prepare_hold, release, take
from services.side_events.ports import Placed, SideEventsUnit


async def accept_side_event(command: AcceptSideEvent, unit: SideEventsUnit) -> Placed:
    """Give a request a room and a time nobody else holds (E1, E3, E4)."""
    event = await unit.side_events.get(command.side_event_id)
    event.check_waiting()
    meeting = await unit.meetings.get(event.meeting_id)
    state, scheduled = event.accept(await _place(command, event, meeting=meeting, unit=unit))
    await unit.side_events.save(state)
    unit.tell(scheduled)
    unit.mail(letters.scheduled(state, meeting))
    return _placed(state)


async def move_side_event(command: MoveSideEvent, unit: SideEventsUnit) -> Placed:
    """Give a side event another room or time and free the ones it held."""
    event = await unit.side_events.get(command.side_event_id)
    meeting = await unit.meetings.get(event.meeting_id)
    await release(event, unit)
    placement = await _place(command, event, meeting=meeting, unit=unit)
    state, moved = event.move(placement, command.reason, now=unit.now)
    await unit.side_events.save(state)
    unit.tell(moved)
    unit.mail(letters.moved(state, meeting, reason=command.reason))
    return _placed(state)


async def decline_side_event(command: DeclineSideEvent, unit: SideEventsUnit) -> None:
    """Turn a request down and tell its host."""
    event = await unit.side_events.get(command.side_event_id)
    state, cancelled = event.decline(command.reason)
    await unit.side_events.save(state)
    unit.tell(cancelled)
    unit.mail(letters.declined(state, command.reason))


async def confirm_side_event(command: ConfirmSideEvent, unit: SideEventsUnit) -> None:
    """Note that the host agrees."""
    event = await unit.side_events.get(command.side_event_id)
    await unit.side_events.save(event.confirm())


async def publish_side_event(command: PublishSideEvent, unit: SideEventsUnit) -> None:
    """Put a confirmed side event into the programme (E7)."""
    event = await unit.side_events.get(command.side_event_id)
    state, published = event.publish(unit.now)
    await unit.side_events.save(state)
    unit.tell(published)


async def cancel_side_event(command: CancelSideEvent, unit: SideEventsUnit) -> None:
    """Call a side event off, free its room and tell its host."""
    event = await unit.side_events.get(command.side_event_id)
    await release(event, unit)
    state, cancelled = event.cancel(command.reason, now=unit.now)
    await unit.side_events.save(state)
    unit.tell(cancelled)
    unit.mail(letters.cancelled(state, command.reason))


async def _place(command: RoomAndTime, event: SideEvent, *, meeting: MeetingCopy, unit: SideEventsUnit) -> Placement:
    """Hold the room at the time; blockers refuse, warnings need a reason to go on (E2, E4, E9)."""
    room = await unit.rooms.get(command.room_id)
    slot = read_slot(command.starts_at, command.ends_at, zone=meeting.zone)
    hold = await prepare_hold(event, room, slot=slot, zone=meeting.zone, unit=unit)
    await take(hold, unit)
    others = await unit.side_events.all(meeting_id=event.meeting_id)
    warnings = warnings_about(event, room, slot=slot, meeting=meeting, others=others)
    warnings += parallel_to(await unit.programme_sessions.all(parent_id=event.meeting_id), slot)
    lead = await unit.delegations.find(event.lead_host_id)
    if lead and lead.provisional:
        warnings = (*warnings, PROVISIONAL_HOST)
    if warnings and not command.override_reason:
        raise ReasonNeeded(" ".join(warning.reason for warning in warnings), field="override_reason")
    return hold.placement.model_copy(
        update={"despite": warnings, "override_reason": command.override_reason if warnings else None}
    )


def _placed(event: SideEvent) -> Placed:
    at = event.placed()
    return Placed(
        side_event_id=event.side_event_id,
        room_id=at.room_id,
        starts_at=at.starts_at,
        ends_at=at.ends_at,
        warnings=at.despite,
    )
