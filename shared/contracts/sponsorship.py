"""What sponsorship tells: contributions, nominations, offers and travel."""

from typing import ClassVar

from shared.messages import Event
from shared.money import Money
from shared.values import Instant


class ContributionReceived(Event):
    """A donor's money arrived in a fund; `amount` as given, `booked` in the fund's currency."""

    subject: ClassVar[str] = "sponsorship.fund.contributed.v1"
    fund_id: str
    meeting_id: str
    donor: str
    amount: Money
    booked: Money


class NominationFacts(Event):
    """What every event about a nomination carries."""

    nomination_id: str
    meeting_id: str
    state: str
    delegate: str


class NominationReceived(NominationFacts):
    """A State nominated a delegate by note verbale (S1)."""

    subject: ClassVar[str] = "sponsorship.nomination.received.v1"


class OfferFacts(Event):
    """What every event about an offer of sponsorship carries."""

    offer_id: str
    nomination_id: str
    meeting_id: str
    state: str
    delegate: str


class OfferMade(OfferFacts):
    """A nominee was offered sponsorship; the money is reserved until the deadline (S3)."""

    subject: ClassVar[str] = "sponsorship.offer.made.v1"
    answer_by: Instant


class OfferAccepted(OfferFacts):
    """The offer was accepted; the delegate is expected at the meeting (S7)."""

    subject: ClassVar[str] = "sponsorship.offer.accepted.v1"


class OfferDeclined(OfferFacts):
    """The offer was declined; its money is free again."""

    subject: ClassVar[str] = "sponsorship.offer.declined.v1"


class OfferLapsed(OfferFacts):
    """The offer was not answered by its deadline; its money is free again."""

    subject: ClassVar[str] = "sponsorship.offer.lapsed.v1"


class TravelCancelled(OfferFacts):
    """A sponsored delegate does not travel; whether a ticket refund has to be claimed (S8)."""

    subject: ClassVar[str] = "sponsorship.offer.travel_cancelled.v1"
    refund_task: bool
