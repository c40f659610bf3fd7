"""What catering tells; in the system this file is `shared/contracts/catering.py`."""

from typing import ClassVar

from shared.messages import Event
from shared.values import Instant


class LunchOrdered(Event):
    """Lunch was ordered for a meeting."""

    subject: ClassVar[str] = "catering.lunch.ordered.v1"
    lunch_id: str
    meeting_id: str
    people: int
    served_at: Instant


class LunchServed(Event):
    """Lunch was served."""

    subject: ClassVar[str] = "catering.lunch.served.v1"
    lunch_id: str
    meeting_id: str
