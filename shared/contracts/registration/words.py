"""The words registration shares: categories, roles, kinds, states, deadlines."""

from enum import StrEnum

from shared.values import Instant, Value


class Category(StrEnum):
    """Participation category of a delegation at one meeting (domain 1); of States by the opening date (R5)."""

    STATE_PARTY = "state_party"
    STATE_NOT_YET_IN_FORCE = "state_not_yet_in_force"
    SIGNATORY = "signatory"
    STATE_NOT_PARTY = "state_not_party"
    STANDING_OBSERVER = "standing_observer"
    OTHER_ORGANISATION = "other_organisation"


class DelegateRole(StrEnum):
    """Role of a participant in a delegation (domain 2.2); who accompanies a participant is no delegate."""

    HEAD = "head"
    ALTERNATE = "alternate"
    REPRESENTATIVE = "representative"
    ADVISER = "adviser"
    OBSERVER = "observer"
    EXPERT = "expert"
    VA_EXPERT = "va_expert"
    INTERPRETER = "interpreter"
    SECURITY = "security"
    DRIVER = "driver"
    MEDIA = "media"
    SECRETARIAT = "secretariat"
    ACCOMPANYING = "accompanying"


class AttendanceMode(StrEnum):
    """From where a participant follows the meeting (domain 2.2)."""

    IN_ROOM = "in_room"
    OVERFLOW = "overflow"
    ONLINE = "online"


class BadgeIssuer(StrEnum):
    """Whose standing badge opens the venue's doors (domain 2.1)."""

    UNOG = "UNOG"
    UNHQ = "UNHQ"


class MeetingKind(StrEnum):
    """Kinds of meetings of a convention (domain 0)."""

    MSP = "MSP"
    REVIEW_CONFERENCE = "RC"
    INTERSESSIONAL = "IM"
    PREPARATORY = "PM"
    PLEDGING = "PC"
    EXPERTS = "EM"
    COORDINATING_COMMITTEE = "CC"
    ANALYSING_GROUP = "AG"
    CONTACT_GROUP = "CG"
    WORKSHOP = "WS"


class Gender(StrEnum):
    """What a person says, for the counts of the report; nobody has to (domain 2.5)."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNDISCLOSED = "undisclosed"


class CredentialsState(StrEnum):
    """How far the credentials of a delegation have come (domain 2.3)."""

    NOT_REQUIRED = "not_required"
    AWAITED = "awaited"
    COPY_RECEIVED = "copy_received"
    ORIGINAL_RECEIVED = "original_received"
    EXAMINED = "examined"
    IN_ORDER = "in_order"
    DEFECTIVE = "defective"
    CORRECTED = "corrected"


class DeadlineKind(StrEnum):
    """Deadlines a meeting can have."""

    NOTIFICATION = "notification"
    REGISTRATION = "registration"
    CREDENTIALS = "credentials"
    SPONSORSHIP = "sponsorship"
    SIDE_EVENTS = "side_events"
    OBSERVER_REQUESTS = "observer_requests"
    FIELD_VISIT = "field_visit"
    MEDIA = "media"


class Deadline(Value):
    """An instant by which something must be in; shown in the venue's zone."""

    kind: DeadlineKind
    at: Instant
