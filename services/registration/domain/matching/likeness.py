"""How alike two names are, in per cent, and why."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz import fuzz

from services.registration.domain.matching.spelling import Spelling, skeleton, spelled
from shared.values import Value

ENOUGH = 0.78
"""Two parts less alike than this are two parts."""

MOST_PARTS = 8


class Reason(StrEnum):
    """Why two names may be one person's."""

    LETTERS = "letters"
    SCRIPT = "script"
    ORDER = "order"
    JOINED = "joined"
    SPELLING = "spelling"
    INITIAL = "initial"
    SHORTENED = "shortened"
    PART_MISSING = "part_missing"
    FAMILY_NAME = "family_name"
    OTHER_FAMILY_NAME = "other_family_name"
    SAME_EMAIL = "same_email"
    SAME_ROLE = "same_role"
    OTHER_GENDER = "other_gender"


class Likeness(Value):
    """How sure it is that two names are one person's, in per cent, and the reasons."""

    confidence: int
    reasons: tuple[Reason, ...] = ()


class Written(NamedTuple):
    """Two names part by part, the shorter one first; `joined` when neighbours were written together."""

    short: tuple[str, ...]
    long: tuple[str, ...]
    joined: bool = False


@dataclass(frozen=True, order=True)
class Assigned:
    """How well the parts of two names go together, and why."""

    score: float
    reasons: frozenset[Reason] = field(compare=False)


def alike(one: str, other: str) -> Likeness:
    """Compare two full names, whatever their script, order, accents, initials and missing parts."""
    first, second = spelled(one), spelled(other)
    if not first.parts or not second.parts:
        return Likeness(confidence=0)
    other_script = first.latin != second.latin
    best = max(_assigned(pair, other_script=other_script) for pair in _written(first.parts, second.parts))
    reasons = set(best.reasons)
    score = best.score * _family(first, second, reasons)
    if other_script:
        reasons.add(Reason.SCRIPT)
    elif first.parts == second.parts:
        reasons.add(Reason.LETTERS)
    return Likeness(confidence=min(99, round(100 * score)), reasons=tuple(one for one in Reason if one in reasons))


def _written(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[Written]:
    """Return both names as they are, and with neighbours of the longer one written together."""
    short, long = sorted((one[:MOST_PARTS], other[:MOST_PARTS]), key=lambda parts: (len(parts), parts))
    yield Written(short, long)
    for joined in _joined(long):
        fewer, more = sorted((short, joined), key=len)
        yield Written(fewer, more, joined=True)
        if len(joined) > len(short):
            yield from (Written(short, again, joined=True) for again in _joined(joined))
    if len(short) == len(long):
        yield from (Written(joined, long, joined=True) for joined in _joined(short))


def _joined(parts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for at in range(len(parts) - 1):
        yield (*parts[:at], parts[at] + parts[at + 1], *parts[at + 2 :])


def _assigned(names: Written, *, other_script: bool) -> Assigned:
    """Give each part of the shorter name the part of the longer one it is most alike, best first."""
    short, long, joined = names
    found = sorted(
        ((_part(a, b, other_script=other_script), i, j) for i, a in enumerate(short) for j, b in enumerate(long)),
        key=lambda rated: (-rated[0][0], abs(rated[1] - rated[2])),
    )
    pairs: dict[int, int] = {}
    reasons = {Reason.JOINED} if joined else set()
    score = -0.01 if joined else 0.0
    for (likeness, reason), i, j in found:
        if likeness < ENOUGH or (joined and reason is Reason.SHORTENED) or i in pairs or j in pairs.values():
            continue
        pairs[i] = j
        score += likeness * _weight(short[i], long[j])
        reasons |= {reason} if reason else set()
    whole = sum(_weight(part, long[pairs[i]] if i in pairs else part) for i, part in enumerate(short))
    return _judged(score / whole, pairs, reasons, missing=len(long) - len(pairs))


def _judged(score: float, pairs: dict[int, int], reasons: set[Reason], *, missing: int) -> Assigned:
    if [pairs[i] for i in sorted(pairs)] != sorted(pairs.values()):
        reasons.add(Reason.ORDER)
        score -= 0.02
    if missing:
        reasons.add(Reason.PART_MISSING)
        score -= 0.06 * missing
    if len(pairs) == 1 and missing:
        score = min(score, 0.5)
    return Assigned(max(score, 0.0), frozenset(reasons))


def _part(one: str, other: str, *, other_script: bool) -> tuple[float, Reason | None]:
    """Return how alike two parts are and why, where they are not the same."""
    if one == other:
        return 1.0, None
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return (0.8, Reason.INITIAL) if long.startswith(short) else (0.0, None)
    bones = skeleton(one, loose=other_script), skeleton(other, loose=other_script)
    if bones[0] == bones[1] and (len(bones[0]) > 1 or other_script):
        return (0.94 if len(bones[0]) > 2 else 0.86), Reason.SPELLING
    if long.startswith(("al", "el")) and len(short) > 3 and skeleton(long[2:]) == skeleton(short):
        return 0.9, Reason.JOINED
    if len(short) > 2 and long.startswith(short):
        return 0.85, Reason.SHORTENED
    if one[0] != other[0] and bones[0][:1] != bones[1][:1]:
        return 0.0, None
    written = fuzz.ratio(one, other) / 100
    heard = 0.9 * fuzz.ratio(*bones) / 100 if min(map(len, bones)) > 2 else 0.0
    return max(written, heard), Reason.SPELLING


def _weight(one: str, other: str) -> int:
    """Longer parts say more; an initial says as much as the part it stands for."""
    return min(max(len(one), len(other)), 6)


def _family(one: Spelling, other: Spelling, reasons: set[Reason]) -> float:
    """Return what a family name in capitals does to the score: it must be found in the other name."""
    if not one.family and not other.family:
        return 1.0
    marked, against = (one, other) if one.family else (other, one)
    there = against.family or {*against.parts, against.together}
    together = "".join(part for part in marked.parts if part in marked.family)
    wanted = {*marked.family, together}
    cross = one.latin != other.latin
    if any(_part(part, name, other_script=cross)[0] >= ENOUGH for part in wanted for name in there):
        reasons.add(Reason.FAMILY_NAME)
        return 1.0
    reasons.add(Reason.OTHER_FAMILY_NAME)
    return 0.6
