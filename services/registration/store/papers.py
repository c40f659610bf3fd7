"""What papers are made of, read from MongoDB."""

from services.registration.domain import Delegation, ListOfParticipants, Participant
from services.registration.domain.lists import COMING, Attendance
from shared.mongo import Database, find_all


class StoredPapers:
    """Reads what lists, reports and letters say."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def attendance(self, meeting_id: str) -> Attendance:
        """One read a kind; of the participants those alone who come."""
        of_meeting = {"meeting_id": meeting_id}
        coming = {**of_meeting, "status": {"$in": sorted(one.value for one in COMING)}}
        issued = await find_all(
            self._database["lists_of_participants"],
            of_meeting,
            ListOfParticipants,
            key="list_of_participants_id",
            sort=(("issue", -1),),
            limit=1,
        )
        return Attendance(
            delegations=tuple(
                await find_all(self._database["delegations"], of_meeting, Delegation, key="delegation_id")
            ),
            participants=tuple(
                await find_all(self._database["participants"], coming, Participant, key="participant_id")
            ),
            last=issued[0] if issued else None,
        )
