"""What changed between two lists of participants: who was added, taken off, moved, or stands there otherwise (R8)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from services.registration.domain.names import name_key
from shared.contracts.registration import Category, DelegateRole
from shared.values import Value


class Listed(Value):
    """One person as the list prints them: the words of the note; `late` after the deadline (R8)."""

    participant_id: str = ""
    full_name: str
    title: str
    function: str
    role: DelegateRole
    affiliation: str = ""
    """The member organisation of an umbrella delegation (domain 2.2)."""
    late: bool = False


class Entry(Value):
    """One delegation of the list, head first."""

    delegation: str
    category: Category
    state: str | None
    people: tuple[Listed, ...]


class ChangeKind(StrEnum):
    """What can happen to a person between two lists."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Change(Value):
    """One person whom two lists show differently; `was` is how the earlier one had them, `came_from` its delegation."""

    kind: ChangeKind
    delegation: str
    state: str | None
    category: Category
    person: Listed
    was: Listed | None = None
    came_from: str = ""
    late: bool = False

    @property
    def is_addition(self) -> bool:
        """Tell whether an addendum can say this."""
        return self.kind is ChangeKind.ADDED


class Place(NamedTuple):
    """A person and the delegation they stand in."""

    entry: Entry
    person: Listed


def changes_between(before: Sequence[Entry], after: Sequence[Entry], *, late: bool) -> tuple[Change, ...]:
    """Return what changed, in the order of the later list; who left comes at the end."""
    old, new = _places(before), _places(after)
    gone = {key: place for key, place in old.items() if key not in new}
    found = []
    for key, place in new.items():
        if key in old:
            found += _altered(old[key], place, late=late)
            continue
        left = _same_person(gone, place)
        if left is None:
            found.append(_change(ChangeKind.ADDED, place, late=place.person.late))
        else:
            found += _altered(gone.pop(left), place, late=late)
    return (*found, *(_change(ChangeKind.REMOVED, place, late=late) for place in gone.values()))


def additions(before: Sequence[Entry], after: Sequence[Entry]) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """Return whom the later list has anew, by delegation, and the earlier list with them added and nothing else."""
    new = {_key(one.entry, one.person) for one in _added(before, after)}
    added = [
        entry.model_copy(update={"people": people})
        for entry in after
        if (people := tuple(one for one in entry.people if _key(entry, one) in new))
    ]
    more = {_of(entry): entry.people for entry in added}
    kept = [one.model_copy(update={"people": (*one.people, *more.pop(_of(one), ()))}) for one in before]
    return tuple(added), (*kept, *(one for one in added if _of(one) in more))


def _added(before: Sequence[Entry], after: Sequence[Entry]) -> list[Place]:
    return [
        Place(Entry(delegation=one.delegation, category=one.category, state=one.state, people=()), one.person)
        for one in changes_between(before, after, late=False)
        if one.kind is ChangeKind.ADDED
    ]


def _altered(old: Place, new: Place, *, late: bool) -> list[Change]:
    if _of(old.entry) != _of(new.entry):
        moved = _change(ChangeKind.MOVED, new, late=late)
        return [moved.model_copy(update={"was": old.person, "came_from": old.entry.delegation})]
    if _printed(old.person) != _printed(new.person):
        return [_change(ChangeKind.CHANGED, new, late=late).model_copy(update={"was": old.person})]
    return []


def _change(kind: ChangeKind, place: Place, *, late: bool) -> Change:
    entry = place.entry
    about = {"delegation": entry.delegation, "state": entry.state, "category": entry.category}
    return Change(kind=kind, person=place.person, late=late, **about)


def _same_person(gone: Mapping[str, Place], place: Place) -> str | None:
    """Return who left under another name or from another delegation and is this person; only if one alone can be."""
    id, name = place.person.participant_id, name_key(place.person.full_name)
    same = [
        key
        for key, one in gone.items()
        if (id and one.person.participant_id == id) or name_key(one.person.full_name) == name
    ]
    return same[0] if len(same) == 1 else None


def _places(entries: Sequence[Entry]) -> dict[str, Place]:
    return {_key(entry, person): Place(entry, person) for entry in entries for person in entry.people}


def _key(entry: Entry, person: Listed) -> str:
    return f"{_of(entry)}\n{name_key(person.full_name)}"


def _of(entry: Entry) -> str:
    return entry.state or entry.delegation


def _printed(person: Listed) -> tuple[str, ...]:
    return (person.full_name, person.title, person.function, person.role.value, person.affiliation)
