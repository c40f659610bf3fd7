"""Whom sponsorship pays to come: expected until the travel is cancelled (S7)."""

from services.registration.domain.names import name_key
from shared.contracts.sponsorship import OfferAccepted, TravelCancelled
from shared.values import Aggregate


class Expectation(Aggregate):
    """A delegate whom an accepted offer lets us expect; a copy of what sponsorship told last about the offer."""

    offer_id: str
    meeting_id: str
    state: str
    delegate: str
    name_key: str
    active: bool = True


def expectation_after(fact: OfferAccepted | TravelCancelled) -> Expectation:
    """Return what is expected after a fact about an offer."""
    return Expectation(
        offer_id=fact.offer_id,
        meeting_id=fact.meeting_id,
        state=fact.state,
        delegate=fact.delegate,
        name_key=name_key(fact.delegate),
        active=isinstance(fact, OfferAccepted),
        version=fact.version,
    )
