"""What sponsorship listens to."""

from services.sponsorship.commands import LapseOffer
from services.sponsorship.handlers import (
    cancel_travel,
    end_access,
    keep_delegation,
    keep_meeting,
    keep_participant,
    lapse_offer,
)
from services.sponsorship.handlers.forgetting import forget_nominee
from shared.contracts.registration import (
    DelegationInvited,
    DelegationNotified,
    LinkRevoked,
    MeetingAnnounced,
    MeetingRescheduled,
    ObserverApproved,
    ObserverRejected,
    ParticipantCheckedIn,
    ParticipantConfirmed,
    ParticipantCorrected,
    ParticipantErased,
    ParticipantMerged,
    ParticipantRegistered,
    ParticipantRejected,
    ParticipantReopened,
    ParticipantWithdrawn,
    RegistrationOpened,
)
from shared.nats import due, react

MEETINGS = (MeetingAnnounced, MeetingRescheduled, RegistrationOpened)
DELEGATIONS = (DelegationInvited, DelegationNotified, ObserverApproved, ObserverRejected)
PARTICIPANTS = (
    ParticipantRegistered,
    ParticipantConfirmed,
    ParticipantWithdrawn,
    ParticipantRejected,
    ParticipantReopened,
    ParticipantCorrected,
    ParticipantMerged,
    ParticipantErased,
    ParticipantCheckedIn,
)

HEARS = (
    react("sponsorship", MEETINGS, keep_meeting, rebuilds=True),
    react("sponsorship", DELEGATIONS, keep_delegation, rebuilds=True),
    react("sponsorship", PARTICIPANTS, keep_participant, rebuilds=True),
    react("sponsorship", LinkRevoked, end_access, rebuilds=True),
    react("sponsorship", (ParticipantWithdrawn, ParticipantRejected), cancel_travel),
    react("sponsorship", ParticipantErased, forget_nominee),
    due("sponsorship", LapseOffer, lapse_offer),
)
