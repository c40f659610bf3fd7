"""What side events hear: one line a handler."""

from services.side_events.handlers import flag_missing_person, keep_delegation, keep_meeting, move_or_flag
from shared.contracts.registration import (
    DelegationInvited,
    DelegationNotified,
    MeetingAnnounced,
    MeetingRescheduled,
    ParticipantRejected,
    ParticipantReopened,
    ParticipantWithdrawn,
    RegistrationOpened,
)
from shared.nats import react

HEARS = (
    react("side_events", (MeetingAnnounced, MeetingRescheduled, RegistrationOpened), keep_meeting, rebuilds=True),
    react("side_events", (DelegationInvited, DelegationNotified), keep_delegation, rebuilds=True),
    react("side_events", MeetingRescheduled, move_or_flag),
    react("side_events", (ParticipantWithdrawn, ParticipantRejected, ParticipantReopened), flag_missing_person),
)
