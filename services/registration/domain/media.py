"""Accreditation of the press: applied for in time, documents checked, approved, refused, revoked (domain 5.3)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from services.registration.domain.media_refusals import (
    ApplicationTooLate,
    DaysOutsideMeeting,
    DocumentNotAsked,
    DocumentsMissing,
    NotAtThisStep,
)
from services.registration.domain.meetings import Meeting
from services.registration.domain.review_refusals import ReasonMissing
from shared.contracts.registration import (
    ApplicantKind,
    MediaAccreditationRevoked,
    MediaAccredited,
    MediaDocumentKind,
)
from shared.values import Aggregate, Value

GATE_OPENS = time(8, 0)
"""The gate where passes are collected opens at eight (domain 2.4); the hours asked for ahead are counted from there."""

HOURS_BEFORE = 48
"""Applications come at least so many hours ahead [MEDIA, SYR16]; each meeting can set its own."""

KEPT_AFTER = timedelta(days=30)
"""Documents are dropped so long after the meeting closed."""


class DocumentState(StrEnum):
    """How a document of the checklist stands."""

    MISSING = "missing"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class MediaStatus(StrEnum):
    """How far an application has come."""

    APPLIED = "applied"
    APPROVED = "approved"
    REFUSED = "refused"
    REVOKED = "revoked"


ASKED_OF = {
    ApplicantKind.JOURNALIST: (
        MediaDocumentKind.LETTER_OF_ASSIGNMENT,
        MediaDocumentKind.PRESS_CARD,
        MediaDocumentKind.PASSPORT,
    ),
    ApplicantKind.SERVICE_PROVIDER: (MediaDocumentKind.BROADCASTER_LETTER, MediaDocumentKind.PASSPORT),
}


class MediaDocument(Value):
    """One line of the checklist."""

    kind: MediaDocumentKind
    state: DocumentState = DocumentState.MISSING
    file_id: str | None = None
    remark: str = ""
    at: datetime | None = None


class Applicant(Value):
    """What somebody of the press says of themselves; `press_badge` is the number of a valid UNOG press badge."""

    full_name: str
    email: str
    outlet: str
    kind: ApplicantKind = ApplicantKind.JOURNALIST
    language: str = "en"
    press_badge: str = ""


class MediaRules(Aggregate):
    """How many hours ahead the press applies for one meeting, and what the press desk says to everybody."""

    meeting_id: str
    hours_before: int = HOURS_BEFORE
    said: str = ""


class MediaApplication(Aggregate):
    """An application of one person for one meeting; no participant of a delegation."""

    media_application_id: str
    meeting_id: str
    full_name: str
    email: str
    outlet: str
    kind: ApplicantKind
    language: str
    press_badge: str = ""
    days: tuple[date, ...]
    documents: tuple[MediaDocument, ...] = ()
    status: MediaStatus = MediaStatus.APPLIED
    active: bool = True
    late: bool = False
    reason: str = ""
    applied_at: datetime
    decided_at: datetime | None = None
    decided_by: str = ""
    documents_until: datetime
    purged_at: datetime | None = None

    @property
    def missing(self) -> tuple[MediaDocumentKind, ...]:
        """The documents that are not accepted; the holder of a press badge needs none."""
        return tuple(one.kind for one in self.documents if one.state is not DocumentState.ACCEPTED)

    @property
    def to_check(self) -> bool:
        """Tell whether the officer has something to do: everything is here, or nothing is needed."""
        here = {DocumentState.RECEIVED, DocumentState.ACCEPTED}
        return self.status is MediaStatus.APPLIED and all(one.state in here for one in self.documents)

    def document(self, kind: MediaDocumentKind) -> MediaDocument:
        """Return a line of the checklist, or refuse."""
        found = next((one for one in self.documents if one.kind is kind), None)
        if found is None:
            raise DocumentNotAsked("This document is not asked for.", field="kind")
        return found

    def receive(self, kind: MediaDocumentKind, file_id: str, *, at: datetime) -> Self:
        """Take a document; one that was sent before is replaced."""
        self._must_be(MediaStatus.APPLIED)
        return self._with(MediaDocument(kind=kind, state=DocumentState.RECEIVED, file_id=file_id, at=at))

    def check(self, kind: MediaDocumentKind, *, accepted: bool, remark: str, at: datetime) -> Self:
        """Say whether a document is in order; it may also have been seen on paper."""
        self._must_be(MediaStatus.APPLIED)
        state = DocumentState.ACCEPTED if accepted else DocumentState.RETURNED
        changed = self.document(kind).model_copy(update={"state": state, "remark": remark, "at": at})
        return self._with(changed)

    def accredit(self, *, by: str, at: datetime) -> tuple[Self, MediaAccredited]:
        """Accredit: nothing is granted without all documents, unless a press badge makes them unnecessary."""
        self._must_be(MediaStatus.APPLIED)
        if self.missing:
            raise DocumentsMissing("Not every document is in order.", field="documents")
        approved = self.next(status=MediaStatus.APPROVED, decided_at=at, decided_by=by, reason="")
        return approved, approved.accredited()

    def accredited(self) -> MediaAccredited:
        """Return the fact that tells for which days somebody is accredited now."""
        facts = self.model_dump(include=set(MediaAccredited.model_fields))
        return MediaAccredited.model_validate(facts | {"valid_from": min(self.days), "valid_to": max(self.days)})

    def refuse(self, reason: str, *, by: str, at: datetime) -> Self:
        """Refuse the application, with a reason."""
        self._must_be(MediaStatus.APPLIED)
        return self._ended(MediaStatus.REFUSED, reason, by=by, at=at)

    def revoke(self, reason: str, *, by: str, at: datetime) -> tuple[Self, MediaAccreditationRevoked]:
        """Take an accreditation back, with a reason; the pass stops working."""
        self._must_be(MediaStatus.APPROVED)
        revoked = self._ended(MediaStatus.REVOKED, reason, by=by, at=at)
        fact = MediaAccreditationRevoked(
            version=revoked.version, media_application_id=self.media_application_id, meeting_id=self.meeting_id
        )
        return revoked, fact

    def reopen(self) -> Self:
        """Look at a refused or revoked application again."""
        if self.active:
            raise NotAtThisStep("There is no decision to take back.", field="media_application_id")
        return self.next(status=MediaStatus.APPLIED, active=True, reason="", decided_at=None, decided_by="")

    def purge(self, *, at: datetime) -> Self:
        """Forget the files once they are needed no more; what was checked stays known."""
        bare = tuple(one.model_copy(update={"file_id": None}) for one in self.documents)
        return self.next(documents=bare, purged_at=at)

    def follow(self, meeting: Meeting, before: Meeting) -> Self:
        """Follow a meeting to other dates: the days asked for move with its opening, the documents are kept until then.

        Where none of the days is left, all of the meeting are asked for.
        """
        moved = meeting.opens_on - before.opens_on
        days = tuple(day for one in self.days if meeting.opens_on <= (day := one + moved) <= meeting.closes_on)
        return self.next(days=days or _all_days(meeting), documents_until=_kept_until(meeting))

    def forget(self, nobody: str, address: str, *, at: datetime) -> Self:
        """Take away who applied, and with what; that somebody did stays, for the figures."""
        bare = tuple(one.model_copy(update={"file_id": None, "remark": ""}) for one in self.documents)
        who = {"full_name": nobody, "email": address, "outlet": "", "press_badge": "", "reason": ""}
        return self.next(**who, documents=bare, active=False, purged_at=self.purged_at or at)

    def _ended(self, status: MediaStatus, reason: str, *, by: str, at: datetime) -> Self:
        if not reason.strip():
            raise ReasonMissing("This needs a reason.", field="reason")
        return self.next(status=status, active=False, reason=reason, decided_at=at, decided_by=by)

    def _with(self, document: MediaDocument) -> Self:
        self.document(document.kind)
        return self.next(documents=tuple(document if one.kind is document.kind else one for one in self.documents))

    def _must_be(self, status: MediaStatus) -> None:
        if self.status is not status:
            raise NotAtThisStep("The application is not at this step.", field="media_application_id")


def apply(
    applicant: Applicant, days: Sequence[date], meeting: Meeting, rules: MediaRules | None, **about: object
) -> MediaApplication:
    """Return an application that came in time; `about` is its id, applied_at and late, for the desk's own entries."""
    wanted = tuple(sorted(set(days))) or _all_days(meeting)
    if wanted[0] < meeting.opens_on or wanted[-1] > meeting.closes_on:
        raise DaysOutsideMeeting("These days are not days of the meeting.", field="days")
    asked = () if applicant.press_badge else ASKED_OF[applicant.kind]
    application = MediaApplication.model_validate(
        {
            **dict(applicant),
            **about,
            "meeting_id": meeting.meeting_id,
            "days": wanted,
            "documents": tuple(MediaDocument(kind=kind) for kind in asked),
            "documents_until": _kept_until(meeting),
            "version": 1,
        }
    )
    late = application.applied_at > latest(meeting, wanted[0], rules)
    if late and not application.late:
        raise ApplicationTooLate(latest(meeting, wanted[0], rules), meeting.zone)
    return application.model_copy(update={"late": late})


def latest(meeting: Meeting, first: date, rules: MediaRules | None) -> datetime:
    """Return the last instant to apply for somebody who comes on `first`."""
    hours = rules.hours_before if rules else HOURS_BEFORE
    return datetime.combine(first, GATE_OPENS, ZoneInfo(meeting.zone)) - timedelta(hours=hours)


def _kept_until(meeting: Meeting) -> datetime:
    return datetime.combine(meeting.closes_on, time(), ZoneInfo(meeting.zone)) + KEPT_AFTER


def _all_days(meeting: Meeting) -> tuple[date, ...]:
    count = (meeting.closes_on - meeting.opens_on).days + 1
    return tuple(meeting.opens_on + timedelta(days=n) for n in range(count))
