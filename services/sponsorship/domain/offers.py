"""An offer: made with reserved money, answered by a deadline, then travel or its cancellation (S3, S4, S8)."""

from datetime import datetime
from enum import StrEnum
from typing import Self, TypeVar

from services.sponsorship.domain.copies import person_key
from services.sponsorship.domain.refusals import DeadlinePassed, NotAtThisStep
from services.sponsorship.domain.terms import Signed
from shared.contracts.sponsorship import (
    Costs,
    OfferAccepted,
    OfferDeclined,
    OfferFacts,
    OfferLapsed,
    OfferMade,
    OfferWithdrawn,
    TravelCancelled,
)
from shared.values import Aggregate, Instant, Value

F = TypeVar("F", bound=OfferFacts)


class OfferStatus(StrEnum):
    """Where an offer stands."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    TRAVEL_CANCELLED = "travel_cancelled"


class Ticket(Value):
    """A ticket that was bought: its reference at the agent's, its cost in minor units of the fund's currency."""

    reference: str
    cost: int
    issued: Signed


class Refund(Value):
    """The task to claim an unused ticket's money back (S8), and what came of it."""

    opened_at: Instant
    expected: int
    refunded: int = 0
    note: str | None = None
    closed: Signed | None = None


class Offer(Aggregate):
    """Sponsorship offered to one nominee; `proposed` and `decided` are two people (S4)."""

    offer_id: str
    fund_id: str
    nomination_id: str
    meeting_id: str
    state: str
    country: str
    delegate: str
    person: str
    costs: Costs
    answer_by: Instant
    proposed: Signed
    decided: Signed
    decided_because: str | None = None
    made_at: Instant
    from_reserve: bool = False
    status: OfferStatus = OfferStatus.OFFERED
    answered: Signed | None = None
    reason: str | None = None
    ticket: Ticket | None = None
    refund: Refund | None = None
    cancelled_at: Instant | None = None

    @property
    def open_refund(self) -> bool:
        """Tell whether a refund waits to be claimed."""
        return self.refund is not None and self.refund.closed is None

    @property
    def is_account(self) -> bool:
        """Tell whether money is promised or was spent: whom it was for stays in the accounts of the donors."""
        return self.status is OfferStatus.ACCEPTED or self.ticket is not None

    def forget(self, nobody: str) -> Self:
        """Take away to whom it was made and who answered."""
        answered = self.answered and self.answered.model_copy(update={"name": nobody})
        return self.next(delegate=nobody, person=person_key(self.state, nobody), answered=answered, reason=None)

    def made(self) -> OfferMade:
        """Return the fact that this offer was made."""
        return self._told(OfferMade, answer_by=self.answer_by)

    def accept(self, by: Signed) -> tuple[Self, OfferAccepted]:
        """Accept in time; raises DeadlinePassed, NotAtThisStep."""
        self._must_be_answerable(by.at)
        offer = self.next(status=OfferStatus.ACCEPTED, answered=by)
        return offer, offer._told(OfferAccepted, accepted_at=by.at)

    def decline(self, by: Signed, reason: str | None) -> tuple[Self, OfferDeclined]:
        """Decline in time; raises DeadlinePassed, NotAtThisStep."""
        self._must_be_answerable(by.at)
        offer = self.next(status=OfferStatus.DECLINED, answered=by, reason=reason)
        return offer, offer._told(OfferDeclined)

    def lapse(self) -> tuple[Self, OfferLapsed]:
        """End unanswered."""
        offer = self.next(status=OfferStatus.LAPSED)
        return offer, offer._told(OfferLapsed)

    def issue_ticket(self, ticket: Ticket) -> Self:
        """Note the ticket of a delegate who accepted."""
        if self.status is not OfferStatus.ACCEPTED or self.ticket is not None:
            raise NotAtThisStep("A ticket is issued once, after the offer was accepted.")
        return self.next(ticket=ticket)

    def call_off(self, at: datetime) -> tuple[Self, OfferWithdrawn | TravelCancelled]:
        """End the offer of someone who does not come: withdrawn, or once accepted, the travel is cancelled.

        A ticket that was bought makes a refund task (S8).
        """
        if self.status is OfferStatus.OFFERED:
            offer = self.next(status=OfferStatus.WITHDRAWN, cancelled_at=at)
            return offer, offer._told(OfferWithdrawn)
        refund = Refund(opened_at=at, expected=self.ticket.cost) if self.ticket else None
        offer = self.next(status=OfferStatus.TRAVEL_CANCELLED, cancelled_at=at, refund=refund)
        return offer, offer._told(TravelCancelled, refund_task=refund is not None)

    def close_refund(self, refunded: int, *, note: str | None, by: Signed) -> Self:
        """Note what the airline or agent paid back."""
        if self.refund is None or self.refund.closed is not None:
            raise NotAtThisStep("No refund waits for this offer.")
        return self.next(refund=self.refund.model_copy(update={"refunded": refunded, "note": note, "closed": by}))

    def _must_be_answerable(self, at: datetime) -> None:
        if self.status is not OfferStatus.OFFERED:
            raise NotAtThisStep("This offer has been answered or has ended.", field="offer_id")
        if at >= self.answer_by:
            raise DeadlinePassed("The deadline to answer this offer has passed.", field="offer_id")

    def _told(self, kind: type[F], **more: object) -> F:
        facts = self.model_dump(include=set(OfferFacts.model_fields))
        return kind.model_validate({**facts, **more})
