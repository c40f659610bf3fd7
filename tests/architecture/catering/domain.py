"""The rules of catering: a lunch needs a meeting that is known, and is served once."""

from datetime import datetime
from typing import Self

from shared.errors import Refused
from shared.values import Aggregate, Instant
from tests.architecture.catering.contract import LunchOrdered, LunchServed


class NobodyEats(Refused):
    """An order for nobody is no order."""


class MeetingCopy(Aggregate):
    """What catering knows of a meeting."""

    meeting_id: str
    code: str
    title: str
    city: str
    zone: str


class Lunch(Aggregate):
    """One lunch of one meeting."""

    lunch_id: str
    meeting_id: str
    people: int
    served_at: Instant
    served: bool = False

    def serve(self) -> tuple[Self, LunchServed]:
        """Return the lunch as served, and the fact."""
        lunch = self.next(served=True)
        return lunch, LunchServed(lunch_id=lunch.lunch_id, meeting_id=lunch.meeting_id, version=lunch.version)


def order(lunch_id: str, meeting: MeetingCopy, *, people: int, served_at: datetime) -> tuple[Lunch, LunchOrdered]:
    """Return a new lunch and the fact; refuses an order for nobody."""
    if people < 1:
        raise NobodyEats("Nobody would eat this lunch.", field="people")
    lunch = Lunch(lunch_id=lunch_id, meeting_id=meeting.meeting_id, people=people, served_at=served_at, version=1)
    fact = LunchOrdered(
        lunch_id=lunch_id, meeting_id=meeting.meeting_id, people=people, served_at=served_at, version=lunch.version
    )
    return lunch, fact
