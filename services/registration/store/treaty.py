"""Treaty acts and observer requests in MongoDB, and what pages read of them."""

from services.registration.domain.observers import ObserverRequest
from services.registration.domain.treaty_status import TreatyStatus
from shared.errors import NotFound
from shared.kept import Kept
from shared.mongo import Database, find_all, find_one

TREATY = (
    Kept("treaty_statuses", TreatyStatus, key="treaty_status_id", indexes=(("convention", "state"),)),
    Kept("observer_requests", ObserverRequest, key="observer_request_id", indexes=(("meeting_id", "state"),)),
)


class TreatyReader:
    """Reads treaty acts and requests for observer status."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def statuses(self, convention: str) -> list[TreatyStatus]:
        return await find_all(
            self._database["treaty_statuses"], {"convention": convention}, TreatyStatus, key="treaty_status_id"
        )

    async def observer_requests(self, meeting_id: str) -> list[ObserverRequest]:
        return await find_all(
            self._database["observer_requests"],
            {"meeting_id": meeting_id},
            ObserverRequest,
            key="observer_request_id",
            sort=(("requested_at", 1), ("_id", 1)),
        )

    async def observer_request(self, observer_request_id: str) -> ObserverRequest:
        where = {"_id": observer_request_id}
        found = await find_one(self._database["observer_requests"], where, ObserverRequest, key="observer_request_id")
        if found is None:
            raise NotFound("There is no such request for observer status.", field="observer_request_id")
        return found
