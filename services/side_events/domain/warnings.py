"""What speaks against a room and a time without forbidding them; going on needs a reason, kept in the audit."""

from collections.abc import Iterable

from services.side_events.domain.copies import MeetingCopy, ProgrammeSession
from services.side_events.domain.places import Room
from services.side_events.domain.refusals import Warning, WarningKind
from services.side_events.domain.side_event import SideEvent
from services.side_events.domain.slots import Slot
from shared.contracts.side_events import Format

PROVISIONAL_HOST = Warning(
    kind=WarningKind.PROVISIONAL_HOST,
    reason="The Meeting has yet to approve the organisation that leads, so the place is provisional.",
)
"""Said of a side event whose lead host is invited provisionally (E6)."""


def parallel_to(sessions: Iterable[ProgrammeSession], slot: Slot) -> tuple[Warning, ...]:
    """Return a warning for each session of an experts' programme that takes place at the same time (domain 6)."""
    return tuple(
        Warning(kind=WarningKind.PARALLEL_SESSION, reason=f"The experts' programme has {one.title} at this time.")
        for one in sessions
        if not one.cancelled and one.starts_at < slot.ends_at and slot.starts_at < one.ends_at
    )


def warnings_about(
    event: SideEvent, room: Room, *, slot: Slot, meeting: MeetingCopy, others: Iterable[SideEvent]
) -> tuple[Warning, ...]:
    """Return what speaks against `event` in `room` at `slot`, given the other side events of the meeting."""
    beside = [
        one
        for one in others
        if one.side_event_id != event.side_event_id and one.placement and one.placement.overlaps(slot)
    ]
    found = (*_room(event, room), *_beside(event, beside))
    if meeting.has_day_of(slot):
        return found
    return (*found, Warning(kind=WarningKind.OUTSIDE_MEETING, reason="The meeting is not on at this time."))


def _room(event: SideEvent, room: Room) -> Iterable[Warning]:
    expected = event.expected_attendance
    if room.capacity is not None and room.capacity < expected and event.format is not Format.ONLINE:
        reason = f"{expected} people are expected, the room holds {room.capacity}."
        yield Warning(kind=WarningKind.CAPACITY, reason=reason)
    if event.needs_accessible_room and not room.wheelchair_accessible:
        reason = "The room is not known to be accessible to wheelchair users."
        yield Warning(kind=WarningKind.ACCESSIBILITY, reason=reason)


def _beside(event: SideEvent, others: Iterable[SideEvent]) -> Iterable[Warning]:
    hosts = {host.delegation_id for host in event.hosts}
    for other in others:
        if event.theme and event.theme == other.theme:
            yield Warning(kind=WarningKind.SAME_THEME, reason=f"{other.title} has the same theme at this time.")
        for host in other.hosts:
            if host.delegation_id in hosts:
                reason = f"{host.name} also hosts {other.title} at this time."
                yield Warning(kind=WarningKind.SAME_HOST, reason=reason)
