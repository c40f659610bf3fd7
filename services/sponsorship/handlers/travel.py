"""After the offer: tickets, who does not come, refunds (S7, S8)."""

from services.sponsorship.commands import CloseRefundTask, RecordTicket
from services.sponsorship.domain import Fund, Offer, OfferStatus, Ticket, WrongAmount, person_key, signed
from services.sponsorship.domain.copies import comes_all_the_same
from services.sponsorship.handlers.answers import save
from services.sponsorship.ports import SponsorshipUnit
from shared.contracts.registration import ParticipantRejected, ParticipantWithdrawn
from shared.money import Money

STANDING = frozenset({OfferStatus.OFFERED, OfferStatus.ACCEPTED})


async def record_ticket(command: RecordTicket, unit: SponsorshipUnit) -> None:
    """Spend what the ticket cost; what it cost less than planned is free again."""
    offer = await unit.offers.get(command.offer_id)
    fund = await unit.funds.get(offer.fund_id)
    cost = _minor(command.cost, fund, field="cost")
    ticket = Ticket(reference=command.reference, cost=cost, issued=signed(unit.who, unit.now))
    offer = offer.issue_ticket(ticket)
    await unit.offers.save(offer)
    await unit.funds.save(fund.spend(offer.offer_id, planned=offer.costs.ticket.minor, cost=cost))


async def cancel_travel(event: ParticipantWithdrawn | ParticipantRejected, unit: SponsorshipUnit) -> None:
    """Call off what was offered to a delegate who does not come; late news of somebody who does changes nothing."""
    person = person_key(event.state or "", event.full_name)
    known = await unit.participants.all(meeting_id=event.meeting_id, person=person)
    if comes_all_the_same(known, event.participant_id, version=event.version):
        return
    for offer in await unit.offers.all(meeting_id=event.meeting_id, person=person, status=STANDING):
        await call_off(offer, unit)


async def call_off(offer: Offer, unit: SponsorshipUnit) -> None:
    """Free what is not spent, claim back what is (S8); the next reserve is offered."""
    fund = await unit.funds.get(offer.fund_id)
    offer, fact = offer.call_off(unit.now)
    unit.tell(fact)
    await save(offer, fund.release(offer.offer_id), unit)


async def close_refund_task(command: CloseRefundTask, unit: SponsorshipUnit) -> None:
    """Book what was paid back for an unused ticket, and close the task."""
    offer = await unit.offers.get(command.offer_id)
    fund = await unit.funds.get(offer.fund_id)
    refunded = _minor(command.refunded, fund, field="refunded")
    await unit.offers.save(offer.close_refund(refunded, note=command.note, by=signed(unit.who, unit.now)))
    await unit.funds.save(fund.refund(offer.offer_id, refunded))


def _minor(amount: Money, fund: Fund, *, field: str) -> int:
    if amount.currency != fund.currency:
        raise WrongAmount("Write the amount in the currency of the fund.", field=field)
    return amount.minor
