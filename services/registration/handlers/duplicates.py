"""Registrations that look like one person's: merged, distinguished, and both taken back."""

from services.registration.commands.duplicates import (
    DistinguishParticipants,
    MergeParticipants,
    PairNow,
    ReopenPair,
)
from services.registration.domain.merging import MERGED, Pair, Ruling, merge, pair_id, rule, separate
from services.registration.domain.review_refusals import NothingDecided
from services.registration.handlers.badges import follow_badge_of
from services.registration.handlers.follow_up_places import give_places_back
from services.registration.handlers.seating import leave_seats, seat_registrant
from services.registration.ports import RegistrationUnit


async def merge_participants(command: MergeParticipants, unit: RegistrationUnit) -> PairNow:
    """Withdraw one registration for another; its seat and badge are free, who accompanies it stays with the person.

    The one that is kept is saved too: withdrawn in the same instant, it is not what the other is given up for.
    """
    kept = await unit.participants.get(command.keep)
    other = await unit.participants.get(command.give_up)
    known = await unit.pairs.find(pair_id(command.keep, command.give_up))
    pair = rule(known, kept, other, Ruling.SAME, kept=command.keep, by=unit.who.name, at=unit.now)
    other, merged = merge(kept, other, at=unit.now)
    other = await leave_seats(other, unit) if merged else other
    await unit.participants.save(kept.next())
    await unit.participants.save(other)
    await unit.pairs.save(pair)
    if merged:
        unit.tell(merged)
    for company in await unit.participants.all(
        delegation_id=other.delegation_id, accompanies=command.give_up, active=True
    ):
        await unit.participants.save(company.next(accompanies=command.keep))
    await follow_badge_of(other, unit, reason=MERGED)
    if merged:
        await give_places_back(other, unit)
    return _now(pair)


async def distinguish_participants(command: DistinguishParticipants, unit: RegistrationUnit) -> PairNow:
    first = await unit.participants.get(command.first)
    second = await unit.participants.get(command.second)
    known = await unit.pairs.find(pair_id(command.first, command.second))
    pair = rule(known, first, second, Ruling.DIFFERENT, by=unit.who.name, at=unit.now)
    await unit.pairs.save(pair)
    return _now(pair)


async def reopen_pair(command: ReopenPair, unit: RegistrationUnit) -> PairNow:
    """Take a ruling back; after a merge the registration that was given up is back as it was."""
    pair = await unit.pairs.get(pair_id(command.first, command.second))
    if pair.ruling is Ruling.OPEN:
        raise NothingDecided("Nothing was decided about these two.", field="second")
    if pair.ruling is Ruling.SAME:
        given_up = pair.second if pair.kept == pair.first else pair.first
        other, fact = separate(await unit.participants.get(given_up), at=unit.now)
        if fact:
            other = await seat_registrant(other, await unit.meetings.get(other.meeting_id), None, unit)
        await unit.participants.save(other)
        if fact:
            unit.tell(fact)
        await follow_badge_of(other, unit)
    pair = pair.next(ruling=Ruling.OPEN, kept=None, by=unit.who.name, at=unit.now)
    await unit.pairs.save(pair)
    return _now(pair)


def _now(pair: Pair) -> PairNow:
    return PairNow(pair_id=pair.pair_id, ruling=pair.ruling.value)
