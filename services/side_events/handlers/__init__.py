"""One function a message: load, decide, save, tell."""

from services.side_events.handlers.decisions import (
    accept_side_event,
    cancel_side_event,
    confirm_side_event,
    decline_side_event,
    move_side_event,
    publish_side_event,
)
from services.side_events.handlers.forgetting import answer_erasure, forget_person
from services.side_events.handlers.reactions import (
    flag_missing_person,
    keep_delegation,
    keep_meeting,
    keep_session,
    move_or_flag,
    release_slots,
)
from services.side_events.handlers.requests import invite_host, request_side_event, set_request_rules
from services.side_events.handlers.rooms import add_room, hold_official_session

__all__ = [
    "accept_side_event",
    "add_room",
    "answer_erasure",
    "cancel_side_event",
    "confirm_side_event",
    "decline_side_event",
    "flag_missing_person",
    "forget_person",
    "hold_official_session",
    "invite_host",
    "keep_delegation",
    "keep_meeting",
    "keep_session",
    "move_or_flag",
    "move_side_event",
    "publish_side_event",
    "release_slots",
    "request_side_event",
    "set_request_rules",
]
