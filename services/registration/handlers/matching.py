"""Matches of names: decided by a human, each of them can be taken back."""

from services.registration.commands.matching import (
    MatchNames,
    MatchNow,
    ReconsiderMatch,
    RejectMatch,
    UnmatchNames,
)
from services.registration.domain import Participant
from services.registration.domain.matching.pairing import match, reconsider, reject, unmatch
from services.registration.handlers.review import confirm_the_named
from services.registration.ports import RegistrationUnit


async def match_names(command: MatchNames, unit: RegistrationUnit) -> MatchNow:
    """Who is approved and matched is confirmed (R3).

    The delegation is saved too: two officers who give one name to two people at once meet there.
    """
    participant = await unit.participants.get(command.participant_id)
    delegation = await unit.delegations.get(participant.delegation_id)
    others = await unit.participants.all(delegation_id=participant.delegation_id)
    participant = match(participant, delegation, others, key=command.name_key)
    await unit.participants.save(participant)
    await unit.delegations.save(delegation.next())
    await confirm_the_named(delegation, unit)
    return _now(participant)


async def unmatch_names(command: UnmatchNames, unit: RegistrationUnit) -> MatchNow:
    participant = unmatch(await unit.participants.get(command.participant_id), at=unit.now)
    await unit.participants.save(participant)
    return _now(participant)


async def reject_match(command: RejectMatch, unit: RegistrationUnit) -> MatchNow:
    participant = reject(await unit.participants.get(command.participant_id), key=command.name_key)
    await unit.participants.save(participant)
    return _now(participant)


async def reconsider_match(command: ReconsiderMatch, unit: RegistrationUnit) -> MatchNow:
    participant = reconsider(await unit.participants.get(command.participant_id), key=command.name_key)
    await unit.participants.save(participant)
    return _now(participant)


def _now(participant: Participant) -> MatchNow:
    return MatchNow(
        participant_id=participant.participant_id,
        named_as=participant.named_as,
        not_named_as=participant.not_named_as,
    )
