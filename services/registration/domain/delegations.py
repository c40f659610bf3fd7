"""A delegation: invited with its category, notified by note verbale or letter, with its focal point and credentials."""

from datetime import date, datetime
from typing import Self, TypeVar

from services.registration.domain.conventions import Convention
from services.registration.domain.credentials import ANY, Authorities, Credentials, Step, credentials_for, record, undo
from services.registration.domain.meetings import Meeting
from services.registration.domain.names import name_key, slug
from services.registration.domain.refusals import (
    DecisionRecordMissing,
    DelegationRejected,
    NamedTwice,
    NotOneHead,
)
from services.registration.domain.settling import SETTLING
from shared.contracts.registration import (
    Category,
    CredentialsState,
    DeadlineKind,
    DelegateRole,
    DelegationFacts,
    DelegationInvited,
    DelegationNotified,
    Gender,
    ObserverApproved,
    ObserverRejected,
)
from shared.values import Aggregate, Value

F = TypeVar("F", bound=DelegationFacts)


class Named(Value):
    """A person whom a note verbale or letter names."""

    full_name: str
    key: str
    title: str = ""
    function: str = ""
    role: DelegateRole = DelegateRole.REPRESENTATIVE
    email: str | None = None
    gender: Gender = Gender.UNDISCLOSED
    late: bool = False


class Note(Value):
    """A note verbale or letter, and when it came in."""

    reference: str
    dated: date
    received_at: datetime
    late: bool = False
    named: int = 0
    note_id: str = ""


class FocalPoint(Value):
    """The person through whom the secretariat talks to a delegation."""

    name: str
    email: str
    language: str = "en"


class Delegation(Aggregate):
    """A delegation at one meeting; `names` are those of the latest note, `notes` all that came in."""

    delegation_id: str
    meeting_id: str
    name: str
    category: Category
    state: str | None = None
    decision_record: str | None = None
    provisional: bool = False
    rejected: bool = False
    focal_point: FocalPoint | None = None
    other_focal_points: tuple[FocalPoint, ...] = ()
    notified_at: datetime | None = None
    notes: tuple[Note, ...] = ()
    names: tuple[Named, ...] = ()
    credentials: Credentials = Credentials()
    sub_affiliations: tuple[str, ...] = ()
    spread_at: datetime | None = None
    """When those are looked for who were registering while its category changed."""

    def names_person(self, *keys: str) -> bool:
        """Tell whether the notification in force names the person with one of these name keys (R2, R3)."""
        return any(one.key in keys for one in self.names)

    def must_take_people(self) -> None:
        """Refuse for an organisation that the Meeting did not approve (R4)."""
        if self.rejected:
            raise DelegationRejected("The Meeting did not approve this organisation.", field="delegation_id")

    def settle(self, *, approved: bool, record: str) -> tuple[Self, ObserverApproved | ObserverRejected]:
        """Take the decision of the Meeting on a delegation that was invited provisionally (R4)."""
        settled = self.next(provisional=False, rejected=not approved, decision_record=record)
        return settled, _fact(settled, ObserverApproved) if approved else _fact(settled, ObserverRejected)

    def notify(
        self, names: tuple[Named, ...], meeting: Meeting, *, reference: str, dated: date, received_at: datetime
    ) -> tuple[Self, DelegationNotified]:
        """Take the names of a note in place of earlier ones; exactly one is head (R1), late is marked (R8)."""
        meeting.must_be_open()
        self.must_take_people()
        one_head(names)
        keys = [one.key for one in names]
        if len(set(keys)) < len(keys):
            raise NamedTwice("The note names one person twice.", field="names")
        late = meeting.late(DeadlineKind.NOTIFICATION, received_at)
        note = Note(reference=reference, dated=dated, received_at=received_at, late=late, named=len(names))
        notified = self.next(names=names, notes=(*self.notes, note), notified_at=received_at)
        return notified, _fact(notified, DelegationNotified, named=len(names), late=late)

    def notified_of(self) -> DelegationNotified:
        """Return the fact that tells whom the notes of the delegation name now."""
        late = bool(self.notes) and self.notes[-1].late
        return _fact(self, DelegationNotified, named=len(self.names), late=late)

    def change_names(self, names: tuple[Named, ...], *, late: bool) -> tuple[Self, DelegationNotified]:
        """Take a change of composition between two notes; after the deadline it is marked late (R8)."""
        changed = self.next(names=names)
        return changed, _fact(changed, DelegationNotified, named=len(names), late=late)

    def named_as(self, *keys: str) -> Named | None:
        """Return how the notification in force names the person with one of these keys."""
        return next((one for one in self.names if one.key in keys), None)

    def record_credentials(self, step: Step, authorities: Authorities = ANY, *, officer: str, at: datetime) -> Self:
        """Take credentials one step on (R6)."""
        return self.next(credentials=record(self.credentials, step, authorities, officer=officer, at=at))

    def undo_credentials(self, reason: str) -> Self:
        """Take the last step of credentials back."""
        return self.next(credentials=undo(self.credentials, reason))

    def recategorise(
        self, category: Category, *, credentials_required: bool, at: datetime
    ) -> tuple[Self, DelegationInvited]:
        """Give the State its category on another opening date, and credentials what follows from it (R5, R6)."""
        begun = credentials_for(category, required=credentials_required)
        untouched = self.credentials.state in {CredentialsState.AWAITED, CredentialsState.NOT_REQUIRED}
        kept = begun if untouched else self.credentials
        changed = self.next(category=category, credentials=kept, spread_at=at + SETTLING)
        return changed, _fact(changed, DelegationInvited)


