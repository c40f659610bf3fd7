"""The one waiting list: groups in their order, a fair order everybody can read, timed offers, refill (union list 9).

Pure: a list goes in, a list comes out. Whoever owns the places keeps the list inside the document that guards them, so
that places, offers and those who wait change together or not at all.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from shared.errors import AlreadyTaken, Refused
from shared.values import Instant, Value


class AlreadyWaiting(AlreadyTaken):
    """Somebody who waits, has an offer or holds a place asks again."""

    next_step = "Look at your place in the waiting list."


class UnknownGroup(Refused):
    """The list has no such group."""

    next_step = "Choose one of the groups of the list."


class NothingOffered(Refused):
    """Nothing is offered to this person now."""

    status = 409
    next_step = "Look at your place in the waiting list."


class OfferLapsed(Refused):
    """The offer was not answered in time; the place went to the next."""

    status = 409
    next_step = "Join the waiting list again if you still want a place."


class PlacesInUse(Refused):
    """More places are held or offered than there would be."""

    status = 409
    next_step = "Take places back first, or wait until offers are answered."


class Because(StrEnum):
    """Why somebody comes right after the one before them."""

    FIRST = "first"
    GROUP = "group"
    SHARE = "share"
    TIME = "time"


class Held(Value):
    """A place that somebody has; `share` is on whose account, for instance a delegation."""

    key: str
    share: str = ""


class Waiter(Held):
    """Somebody who waits."""

    group: str
    since: Instant


class Offer(Waiter):
    """A place offered until an instant."""

    made_at: Instant
    until: Instant


class Standing(Value):
    """Somebody's place in the order, how many places their share comes before it with, and why they come there."""

    number: int
    waiter: Waiter
    turn: int
    because: Because


class WaitingList(Value):
    """So many places, who holds them, to whom they are offered, who waits; groups listed first are served first.

    `passed` are shares that let a place go: they had that turn, so that nobody who waits is overtaken because of it.
    """

    groups: tuple[str, ...]
    places: int = 0
    answer_minutes: int = 24 * 60
    held: tuple[Held, ...] = ()
    offers: tuple[Offer, ...] = ()
    waiting: tuple[Waiter, ...] = ()
    passed: tuple[str, ...] = ()

    @property
    def used(self) -> int:
        """How many places are held or offered."""
        return len(self.held) + len(self.offers)

    @property
    def free(self) -> int:
        """How many places nobody holds and nobody is offered."""
        return self.places - self.used

    @property
    def next_lapse(self) -> datetime | None:
        """The instant at which the first offer lapses."""
        return min((one.until for one in self.offers), default=None)

    def offer_to(self, key: str) -> Offer | None:
        """Return what is offered to somebody."""
        return next((one for one in self.offers if one.key == key), None)

    def holds(self, key: str) -> bool:
        """Tell whether somebody holds a place."""
        return any(one.key == key for one in self.held)

    def knows(self, key: str) -> bool:
        """Tell whether somebody holds a place, is offered one or waits."""
        return any(one.key == key for one in (*self.held, *self.offers, *self.waiting))

    def with_(self, **changes: object) -> Self:
        """Return the list with other values."""
        return self.model_copy(update=changes)


def order(places: WaitingList) -> tuple[Standing, ...]:
    """Return who comes when: by group; in a group a share's second place after every share's first; then by time."""
    has = Counter([*_shares([*places.held, *places.offers]), *places.passed])
    ranked: list[tuple[tuple[int, int, datetime, str], Waiter]] = []
    for rank, group in enumerate(places.groups):
        ahead = has.copy()
        for one in sorted(_of(places.waiting, group), key=lambda one: (one.since, one.key)):
            ranked.append(((rank, ahead[one.share] if one.share else 0, one.since, one.key), one))
            ahead[one.share] += 1
    ranked.sort(key=lambda entry: entry[0])
    standings = []
    before: tuple[int, int, datetime, str] | None = None
    for number, (rank_, waiter) in enumerate(ranked, start=1):
        standings.append(Standing(number=number, waiter=waiter, turn=rank_[1], because=_because(before, rank_)))
        before = rank_
    return tuple(standings)


def standing(places: WaitingList, key: str) -> Standing | None:
    """Return somebody's place in the order."""
    return next((one for one in order(places) if one.waiter.key == key), None)


