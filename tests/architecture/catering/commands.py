"""What can be asked of catering."""

from shared.messages import Command
from shared.values import Instant, Value


class OrderLunch(Command):
    """Order lunch for the people of a meeting."""

    meeting_id: str
    people: int
    served_at: Instant


class ServeLunch(Command):
    """Serve a lunch; it falls due at its time."""

    lunch_id: str


class LunchPlaced(Value):
    """The answer to an order."""

    lunch_id: str
