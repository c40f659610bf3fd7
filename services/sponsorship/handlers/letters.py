"""The letter that carries an offer to its nominee, and the link that opens it."""

from services.sponsorship.domain import Nomination, Offer
from shared.identity.links import Invited
from shared.pages.languages import msg
from shared.who import Grant, Role

SUBJECT = msg("You are offered sponsorship: please answer")
TEXT = msg(
    "Dear %(name)s,\n\nyour State nominated you for sponsorship to take part in the %(meeting)s. "
    "We are pleased to offer it to you.\n\n"
    "Please read the offer and accept or decline it by %(until)s (UTC):\n\n%(link)s\n\n"
    "An offer that is not answered by then lapses, and another nominee follows.\n"
)


def invited(nomination: Nomination, offer: Offer) -> Invited:
    """Return the nominee as the one who may read and answer this very offer."""
    return Invited(
        subject=f"nominee:{nomination.nomination_id}",
        name=nomination.delegate,
        email=nomination.email,
        grants=(Grant(role=Role.NOMINEE, scope=offer.offer_id),),
        prefix="/sponsorship",
        start=f"/sponsorship/offers/{offer.offer_id}",
        language=nomination.languages[0],
        meeting_id=offer.meeting_id,
    )
