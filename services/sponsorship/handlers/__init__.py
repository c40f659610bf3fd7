"""One function a message: load, decide, save, tell."""

from services.sponsorship.handlers.answers import accept_offer, decline_offer, lapse_offer
from services.sponsorship.handlers.copies import end_access, keep_delegation, keep_meeting, keep_participant
from services.sponsorship.handlers.forgetting import answer_erasure
from services.sponsorship.handlers.funds import FundOpened, Recorded, open_fund, record_contribution
from services.sponsorship.handlers.nominations import Nominated, propose_offer, put_on_reserve, receive_nomination
from services.sponsorship.handlers.offers import OfferPlaced, offer_sponsorship
from services.sponsorship.handlers.travel import cancel_travel, close_refund_task, record_ticket

__all__ = [
    "FundOpened",
    "Nominated",
    "OfferPlaced",
    "Recorded",
    "accept_offer",
    "answer_erasure",
    "cancel_travel",
    "close_refund_task",
    "decline_offer",
    "end_access",
    "keep_delegation",
    "keep_meeting",
    "keep_participant",
    "lapse_offer",
    "offer_sponsorship",
    "open_fund",
    "propose_offer",
    "put_on_reserve",
    "receive_nomination",
    "record_contribution",
    "record_ticket",
]
