"""What registration hears: one line a handler."""

from services.registration.handlers import expect_delegate
from shared.contracts.sponsorship import OfferAccepted, TravelCancelled
from shared.nats import react

HEARS = (react("registration", (OfferAccepted, TravelCancelled), expect_delegate, rebuilds=True),)
