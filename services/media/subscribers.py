"""What media listens to."""

from services.media.commands import MailRecipients, PublishRelease
from services.media.handlers import (
    distribute_release,
    draft_advisory,
    draft_release_on,
    keep_meeting,
    keep_participation,
    mail_recipients,
    publish_release,
)
from services.media.handlers.accredited import keep_accreditation
from services.media.handlers.forgetting import forget_person
from shared.contracts.media import ReleasePublished
from shared.contracts.registration import (
    ListOfParticipantsIssued,
    MediaAccreditationRevoked,
    MediaAccredited,
    MeetingAnnounced,
    MeetingConcluded,
    MeetingConvened,
    MeetingRescheduled,
    ParticipantErased,
    RegistrationOpened,
    TreatyStatusRecorded,
)
from shared.contracts.side_events import SideEventCancelled, SideEventMoved, SideEventPublished
from shared.nats import due, react

HEARS = (
    react("media", (MediaAccredited, MediaAccreditationRevoked), keep_accreditation, rebuilds=True),
    react("media", (MeetingAnnounced, MeetingRescheduled, RegistrationOpened), keep_meeting, rebuilds=True),
    react("media", ListOfParticipantsIssued, keep_participation, rebuilds=True),
    react("media", (SideEventPublished, SideEventMoved, SideEventCancelled), draft_advisory),
    react("media", (MeetingConvened, MeetingConcluded, TreatyStatusRecorded), draft_release_on),
    react("media", ParticipantErased, forget_person),
    react("media", ReleasePublished, distribute_release),
    due("media", PublishRelease, publish_release),
    due("media", MailRecipients, mail_recipients),
)
