"""What sponsorship removes when a person was erased: whom a State nominated; who was paid for stays in the accounts."""

from services.sponsorship.domain import OfferStatus
from services.sponsorship.handlers.travel import call_off
from services.sponsorship.ports import SponsorshipUnit
from shared.contracts.registration import ParticipantErased
from shared.erasure import NOBODY_THERE, is_addressed, is_named
from shared.identity.links import erase_links


async def forget_nominee(told: ParticipantErased, unit: SponsorshipUnit) -> None:
    """Take the person's name and address from nominations, offers, links and mails; told twice, it finds nobody."""
    for nomination in await unit.nominations.all(meeting_id=told.meeting_id):
        named = nomination.state == told.state and is_named(told, nomination.delegate, unit)
        if not (named or is_addressed(told, nomination.email, unit)):
            continue
        for offer in await unit.offers.all(nomination_id=nomination.nomination_id):
            if not offer.is_account:
                left = offer.forget(told.full_name)
                await (call_off(left, unit) if left.status is OfferStatus.OFFERED else unit.offers.save(left))
        await erase_links(f"nominee:{nomination.nomination_id}", unit)
        unit.forget_mails(nomination.email)
        address = f"{nomination.nomination_id}@{NOBODY_THERE}"
        nomination = await unit.nominations.get(nomination.nomination_id)
        await unit.nominations.save(nomination.forget(told.full_name, address))
