"""What papers are made of, read from MongoDB."""

from services.registration.domain import Delegation, ListOfParticipants, Participant
from services.registration.domain.lists import COMING, Attendance
from services.registration.domain.statistics import Group, Invited
from shared.contracts.registration import DelegateRole
from shared.mongo import Database, find_all, value_of


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

    async def invited(self, meeting_id: str) -> list[Invited]:
        """Only the fields that are counted travel."""
        fields = {"category": 1, "state": 1}
        found = self._database["delegations"].find({"meeting_id": meeting_id}, fields)
        return [value_of(Invited, one, key="delegation_id") async for one in found]

    async def groups(self, meeting_id: str) -> list[Group]:
        """A few groups a delegation travel, no participants."""
        by = {name: f"${name}" for name in Group.model_fields if name != "count"}
        delegates = {"meeting_id": meeting_id, "role": {"$ne": DelegateRole.ACCOMPANYING.value}}
        found = self._database["participants"].aggregate(
            [{"$match": delegates}, {"$group": {"_id": by, "count": {"$sum": 1}}}]
        )
        return [Group.model_validate({**one["_id"], "count": one["count"]}) async for one in found]
