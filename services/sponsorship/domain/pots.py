"""Which contribution pays for which offer: money with an earmark first, and moved aside where that frees some."""

from collections import deque
from collections.abc import Callable, Mapping

Held = dict[str, dict[str, int]]
"""Offer -> contribution -> minor units."""

PaysFor = Callable[[str], list[str]]
"""Offer -> the contributions that may pay for it, the narrowest earmark first."""


def draw(
    free: Mapping[str, int], held: Mapping[str, Mapping[str, int]], *, offer: str, minor: int, pays: PaysFor
) -> Held | None:
    """Return who holds what once `offer` got `minor` more, or None if no arrangement of the money can pay for it.

    What other offers hold stays as much, but may come from another contribution: an augmenting path of a flow, so that
    money is refused only if it is really not there (S3).
    """
    left = dict(free)
    after: Held = {name: dict(draws) for name, draws in held.items()}
    after.setdefault(offer, {})
    while minor > 0:
        path = _path(left, after, offer, pays)
        if path is None:
            return None
        minor -= _shift(left, after, path, minor)
    return after


Path = list[tuple[str, str, str | None]]
"""(offer, contribution it now draws from, contribution it leaves), the last one with free money."""


def _path(free: Mapping[str, int], held: Held, offer: str, pays: PaysFor) -> Path | None:
    reached: dict[str, tuple[str, str | None]] = dict.fromkeys(pays(offer), (offer, None))
    queue = deque(reached)
    while queue:
        pot = queue.popleft()
        if free.get(pot, 0) > 0:
            return _back(reached, pot)
        for other, draws in held.items():
            if other == offer or not draws.get(pot):
                continue
            for better in pays(other):
                if better not in reached:
                    reached[better] = (other, pot)
                    queue.append(better)
    return None


def _back(reached: Mapping[str, tuple[str, str | None]], pot: str) -> Path:
    path: Path = []
    at: str | None = pot
    while at is not None:
        offer, leaves = reached[at]
        path.append((offer, at, leaves))
        at = leaves
    return path


def _shift(free: dict[str, int], held: Held, path: Path, wanted: int) -> int:
    moved = min([wanted, free[path[0][1]], *(held[offer][leaves] for offer, _, leaves in path if leaves)])
    free[path[0][1]] -= moved
    for offer, pot, leaves in path:
        held[offer][pot] = held[offer].get(pot, 0) + moved
        if leaves:
            held[offer][leaves] -= moved
            if not held[offer][leaves]:
                del held[offer][leaves]
    return moved
