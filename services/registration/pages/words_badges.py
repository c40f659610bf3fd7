"""How pages say what is kept of badges: states, kinds, what a door answers, what was done."""

from collections.abc import Mapping

from services.registration.domain.badge_batches import BatchState
from services.registration.domain.badge_designs import BadgeField, BadgeFormat
from services.registration.domain.badge_tokens import Verdict
from services.registration.domain.badges import BadgeState, HolderKind
from services.registration.handlers.badge_printing import KINDS
from shared.pages import State, msg

BADGE_STATES: Mapping[BadgeState, tuple[State, str]] = {
    BadgeState.NOT_NEEDED: (State.OFF, msg("has a standing badge")),
    BadgeState.REQUESTED: (State.WAITING, msg("requested")),
    BadgeState.APPROVED: (State.WAITING, msg("to print")),
    BadgeState.READY: (State.IN_HAND, msg("ready to collect")),
    BadgeState.COLLECTED: (State.DONE, msg("collected")),
    BadgeState.LOST: (State.PROBLEM, msg("lost")),
    BadgeState.WITHDRAWN: (State.OFF, msg("withdrawn")),
}

BADGE_CATEGORIES = KINDS

HOLDER_KINDS: Mapping[HolderKind, str] = {
    HolderKind.PARTICIPANT: msg("Participant"),
    HolderKind.ACCOMPANYING: msg("Accompanying person"),
    HolderKind.MEDIA: msg("Media"),
    HolderKind.STAFF: msg("Secretariat"),
}

FORMATS: Mapping[BadgeFormat, str] = {
    BadgeFormat.A6: msg("A6, 105 × 148 mm"),
    BadgeFormat.A6_ON_A4: msg("A6, four on an A4 sheet to cut"),
    BadgeFormat.A7: msg("A7, 74 × 105 mm"),
    BadgeFormat.CARD: msg("Card, 54 × 86 mm"),
}

FIELDS: Mapping[BadgeField, str] = {
    BadgeField.LOGO: msg("Logo of the convention"),
    BadgeField.PHOTO: msg("Photo"),
    BadgeField.OTHER_NAME: msg("Name in another script"),
    BadgeField.FUNCTION: msg("Function"),
    BadgeField.ROLE: msg("Role in the delegation"),
    BadgeField.DELEGATION: msg("Delegation"),
    BadgeField.ZONES: msg("Zones"),
    BadgeField.DAYS: msg("Days"),
    BadgeField.CODE: msg("Code to scan"),
    BadgeField.NUMBER: msg("Number"),
}

VERDICTS: Mapping[Verdict, tuple[State, str]] = {
    Verdict.ADMITTED: (State.DONE, msg("Let in")),
    Verdict.MALFORMED: (State.PROBLEM, msg("This is not the code of a badge")),
    Verdict.FORGED: (State.PROBLEM, msg("This code was not signed by us")),
    Verdict.OTHER_MEETING: (State.PROBLEM, msg("This badge is for another meeting")),
    Verdict.UNKNOWN: (State.PROBLEM, msg("This badge is not known here")),
    Verdict.REPLACED: (State.PROBLEM, msg("This badge was replaced by a newer one")),
    Verdict.LOST: (State.PROBLEM, msg("This badge was reported lost")),
    Verdict.WITHDRAWN: (State.PROBLEM, msg("This badge was withdrawn")),
    Verdict.NOT_APPROVED: (State.PROBLEM, msg("This badge is not approved yet")),
    Verdict.NOT_YET_VALID: (State.PROBLEM, msg("This badge is not valid yet")),
    Verdict.EXPIRED: (State.PROBLEM, msg("This badge is no longer valid")),
    Verdict.OTHER_ZONE: (State.PROBLEM, msg("This badge does not open this zone")),
    Verdict.OTHER_DAY: (State.PROBLEM, msg("This zone is closed today")),
}

DONE_WITH_BADGES: Mapping[str, str] = {
    "RequestBadge": msg("Badge asked for"),
    "RecordStandingBadge": msg("Badge of the building recorded"),
    "IssueStaffBadge": msg("Badge given"),
    "ApproveBadge": msg("Badge approved"),
    "PrintBadge": msg("Badge printed"),
    "CheckOffBadges": msg("Badge printed"),
    "HandOverBadge": msg("Badge handed over, identity document seen"),
    "TakeBackBadge": msg("Badge taken back to the desk"),
    "ReportBadgeLost": msg("Badge reported lost"),
    "RecoverBadge": msg("Badge found again"),
    "ReissueBadge": msg("Badge issued again"),
    "WithdrawBadge": msg("Badge withdrawn"),
    "ReinstateBadge": msg("Badge given back"),
    "EditBadgeDesign": msg("Design of badges changed"),
    "RestoreBadgeDesign": msg("Earlier design of badges restored"),
    "SetAccessPlan": msg("Zones and access set"),
}


BATCH_STATES: Mapping[BatchState, tuple[State, str]] = {
    BatchState.SETTING: (State.IN_HAND, msg("being set")),
    BatchState.READY: (State.WAITING, msg("ready to print")),
    BatchState.MARKING: (State.IN_HAND, msg("being marked")),
    BatchState.PRINTED: (State.DONE, msg("printed")),
    BatchState.FAILED: (State.PROBLEM, msg("could not be set")),
    BatchState.CANCELLED: (State.OFF, msg("given up")),
}


class BadgeWords:
    """The words of badges as templates reach them."""

    states = BADGE_STATES
    categories = BADGE_CATEGORIES
    kinds = HOLDER_KINDS
    verdicts = VERDICTS
    batches = BATCH_STATES
