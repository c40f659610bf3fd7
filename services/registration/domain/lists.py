"""The list of participants: who is named and confirmed, in the order of the rules; immutable once issued (2.5)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from services.registration.domain.delegations import Delegation, Named, one_head
from services.registration.domain.list_changes import Change, Entry, Listed, additions, changes_between
from services.registration.domain.meetings import Meeting, Plan
from services.registration.domain.names import name_key
from services.registration.domain.participants import Participant, ParticipantStatus
from services.registration.domain.refusals import NobodyToList, NothingChanged, NothingToAdd
from shared.contracts.registration import Category, DeadlineKind, DelegateRole, Gender, ListOfParticipantsIssued
from shared.values import Aggregate, Value

ORDER = tuple(Category)
"""States Parties, not in force yet, signatories, not party; then standing observers, other organisations (Rule 1)."""

RANK = tuple(DelegateRole)
OBSERVER_STATES = frozenset({Category.STATE_NOT_YET_IN_FORCE, Category.SIGNATORY, Category.STATE_NOT_PARTY})
ORGANISATIONS = frozenset({Category.STANDING_OBSERVER, Category.OTHER_ORGANISATION})
COMING = frozenset({ParticipantStatus.CONFIRMED, ParticipantStatus.PRESENT})


class IssueKind(StrEnum):
    """What follows an issued list: the whole list again, or only whom it did not have (domain 2.5)."""

    REVISION = "revision"
    ADDENDUM = "addendum"


class ListOfParticipants(Aggregate):
    """One issue of the list of participants; never changed, the next one is a revision or an addendum (R8).

    `entries` is what it prints; `whole` the list in force with it, where it prints additions alone.
    """

    list_of_participants_id: str
    meeting_id: str
    symbol: str
    issue: int
    issued_at: datetime
    issued_by: str
    entries: tuple[Entry, ...]
    states_parties: int
    observer_states: int
    organisations: int
    delegates: int
    women: int
    kind: IssueKind = IssueKind.REVISION
    whole: tuple[Entry, ...] = ()
    changes: tuple[Change, ...] = ()
    revision: int | None = None
    addendum: int = 0
    plan: Plan | None = None
    """When and where the meeting took place as the list says it; none was kept with lists of an earlier release."""

    @property
    def in_force(self) -> tuple[Entry, ...]:
        """The whole list as it stood with this issue."""
        return self.whole or self.entries

    @property
    def revised(self) -> int:
        """How many revisions the document has; every issue was one before there were addenda."""
        return self.issue - 1 if self.revision is None else self.revision


class Attendance(Value):
    """Everybody a meeting could list, and the list issued last."""

    delegations: tuple[Delegation, ...]
    participants: tuple[Participant, ...]
    last: ListOfParticipants | None = None


class Stamp(Value):
    """Under which symbol a list is issued, as what, and by whom."""

    symbol: str
    issued_by: str
    kind: IssueKind = IssueKind.REVISION


def ending(last: ListOfParticipants | None, kind: IssueKind) -> str:
    """Return what the symbol of the next issue ends with: nothing, `/Rev.2`, `/Add.1` or `/Rev.2/Add.1` (domain 7)."""
    if last is None:
        return ""
    revision, addendum = _numbers(last, kind)
    return (f"/Rev.{revision}" if revision else "") + (f"/Add.{addendum}" if addendum else "")


def drawn_up(attendance: Attendance) -> tuple[Entry, ...]:
    """Return the list as it stands: those who are named and confirmed (R2), heads first; not issued, so provisional."""
    coming = _coming(attendance)
    listed_before = {one.participant_id for one in people_of(attendance.last.in_force)} if attendance.last else None
    entries = [_entry(one, coming, listed_before) for one in _in_order(attendance.delegations)]
    return tuple(one for one in entries if one.people)


def headless(attendance: Attendance) -> tuple[Delegation, ...]:
    """Return the delegations that would be listed and have not exactly one head: they hold up the issue (R1)."""
    coming = _coming(attendance)
    return tuple(
        one
        for one in attendance.delegations
        if any((one.delegation_id, person.key) in coming for person in one.names)
        and sum(person.role is DelegateRole.HEAD for person in one.names) != 1
    )


def changes_now(meeting: Meeting, attendance: Attendance, *, at: datetime) -> tuple[Change, ...]:
    """Return what a list issued now would change; late where the deadline of the notes has passed (R8)."""
    if attendance.last is None:
        return ()
    late = meeting.late(DeadlineKind.NOTIFICATION, at)
    return changes_between(attendance.last.in_force, drawn_up(attendance), late=late)


def suggested_kind(changes: Sequence[Change]) -> IssueKind:
    """Return what to issue next: an addendum where people were only added, else a revision (domain 2.5)."""
    return IssueKind.ADDENDUM if changes and all(one.is_addition for one in changes) else IssueKind.REVISION


def issue(
    meeting: Meeting, attendance: Attendance, stamp: Stamp, *, list_id: str, at: datetime
) -> tuple[ListOfParticipants, ListOfParticipantsIssued]:
    """Draw up the list from those who are named and confirmed (R2), each delegation with one head (R1)."""
    now, changes = _issuable(meeting, attendance, at=at)
    printed, whole = (now, now) if attendance.last is None else _content(attendance.last, now, stamp.kind)
    revision, addendum = _numbers(attendance.last, stamp.kind) if attendance.last else (0, 0)
    issued = ListOfParticipants(
        list_of_participants_id=list_id,
        meeting_id=meeting.meeting_id,
        symbol=stamp.symbol,
        issue=meeting.lists_issued,
        issued_at=at,
        issued_by=stamp.issued_by,
        entries=printed,
        whole=() if whole == printed else whole,
        kind=stamp.kind,
        changes=tuple(one for one in changes if one.is_addition or stamp.kind is IssueKind.REVISION),
        revision=revision,
        addendum=addendum,
        plan=meeting.plan,
        version=1,
        **figures(whole, attendance),
    )
    fields = ListOfParticipantsIssued.model_fields
    return issued, ListOfParticipantsIssued.model_validate({name: getattr(issued, name) for name in fields})


def _issuable(
    meeting: Meeting, attendance: Attendance, *, at: datetime
) -> tuple[tuple[Entry, ...], tuple[Change, ...]]:
    """Return the list as it stands and what is new in it, or refuse."""
    for one in headless(attendance):
        one_head(one.names)
    now = drawn_up(attendance)
    if not now:
        raise NobodyToList("Nobody is both named and confirmed.")
    changes = changes_now(meeting, attendance, at=at)
    if attendance.last and not changes:
        raise NothingChanged("Nothing has changed since the last list.")
    return now, changes


def figures(entries: Sequence[Entry], attendance: Attendance) -> dict[str, int]:
    """Return what a report counts of a list (IM25): delegations by kind, delegates, women among them."""
    return {
        "states_parties": sum(one.category is Category.STATE_PARTY for one in entries),
        "observer_states": sum(one.category in OBSERVER_STATES for one in entries),
        "organisations": sum(one.category in ORGANISATIONS for one in entries),
        "delegates": sum(len(one.people) for one in entries),
        "women": _women(attendance, {one.participant_id for one in people_of(entries)}),
    }


def people_of(entries: Iterable[Entry]) -> Iterable[Listed]:
    """Return everybody on a list."""
    return (person for one in entries for person in one.people)


def _content(
    last: ListOfParticipants, now: tuple[Entry, ...], kind: IssueKind
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return what the next issue prints and what is in force with it; an addendum leaves everything else as it was."""
    if kind is IssueKind.REVISION:
        return now, now
    added, whole = additions(last.in_force, now)
    if not added:
        raise NothingToAdd("Nobody was added since the last list.", field="kind")
    return added, tuple(sorted(whole, key=lambda one: (ORDER.index(one.category), name_key(one.delegation))))


