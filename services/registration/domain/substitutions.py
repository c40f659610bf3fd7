"""Substitution in one step: another takes role, seat, note entry and badge of who leaves; it can be taken back (R8)."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Self

from services.registration.domain.delegations import Delegation, Named, named
from services.registration.domain.lists import COMING
from services.registration.domain.meetings import Meeting
from services.registration.domain.participants import Participant, ParticipantStatus
from services.registration.domain.seating_refusals import AlreadyReverted, NotTheirColleague, SuccessorArrived
from shared.contracts.registration import (
    AttendanceMode,
    DeadlineKind,
    DelegateRole,
    ParticipantConfirmed,
    ParticipantCorrected,
    ParticipantReopened,
)
from shared.messages import Event
from shared.values import Aggregate


class Substitution(Aggregate):
    """Who left, who came instead, and what the note said of both before; `notes` counts the notes there were then."""

    substitution_id: str
    meeting_id: str
    delegation_id: str
    participant_id: str
    participant: str
    successor_id: str
    successor: str
    role: DelegateRole
    role_before: DelegateRole | None = None
    attendance_before: AttendanceMode | None = None
    named: Named | None = None
    successor_named: Named | None = None
    notes: int = 0
    at: datetime
    by: str
    reverted_at: datetime | None = None
    reverted_by: str = ""

    def revert(self, *, at: datetime, by: str) -> Self:
        """Take the substitution back, once."""
        if self.reverted_at:
            raise AlreadyReverted("This substitution was taken back.", field="substitution_id")
        return self.next(reverted_at=at, reverted_by=by)


class Scene(NamedTuple):
    """The two people and their delegation, and what is to be told of them."""

    participant: Participant
    successor: Participant
    delegation: Delegation
    facts: tuple[Event, ...]


class Act(NamedTuple):
    """Under which id a substitution is kept, when it is done and by whom."""

    id: str
    at: datetime
    by: str


def substitute(
    leaving: Participant, coming: Participant, delegation: Delegation, *, meeting: Meeting, act: Act
) -> tuple[Scene, Substitution]:
    """Let somebody registered in the delegation come instead of somebody else; confirmed if the other was (R3)."""
    coming.must_be_active()
    if coming.delegation_id != leaving.delegation_id or coming.participant_id == leaving.participant_id:
        raise NotTheirColleague("This person cannot take the place.", field="successor_id")
    record = _record(leaving, coming, delegation, act)
    out, withdrawn = leaving.withdraw(f"Substituted by {coming.full_name}", at=act.at)
    facts: list[Event] = [withdrawn]
    if coming.role is not leaving.role:
        coming = coming.next(role=leaving.role, changed_at=act.at)
        facts.append(coming.fact(ParticipantCorrected, status=coming.status.value))
    if record.named:
        late = meeting.late(DeadlineKind.NOTIFICATION, act.at)
        entry = _entry(record.named, coming, record.successor_named, late=late)
        names = _instead(delegation.names, (record.named, record.successor_named), (entry,))
        delegation, notified = delegation.change_names(names, late=late)
        facts.append(notified)
        if leaving.status in COMING and coming.status is ParticipantStatus.REGISTERED:
            coming, confirmed = coming.confirm(delegation, at=act.at)
            facts.append(confirmed)
    return Scene(out, coming, delegation, tuple(facts)), record


def _record(leaving: Participant, coming: Participant, delegation: Delegation, act: Act) -> Substitution:
    return Substitution(
        substitution_id=act.id,
        meeting_id=leaving.meeting_id,
        delegation_id=leaving.delegation_id,
        participant_id=leaving.participant_id,
        participant=leaving.full_name,
        successor_id=coming.participant_id,
        successor=coming.full_name,
        role=leaving.role,
        role_before=coming.role,
        attendance_before=coming.attendance,
        named=delegation.named_as(*leaving.keys),
        successor_named=delegation.named_as(*coming.keys),
        notes=len(delegation.notes),
        at=act.at,
        by=act.by,
        version=1,
    )


def revert(
    record: Substitution, scene: Scene, *, is_new: bool, meeting: Meeting, act: Act
) -> tuple[Scene, Substitution]:
    """Let whoever left come after all; whoever was new leaves, a colleague has their old role again."""
    taken_back = record.revert(at=act.at, by=act.by)
    left, coming, delegation, _ = scene
    if is_new and coming.arrived_at:
        raise SuccessorArrived("Whoever took the place has arrived.", field="substitution_id")
    facts: list[Event] = []
    if is_new and coming.active:
        coming, withdrawn = coming.withdraw(f"{record.participant} comes after all", at=act.at)
        facts.append(withdrawn)
    elif record.role_before and coming.role is not record.role_before:
        coming = coming.next(role=record.role_before, changed_at=act.at)
        facts.append(coming.fact(ParticipantCorrected, status=coming.status.value))
    left, told = reinstate(left, at=act.at)
    facts.extend(told)
    entry = delegation.named_as(*scene.successor.keys)
    if record.named and entry and len(delegation.notes) == record.notes:
        before = tuple(one for one in (record.named, record.successor_named) if one)
        late = meeting.late(DeadlineKind.NOTIFICATION, act.at)
        delegation, notified = delegation.change_names(_instead(delegation.names, (entry,), before), late=late)
        facts.append(notified)
    return Scene(left, coming, delegation, tuple(facts)), taken_back


def reinstate(participant: Participant, *, at: datetime) -> tuple[Participant, tuple[Event, ...]]:
    """Let somebody who was withdrawn come after all, as far as they had come."""
    back = participant.next(
        status=ParticipantStatus.REGISTERED, active=True, withdrawn_at=None, withdrawn_because="", changed_at=at
    )
    reopened = back.fact(ParticipantReopened)
    if not participant.confirmed_at:
        return back, (reopened,)
    there = ParticipantStatus.PRESENT if participant.arrived_at else ParticipantStatus.CONFIRMED
    back = back.next(status=there)
    return back, (reopened, back.fact(ParticipantConfirmed))


def _entry(before: Named, coming: Participant, own: Named | None, *, late: bool) -> Named:
    """Return how the note names whoever comes: their own entry with the new role, or a new one marked late."""
    if own:
        return own.model_copy(update={"role": before.role, "late": late})
    about = {"role": before.role, "function": coming.function, "email": coming.email, "gender": coming.gender}
    return named(coming.full_name, late=late, **about)


def _instead(names: Sequence[Named], out: Sequence[Named | None], entries: Sequence[Named]) -> tuple[Named, ...]:
    """Return the names of a note with some entries in place of others, at the place of the first of these."""
    gone = {one.key for one in out if one}
    first = next((at for at, one in enumerate(names) if one.key in gone), len(names))
    before = [one for one in names[:first] if one.key not in gone]
    after = [one for one in names[first:] if one.key not in gone]
    return (*before, *entries, *after)
