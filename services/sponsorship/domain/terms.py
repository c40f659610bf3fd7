"""Who did something, and when: the name beside a decision."""

from datetime import datetime

from shared.values import Instant, Value
from shared.who import Who


class Signed(Value):
    """Who did something, and when: the name beside a decision (S4)."""

    subject: str
    name: str
    at: Instant


def signed(who: Who, at: datetime) -> Signed:
    """Return the signature of the one who asks."""
    return Signed(subject=who.subject, name=who.name, at=at)
