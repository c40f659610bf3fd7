"""What registration tells of badges."""

from enum import StrEnum
from typing import ClassVar

from shared.messages import Event


class BadgeCategory(StrEnum):
    """Kinds of badges: each has its own look, zones and days."""

    STATE_PARTY = "state_party"
    OBSERVER_STATE = "observer_state"
    ORGANISATION = "organisation"
    MEDIA = "media"
    ACCOMPANYING = "accompanying"
    STAFF = "staff"
    SERVICE = "service"


class BadgeLoss(StrEnum):
    """Why a badge is refused from now on."""

    LOST = "lost"
    WITHDRAWN = "withdrawn"
    REPLACED = "replaced"


class BadgeRevoked(Event):
    """A badge opens no door any more: this serial number and those before it; never who wore it."""

    subject: ClassVar[str] = "registration.badge.revoked.v1"

    badge_id: str
    meeting_id: str
    serial: int
    because: BadgeLoss
