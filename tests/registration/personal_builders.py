"""Valid personal data by default, and who may see them."""

from datetime import UTC, date, datetime

from services.registration.commands.personal import RecordPersonalData
from services.registration.domain.personal import PersonalData, PersonalDocument, PersonalFile
from shared.contracts.registration.privacy import DocumentKind
from shared.files import FileState, StoredFile
from shared.who import Grant, Role, Who
from tests.registration.builders import MEETING_ID

TODAY = date(2025, 11, 10)
AT = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)
READER = Who(
    subject="staff:eva", name="Eva Lind", grants=frozenset({Grant(role=Role.PERSONAL_DATA_OFFICER)}), language="en"
)
TOMIKO = Who(
    subject="participant:par_0",
    name="Ichikawa Tomiko",
    grants=frozenset({Grant(role=Role.PARTICIPANT, scope="par_0")}),
)
SOMEBODY_ELSE = TOMIKO.model_copy(update={"grants": frozenset({Grant(role=Role.PARTICIPANT, scope="par_9")})})


def some_data(**changes: object) -> PersonalData:
    """Return what a passport says."""
    fields: dict[str, object] = {
        "passport_number": "TK1234567",
        "passport_country": "JPN",
        "passport_expires_on": date(2030, 4, 1),
        "birth_date": date(1971, 3, 14),
        "nationality": "JPN",
        "phone_number": "+81 3 3580 3311",
    }
    return PersonalData.model_validate(fields | changes)


def a_recording(**changes: object) -> RecordPersonalData:
    """Return the command that records it."""
    return RecordPersonalData.model_validate({"participant_id": "par_0", **dict(some_data()), **changes})


def a_document(file_id: str = "fil_1", **changes: object) -> PersonalDocument:
    """Return a visa."""
    fields: dict[str, object] = {"file_id": file_id, "kind": DocumentKind.VISA, "name": "visa.pdf", "given_at": AT}
    return PersonalDocument.model_validate(fields | changes)


def a_personal_file(participant_id: str = "par_0", **changes: object) -> PersonalFile:
    """Return a file with everything of a passport in it."""
    known = PersonalFile(participant_id=participant_id, meeting_id=MEETING_ID)
    return known.record(some_data(), today=TODAY).model_copy(update=changes)


def a_kept_file(file_id: str = "fil_1", **changes: object) -> StoredFile:
    """Return a file that waits to be attached."""
    fields: dict[str, object] = {
        "file_id": file_id,
        "owner": "par_0",
        "purpose": "document",
        "name": "visa.pdf",
        "media_type": "application/pdf",
        "size": 100,
        "sha256": "0" * 64,
        "content_key": "a key",
        "state": FileState.KEPT,
        "kept_at": AT,
        "version": 1,
    }
    return StoredFile.model_validate(fields | changes)
