"""The words of the doors: ways, severities, directions, what a passage comes to and why."""

from enum import StrEnum


class Way(StrEnum):
    """Which way a gate is used."""

    ENTRY = "entry"
    EXIT = "exit"
    BOTH = "both"


class Severity(StrEnum):
    """What a rule does: stop the person, or let them in and tell the desk."""

    BLOCK = "block"
    WARN = "warn"


class Direction(StrEnum):
    """Which way somebody went."""

    ENTRY = "entry"
    EXIT = "exit"


class FoundBy(StrEnum):
    """How the device knew who it was."""

    CODE = "code"
    SEARCH = "search"


class Outcome(StrEnum):
    """What a passage comes to."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    DOUBLE_USE = "double_use"


class Reason(StrEnum):
    """Why not simply admitted: what the badge said, the rule of the day, or that it was used twice."""

    MALFORMED = "malformed"
    FORGED = "forged"
    OTHER_MEETING = "other_meeting"
    UNKNOWN = "unknown"
    REPLACED = "replaced"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    NOT_APPROVED = "not_approved"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    OTHER_ZONE = "other_zone"
    OTHER_DAY = "other_day"
    NO_BADGE = "no_badge"
    CLOSED = "closed"
    TWICE_IN = "twice_in"
    TWO_GATES = "two_gates"
