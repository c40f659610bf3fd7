"""Delegations that somebody joins while the Meeting may decide on them (R4)."""

from services.registration.domain import Delegation
from services.registration.ports import RegistrationUnit


async def to_be_joined(delegation_id: str, unit: RegistrationUnit) -> Delegation:
    """Return a delegation that gets one person more.

    One that was invited provisionally is saved too: a decision in the same instant takes off everybody there is, or is
    seen here. The others are not: hundreds register at once.
    """
    delegation = await unit.delegations.get(delegation_id)
    if delegation.provisional:
        await unit.delegations.save(delegation.next())
    return delegation
