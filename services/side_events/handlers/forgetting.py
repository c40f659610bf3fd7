"""What side events remove when a person was erased: speaker, contact, flags, links and mails."""

from services.side_events.commands import AnswerErasure
from services.side_events.domain import Contact, SideEvent
from services.side_events.domain.wishes import host_subject
from services.side_events.ports import SideEventsUnit
from shared.contracts.registration import ParticipantErased
from shared.erasure import NAMELESS, NOBODY_THERE, is_addressed, is_named
from shared.identity.links import erase_links


async def forget_person(told: ParticipantErased, unit: SideEventsUnit) -> None:
    """Take the person off the side events whose contact they are, and ask about whoever only has the same name.

    Told twice, the second time finds nobody, and asks nothing again.
    """
    for event in await unit.side_events.all(meeting_id=told.meeting_id):
        names, state = _names_of(told, event, unit), event
        if is_addressed(told, event.contact.email, unit):
            sure = names if event.contact.name in names else frozenset()
            state, names = await _forget(event, sure, unit, contact=True), names - sure
        asked = state.ask_whether_erased(min(names), now=unit.now) if names else state
        if asked is not state:
            await unit.side_events.save(asked)


async def answer_erasure(command: AnswerErasure, unit: SideEventsUnit) -> None:
    """Erase a person of whom only the name was known, or keep them."""
    event = await unit.side_events.get(command.side_event_id)
    state = event.answered(command.person)
    await unit.side_events.save(state)
    if command.erased:
        names = state.spellings_of(command.person)
        await _forget(state, names, unit, contact=event.contact.name in names)


def _names_of(told: ParticipantErased, event: SideEvent, unit: SideEventsUnit) -> frozenset[str]:
    """Return how the event spells the person's name; a speaker of another State is somebody else."""
    others = {one.name for one in event.speakers if one.state and told.state and one.state != told.state}
    written = {*(one.name for one in event.speakers), event.contact.name, *(flag.about for flag in event.flags)}
    return frozenset(name for name in written - others if is_named(told, name, unit))


async def _forget(event: SideEvent, names: frozenset[str], unit: SideEventsUnit, *, contact: bool) -> SideEvent:
    nobody = Contact(name=NAMELESS, email=f"{event.side_event_id}@{NOBODY_THERE}", language=event.contact.language)
    state = event.forget(names, contact=contact, nobody=nobody)
    if state is event:
        return event
    await unit.side_events.save(state)
    await _free_speaker(event, names, unit)
    if contact:
        await erase_links(host_subject(event.contact.email), unit, meeting_id=event.meeting_id)
        unit.forget_mails(event.contact.email)
    return state


async def _free_speaker(event: SideEvent, names: frozenset[str], unit: SideEventsUnit) -> None:
    for name in names:
        for day in await unit.speaker_days.all(speaker=name):
            if day.speaker_day_id.startswith(f"{event.meeting_id}."):
                left = day.release(event.side_event_id)
                await unit.speaker_days.save(left if left.bookings else left.model_copy(update={"speaker": NAMELESS}))
