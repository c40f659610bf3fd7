"""The documents of catering, and how they are read."""

from collections.abc import Sequence

from shared.kept import Kept
from shared.mongo import Database, find_all
from shared.values import Due
from tests.architecture.catering.commands import ServeLunch
from tests.architecture.catering.domain import Lunch, MeetingCopy


def lunch_due(lunch: Lunch) -> Sequence[Due]:
    """Return when an ordered lunch is served."""
    return () if lunch.served else (Due(at=lunch.served_at, command=ServeLunch(lunch_id=lunch.lunch_id)),)


KEPT = (
    Kept("meetings", MeetingCopy, key="meeting_id", copy=True),
    Kept("lunches", Lunch, key="lunch_id", indexes=(("meeting_id",),), due=lunch_due),
)


class CateringViews:
    """What pages read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def lunches(self, meeting_id: str) -> list[Lunch]:
        return await find_all(self._database["lunches"], {"meeting_id": meeting_id}, Lunch, key="lunch_id")
