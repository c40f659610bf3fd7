"""The delegations whose two tracks have not met: compared in the database, so that only those travel."""

from services.registration.domain import Delegation, Participant
from services.registration.ports.matching import Opened
from services.registration.store.tracks import mismatched
from shared.mongo import Database, find_all
from shared.mongo.reading import value_of

LATEST = 50


class MatchingReader:
    """Reads the two mismatches whole, with what a match needs."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mismatches(self, meeting_id: str) -> list[Opened]:
        found = self._database["delegations"].aggregate(mismatched(meeting_id))
        return [
            Opened(
                delegation=value_of(Delegation, one, key="delegation_id"),
                people=tuple(value_of(Participant, person, key="participant_id") for person in one["people"]),
            )
            async for one in found
        ]

    async def matched(self, meeting_id: str) -> list[Participant]:
        return await find_all(
            self._database["participants"],
            {"meeting_id": meeting_id, "named_as": {"$type": "string"}, "active": True},
            Participant,
            key="participant_id",
            sort=(("changed_at", -1),),
            limit=LATEST,
        )
