"""What the pages and the API of seating read, together."""

from typing import NamedTuple

from services.registration.ports.matching import MatchingViews
from services.registration.ports.seats import SeatViews


class SeatingViews(NamedTuple):
    """The read sides of matching and seats."""

    matching: MatchingViews
    seats: SeatViews
