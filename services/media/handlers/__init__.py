"""One function a message: load, decide, save, tell."""

from services.media.handlers.clearing import clear_release, name_representative, request_changes, request_clearance
from services.media.handlers.hearing import draft_advisory, draft_release_on, keep_meeting, keep_participation
from services.media.handlers.publishing import (
    distribute_release,
    mail_recipients,
    publish_release,
    schedule_release,
    withdraw_release,
)
from services.media.handlers.subscribing import (
    add_journalist,
    confirm_subscription,
    read_under_embargo,
    subscribe,
    unsubscribe,
)
from services.media.handlers.writing import correct_release, draft_release, edit_release

__all__ = [
    "add_journalist",
    "clear_release",
    "confirm_subscription",
    "correct_release",
    "distribute_release",
    "draft_advisory",
    "draft_release",
    "draft_release_on",
    "edit_release",
    "keep_meeting",
    "keep_participation",
    "mail_recipients",
    "name_representative",
    "publish_release",
    "read_under_embargo",
    "request_changes",
    "request_clearance",
    "schedule_release",
    "subscribe",
    "unsubscribe",
    "withdraw_release",
]
