"""One function a message: load, decide, save, tell."""

from services.registration.handlers.credentials import record_credentials
from services.registration.handlers.delegations import (
    StatesInviter,
    invite_focal_point,
    invite_organisation,
    notify_delegation,
)
from services.registration.handlers.expectations import expect_delegate
from services.registration.handlers.lists import issue_list_of_participants
from services.registration.handlers.meetings import MeetingRescheduler, announce_meeting, open_registration
from services.registration.handlers.participants import (
    check_in_participant,
    confirm_participant,
    mail_sign_in_link,
    register_participant,
    withdraw_participant,
)

__all__ = [
    "MeetingRescheduler",
    "StatesInviter",
    "announce_meeting",
    "check_in_participant",
    "confirm_participant",
    "expect_delegate",
    "invite_focal_point",
    "invite_organisation",
    "issue_list_of_participants",
    "mail_sign_in_link",
    "notify_delegation",
    "open_registration",
    "record_credentials",
    "register_participant",
    "withdraw_participant",
]
