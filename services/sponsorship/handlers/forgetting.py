"""What sponsorship removes when a person was erased: whom a State nominated; who was paid for stays in the accounts."""

from services.sponsorship.commands import AnswerErasure
from services.sponsorship.domain import Nomination, OfferStatus
from services.sponsorship.handlers.travel import call_off
from services.sponsorship.ports import SponsorshipUnit
from shared.contracts.registration import ParticipantErased
from shared.erasure import NAMELESS, NOBODY_THERE, is_addressed, is_named
from shared.identity.links import erase_links


async def forget_nominee(told: ParticipantErased, unit: SponsorshipUnit) -> None:
    """Forget a nominee by the address; where only name and State are the same, ask, once."""
    for nomination in await unit.nominations.all(meeting_id=told.meeting_id):
        if is_addressed(told, nomination.email, unit):
            await _forget(nomination, unit)
        elif _may_be(told, nomination, unit):
            await unit.nominations.save(nomination.ask_whether_erased(unit.now))


async def answer_erasure(command: AnswerErasure, unit: SponsorshipUnit) -> None:
    """Erase a nominee of whom only name and State were known, or keep them."""
    nomination = (await unit.nominations.get(command.nomination_id)).answered()
    await unit.nominations.save(nomination)
    if command.erased:
        await _forget(nomination, unit)


def _may_be(told: ParticipantErased, nomination: Nomination, unit: SponsorshipUnit) -> bool:
    asked = nomination.perhaps_erased_at is not None
    return not asked and nomination.state == told.state and is_named(told, nomination.delegate, unit)


async def _forget(nomination: Nomination, unit: SponsorshipUnit) -> None:
    """Take name and address from nomination, offers, links and mails; an open offer is withdrawn."""
    for offer in await unit.offers.all(nomination_id=nomination.nomination_id):
        if not offer.is_account:
            left = offer.forget(NAMELESS)
            await (call_off(left, unit) if left.status is OfferStatus.OFFERED else unit.offers.save(left))
    await erase_links(f"nominee:{nomination.nomination_id}", unit)
    unit.forget_mails(nomination.email)
    as_it_stands = await unit.nominations.get(nomination.nomination_id)
    address = f"{nomination.nomination_id}@{NOBODY_THERE}"
    await unit.nominations.save(as_it_stands.forget(NAMELESS, address))
