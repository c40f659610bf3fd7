"""What side events remove when a person was erased: speaker, contact, flags, links and mails."""

from services.side_events.domain import Contact, SideEvent
from services.side_events.domain.wishes import host_subject
from services.side_events.ports import SideEventsUnit
from shared.contracts.registration import ParticipantErased
from shared.erasure import NOBODY_THERE, is_addressed, is_named
from shared.identity.links import erase_links


async def forget_person(told: ParticipantErased, unit: SideEventsUnit) -> None:
    """Take the person off every side event of the meeting; told twice, the second time finds nobody."""
    for event in await unit.side_events.all(meeting_id=told.meeting_id):
        names = _names_of(told, event, unit)
        contact = event.contact.name in names or is_addressed(told, event.contact.email, unit)
        state = event.forget(names, contact=contact, nobody=_nobody(told, event))
        if state is event:
            continue
        await unit.side_events.save(state)
        await _free_speaker(event, names, nobody=told.full_name, unit=unit)
        if contact:
            await erase_links(host_subject(event.contact.email), unit, meeting_id=event.meeting_id)
            unit.forget_mails(event.contact.email)


def _names_of(told: ParticipantErased, event: SideEvent, unit: SideEventsUnit) -> frozenset[str]:
    """Return how the event spells the person's name; a speaker of another State is somebody else."""
    spoken = [one.name for one in event.speakers if not (one.state and told.state) or one.state == told.state]
    written = {*spoken, event.contact.name, *(flag.about for flag in event.flags)}
    return frozenset(name for name in written if is_named(told, name, unit))


def _nobody(told: ParticipantErased, event: SideEvent) -> Contact:
    address = f"{event.side_event_id}@{NOBODY_THERE}"
    return Contact(name=told.full_name, email=address, language=event.contact.language)


async def _free_speaker(event: SideEvent, names: frozenset[str], *, nobody: str, unit: SideEventsUnit) -> None:
    for name in names:
        for day in await unit.speaker_days.all(speaker=name):
            if day.speaker_day_id.startswith(f"{event.meeting_id}."):
                left = day.release(event.side_event_id)
                await unit.speaker_days.save(left if left.bookings else left.model_copy(update={"speaker": nobody}))