def one_head(names: tuple[Named, ...]) -> None:
    """Refuse unless exactly one person is head of delegation (R1)."""
    if sum(one.role is DelegateRole.HEAD for one in names) != 1:
        raise NotOneHead("A delegation has exactly one head.", field="names")


def named(full_name: str, **about: object) -> Named:
    """Return a person as a note names them."""
    return Named.model_validate({"full_name": full_name, "key": name_key(full_name), **about})


def invitations(meeting: Meeting, convention: Convention) -> list[Delegation]:
    """Return a delegation for every State, its category on the day that counts (R5), and every standing observer."""
    states = [
        _delegation(meeting, place=one.iso3.lower(), name=one.name, category=category, state=one.iso3)
        for one in convention.states
        if (category := convention.category_on(one.iso3, meeting.categories_day))
    ]
    observers = [
        _delegation(meeting, place=one.slug, name=one.name, category=Category.STANDING_OBSERVER)
        for one in convention.standing_observers
    ]
    return states + observers


def organisation(meeting: Meeting, name: str, *, decision_record: str, provisional: bool = False) -> Delegation:
    """Return the delegation of an organisation outside the standing list; it needs a decision that admits it (R4)."""
    if not decision_record.strip():
        raise DecisionRecordMissing("No decision admits this organisation.", field="decision_record")
    invited = _delegation(meeting, place=slug(name), name=name, category=Category.OTHER_ORGANISATION)
    return invited.model_copy(update={"decision_record": decision_record, "provisional": provisional})


def invite(delegation: Delegation) -> tuple[Delegation, DelegationInvited]:
    """Invite a delegation."""
    invited = delegation.next()
    return invited, _fact(invited, DelegationInvited)


def _delegation(meeting: Meeting, *, place: str, name: str, category: Category, state: str | None = None) -> Delegation:
    return Delegation(
        delegation_id=f"del_{meeting.address}_{place}",
        meeting_id=meeting.meeting_id,
        name=name,
        category=category,
        state=state,
        credentials=credentials_for(category, required=meeting.credentials_required),
    )


def _fact(delegation: Delegation, kind: type[F], **more: object) -> F:
    facts = {name: getattr(delegation, name) for name in DelegationFacts.model_fields}
    return kind.model_validate({**facts, **more})
