"""Proposes a room and a time for every request that waits; it never decides, and says why not where it finds none."""

from collections.abc import Iterable, Iterator

from services.side_events.domain import (
    Booking,
    Placement,
    Room,
    RoomDay,
    SideEvent,
    Slot,
    Status,
    days_of,
    name_key,
    place,
    room_booking,
    slot_of,
    warnings_about,
)
from services.side_events.ports import Blocker, Proposal, Situation


def propose(situation: Situation) -> tuple[Proposal, ...]:
    """Return a proposal for each request and each event that lost its place, in order of receipt, late ones last.

    Each gets its first preferred slot in which the smallest fitting room is free and nothing speaks against it; what
    is proposed to one is held against the next.
    """
    plan = _Plan(situation)
    waiting = [one for one in situation.side_events if one.status is Status.REQUESTED or one.needs_new_slot]
    return tuple(plan.proposal(one) for one in sorted(waiting, key=lambda one: (one.late, one.requested_at)))


class _Plan:
    """What is placed so far, the proposals made included."""

    def __init__(self, situation: Situation) -> None:
        self._meeting = situation.meeting
        self._rooms = situation.rooms
        self._days = {day.room_day_id: day for day in situation.room_days}
        self._placed = {one.side_event_id: one for one in situation.side_events if one.placement}

    def proposal(self, event: SideEvent) -> Proposal:
        blockers: list[Blocker] = []
        rooms = _by_fit(self._rooms, event)
        for choice, slot in enumerate(self._slots(event), start=1):
            beside = [one for one in self._placed.values() if one.placement and one.placement.overlaps(slot)]
            for room in rooms:
                reason = self._obstacle(event, room, slot=slot, beside=beside)
                if reason is None:
                    return self._hold(event, room, slot, choice)
                blockers.append(Blocker(slot=slot, room=room.label, reason=reason))
        return Proposal(side_event_id=event.side_event_id, blockers=tuple(blockers))

    def _slots(self, event: SideEvent) -> Iterator[Slot]:
        for preference in event.preferences:
            yield slot_of(preference, self._meeting.zone)

    def _obstacle(self, event: SideEvent, room: Room, *, slot: Slot, beside: list[SideEvent]) -> str | None:
        placement = place(room, slot, zone=self._meeting.zone)
        booking = room_booking(event, placement)
        for day in self._room_days(room, placement):
            if objection := day.objection(booking):
                return objection.reason
        if clash := _speaker_clash(event, beside):
            return clash
        warnings = warnings_about(event, room, slot=slot, meeting=self._meeting, others=beside)
        return warnings[0].reason if warnings else None

    def _hold(self, event: SideEvent, room: Room, slot: Slot, choice: int) -> Proposal:
        placement = place(room, slot, zone=self._meeting.zone)
        booking: Booking = room_booking(event, placement)
        for day in self._room_days(room, placement):
            self._days[day.room_day_id] = day.book(booking)
        self._placed[event.side_event_id] = event.model_copy(update={"placement": placement})
        spare = None if room.capacity is None else room.capacity - event.expected_attendance
        return Proposal(
            side_event_id=event.side_event_id,
            room_id=room.room_id,
            room=room.label,
            slot=slot,
            choice=choice,
            spare=spare,
        )

    def _room_days(self, room: Room, placement: Placement) -> list[RoomDay]:
        return [
            self._days.get(id) or RoomDay(room_day_id=id, room_id=part, day=day)
            for part in room.physical
            for id, day in days_of(part, placement.held, zone=room.zone).items()
        ]


def _by_fit(rooms: Iterable[Room], event: SideEvent) -> list[Room]:
    """Return the rooms, the smallest that fits first, those of unknown size after them, those too small last."""

    def fit(room: Room) -> tuple[int, int, int, str]:
        if room.capacity is None:
            return (1, 0, len(room.parts), room.room_id)
        spare = room.capacity - event.expected_attendance
        return (0 if spare >= 0 else 2, abs(spare), len(room.parts), room.room_id)

    return sorted(rooms, key=fit)


def _speaker_clash(event: SideEvent, beside: Iterable[SideEvent]) -> str | None:
    names = {name_key(speaker.name): speaker.name for speaker in event.speakers}
    for other in beside:
        for speaker in other.speakers:
            if other.side_event_id != event.side_event_id and name_key(speaker.name) in names:
                return f"{names[name_key(speaker.name)]} speaks at {other.title} at this time."
    return None
