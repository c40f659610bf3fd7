"""What media does when others tell it something."""

from services.media.domain import advisory, copies, triggers
from services.media.ports import MediaUnit
from shared.contracts.registration import (
    ListOfParticipantsIssued,
    MeetingConcluded,
    MeetingConvened,
    MeetingFacts,
    TreatyStatusRecorded,
)
from shared.contracts.side_events import SideEventCancelled, SideEventMoved, SideEventPublished


async def keep_meeting(event: MeetingFacts, unit: MediaUnit) -> None:
    """Keep our copy of a meeting."""
    await unit.meetings.keep(copies.meeting_copy(event))


async def keep_participation(event: ListOfParticipantsIssued, unit: MediaUnit) -> None:
    """Keep how many came, for use in releases."""
    await unit.participations.keep(copies.participation(event))


async def draft_release_on(fact: MeetingConvened | MeetingConcluded | TreatyStatusRecorded, unit: MediaUnit) -> None:
    """Draft the release an occasion calls for, once, however often it is told."""
    release_id = triggers.occasion_of(fact)
    if release_id and await unit.releases.find(release_id) is None:
        await unit.releases.save(triggers.drafted(release_id, fact, now=unit.now))


async def draft_advisory(event: SideEventPublished | SideEventMoved | SideEventCancelled, unit: MediaUnit) -> None:
    """Draft the advisory about a published side event, and keep it true: edited, or corrected once it is out.

    Whatever arrives late, the newest that was told about the side event decides (E7).
    """
    known = await unit.side_events.find(event.side_event_id)
    newest = copies.side_event_copy(event, known)
    await unit.side_events.keep(newest)
    meeting = await unit.meetings.find(event.meeting_id)
    release = await unit.releases.find(advisory.release_id_of(event.side_event_id))
    if release:
        followed = advisory.follow(release, newest, meeting, now=unit.now)
        if followed != release:
            await unit.releases.save(followed)
    elif isinstance(event, SideEventPublished) and not newest.cancelled:
        await unit.releases.save(advisory.advise(newest, meeting, now=unit.now))
