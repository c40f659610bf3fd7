"""Badges asked for: by a delegation for those who serve it; and badges of the building that make ours unnecessary."""

from typing import Literal

from services.registration.commands.fields import Line
from shared.messages import Command
from shared.values import Day, Text, Value


class BadgeWanted(Value):
    """Somebody who serves a delegation and is not in it: a driver, a guard, an assistant."""

    name: Text
    other_name: Line = ""
    function: Text


class RequestBadge(Command, BadgeWanted):
    """Ask for a badge for somebody who serves a delegation."""

    delegation_id: str


class StandingBadgeSeen(Value):
    """Whose badge somebody has already, and until when it is valid; nothing takes the record back."""

    issuer: Literal["UNOG", "UNHQ"] | None = None
    valid_until: Day | None = None


class RecordStandingBadge(Command, StandingBadgeSeen):
    """Record that a participant has a badge of the building, or no longer has one."""

    participant_id: str
