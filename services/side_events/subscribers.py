"""What side events hear: one line a handler."""

from services.side_events.handlers import (
    flag_missing_person,
    forget_person,
    keep_delegation,
    keep_meeting,
    keep_session,
    move_or_flag,
    release_slots,
)
from shared.contracts.registration import (
    DelegationInvited,
    DelegationNotified,
    MeetingAnnounced,
    MeetingRescheduled,
    ObserverApproved,
    ObserverRejected,
    ParticipantErased,
    ParticipantRejected,
    ParticipantReopened,
    ParticipantWithdrawn,
    RegistrationOpened,
    SessionCancelled,
    SessionScheduled,
)
from shared.nats import react

DELEGATIONS = (DelegationInvited, DelegationNotified, ObserverApproved, ObserverRejected)

HEARS = (
    react("side_events", (MeetingAnnounced, MeetingRescheduled, RegistrationOpened), keep_meeting, rebuilds=True),
    react("side_events", DELEGATIONS, keep_delegation, rebuilds=True),
    react("side_events", (SessionScheduled, SessionCancelled), keep_session, rebuilds=True),
    react("side_events", MeetingRescheduled, move_or_flag),
    react("side_events", (ParticipantWithdrawn, ParticipantRejected, ParticipantReopened), flag_missing_person),
    react("side_events", ParticipantErased, forget_person),
    react("side_events", ObserverRejected, release_slots),
)
