"""What registration tells: meetings, delegations, participants and the list of participants."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from shared.messages import Event
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
    """Role of a participant in a delegation (domain 2.2)."""

    HEAD = "head"
    ALTERNATE = "alternate"
    REPRESENTATIVE = "representative"
    ADVISER = "adviser"
    OBSERVER = "observer"
    EXPERT = "expert"
    INTERPRETER = "interpreter"
    SECRETARIAT = "secretariat"


class MeetingKind(StrEnum):
    """Kinds of meetings of a convention (domain 0)."""

    MSP = "MSP"
    REVIEW_CONFERENCE = "RC"
    INTERSESSIONAL = "IM"
    PREPARATORY = "PM"
    PLEDGING = "PC"
    EXPERTS = "EM"


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


class DeadlineKind(StrEnum):
    """Deadlines a meeting can have."""

    NOTIFICATION = "notification"
    REGISTRATION = "registration"
    CREDENTIALS = "credentials"
    SPONSORSHIP = "sponsorship"
    SIDE_EVENTS = "side_events"


class Deadline(Value):
    """An instant by which something must be in; shown in the venue's zone."""

    kind: DeadlineKind
    at: Instant


class MeetingFacts(Event):
    """What every event about a meeting carries, so that a hearer's copy is whole after any of them."""

    meeting_id: str
    code: str
    convention: str
    kind: str
    title: str
    opens_on: date
    closes_on: date
    venue: str
    city: str
    country: str
    zone: str
    languages: tuple[str, ...]
    deadlines: tuple[Deadline, ...]


class MeetingAnnounced(MeetingFacts):
    """A meeting was made known, with its dates, venue and deadlines."""

    subject: ClassVar[str] = "registration.meeting.announced.v1"


class MeetingRescheduled(MeetingFacts):
    """A meeting got other dates, another venue or other deadlines; the old dates ride along."""

    subject: ClassVar[str] = "registration.meeting.rescheduled.v1"
    previous_opens_on: date
    previous_closes_on: date


class RegistrationOpened(MeetingFacts):
    """Delegations can be notified and people can register."""

    subject: ClassVar[str] = "registration.meeting.opened.v1"


class DelegationFacts(Event):
    """What every event about a delegation carries."""

    delegation_id: str
    meeting_id: str
    name: str
    category: Category
    state: str | None = None
    """ISO 3166-1 alpha-3 code where the delegation is a State's."""


class DelegationInvited(DelegationFacts):
    """A State or organisation was invited to a meeting."""

    subject: ClassVar[str] = "registration.delegation.invited.v1"


class DelegationNotified(DelegationFacts):
    """A note verbale or letter named a delegation's people, one of them as head (R1, R2)."""

    subject: ClassVar[str] = "registration.delegation.notified.v1"
    named: int
    late: bool = False


class ParticipantFacts(Event):
    """What every event about a participant carries; never passport data, birth date or photo (R9)."""

    participant_id: str
    meeting_id: str
    delegation_id: str
    delegation: str
    category: Category
    state: str | None = None
    full_name: str
    role: DelegateRole
    language: str = "en"


class ParticipantRegistered(ParticipantFacts):
    """A person registered for a meeting (track 2)."""

    subject: ClassVar[str] = "registration.participant.registered.v1"


class ParticipantConfirmed(ParticipantFacts):
    """Both tracks are complete: notified by the delegation and registered in person (R3)."""

    subject: ClassVar[str] = "registration.participant.confirmed.v1"


class ParticipantWithdrawn(ParticipantFacts):
    """A person does not come after all."""

    subject: ClassVar[str] = "registration.participant.withdrawn.v1"


class ParticipantCheckedIn(ParticipantFacts):
    """A person arrived at the venue for the first time."""

    subject: ClassVar[str] = "registration.participant.checked_in.v1"
    arrived_at: Instant


class ListOfParticipantsIssued(Event):
    """The list of participants was issued; immutable, the next one is a revision (R8)."""

    subject: ClassVar[str] = "registration.list_of_participants.issued.v1"
    list_of_participants_id: str
    meeting_id: str
    symbol: str
    issue: int
    states_parties: int
    observer_states: int
    organisations: int
    delegates: int
    women: int
    issued_at: Instant
