"""Accreditation of the press: applied for, documents sent and checked, decided, revoked."""

from pydantic import Field

from services.registration.commands.fields import Email, Language, Line
from shared.contracts.registration import ApplicantKind, MediaDocumentKind
from shared.messages import Command
from shared.values import Day, Instant, LongText, Text, Value


class Application(Value):
    """What somebody of the press sends; no days means every day of the meeting."""

    full_name: Text
    email: Email
    outlet: Text
    kind: ApplicantKind = ApplicantKind.JOURNALIST
    language: Language = "en"
    press_badge: Line = Field(default="", description="Number of a valid UNOG press badge; nothing more is asked then.")
    days: tuple[Day, ...] = ()


class ApplyForAccreditation(Command, Application):
    """Apply to report from a meeting."""

    meeting_id: str


class AddMediaDocument(Command):
    """Send a document of the checklist."""

    media_application_id: str
    kind: MediaDocumentKind
    file_id: str


class ReadMediaDocument(Command):
    """Open a document; who read it is on record."""

    media_application_id: str
    kind: MediaDocumentKind


class DocumentChecked(Value):
    """Whether a document is in order, and if not, why."""

    kind: MediaDocumentKind
    accepted: bool = True
    remark: Line = ""


class CheckMediaDocument(Command, DocumentChecked):
    """Say whether a document is in order."""

    media_application_id: str


class AccreditApplicant(Command):
    """Accredit: every document is in order, or a press badge makes them unnecessary."""

    media_application_id: str


class MediaReason(Value):
    """Why accreditation is refused or revoked; it is mailed."""

    reason: Line


class RefuseAccreditation(Command, MediaReason):
    """Refuse an application."""

    media_application_id: str


class RevokeAccreditation(Command, MediaReason):
    """Take an accreditation back."""

    media_application_id: str


class ReopenApplication(Command):
    """Look at a refused or revoked application again."""

    media_application_id: str


class MediaTerms(Value):
    """How many hours ahead the press applies, and what the press desk says to everybody."""

    hours_before: int = Field(default=48, ge=0, le=24 * 60)
    said: LongText = ""


class SetMediaRules(Command, MediaTerms):
    """Set how the press applies for one meeting."""

    meeting_id: str


class PurgeMediaDocuments(Command):
    """Drop the documents of an application whose meeting is over."""

    media_application_id: str
    due_at: Instant


class MediaApplicationNow(Value):
    """Answer: how an application stands."""

    media_application_id: str
    status: str
    missing: tuple[str, ...] = ()
    late: bool = False
