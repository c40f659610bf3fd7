"""How an offer is answered: accepted, declined, or lapsed at its deadline."""

from services.sponsorship.commands import AcceptOffer, DeclineOffer, LapseOffer
from services.sponsorship.domain import Fund, Offer, OfferStatus, signed
from services.sponsorship.handlers.offers import offer_next_reserve
from services.sponsorship.ports import SponsorshipUnit
from shared.errors import NotDueYet


async def accept_offer(command: AcceptOffer, unit: SponsorshipUnit) -> None:
    """Commit the reserved money and expect the delegate."""
    offer = await unit.offers.get(command.offer_id)
    fund = await unit.funds.get(offer.fund_id)
    offer, accepted = offer.accept(signed(unit.who, unit.now))
    await save(offer, fund.commit(offer.offer_id), unit)
    unit.tell(accepted)


async def decline_offer(command: DeclineOffer, unit: SponsorshipUnit) -> None:
    """Free the money; the next reserve is offered."""
    offer = await unit.offers.get(command.offer_id)
    fund = await unit.funds.get(offer.fund_id)
    offer, declined = offer.decline(signed(unit.who, unit.now), command.reason)
    unit.tell(declined)
    await save(offer, fund.release(offer.offer_id), unit)


async def lapse_offer(command: LapseOffer, unit: SponsorshipUnit) -> None:
    """Free the money of an offer nobody answered in time; the next reserve is offered."""
    offer = await unit.offers.get(command.offer_id)
    if offer.status is not OfferStatus.OFFERED:
        return
    if unit.now < offer.answer_by:
        raise NotDueYet
    fund = await unit.funds.get(offer.fund_id)
    offer, lapsed = offer.lapse()
    unit.tell(lapsed)
    await save(offer, fund.release(offer.offer_id), unit)


async def save(offer: Offer, fund: Fund, unit: SponsorshipUnit) -> None:
    """Write an offer after its answer with its nomination and its fund; where it ended, the next reserve is offered."""
    nomination = await unit.nominations.get(offer.nomination_id)
    await unit.offers.save(offer)
    await unit.nominations.save(nomination.follow(offer.status))
    ended = offer.status is not OfferStatus.ACCEPTED
    await unit.funds.save(await offer_next_reserve(fund, unit) if ended else fund)
