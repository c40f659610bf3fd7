"""Whom sponsorship pays to come: expected until the travel is cancelled (S7)."""

from datetime import datetime, timedelta

from services.registration.domain.names import name_key
from shared.contracts.sponsorship import OfferAccepted, TravelCancelled
from shared.values import Aggregate, Value


class Expectation(Aggregate):
    """A delegate whom an accepted offer lets us expect; a copy of what sponsorship told last about the offer."""

    offer_id: str
    meeting_id: str
    state: str
    delegate: str
    name_key: str
    active: bool = True
    accepted_at: datetime | None = None


def expectation_after(fact: OfferAccepted | TravelCancelled) -> Expectation:
    """Return what is expected after a fact about an offer."""
    return Expectation(
        offer_id=fact.offer_id,
        meeting_id=fact.meeting_id,
        state=fact.state,
        delegate=fact.delegate,
        name_key=name_key(fact.delegate),
        active=isinstance(fact, OfferAccepted),
        accepted_at=fact.accepted_at if isinstance(fact, OfferAccepted) else None,
        version=fact.version,
    )


class Naming(Value):
    """Within how many days after an offer was accepted a note must name the delegate, and what time it is."""

    days: int
    now: datetime

    def by(self, accepted_at: datetime | None) -> datetime | None:
        """Return the instant from which a delegate whom no note names is an alert (domain 8)."""
        return accepted_at + timedelta(days=self.days) if accepted_at else None

    def is_late(self, accepted_at: datetime | None) -> bool:
        """Tell whether that instant has come."""
        by = self.by(accepted_at)
        return by is not None and self.now >= by
