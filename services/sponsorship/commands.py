"""What can be asked of sponsorship."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, Field

from shared.contracts.sponsorship import Amount, Costs, Documents, Expertise, Gender, Rate, StateCode
from shared.messages import Command
from shared.money import Currency, Money
from shared.values import Instant, Text, Value

Reason = Annotated[str, Field(max_length=2000)]
Email = Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320), AfterValidator(str.lower)]
Language = Annotated[str, Field(pattern=r"^(ar|zh|en|fr|ru|es)$")]


def _in_order(states: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(states)))


Earmark = Annotated[tuple[StateCode, ...], Field(max_length=50), AfterValidator(_in_order)]
"""The States for which alone a contribution may be used; none: for all."""


class OpenFund(Command):
    """Open the sponsorship round of a meeting; `nominees_per_state` is S2's number."""

    meeting_id: Text
    currency: Currency = "CHF"
    nominees_per_state: int = Field(default=1, ge=1, le=10)


class Contributed(Value):
    """Money that arrived: `rate` is units of the fund's currency for one unit of the donor's."""

    donor: Text
    amount: Money
    rate: Rate = "1"
    received_on: date
    earmark: Earmark = ()


class RecordContribution(Command, Contributed):
    """Book money in a fund."""

    fund_id: Text


class ReceiveNomination(Command):
    """Take in a State's nomination; `note_verbale` is the note's reference (S1)."""

    meeting_id: Text
    state: StateCode
    note_verbale: Text
    delegate: Text
    email: Email
    gender: Gender = Gender.NOT_SAID
    function: Text
    expertise: Expertise
    first_time: bool = False
    geneva_mission: bool = True
    languages: Annotated[tuple[Language, ...], Field(min_length=1, max_length=6)] = ("en",)
    documents: Documents = Documents()


class Proposed(Value):
    """What the secretariat proposes."""

    costs: Costs
    note: Reason | None = None


class ProposeOffer(Command, Proposed):
    """Put an offer before the Coordinator (S4)."""

    nomination_id: Text


class Offered(Value):
    """What the Coordinator offers; another amount than proposed needs a reason (S5)."""

    costs: Costs
    answer_by: Instant
    reason: Reason | None = None


class OfferSponsorship(Command, Offered):
    """Decide on a proposal and offer."""

    nomination_id: Text


class Reserved(Value):
    """When and with what a reserve follows."""

    rank: int = Field(ge=1, le=1000)
    costs: Costs
    answer_within_days: int = Field(default=7, ge=1, le=60)
    reason: Reason | None = None


class PutOnReserve(Command, Reserved):
    """Decide that this nominee is offered when money is freed, in rank order."""

    nomination_id: Text


class AcceptOffer(Command):
    """Accept an offer, as its nominee or on the nominee's behalf."""

    offer_id: Text


class Declined(Value):
    """Why an offer is declined; nobody has to say."""

    reason: Reason | None = None


class DeclineOffer(Command, Declined):
    """Decline an offer, as its nominee or on the nominee's behalf."""

    offer_id: Text


class LapseOffer(Command):
    """End an offer whose deadline has passed unanswered; asked by the clock."""

    offer_id: Text


class Ticketed(Value):
    """The ticket that was bought."""

    reference: Text
    cost: Amount


class RecordTicket(Command, Ticketed):
    """Note a ticket: what it cost is spent, the rest of its share is free again."""

    offer_id: Text


class Refunded(Value):
    """What was paid back for an unused ticket; zero when nothing was."""

    refunded: Amount
    note: Reason | None = None


class CloseRefundTask(Command, Refunded):
    """Close the task to claim an unused ticket's money back (S8)."""

    offer_id: Text


class ErasureAnswer(Value):
    """Whether the nominee is the one of this name and State who asked to be erased."""

    erased: bool

    @property
    def reason(self) -> str:
        """What the audit keeps as the reason."""
        return "erased" if self.erased else "kept"


class AnswerErasure(Command, ErasureAnswer):
    """Erase a nominee of whom only name and State are known to be those of somebody erased, or keep them."""

    nomination_id: Text
