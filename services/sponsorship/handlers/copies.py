"""Copies of registration's facts, each written only when it is newer."""

from services.sponsorship.domain import DelegationCopy, MeetingCopy, ParticipantCopy, Progress, person_key
from services.sponsorship.ports import SponsorshipUnit
from shared.contracts.registration import (
    DelegationFacts,
    LinkRevoked,
    MeetingFacts,
    ParticipantCheckedIn,
    ParticipantConfirmed,
    ParticipantCorrected,
    ParticipantErased,
    ParticipantFacts,
    ParticipantMerged,
    ParticipantRejected,
    ParticipantWithdrawn,
)
from shared.identity.access import RevokedLink

PROGRESS: dict[type[ParticipantFacts], Progress] = {
    ParticipantConfirmed: Progress.CONFIRMED,
    ParticipantCheckedIn: Progress.ARRIVED,
    ParticipantWithdrawn: Progress.WITHDRAWN,
    ParticipantRejected: Progress.REJECTED,
    ParticipantMerged: Progress.WITHDRAWN,
    ParticipantErased: Progress.WITHDRAWN,
}
CORRECTED: dict[str, Progress] = {"present": Progress.ARRIVED}
"""Words of registration that are not ours."""


async def keep_meeting(event: MeetingFacts, unit: SponsorshipUnit) -> None:
    """Keep dates, place and deadlines."""
    facts = event.model_dump(include=set(MeetingCopy.model_fields))
    await unit.meetings.keep(MeetingCopy(**facts))


async def keep_delegation(event: DelegationFacts, unit: SponsorshipUnit) -> None:
    """Keep which States are invited (S1)."""
    facts = event.model_dump(include=set(DelegationCopy.model_fields))
    await unit.delegations.keep(DelegationCopy(**facts))


async def end_access(event: LinkRevoked, unit: SponsorshipUnit) -> None:
    """Let nobody nominate any more who came in by a link that registration took back."""
    await unit.revoked_links.keep(RevokedLink(**event.model_dump()))


async def keep_participant(event: ParticipantFacts, unit: SponsorshipUnit) -> None:
    """Keep how far the people of States are with registration (S7); nobody else can be sponsored.

    Who was erased keeps no name here either; how far they had come stays, for the figures.
    """
    if event.state is None:
        return
    known = await unit.participants.find(event.participant_id) if isinstance(event, ParticipantErased) else None
    await unit.participants.keep(
        ParticipantCopy(
            participant_id=event.participant_id,
            meeting_id=event.meeting_id,
            delegation_id=event.delegation_id,
            state=event.state,
            full_name=event.full_name,
            person=person_key(event.state, event.full_name),
            progress=known.progress if known else _progress(event),
            version=event.version,
        )
    )


def _progress(event: ParticipantFacts) -> Progress:
    if isinstance(event, ParticipantCorrected):
        return CORRECTED.get(event.status) or Progress(event.status)
    return PROGRESS.get(type(event), Progress.REGISTERED)
