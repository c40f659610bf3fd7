"""Which registrations of a meeting may be one person's: found by name and mailbox, scored, with the reasons."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import combinations

from rapidfuzz import fuzz

from services.registration.domain.names import latin, name_key
from shared.values import Value

ALIKE = 88.0
"""From this likeness on (0 to 100, words in any order) two names may be one."""

START = 4
"""Letters by which a word of a name is looked up, so that a slip at its end does not hide it."""

CROWD = 150
"""A word that more people bear than this tells nothing; their other words are looked up."""


class Reason(StrEnum):
    """Why two registrations may be one person's."""

    SAME_MAILBOX = "same_mailbox"
    SAME_NAME = "same_name"
    SAME_WORDS = "same_words"
    SIMILAR_NAME = "similar_name"
    REGISTERED_AGAIN = "registered_again"


WEIGHT = {Reason.SAME_MAILBOX: 95, Reason.SAME_NAME: 90, Reason.SAME_WORDS: 85, Reason.REGISTERED_AGAIN: 5}


class Suspect(Value):
    """What of a registration is compared."""

    participant_id: str
    delegation_id: str
    full_name: str
    email: str
    active: bool
    registered_at: datetime


class Suspicion(Value):
    """Two registrations that may be one person's, the earlier first; `score` from 0 to 100."""

    first: str
    second: str
    score: int
    reasons: tuple[Reason, ...]

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids in their fixed order."""
        return pair_of(self.first, self.second)


def pair_of(first: str, second: str) -> tuple[str, str]:
    """Return two ids in the order that does not depend on who is asked about first."""
    return (first, second) if first <= second else (second, first)


def mailbox(email: str) -> str:
    """Return the mailbox an address reaches: no case, nothing behind a plus, no dots where the provider drops them."""
    local, _, domain = email.casefold().partition("@")
    local = local.partition("+")[0]
    if domain in {"gmail.com", "googlemail.com"}:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def suspicions(people: Sequence[Suspect], settled: frozenset[tuple[str, str]]) -> list[Suspicion]:
    """Return the pairs to look at, the surest first; pairs that were settled are left out."""
    written = {one.participant_id: latin(one.full_name) for one in people}
    found = {}
    for first, second in _candidates(people, written):
        pair = pair_of(first.participant_id, second.participant_id)
        if pair in settled or pair in found or not (first.active or second.active):
            continue
        suspicion = _compare(first, second, written)
        if suspicion:
            found[pair] = suspicion
    return sorted(found.values(), key=lambda one: (-one.score, one.first, one.second))


def _compare(first: Suspect, second: Suspect, written: dict[str, str]) -> Suspicion | None:
    earlier, later = sorted((first, second), key=lambda one: (one.registered_at, one.participant_id))
    reasons = [Reason.SAME_MAILBOX] if mailbox(first.email) == mailbox(second.email) else []
    names = written[first.participant_id], written[second.participant_id]
    alike = fuzz.token_sort_ratio(*names)
    if name_key(first.full_name) == name_key(second.full_name):
        reasons.append(Reason.SAME_NAME)
    elif names[0] == names[1]:
        reasons.append(Reason.SAME_WORDS)
    elif alike >= ALIKE:
        reasons.append(Reason.SIMILAR_NAME)
    if not reasons or (reasons == [Reason.SAME_MAILBOX] and alike < ALIKE / 2):
        return None
    if not earlier.active:
        reasons.append(Reason.REGISTERED_AGAIN)
    score = max(WEIGHT.get(one, round(alike * 0.85)) for one in reasons) + 2 * (len(reasons) - 1)
    return Suspicion(
        first=earlier.participant_id, second=later.participant_id, score=min(score, 100), reasons=tuple(reasons)
    )


def _candidates(people: Sequence[Suspect], written: dict[str, str]) -> Iterator[tuple[Suspect, Suspect]]:
    """Yield the pairs that share a mailbox or the start of a word of their names."""
    groups: dict[str, list[Suspect]] = defaultdict(list)
    for one in people:
        for key in {f"@{mailbox(one.email)}", *_starts(written[one.participant_id])}:
            groups[key].append(one)
    for group in groups.values():
        if len(group) <= CROWD:
            yield from combinations(group, 2)


def _starts(name: str) -> Iterable[str]:
    return {word[:START] for word in name.split() if len(word) > 1}
