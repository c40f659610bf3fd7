"""Notes verbales and letters on file: what each named, what it changed, whether it is for this meeting at all."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from services.registration.domain.delegations import Delegation, Named
from services.registration.domain.meetings import Meeting
from services.registration.domain.names import name_key
from shared.errors import Refused
from shared.values import Aggregate, Value


class NoteForAnotherMeeting(Refused):
    """A note is for another meeting than the one it is entered for."""

    next_step = "Open the meeting that the note names, or choose the right file."


class NoteForAnotherDelegation(Refused):
    """A note comes from another delegation than the one it is entered for."""

    next_step = "Open the delegation that the note comes from and enter it there."


class NotTheLatestNote(Refused):
    """Another note of the delegation came in later, and its names are in force."""

    status = 409
    next_step = "Move the latest note first."


class NoteAcknowledged(Refused):
    """The note was acknowledged before."""

    status = 409
    next_step = "Nothing is left to do here."


class NoteRecord(Aggregate):
    """A note on file with everyone it named, so that what changed can be told and a wrong entry be taken back."""

    note_id: str
    meeting_id: str
    delegation_id: str
    delegation: str
    number: int
    reference: str
    dated: date
    received_at: datetime
    late: bool
    names: tuple[Named, ...]
    file_id: str | None = None
    entered_by: str
    acknowledged_at: datetime | None = None
    acknowledged_by: str = ""
    moved_from: str = ""
    moved_because: str = ""
    in_force: bool = True

    def acknowledge(self, *, by: str, at: datetime) -> Self:
        """Say that the note was read and its names were taken."""
        if self.acknowledged_at:
            raise NoteAcknowledged("This note was acknowledged already.")
        return self.next(acknowledged_at=at, acknowledged_by=by)


class Rewritten(Value):
    """A person whom both notes name, and what reads differently now."""

    full_name: str
    fields: tuple[str, ...]


class Difference(Value):
    """What a note changes: who is named in addition, no more, or otherwise."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    changed: tuple[Rewritten, ...] = ()

    @property
    def is_none(self) -> bool:
        """Tell whether the note names the very same."""
        return not (self.added or self.gone or self.changed)


def difference(before: tuple[Named, ...], after: tuple[Named, ...]) -> Difference:
    """Return what a note changes against the one in force."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    both = [(old[key], new[key]) for key in old.keys() & new.keys()]
    changed = [Rewritten(full_name=now.full_name, fields=_fields(was, now)) for was, now in both if was != now]
    return Difference(
        added=tuple(one.full_name for one in after if one.key not in old),
        gone=tuple(one.full_name for one in before if one.key not in new),
        changed=tuple(sorted(changed, key=lambda one: one.full_name)),
    )


def must_be_for(meeting: Meeting, delegation: Delegation, *, named_meeting: str, named_delegation: str) -> None:
    """Refuse a note that names another meeting or comes from another delegation; what it does not name is not asked."""
    if named_meeting and not _speaks_of(meeting, name_key(named_meeting)):
        raise NoteForAnotherMeeting("The note is for another meeting.", field="named_meeting")
    own = {name_key(delegation.name), name_key(delegation.state or "")}
    if named_delegation and name_key(named_delegation) not in own:
        raise NoteForAnotherDelegation("The note comes from another delegation.", field="named_delegation")


def must_not_speak_of_another(text: str, meeting: Meeting, others: Iterable[Meeting]) -> None:
    """Refuse a note whose text names another meeting by code or title, and this one nowhere."""
    said = name_key(text)
    if not said or _speaks_of(meeting, said):
        return
    other = next((one for one in others if one.meeting_id != meeting.meeting_id and _speaks_of(one, said)), None)
    if other:
        raise NoteForAnotherMeeting("The text of this file names another meeting.", field="file")


def taken_back(delegation: Delegation, note: NoteRecord, previous: NoteRecord | None) -> Delegation:
    """Return the delegation as it was before its latest note."""
    if note.number != len(delegation.notes):
        raise NotTheLatestNote("Another note of this delegation came in later.", field="note_id")
    return delegation.next(
        notes=delegation.notes[:-1],
        names=previous.names if previous else (),
        notified_at=previous.received_at if previous else None,
    )


def _speaks_of(meeting: Meeting, said: str) -> bool:
    return name_key(meeting.code) in said or name_key(meeting.title) in said


def _fields(was: Named, now: Named) -> tuple[str, ...]:
    return tuple(name for name in Named.model_fields if name != "key" and getattr(was, name) != getattr(now, name))
