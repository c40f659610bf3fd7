"""Follow-up forms in MongoDB: the forms, and one answer a person and form."""

from collections.abc import Sequence

from services.registration.commands.follow_ups import LapsePlaces, RemindFollowUp
from services.registration.domain import Participant
from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer, missing_of
from shared.errors import NotFound
from shared.kept import Kept
from shared.mongo import Database, find_all, find_one
from shared.mongo.client import Document
from shared.values import Due


def _due(follow_up: FollowUp) -> Sequence[Due]:
    """Return when the first place that is offered lapses, and when the reminder goes out."""
    id, lapse, remind = follow_up.follow_up_id, follow_up.list.next_lapse, follow_up.remind_at
    lapses = (Due(at=lapse, command=LapsePlaces(follow_up_id=id)),) if lapse else ()
    return (*lapses, Due(at=remind, command=RemindFollowUp(follow_up_id=id))) if remind else lapses


FOLLOW_UPS = (
    Kept("follow_ups", FollowUp, key="follow_up_id", indexes=(("meeting_id", "closes_at"),), due=_due),
    Kept(
        "answers",
        FollowUpAnswer,
        key="answer_id",
        collection="follow_up_answers",
        indexes=(("follow_up_id", "full_name"), ("participant_id",), ("meeting_id", "follow_up_id")),
    ),
)


class StoredFollowUps:
    """Reads follow-up forms."""

    def __init__(self, database: Database) -> None:
        self._follow_ups = database["follow_ups"]
        self._answers = database["follow_up_answers"]
        self._participants = database["participants"]

    async def follow_up(self, follow_up_id: str) -> FollowUp:
        found = await find_one(self._follow_ups, {"_id": follow_up_id}, FollowUp, key="follow_up_id")
        if found is None:
            raise NotFound("There is no such form.", field="follow_up_id")
        return found

    async def of_meeting(self, meeting_id: str) -> list[FollowUp]:
        where, sort = {"meeting_id": meeting_id}, (("closes_at", 1),)
        return await find_all(self._follow_ups, where, FollowUp, key="follow_up_id", sort=sort)

    async def answers(self, follow_up_id: str) -> list[FollowUpAnswer]:
        where, sort = {"follow_up_id": follow_up_id}, (("full_name", 1),)
        return await find_all(self._answers, where, FollowUpAnswer, key="answer_id", sort=sort)

    async def counts(self, meeting_id: str) -> dict[str, int]:
        steps: list[Document] = [
            {"$match": {"meeting_id": meeting_id}},
            {"$group": {"_id": "$follow_up_id", "n": {"$sum": 1}}},
        ]
        return {one["_id"]: one["n"] async for one in self._answers.aggregate(steps)}

    async def of_person(self, participant_id: str) -> list[FollowUpAnswer]:
        where = {"participant_id": participant_id}
        return await find_all(self._answers, where, FollowUpAnswer, key="answer_id")

    async def missing(self, follow_up: FollowUp) -> list[Participant]:
        where = {"meeting_id": follow_up.meeting_id, "active": True}
        people = await find_all(
            self._participants,
            where,
            Participant,
            key="participant_id",
            sort=(("delegation", 1), ("name_key", 1)),
        )
        return missing_of(follow_up, people, await self.answers(follow_up.follow_up_id))
