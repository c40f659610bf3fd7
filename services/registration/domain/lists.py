"""The list of participants: who is named and confirmed, in the order of the rules; immutable once issued (2.5)."""

from collections.abc import Sequence
from datetime import datetime

from services.registration.domain.delegations import Delegation, Named, one_head
from services.registration.domain.meetings import Meeting
from services.registration.domain.names import name_key
from services.registration.domain.participants import Participant, ParticipantStatus
from services.registration.domain.refusals import NobodyToList, NothingChanged
from shared.contracts.registration import Category, DelegateRole, Gender, ListOfParticipantsIssued
from shared.values import Aggregate, Value

ORDER = tuple(Category)
"""States Parties, not in force yet, signatories, not party; then standing observers, other organisations (Rule 1)."""

RANK = tuple(DelegateRole)
OBSERVER_STATES = frozenset({Category.STATE_NOT_YET_IN_FORCE, Category.SIGNATORY, Category.STATE_NOT_PARTY})
ORGANISATIONS = frozenset({Category.STANDING_OBSERVER, Category.OTHER_ORGANISATION})
COMING = frozenset({ParticipantStatus.CONFIRMED, ParticipantStatus.PRESENT})


class Listed(Value):
    """One person as the list prints them: the words of the note."""

    full_name: str
    title: str
    function: str
    role: DelegateRole


class Entry(Value):
    """One delegation of the list, head first."""

    delegation: str
    category: Category
    state: str | None
    people: tuple[Listed, ...]


class ListOfParticipants(Aggregate):
    """One issue of the list of participants; never changed, the next one is a revision (R8)."""

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


class Attendance(Value):
    """Everybody a meeting could list, and the list issued last."""

    delegations: tuple[Delegation, ...]
    participants: tuple[Participant, ...]
    last: ListOfParticipants | None = None


class Stamp(Value):
    """Under which symbol a list is issued, and by whom."""

    symbol: str
    issued_by: str


def issue(
    meeting: Meeting, attendance: Attendance, stamp: Stamp, *, list_id: str, at: datetime
) -> tuple[ListOfParticipants, ListOfParticipantsIssued]:
    """Draw up the list from those who are named and confirmed (R2), each delegation with one head (R1)."""
    coming = {(one.delegation_id, one.name_key): one for one in attendance.participants if one.status in COMING}
    entries = [entry for one in _in_order(attendance.delegations) if (entry := _entry(one, coming)).people]
    if not entries:
        raise NobodyToList("Nobody is both named and confirmed.")
    if attendance.last and attendance.last.entries == tuple(entries):
        raise NothingChanged("Nothing has changed since the last list.")
    issued = ListOfParticipants(
        list_of_participants_id=list_id,
        meeting_id=meeting.meeting_id,
        symbol=stamp.symbol,
        issue=meeting.lists_issued,
        issued_at=at,
        issued_by=stamp.issued_by,
        entries=tuple(entries),
        states_parties=sum(one.category is Category.STATE_PARTY for one in entries),
        observer_states=sum(one.category in OBSERVER_STATES for one in entries),
        organisations=sum(one.category in ORGANISATIONS for one in entries),
        delegates=sum(len(one.people) for one in entries),
        women=_women(attendance.delegations, coming),
        version=1,
    )
    fields = ListOfParticipantsIssued.model_fields
    return issued, ListOfParticipantsIssued.model_validate({name: getattr(issued, name) for name in fields})


def _in_order(delegations: Sequence[Delegation]) -> list[Delegation]:
    return sorted(delegations, key=lambda one: (ORDER.index(one.category), name_key(one.name)))


def _entry(delegation: Delegation, coming: dict[tuple[str, str], Participant]) -> Entry:
    present = [one for one in delegation.names if (delegation.delegation_id, one.key) in coming]
    if present:
        one_head(delegation.names)
    return Entry(
        delegation=delegation.name,
        category=delegation.category,
        state=delegation.state,
        people=tuple(_listed(one) for one in sorted(present, key=lambda one: RANK.index(one.role))),
    )


def _listed(person: Named) -> Listed:
    return Listed(full_name=person.full_name, title=person.title, function=person.function, role=person.role)


def _women(delegations: Sequence[Delegation], coming: dict[tuple[str, str], Participant]) -> int:
    """Count by what each said when registering, else by what the note says."""
    listed = [(one, person) for one in delegations for person in one.names]
    said = [(coming.get((one.delegation_id, person.key)), person) for one, person in listed]
    return sum(_gender(came, person) is Gender.FEMALE for came, person in said if came)


def _gender(participant: Participant, person: Named) -> Gender:
    return person.gender if participant.gender is Gender.UNDISCLOSED else participant.gender
