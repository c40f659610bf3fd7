"""Change requests in MongoDB."""

from services.registration.domain.changes import ChangeRequest, ChangeState
from shared.errors import NotFound
from shared.kept import Kept, Unique
from shared.mongo import Database, find_all, find_one

CHANGES = (
    Kept(
        "changes",
        ChangeRequest,
        key="change_id",
        collection="change_requests",
        unique=(Unique(("participant_id",), where={"state": "waiting"}),),
        indexes=(("meeting_id", "state", "asked_at"), ("participant_id", "asked_at")),
    ),
)
"""One request of a person waits at most: two tabs that send at once make one of it."""

SHOWN = 500


class StoredChanges:
    """Reads change requests."""

    def __init__(self, database: Database) -> None:
        self._requests = database["change_requests"]

    async def change(self, change_id: str) -> ChangeRequest:
        found = await find_one(self._requests, {"_id": change_id}, ChangeRequest, key="change_id")
        if found is None:
            raise NotFound("There is no such request.", field="change_id")
        return found

    async def waiting(self, meeting_id: str) -> list[ChangeRequest]:
        return await self._of({"meeting_id": meeting_id, "state": ChangeState.WAITING}, direction=1)

    async def of_person(self, participant_id: str) -> list[ChangeRequest]:
        return await self._of({"participant_id": participant_id}, direction=-1)

    async def of_meeting(self, meeting_id: str) -> list[ChangeRequest]:
        return await self._of({"meeting_id": meeting_id}, direction=-1)

    async def _of(self, where: dict[str, object], *, direction: int) -> list[ChangeRequest]:
        sort = (("asked_at", direction),)
        return await find_all(self._requests, where, ChangeRequest, key="change_id", sort=sort, limit=SHOWN)
