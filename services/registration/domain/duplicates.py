"""Which registrations of a meeting may be one person's: found by name and mailbox, scored, with the reasons."""

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rapidfuzz import fuzz, process

from services.registration.domain.names import latin, name_key
from shared.values import Value

ALIKE = 88.0
"""From this likeness on (0 to 100, words in any order) two names may be one."""

LEAST_ALIKE = ALIKE / 2
"""Below it two who share a mailbox share that of their mission."""

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


@dataclass(frozen=True, slots=True)
class _Seen:
    """A registration as it is compared: its name in Latin letters with the words sorted, and its mailbox."""

    id: str
    name_key: str
    written: str
    mailbox: str
    active: bool
    registered_at: datetime

    @property
    def keys(self) -> frozenset[str]:
        """What it is looked up by: its mailbox, and the start of each word of its name."""
        return frozenset({f"@{self.mailbox}", *(word[:START] for word in self.written.split() if len(word) > 1)})


class Lookalikes:
    """The registrations of one meeting, and which of them may be one person's.

    Each is compared when it comes in and when it changes, with those alone that share a mailbox or the start of a word
    of the name. What is found does not depend on the order in which they came.
    """

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}
        self._groups: defaultdict[str, set[str]] = defaultdict(set)
        self._found: defaultdict[str, dict[str, Suspicion]] = defaultdict(dict)

    def put(self, people: Iterable[Suspect]) -> None:
        """Take in who is new or has changed."""
        touched: defaultdict[str, set[str]] = defaultdict(set)
        for one in people:
            for key in self._take_out(one.participant_id):
                touched[key] |= self._groups[key]
            self._seen[one.participant_id] = seen = _seen(one)
            for key in seen.keys:
                self._groups[key].add(seen.id)
                touched[key].add(seen.id)
        for key, fresh in touched.items():
            if len(self._groups[key]) <= CROWD:
                self._compare(key, fresh)

    def suspicions(self) -> list[Suspicion]:
        """Return the pairs to look at, the surest first."""
        return self.among(self._found.keys())

    def among(self, ids: Iterable[str]) -> list[Suspicion]:
        """Return the pairs to look at of some registrations, the surest first."""
        found = {one.pair: one for id in ids for one in self._found.get(id, {}).values()}
        linked = [one for one in found.values() if self._share(one)]
        return sorted(linked, key=lambda one: (-one.score, one.first, one.second))

    def _take_out(self, id: str) -> list[str]:
        """Forget a registration; return the keys that no longer tell nothing because a crowd shares them."""
        seen = self._seen.pop(id, None)
        if seen is None:
            return []
        for other in self._found.pop(id, {}):
            del self._found[other][id]
        for key in seen.keys:
            self._groups[key].discard(id)
        return [key for key in seen.keys if len(self._groups[key]) == CROWD]

    def _compare(self, key: str, fresh: Set[str]) -> None:
        """Compare some of those who share a key with all of them, each pair once."""
        group = self._groups[key]
        ids = [*sorted(fresh & group), *sorted(group - fresh)]
        names, least = [self._seen[id].written for id in ids], LEAST_ALIKE if key.startswith("@") else ALIKE
        for number in range(len(fresh & group)):
            rest = names[number + 1 :]
            for _, alike, at in process.extract(names[number], rest, scorer=fuzz.ratio, score_cutoff=least, limit=None):
                self._note(self._seen[ids[number]], self._seen[ids[number + 1 + at]], alike)

    def _note(self, first: _Seen, second: _Seen, alike: float) -> None:
        if second.id not in self._found[first.id] and (suspicion := _suspicion(first, second, alike)):
            self._found[first.id][second.id] = self._found[second.id][first.id] = suspicion

    def _share(self, suspicion: Suspicion) -> bool:
        """Tell whether two share something that no crowd shares, also by now."""
        both = self._seen[suspicion.first].keys & self._seen[suspicion.second].keys
        return any(len(self._groups[key]) <= CROWD for key in both)


def _seen(one: Suspect) -> _Seen:
    return _Seen(
        id=one.participant_id,
        name_key=name_key(one.full_name),
        written=latin(one.full_name),
        mailbox=mailbox(one.email),
        active=one.active,
        registered_at=one.registered_at,
    )


def _suspicion(first: _Seen, second: _Seen, alike: float) -> Suspicion | None:
    """Return what speaks for one person; nothing where neither comes."""
    if not (first.active or second.active):
        return None
    earlier, later = sorted((first, second), key=lambda one: (one.registered_at, one.id))
    reasons = [Reason.SAME_MAILBOX] if first.mailbox == second.mailbox else []
    if first.name_key == second.name_key:
        reasons.append(Reason.SAME_NAME)
    elif first.written == second.written:
        reasons.append(Reason.SAME_WORDS)
    elif alike >= ALIKE:
        reasons.append(Reason.SIMILAR_NAME)
    if not reasons:
        return None
    if not earlier.active:
        reasons.append(Reason.REGISTERED_AGAIN)
    score = max(WEIGHT.get(one, round(alike * 0.85)) for one in reasons) + 2 * (len(reasons) - 1)
    return Suspicion(first=earlier.id, second=later.id, score=min(score, 100), reasons=tuple(reasons))