def _numbers(last: ListOfParticipants, kind: IssueKind) -> tuple[int, int]:
    if kind is IssueKind.REVISION:
        return last.revised + 1, 0
    return last.revised, last.addendum + 1


def _coming(attendance: Attendance) -> dict[tuple[str, str], Participant]:
    """Return the delegates who come by delegation and each key under which a note may name them."""
    coming = (one for one in attendance.participants if one.status in COMING)
    delegates = (one for one in coming if one.role is not DelegateRole.ACCOMPANYING)
    return {(one.delegation_id, key): one for one in delegates for key in one.keys}


def _in_order(delegations: Sequence[Delegation]) -> list[Delegation]:
    return sorted(delegations, key=lambda one: (ORDER.index(one.category), name_key(one.name)))


def _entry(delegation: Delegation, coming: dict[tuple[str, str], Participant], before: set[str] | None) -> Entry:
    delegates = [one for one in delegation.names if one.role is not DelegateRole.ACCOMPANYING]
    present = [one for one in delegates if (delegation.delegation_id, one.key) in coming]
    people = sorted(present, key=lambda one: RANK.index(one.role))
    return Entry(
        delegation=delegation.name,
        category=delegation.category,
        state=delegation.state,
        people=tuple(_listed(one, coming[delegation.delegation_id, one.key], delegation, before) for one in people),
    )


def _listed(person: Named, participant: Participant, delegation: Delegation, before: set[str] | None) -> Listed:
    """Return a person as the list prints them; late if registered late, or first listed because of a late note (R8)."""
    note_was_late = bool(delegation.notes) and delegation.notes[0 if before is None else -1].late
    is_new = before is None or participant.participant_id not in before
    return Listed(
        participant_id=participant.participant_id,
        full_name=person.full_name,
        title=person.title,
        function=person.function,
        role=person.role,
        affiliation=participant.sub_affiliation,
        late=participant.late or person.late or (note_was_late and is_new),
    )


def _women(attendance: Attendance, listed: set[str]) -> int:
    """Count by what each said when registering, else by what the note says."""
    coming = _coming(attendance)
    named = [
        (coming.get((one.delegation_id, person.key)), person) for one in attendance.delegations for person in one.names
    ]
    said = {one.participant_id: gender_of(one, person) for one, person in named if one}
    return sum(gender is Gender.FEMALE for participant_id, gender in said.items() if participant_id in listed)


def gender_of(participant: Participant, person: Named | None) -> Gender:
    """Return what a person said of themselves, else what the note says."""
    if participant.gender is not Gender.UNDISCLOSED or person is None:
        return participant.gender
    return person.gender
