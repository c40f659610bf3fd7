"""What sponsorship tells: contributions, nominations, offers and travel; and the words it is asked in."""

from enum import StrEnum
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, StringConstraints, model_validator

from shared.messages import Event
from shared.money import Money
from shared.values import Instant, Value

StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
"""A State by its ISO 3166-1 alpha-3 code."""

Rate = Annotated[str, StringConstraints(pattern=r"^(0|[1-9]\d{0,6})(\.\d{1,8})?$")]
"""Units of the fund's currency for one unit of the donor's, as a decimal number in writing; never a float."""


def _not_negative(amount: Money) -> Money:
    if amount.minor < 0:
        raise ValueError("Write an amount of zero or more.")
    return amount


Amount = Annotated[Money, AfterValidator(_not_negative)]


class Costs(Value):
    """What a sponsored journey costs, by component, in one currency."""

    ticket: Amount
    hotel: Amount
    allowance: Amount

    @model_validator(mode="after")
    def _one_currency(self) -> Self:
        if len({self.ticket.currency, self.hotel.currency, self.allowance.currency}) > 1:
            raise ValueError("Write all components in one currency.")
        return self

    @property
    def total(self) -> Money:
        """All components together."""
        return self.ticket + self.hotel + self.allowance


class Gender(StrEnum):
    """As the nominating State says; the programme reports women and men."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"
    NOT_SAID = "not_said"


class Expertise(StrEnum):
    """What the delegate works on; a sponsored delegate makes a statement on it."""

    CLEARANCE = "clearance"
    VICTIM_ASSISTANCE = "victim_assistance"
    STOCKPILE_DESTRUCTION = "stockpile_destruction"
    RISK_EDUCATION = "risk_education"
    POLICY = "policy"


class Documents(Value):
    """What came with the note verbale; the papers themselves are not kept here."""

    application_form: bool = False
    passport_copy: bool = False
    health_insurance: bool = False

    @property
    def complete(self) -> bool:
        """Tell whether everything is there."""
        return self.application_form and self.passport_copy and self.health_insurance


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
    accepted_at: Instant | None = None


class OfferDeclined(OfferFacts):
    """The offer was declined; its money is free again."""

    subject: ClassVar[str] = "sponsorship.offer.declined.v1"


class OfferLapsed(OfferFacts):
    """The offer was not answered by its deadline; its money is free again."""

    subject: ClassVar[str] = "sponsorship.offer.lapsed.v1"


class OfferWithdrawn(OfferFacts):
    """An open offer was taken back, for its nominee does not come; its money is free again."""

    subject: ClassVar[str] = "sponsorship.offer.withdrawn.v1"


class TravelCancelled(OfferFacts):
    """A sponsored delegate does not travel; whether a ticket refund has to be claimed (S8)."""

    subject: ClassVar[str] = "sponsorship.offer.travel_cancelled.v1"
    refund_task: bool
