"""After acceptance: tickets, cancelled travel, refunds (S7, S8)."""

from services.sponsorship.commands import CloseRefundTask, RecordTicket
from services.sponsorship.domain import Fund, OfferStatus, Ticket, WrongAmount, person_key, signed
from services.sponsorship.handlers.answers import save
from services.sponsorship.ports import SponsorshipUnit
from shared.contracts.registration import ParticipantRejected, ParticipantWithdrawn
from shared.money import Money


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
    """Cancel the travel of a sponsored delegate who does not come: free what is not spent, claim back what is (S8)."""
    person = person_key(event.state or "", event.full_name)
    accepted = await unit.offers.all(meeting_id=event.meeting_id, person=person, status=OfferStatus.ACCEPTED)
    for offer in accepted:
        fund = await unit.funds.get(offer.fund_id)
        offer, cancelled = offer.cancel_travel(unit.now)
        unit.tell(cancelled)
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
