"""A participant: registered, confirmed when both tracks are complete, checked in, withdrawn (domain 2.1)."""

from datetime import datetime
from enum import StrEnum
from typing import Self, TypeVar
from zoneinfo import ZoneInfo

from services.registration.domain.badge_holders import StandingBadge
from services.registration.domain.decisions import Decision, Inquiry, ReviewState
from services.registration.domain.delegations import Delegation
from services.registration.domain.forms import Answer, sound_name
from services.registration.domain.meetings import Meeting
from services.registration.domain.names import name_key
from services.registration.domain.refusals import (
    AlreadyCheckedIn,
    AlreadyConfirmed,
    AlreadyWithdrawn,
    ArrivalInFuture,
    NotConfirmed,
    NotNotified,
)
from shared.contracts.registration import (
    AttendanceMode,
    Category,
    DeadlineKind,
    DelegateRole,
    Gender,
    ParticipantCheckedIn,
    ParticipantConfirmed,
    ParticipantCorrected,
    ParticipantFacts,
    ParticipantRegistered,
    ParticipantWithdrawn,
)
from shared.values import Aggregate, Value

F = TypeVar("F", bound=ParticipantFacts)


class ParticipantStatus(StrEnum):
    """How far a participant has come."""

    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    PRESENT = "present"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"


class Person(Value):
    """What a person says of themselves when they register."""

    full_name: str
    email: str
    role: DelegateRole = DelegateRole.REPRESENTATIVE
    language: str = "en"
    gender: Gender = Gender.UNDISCLOSED
    organisation: str = ""
    function: str = ""


class Participant(Aggregate):
    """A person registered for one meeting in one delegation; `active` until withdrawn or rejected.

    `review` is how far the secretariat is with the registration itself, apart from the note (domain 2.1); `decided` is
    what it decided and has not published yet, `decision` what it published last.
    """

    participant_id: str
    meeting_id: str
    delegation_id: str
    delegation: str
    category: Category
    state: str | None = None
    full_name: str
    name_key: str
    email: str
    role: DelegateRole
    language: str
    gender: Gender
    organisation: str = ""
    function: str = ""
    status: ParticipantStatus = ParticipantStatus.REGISTERED
    active: bool = True
    late: bool = False
    changed_at: datetime
    registered_at: datetime
    confirmed_at: datetime | None = None
    arrived_at: datetime | None = None
    arrived_on: str | None = None
    withdrawn_at: datetime | None = None
    withdrawn_because: str = ""
    review: ReviewState = ReviewState.RECEIVED
    decided: Decision | None = None
    decision: Decision | None = None
    inquiries: tuple[Inquiry, ...] = ()
    merged_into: str | None = None
    answers: tuple[Answer, ...] = ()
    form_number: int = 0
    registered_by: str = ""
    named_as: str | None = None
    not_named_as: tuple[str, ...] = ()
    sub_affiliation: str = ""
    accompanies: str | None = None
    standing_badge: StandingBadge | None = None
    attendance: AttendanceMode | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys under which a note may name this person: as they wrote it, and as it was matched by hand."""
        return (self.name_key, self.named_as) if self.named_as else (self.name_key,)

    @property
    def affiliation(self) -> str:
        """The delegation, with the organisation inside it: `ICBL - Mines Action Canada` (LOG09)."""
        return f"{self.delegation} - {self.sub_affiliation}" if self.sub_affiliation else self.delegation

    @property
    def awaits_note(self) -> bool:
        """Tell whether the person is approved and only a note that names them is missing (R3)."""
        return self.active and self.status is ParticipantStatus.REGISTERED and self.review is ReviewState.APPROVED

    def confirm(self, delegation: Delegation, *, at: datetime) -> tuple[Self, ParticipantConfirmed]:
        """Confirm once the delegation names this person: both tracks are complete (R3)."""
        self.must_be_active()
        if self.status is not ParticipantStatus.REGISTERED:
            raise AlreadyConfirmed("This person is confirmed already.")
        if not delegation.names_person(*self.keys):
            raise NotNotified("No notification of the delegation names this person.", field="participant_id")
        confirmed = self.next(
            status=ParticipantStatus.CONFIRMED,
            review=ReviewState.APPROVED,
            decided=None,
            confirmed_at=at,
            changed_at=at,
        )
        return confirmed, confirmed.fact(ParticipantConfirmed)

    def check_in(self, *, zone: str, at: datetime, now: datetime) -> tuple[Self, ParticipantCheckedIn]:
        """Let a confirmed person in for the first time; the day of arrival is the venue's."""
        self.must_be_active()
        if self.arrived_at:
            raise AlreadyCheckedIn(self.arrived_at, zone)
        if self.status is not ParticipantStatus.CONFIRMED:
            raise NotConfirmed("This person is not confirmed.", field="participant_id")
        if at > now:
            raise ArrivalInFuture("The arrival lies in the future.", field="arrived_at")
        day = at.astimezone(ZoneInfo(zone)).date().isoformat()
        present = self.next(status=ParticipantStatus.PRESENT, arrived_at=at, arrived_on=day, changed_at=at)
        return present, present.fact(ParticipantCheckedIn, arrived_at=at)

    def withdraw(self, reason: str, *, at: datetime) -> tuple[Self, ParticipantWithdrawn]:
        """Take a person off the meeting; the e-mail address is free to register again."""
        self.must_be_active()
        withdrawn = self.next(
            status=ParticipantStatus.WITHDRAWN,
            active=False,
            withdrawn_at=at,
            withdrawn_because=reason,
            decided=None,
            changed_at=at,
        )
        return withdrawn, withdrawn.fact(ParticipantWithdrawn)

    def recategorise(self, category: Category, *, at: datetime) -> tuple[Self, ParticipantCorrected]:
        """Come under the category that the delegation has now (R5)."""
        changed = self.next(category=category, changed_at=at)
        return changed, changed.fact(ParticipantCorrected, status=changed.status.value)

    def fact(self, kind: type[F], **more: object) -> F:
        """Return an event about this person as they are now."""
        facts = {name: getattr(self, name) for name in ParticipantFacts.model_fields}
        return kind.model_validate({**facts, **more})

    def must_be_active(self) -> None:
        """Refuse unless the person is still to come."""
        if not self.active:
            raise AlreadyWithdrawn("This person was withdrawn.", field="participant_id")


def register(
    person: Person, delegation: Delegation, meeting: Meeting, *, participant_id: str, at: datetime
) -> tuple[Participant, ParticipantRegistered]:
    """Register a person in a delegation of a meeting that is open; after the deadline it is marked late (R8)."""
    meeting.must_be_open()
    full_name = sound_name(person.full_name)
    delegation.must_take_people()
    registered = Participant(
        participant_id=participant_id,
        meeting_id=delegation.meeting_id,
        delegation_id=delegation.delegation_id,
        delegation=delegation.name,
        category=delegation.category,
        state=delegation.state,
        name_key=name_key(full_name),
        late=meeting.late(DeadlineKind.REGISTRATION, at),
        changed_at=at,
        registered_at=at,
        version=1,
        **{**dict(person), "full_name": full_name},
    )
    return registered, registered.fact(ParticipantRegistered)
