"""What the review reads: the queue, what is held, and who may be registered twice."""

from datetime import datetime
from typing import Protocol

from services.registration.domain import Participant
from services.registration.domain.duplicates import Suspicion
from services.registration.domain.merging import Pair
from shared.values import PageSize, Value


class QueueAsked(Value):
    """Which registrations of a meeting, from where on; always the oldest first."""

    state: str = "received"
    category: str = ""
    delegation_id: str = ""
    late: str = ""
    named: str = ""
    duplicates: str = ""
    photo: str = ""
    before: datetime | None = None
    q: str = ""
    after: str | None = None
    size: PageSize = 50


class Waiting(Value):
    """One row of the queue: whether the note names the person, and how many others may be the same."""

    participant: Participant
    named: bool
    suspected: int = 0


class ReviewQueue(Value):
    """One page of the queue, how many match in all, and the id behind which the next page starts."""

    rows: tuple[Waiting, ...]
    total: int
    after: str | None = None


class ReviewCounts(Value):
    """How many registrations of a meeting are where."""

    received: int = 0
    asked: int = 0
    decided: int = 0
    approved: int = 0
    rejected: int = 0

    def of(self, state: str) -> int:
        """Return how many are in one state; an unknown one is asked for as `received`."""
        return getattr(self, state) if state in ReviewCounts.model_fields else self.received


class Suspected(Value):
    """Two registrations side by side, and why they may be one person's."""

    first: Participant
    second: Participant
    suspicion: Suspicion | None = None
    pair: Pair | None = None


class ReviewViews(Protocol):
    """The read side of the review."""

    async def queue(self, meeting_id: str, asked: QueueAsked) -> ReviewQueue:
        """Return one page of the queue."""

    async def counts(self, meeting_id: str) -> ReviewCounts:
        """Return how many registrations are where."""

    async def held(self, meeting_id: str) -> list[Waiting]:
        """Return whose decisions are held, by name; at most a thousand."""

    async def suspicions(self, meeting_id: str, *, of: str = "") -> list[Suspicion]:
        """Return the pairs that may be one person, the surest first: all, or those of one registration."""

    async def suspected(self, meeting_id: str, *, most: int) -> list[Suspected]:
        """Return the first of those pairs with their registrations."""

    async def settled(self, meeting_id: str) -> list[Suspected]:
        """Return the pairs about which something was decided, the latest first."""

    async def pair(self, first: str, second: str) -> Suspected:
        """Return two registrations, or refuse with NotFound."""
