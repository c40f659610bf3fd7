"""Changes people ask for in their own data: applied at once, or, once they are approved, decided by the desk."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.decisions import ReviewState
from services.registration.domain.delegations import Delegation
from services.registration.domain.forms import Answer, FormField, Home, given_of, sound_name
from services.registration.domain.names import name_key
from services.registration.domain.participants import Participant, Person
from shared.contracts.registration import ParticipantCorrected
from shared.errors import Refused
from shared.values import Aggregate, Value

DELEGATION = "delegation_id"
"""What a change of delegation is named by: no field of a form, and always approved data."""


class NothingToChange(Refused):
    """What was sent is what is known."""

    next_step = "Change what is not right, then send it again."


class ChangeDecided(Refused):
    """The request was decided or taken back before."""

    status = 409
    next_step = "Nothing is left to do here."


class ReasonMissing(Refused):
    """A change is rejected without a reason."""

    next_step = "Write one sentence: it is mailed to the person."


class ChangeState(StrEnum):
    """How far a request is."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    TAKEN_BACK = "taken_back"


class FieldChange(Value):
    """One field, what it says and what it is to say."""

    field_id: str
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class ChangeRequest(Aggregate):
    """What one person asks the desk to change; a person has at most one that waits."""

    change_id: str
    participant_id: str
    meeting_id: str
    delegation: str
    full_name: str
    changes: tuple[FieldChange, ...]
    note: str = ""
    asked_at: datetime
    asked_by: str = ""
    state: ChangeState = ChangeState.WAITING
    decided_at: datetime | None = None
    decided_by: str = ""
    reason: str = ""

    def decide(self, state: ChangeState, *, by: str, at: datetime, reason: str = "") -> Self:
        """Approve, reject with a reason, or take back a request that waits."""
        if self.state is not ChangeState.WAITING:
            raise ChangeDecided("This request was decided already.")
        if state is ChangeState.REJECTED and not reason.strip():
            raise ReasonMissing("A rejection needs a reason.", field="reason")
        return self.next(state=state, decided_by=by, decided_at=at, reason=reason)


class Wanted(Value):
    """How a person wants to be known: facts, delegation, answers."""

    person: Person
    delegation_id: str
    answers: tuple[Answer, ...] = ()


def is_approved(participant: Participant) -> bool:
    """Tell whether the desk has approved a person, so that approved data is the desk's to change."""
    return participant.review is ReviewState.APPROVED or participant.confirmed_at is not None


def changes_between(participant: Participant, wanted: Wanted, fields: Sequence[FormField]) -> tuple[FieldChange, ...]:
    """Return each field that is to say something else; answers to fields the form no longer has stay as they are."""
    asked = {one.field_id for one in fields}
    old: dict[str, tuple[str, ...]] = {name: (str(getattr(participant, name)),) for name in Person.model_fields}
    new: dict[str, tuple[str, ...]] = {name: (str(value),) for name, value in wanted.person}
    old |= {DELEGATION: (participant.delegation_id,), **given_of(participant.answers)}
    new |= {DELEGATION: (wanted.delegation_id,), **given_of(wanted.answers)}
    old = {name: values for name, values in old.items() if name in asked or name in new}
    both = dict.fromkeys((*old, *new))
    found = [FieldChange(field_id=one, old=_told(old, one), new=_told(new, one)) for one in both]
    return tuple(one for one in found if one.old != one.new)


def to_decide(
    changes: Sequence[FieldChange], fields: Sequence[FormField], *, approved: bool
) -> tuple[FieldChange, ...]:
    """Return the changes the desk decides: of approved data, once the person is approved; of the delegation always."""
    marked = {one.field_id for one in fields if one.approved and approved} | {DELEGATION}
    return tuple(one for one in changes if one.field_id in marked)


def apply_changes(
    participant: Participant, changes: Sequence[FieldChange], *, at: datetime, delegation: Delegation | None = None
) -> tuple[Participant, ParticipantCorrected | None]:
    """Return a person with changes applied; hearers are told when a fact they know of is another."""
    facts = {one.field_id: next(iter(one.new), "") for one in changes if one.field_id in Person.model_fields}
    person = Person.model_validate({name: facts.get(name, getattr(participant, name)) for name in Person.model_fields})
    full_name = sound_name(person.full_name)
    of_form = {one.field_id for one in changes} - {*Person.model_fields, DELEGATION}
    kept = [one for one in participant.answers if one.field_id not in of_form]
    new = [Answer(field_id=one.field_id, values=one.new) for one in changes if one.field_id in of_form and one.new]
    moved = delegation if delegation and any(one.field_id == DELEGATION for one in changes) else None
    changed = participant.next(
        **{**dict(person), "full_name": full_name, "name_key": name_key(full_name)},
        **(_place(moved) if moved else {}),
        answers=(*kept, *new),
        changed_at=at,
    )
    told = bool(facts) or moved is not None
    return changed, changed.fact(ParticipantCorrected, status=changed.status.value) if told else None


def answers_kept(fields: Sequence[FormField], answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return the answers that are kept with the participant."""
    own = {one.field_id for one in fields if one.home is Home.ANSWERS}
    return tuple(one for one in answers if one.field_id in own)


def _place(delegation: Delegation) -> dict[str, object]:
    return {
        "delegation_id": delegation.delegation_id,
        "delegation": delegation.name,
        "category": delegation.category,
        "state": delegation.state,
        "named_as": None,
    }


def _told(values: Mapping[str, tuple[str, ...]], name: str) -> tuple[str, ...]:
    return tuple(one for one in values.get(name, ()) if one)
