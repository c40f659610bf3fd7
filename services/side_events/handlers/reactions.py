"""What side events do when registration tells something."""

from services.side_events.domain import DelegationCopy, MeetingCopy, SideEvent, Slot, slot_after
from services.side_events.domain.copies import ProgrammeSession
from services.side_events.handlers import letters
from services.side_events.handlers.displacing import displace
from services.side_events.handlers.holding import prepare_hold, release, take
from services.side_events.ports import SideEventsUnit
from shared.contracts.registration import (
    DelegationFacts,
    MeetingFacts,
    MeetingRescheduled,
    ObserverRejected,
    ParticipantRejected,
    ParticipantReopened,
    ParticipantWithdrawn,
    SessionFacts,
)

NEW_DATES = "The meeting has other dates."
NOT_APPROVED = "The Meeting did not approve the organisation that hosts this side event."


async def keep_meeting(told: MeetingFacts, unit: SideEventsUnit) -> None:
    """Keep the copy of a meeting."""
    await unit.meetings.keep(MeetingCopy.of(told))


async def keep_delegation(told: DelegationFacts, unit: SideEventsUnit) -> None:
    """Keep the copy of a delegation."""
    await unit.delegations.keep(DelegationCopy.of(told))


async def keep_session(told: SessionFacts, unit: SideEventsUnit) -> None:
    """Keep the copy of a session of an experts' programme."""
    await unit.programme_sessions.keep(ProgrammeSession.of(told))


async def flag_missing_person(
    told: ParticipantWithdrawn | ParticipantRejected | ParticipantReopened, unit: SideEventsUnit
) -> None:
    """Flag the side events at which the person speaks or whose contact the person is, until they come after all."""
    comes = isinstance(told, ParticipantReopened)
    for event in await unit.side_events.all(meeting_id=told.meeting_id):
        state = event.with_again(told.full_name) if comes else event.without(told.full_name, now=unit.now)
        if state.version != event.version:
            await unit.side_events.save(state)


async def release_slots(told: ObserverRejected, unit: SideEventsUnit) -> None:
    """Call off what an organisation leads that the Meeting did not approve; elsewhere it is host no more (R4, E6)."""
    for event in await unit.side_events.all(meeting_id=told.meeting_id):
        if event.lead_host_id == told.delegation_id and not event.is_over:
            await release(event, unit)
            state, cancelled = event.cancel(NOT_APPROVED, now=unit.now)
            await unit.side_events.save(state)
            unit.tell(cancelled)
            unit.mail(letters.cancelled(state, NOT_APPROVED))
        elif (state := event.without_host(told.delegation_id)).version != event.version:
            await unit.side_events.save(state)


async def move_or_flag(told: MeetingRescheduled, unit: SideEventsUnit) -> None:
    """Move the side events with the meeting where their room is free then, flag the others (E3).

    All that move give up their places first, so that none stands in another's way. News older than the copy of the
    meeting is left alone: the newer dates are or will be acted on.
    """
    known = await unit.meetings.find(told.meeting_id)
    if known and known.version > told.version:
        return
    placed = [event for event in await unit.side_events.all(meeting_id=told.meeting_id) if event.placement]
    wanted = [(event, slot_after(event.placed(), told)) for event in placed]
    leaving = [(event, slot) for event, slot in wanted if slot != event.placed().slot]
    for event, _ in leaving:
        await release(event, unit)
    for event, slot in sorted(leaving, key=lambda one: (one[0].published_at is None, one[0].placed().starts_at)):
        await _move(event, slot, meeting=MeetingCopy.of(told), unit=unit)


async def _move(event: SideEvent, slot: Slot | None, *, meeting: MeetingCopy, unit: SideEventsUnit) -> None:
    if slot is None:
        await displace(event, NEW_DATES, unit)
        return
    room = await unit.rooms.get(event.placed().room_id)
    hold = await prepare_hold(event, room, slot=slot, zone=meeting.zone, unit=unit)
    if hold.objection:
        await displace(event, f"{NEW_DATES} {hold.objection.reason}", unit)
        return
    await take(hold, unit)
    state, moved = event.move(hold.placement, NEW_DATES, now=unit.now)
    await unit.side_events.save(state)
    unit.tell(moved)
    unit.mail(letters.moved(state, meeting, reason=NEW_DATES))
