"""Valid values of registration by default."""

from datetime import UTC, date, datetime

from services.registration.commands import AnnounceMeeting, NamedPerson, NotifyDelegation, RegisterParticipant
from services.registration.domain import (
    Credentials,
    Delegation,
    Meeting,
    MeetingStatus,
    Named,
    Participant,
    Person,
    named,
    register,
)
from shared.contracts.registration import (
    Category,
    CredentialsState,
    Deadline,
    DeadlineKind,
    DelegateRole,
    Gender,
    MeetingKind,
)
from shared.who import Grant, Role, Who

MEETING_ID = "mtg_apmbc-22msp"
JAPAN_ID = "del_apmbc-22msp_jpn"
NOTED_AT = datetime(2025, 11, 3, 10, 0, tzinfo=UTC)
NOTIFICATION_DEADLINE = datetime(2025, 11, 21, 17, 0, tzinfo=UTC)
OFFICER = Who(
    subject="staff:ana", name="Ana Ruiz", grants=frozenset({Grant(role=Role.REGISTRATION_OFFICER)}), language="en"
)
SECOND_OFFICER = OFFICER.model_copy(update={"subject": "staff:ben", "name": "Ben Kaya"})


def a_meeting(**changes: object) -> Meeting:
    """Return the Twenty-Second Meeting, open for registration."""
    fields: dict[str, object] = {
        "meeting_id": MEETING_ID,
        "code": "APMBC-22MSP",
        "convention": "APMBC",
        "kind": MeetingKind.MSP,
        "title": "Twenty-Second Meeting of the States Parties",
        "opens_on": date(2025, 12, 1),
        "closes_on": date(2025, 12, 5),
        "venue": "Palais des Nations",
        "city": "Geneva",
        "country": "CHE",
        "zone": "Europe/Zurich",
        "languages": ("en", "fr"),
        "deadlines": (Deadline(kind=DeadlineKind.NOTIFICATION, at=NOTIFICATION_DEADLINE),),
        "symbol_pattern": "APLC/MSP.22/2025/INF.{number}",
        "status": MeetingStatus.OPEN,
        "version": 2,
    }
    return Meeting.model_validate(fields | changes)


def an_announcement(**changes: object) -> AnnounceMeeting:
    """Return the command that announces the Twenty-Second Meeting."""
    fields: dict[str, object] = {
        "code": "APMBC-22MSP",
        "kind": "MSP",
        "title": "Twenty-Second Meeting of the States Parties",
        "opens_on": "2025-12-01",
        "closes_on": "2025-12-05",
        "venue": "Palais des Nations",
        "city": "Geneva",
        "country": "CHE",
        "symbol_pattern": "APLC/MSP.22/2025/INF.{number}",
    }
    return AnnounceMeeting.model_validate(fields | changes)


def a_head(full_name: str = "Ichikawa Tomiko", **changes: object) -> Named:
    """Return a head of delegation as a note names her."""
    about: dict[str, object] = {"title": "Ambassador", "role": DelegateRole.HEAD, "gender": Gender.FEMALE}
    return named(full_name, **(about | changes))


def a_delegation(**changes: object) -> Delegation:
    """Return Japan's delegation, invited and not notified."""
    fields: dict[str, object] = {
        "delegation_id": JAPAN_ID,
        "meeting_id": MEETING_ID,
        "name": "Japan",
        "category": Category.STATE_PARTY,
        "state": "JPN",
        "credentials": Credentials(state=CredentialsState.AWAITED),
        "version": 1,
    }
    return Delegation.model_validate(fields | changes)


def a_person(full_name: str = "Ichikawa Tomiko", **changes: object) -> Person:
    """Return what she says of herself."""
    fields: dict[str, object] = {"full_name": full_name, "email": "tomiko@mission.example", "gender": Gender.FEMALE}
    return Person.model_validate(fields | changes)


def a_participant(full_name: str = "Ichikawa Tomiko", **changes: object) -> Participant:
    """Return a participant of Japan's delegation, registered."""
    participant, _ = register(a_person(full_name), a_delegation(), a_meeting(), participant_id="par_0", at=NOTED_AT)
    return participant.model_copy(update=changes)


def a_note(**changes: object) -> NotifyDelegation:
    """Return the command that notifies Japan's delegation of one head and one adviser."""
    fields: dict[str, object] = {
        "delegation_id": JAPAN_ID,
        "reference": "NV/2025/118",
        "dated": "2025-11-03",
        "names": (
            NamedPerson(full_name="Ichikawa Tomiko", title="Ambassador", role=DelegateRole.HEAD),
            NamedPerson(full_name="José Müller", role=DelegateRole.ADVISER),
        ),
    }
    return NotifyDelegation.model_validate(fields | changes)


def a_registration(**changes: object) -> RegisterParticipant:
    """Return the command by which she registers."""
    fields: dict[str, object] = {
        "delegation_id": JAPAN_ID,
        "full_name": "Ichikawa Tomiko",
        "email": "tomiko@mission.example",
        "gender": "female",
    }
    return RegisterParticipant.model_validate(fields | changes)