def join(places: WaitingList, waiter: Waiter) -> WaitingList:
    """Let somebody wait; where nobody waited, every share starts anew."""
    if waiter.group not in places.groups:
        raise UnknownGroup("There is no such group in this waiting list.", field="group")
    if places.knows(waiter.key):
        raise AlreadyWaiting("This person waits already, or has a place or an offer.")
    return places.with_(waiting=(*places.waiting, waiter), passed=places.passed if places.waiting else ())


def leave(places: WaitingList, key: str) -> WaitingList:
    """Take somebody off: who waits no longer waits, what was offered or held is free."""
    gone = [one for one in (*places.held, *places.offers) if one.key == key]
    return places.with_(
        held=tuple(one for one in places.held if one.key != key),
        offers=tuple(one for one in places.offers if one.key != key),
        waiting=tuple(one for one in places.waiting if one.key != key),
        passed=(*places.passed, *_shares(gone)),
    )


def refill(
    places: WaitingList, at: datetime, *, until: datetime | None = None
) -> tuple[WaitingList, tuple[Offer, ...]]:
    """Offer free places to those who come first, to be answered in time and before `until`; nothing once it came."""
    if until is not None and at >= until:
        return places, ()
    lapse = at + timedelta(minutes=places.answer_minutes)
    made: list[Offer] = []
    while places.free > 0 and places.waiting:
        first = order(places)[0].waiter
        offer = Offer(**dict(first), made_at=at, until=min(lapse, until) if until else lapse)
        waiting = tuple(one for one in places.waiting if one.key != first.key)
        places = places.with_(offers=(*places.offers, offer), waiting=waiting)
        made.append(offer)
    return places, tuple(made)


def accept(places: WaitingList, key: str, *, at: datetime) -> WaitingList:
    """Take the place that is offered."""
    offer = _offered(places, key)
    if at >= offer.until:
        raise OfferLapsed("The offer has lapsed.")
    held = Held(key=offer.key, share=offer.share)
    return places.with_(offers=tuple(one for one in places.offers if one.key != key), held=(*places.held, held))


def decline(places: WaitingList, key: str) -> WaitingList:
    """Refuse the place that is offered; whoever declines no longer waits."""
    return leave(places, _offered(places, key).key)


def lapse(places: WaitingList, at: datetime) -> tuple[WaitingList, tuple[Offer, ...]]:
    """Take back what was not answered in time; whoever did not answer no longer waits, and may join again."""
    lapsed = tuple(one for one in places.offers if one.until <= at)
    offers = tuple(one for one in places.offers if one.until > at)
    return places.with_(offers=offers, passed=(*places.passed, *_shares(lapsed))), lapsed


def resize(places: WaitingList, number: int) -> WaitingList:
    """Give the list more or fewer places."""
    if number < places.used:
        raise PlacesInUse("More places are held or offered than there would be.")
    return places.with_(places=number)


def hand_over(places: WaitingList, key: str, *, successor: str) -> WaitingList:
    """Give somebody's place, offer or turn to whoever comes instead of them, who keeps their own if it is better."""
    if not places.knows(key):
        return places
    if places.knows(successor):
        worse = key if _rank(places, successor) <= _rank(places, key) else successor
        places = leave(places, worse)
    return places.with_(
        held=tuple(one.model_copy(update={"key": successor}) if one.key == key else one for one in places.held),
        offers=tuple(one.model_copy(update={"key": successor}) if one.key == key else one for one in places.offers),
        waiting=tuple(one.model_copy(update={"key": successor}) if one.key == key else one for one in places.waiting),
    )


def _rank(places: WaitingList, key: str) -> int:
    return 0 if places.holds(key) else 1 if places.offer_to(key) else 2


def _shares(held: Iterable[Held]) -> tuple[str, ...]:
    return tuple(one.share for one in held if one.share)


def _of(waiting: Iterable[Waiter], group: str) -> list[Waiter]:
    return [one for one in waiting if one.group == group]


def _because(before: tuple[int, int, datetime, str] | None, rank: tuple[int, int, datetime, str]) -> Because:
    if before is None:
        return Because.FIRST
    if before[0] != rank[0]:
        return Because.GROUP
    return Because.SHARE if before[1] != rank[1] else Because.TIME


def _offered(places: WaitingList, key: str) -> Offer:
    offer = places.offer_to(key)
    if offer is None:
        raise NothingOffered("No place is offered to this person.")
    return offer
