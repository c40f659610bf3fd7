"""What new dates of a meeting mean for a side event that has a room and a time (E3)."""

from services.side_events.domain.side_event import Placement
from services.side_events.domain.slots import Slot
from shared.contracts.registration import MeetingRescheduled


def slot_after(placement: Placement, told: MeetingRescheduled) -> Slot | None:
    """Return the slot a side event should have now, or None when it needs a new one.

    A day inside the new dates stays. Otherwise it moves with the meeting where all days moved by the same number; a
    meeting that got longer, shorter or went to another zone says nothing about where the event should go.
    """
    opened_by = (told.opens_on - told.previous_opens_on).days
    closed_by = (told.closes_on - told.previous_closes_on).days
    slot = placement.slot
    if placement.zone != told.zone:
        return None
    if opened_by == closed_by == 0 or told.opens_on <= slot.day(told.zone) <= told.closes_on:
        return slot
    return slot.moved(opened_by, told.zone) if opened_by == closed_by else None
