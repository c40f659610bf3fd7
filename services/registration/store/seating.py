"""The readers of matching and seats, together."""

from services.registration.ports.seating import SeatingViews
from services.registration.store.matching import MatchingReader
from services.registration.store.seats import SeatReader
from shared.mongo import Database


def seating_views(database: Database) -> SeatingViews:
    """Return them."""
    return SeatingViews(matching=MatchingReader(database), seats=SeatReader(database))
