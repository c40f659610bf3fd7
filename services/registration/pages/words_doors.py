"""How the pages of the doors say what is kept: verdicts, reasons, ways, severities."""

from collections.abc import Mapping

from shared.contracts.registration.doors import Direction, FoundBy, Outcome, Reason, Severity, Way
from shared.pages import State, msg

WAYS: Mapping[Way, str] = {
    Way.BOTH: msg("Entry and exit"),
    Way.ENTRY: msg("Entry"),
    Way.EXIT: msg("Exit"),
}

DIRECTIONS: Mapping[Direction, str] = {Direction.ENTRY: msg("Entry"), Direction.EXIT: msg("Exit")}

FOUND_BY: Mapping[FoundBy, str] = {FoundBy.CODE: msg("code read"), FoundBy.SEARCH: msg("found by name")}

SEVERITIES: Mapping[Severity, str] = {
    Severity.BLOCK: msg("Refuse, and tell the desk"),
    Severity.WARN: msg("Let in, and tell the desk"),
}

OUTCOMES: Mapping[Outcome, tuple[State, str]] = {
    Outcome.ADMITTED: (State.DONE, msg("Admitted")),
    Outcome.REFUSED: (State.PROBLEM, msg("Refused")),
    Outcome.DOUBLE_USE: (State.WAITING, msg("Double use")),
}

REASONS: Mapping[Reason, str] = {
    Reason.MALFORMED: msg("This is not the code of a badge."),
    Reason.FORGED: msg("The signature of this badge is false."),
    Reason.OTHER_MEETING: msg("This badge is for another meeting."),
    Reason.UNKNOWN: msg("This badge is not known."),
    Reason.REPLACED: msg("This badge was replaced by a newer one."),
    Reason.LOST: msg("This badge was reported lost."),
    Reason.WITHDRAWN: msg("This badge was withdrawn."),
    Reason.NOT_APPROVED: msg("This badge is not approved yet."),
    Reason.NOT_YET_VALID: msg("This badge is not valid yet."),
    Reason.EXPIRED: msg("This badge is no longer valid."),
    Reason.OTHER_ZONE: msg("This badge does not open this zone."),
    Reason.OTHER_DAY: msg("This zone is closed today."),
    Reason.NO_BADGE: msg("This person has no badge and is not confirmed."),
    Reason.CLOSED: msg("Badges of this category are not admitted at this hour."),
    Reason.TWICE_IN: msg("This badge is inside already."),
    Reason.TWO_GATES: msg("This badge was at another gate a moment ago."),
}


class DoorWords:
    """The words of the doors as templates reach them."""

    ways = WAYS
    directions = DIRECTIONS
    found_by = FOUND_BY
    severities = SEVERITIES
    outcomes = OUTCOMES
    reasons = REASONS
