"""Whom sponsorship lets us expect: a copy kept of what it told last about each offer."""

from services.registration.domain import expectation_after
from services.registration.ports import RegistrationUnit
from shared.contracts.sponsorship import OfferAccepted, TravelCancelled


async def expect_delegate(fact: OfferAccepted | TravelCancelled, unit: RegistrationUnit) -> None:
    await unit.expectations.keep(expectation_after(fact))
