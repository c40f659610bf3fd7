"""Pairs proposed within a delegation: notified and not registered on the left, registered and not notified right."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from services.registration.domain.delegations import Delegation, Named
from services.registration.domain.matching.likeness import Likeness, Reason, alike
from services.registration.domain.participants import Participant
from services.registration.domain.refusals import AlreadyMatched, NotMatched, NotNotified
from shared.contracts.registration import DelegateRole, Gender
from shared.values import Value

PROPOSED = 60
"""Per cent of confidence from which a pair is worth a look."""


class Pair(Value):
    """A name in the note and a registration that may be one person's."""

    named: Named
    participant: Participant
    likeness: Likeness


class Mismatch(Value):
    """What is open in one delegation: pairs to decide, and who is left on either side."""

    delegation_id: str
    delegation: str
    pairs: tuple[Pair, ...] = ()
    names: tuple[Named, ...] = ()
    people: tuple[Participant, ...] = ()


def paired(delegation: Delegation, people: Iterable[Participant]) -> Mismatch:
    """Propose pairs among those whose two tracks have not met, the surest first, each person once."""
    active = [one for one in people if one.active and one.accompanies is None]
    known = {key for one in active for key in one.keys}
    names = [one for one in delegation.names if one.key not in known]
    unnamed = [one for one in active if not delegation.names_person(*one.keys)]
    pairs = _one_to_one(_possible(names, unnamed))
    taken = {pair.named.key for pair in pairs} | {pair.participant.participant_id for pair in pairs}
    return Mismatch(
        delegation_id=delegation.delegation_id,
        delegation=delegation.name,
        pairs=pairs,
        names=tuple(one for one in names if one.key not in taken),
        people=tuple(one for one in unnamed if one.participant_id not in taken),
    )


def compared(named: Named, participant: Participant) -> Likeness:
    """Compare a name in the note with a registration: the names first, then what else is known of both."""
    likeness = alike(named.full_name, participant.full_name)
    confidence, reasons = likeness.confidence, list(likeness.reasons)
    if named.email and named.email == participant.email:
        confidence = max(confidence + 10, 85) if confidence >= PROPOSED / 2 else confidence + 35
        reasons.append(Reason.SAME_EMAIL)
    if named.role is participant.role is DelegateRole.HEAD:
        confidence += 4
        reasons.append(Reason.SAME_ROLE)
    if {named.gender, participant.gender} == {Gender.FEMALE, Gender.MALE}:
        confidence -= 15
        reasons.append(Reason.OTHER_GENDER)
    return Likeness(confidence=max(0, min(99, confidence)), reasons=tuple(reasons))


def match(participant: Participant, delegation: Delegation, others: Sequence[Participant], *, key: str) -> Participant:
    """Say that a name in the note is this participant's; a name is one person's."""
    if not any(one.key == key for one in delegation.names):
        raise NotNotified("The notification in force has no such name.", field="name_key")
    if any(one.active and key in one.keys for one in others if one.participant_id != participant.participant_id):
        raise AlreadyMatched("This name in the note belongs to another participant.", field="name_key")
    rejected = tuple(one for one in participant.not_named_as if one != key)
    return participant.next(named_as=key, not_named_as=rejected)


def unmatch(participant: Participant, *, at: datetime) -> Participant:
    """Take a match back."""
    if participant.named_as is None:
        raise NotMatched("This participant was not matched with a name in the note.", field="participant_id")
    return participant.next(named_as=None, changed_at=at)


def reject(participant: Participant, *, key: str) -> Participant:
    """Say that a name in the note is somebody else's; the pair is not proposed again."""
    if key in participant.not_named_as:
        return participant
    return participant.next(not_named_as=(*participant.not_named_as, key))


def reconsider(participant: Participant, *, key: str) -> Participant:
    """Let a pair that was rejected be proposed again."""
    return participant.next(not_named_as=tuple(one for one in participant.not_named_as if one != key))


def _possible(names: Sequence[Named], people: Sequence[Participant]) -> list[Pair]:
    pairs = [
        Pair.model_construct(named=named, participant=person, likeness=likeness)
        for named in names
        for person in people
        if named.key not in person.not_named_as and (likeness := compared(named, person)).confidence >= PROPOSED
    ]
    return sorted(pairs, key=lambda pair: (-pair.likeness.confidence, pair.named.key, pair.participant.participant_id))


def _one_to_one(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    taken: set[str] = set()
    chosen = []
    for pair in pairs:
        both = {pair.named.key, pair.participant.participant_id}
        if not both & taken:
            taken |= both
            chosen.append(pair)
    return tuple(chosen)
