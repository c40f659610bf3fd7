"""What registration tells: meetings, delegations, participants and the list of participants."""

from shared.contracts.registration.badges import BadgeCategory, BadgeLoss, BadgeRevoked
from shared.contracts.registration.delegations import (
    DelegationFacts,
    DelegationInvited,
    DelegationNotified,
    LinkRevoked,
    ObserverApproved,
    ObserverRejected,
)
from shared.contracts.registration.lists import ListOfParticipantsIssued
from shared.contracts.registration.meetings import (
    MeetingAnnounced,
    MeetingArchived,
    MeetingConcluded,
    MeetingConvened,
    MeetingFacts,
    MeetingReopened,
    MeetingRescheduled,
    RegistrationClosed,
    RegistrationOpened,
)
from shared.contracts.registration.participants import (
    ParticipantCheckedIn,
    ParticipantConfirmed,
    ParticipantCorrected,
    ParticipantFacts,
    ParticipantMerged,
    ParticipantRegistered,
    ParticipantRejected,
    ParticipantReopened,
    ParticipantWithdrawn,
)
from shared.contracts.registration.press import (
    ApplicantKind,
    MediaAccreditationRevoked,
    MediaAccredited,
    MediaDocumentKind,
)
from shared.contracts.registration.privacy import ParticipantErased
from shared.contracts.registration.programme import SessionCancelled, SessionFacts, SessionScheduled
from shared.contracts.registration.treaty import TreatyStatusRecorded
from shared.contracts.registration.words import (
    AttendanceMode,
    BadgeIssuer,
    Category,
    CredentialsState,
    Deadline,
    DeadlineKind,
    DelegateRole,
    Gender,
    MeetingKind,
)

__all__ = [
    "ApplicantKind",
    "AttendanceMode",
    "BadgeCategory",
    "BadgeIssuer",
    "BadgeLoss",
    "BadgeRevoked",
    "Category",
    "CredentialsState",
    "Deadline",
    "DeadlineKind",
    "DelegateRole",
    "DelegationFacts",
    "DelegationInvited",
    "DelegationNotified",
    "Gender",
    "LinkRevoked",
    "ListOfParticipantsIssued",
    "MediaAccreditationRevoked",
    "MediaAccredited",
    "MediaDocumentKind",
    "MeetingAnnounced",
    "MeetingArchived",
    "MeetingConcluded",
    "MeetingConvened",
    "MeetingFacts",
    "MeetingKind",
    "MeetingReopened",
    "MeetingRescheduled",
    "ObserverApproved",
    "ObserverRejected",
    "ParticipantCheckedIn",
    "ParticipantConfirmed",
    "ParticipantCorrected",
    "ParticipantErased",
    "ParticipantFacts",
    "ParticipantMerged",
    "ParticipantRegistered",
    "ParticipantRejected",
    "ParticipantReopened",
    "ParticipantWithdrawn",
    "RegistrationClosed",
    "RegistrationOpened",
    "SessionCancelled",
    "SessionFacts",
    "SessionScheduled",
    "TreatyStatusRecorded",
]
