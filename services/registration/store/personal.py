"""Personal data in the database: what is encrypted, what falls due, and the views that hold no secret."""

from services.registration.commands.privacy import PurgePersonalData
from services.registration.domain.erasures import Erasure
from services.registration.domain.personal import PersonalAccess, PersonalFile
from services.registration.domain.retention import Retention
from services.registration.ports.personal import AskedErasure, PersonalSummary
from shared.files import FILES
from shared.kept import Kept
from shared.mongo import Database, find_all, find_one
from shared.values import Due


def retention_due(retention: Retention) -> list[Due]:
    """Return the purge that is next, and while one is under way its next piece."""
    at = retention.next_at()
    after = retention.purging.after if retention.purging else ""
    return [Due(at=at, command=PurgePersonalData(meeting_id=retention.meeting_id, after=after))] if at else []


PERSONAL = (
    Kept(
        "personal_files",
        PersonalFile,
        key="participant_id",
        indexes=(("meeting_id", "held"),),
        secret=(
            "passport_number",
            "passport_country",
            "passport_expires_on",
            "birth_date",
            "nationality",
            "phone_number",
            "documents",
        ),
    ),
    Kept("personal_accesses", PersonalAccess, key="participant_id"),
    Kept("retentions", Retention, key="meeting_id", due=retention_due),
    Kept("erasures", Erasure, key="participant_id", indexes=(("meeting_id", "state"),)),
    FILES,
)


class PersonalInMongo:
    """What may be shown of personal data without reading them."""

    def __init__(self, database: Database) -> None:
        self._files = database["personal_files"]
        self._erasures = database["erasures"]
        self._retentions = database["retentions"]
        self._participants = database["participants"]

    async def summary(self, participant_id: str) -> PersonalSummary:
        """Return of which kinds something is kept, and what was removed."""
        found = await find_one(self._files, {"_id": participant_id}, PersonalSummary, key="participant_id")
        return found or PersonalSummary(participant_id=participant_id)

    async def erasure(self, participant_id: str) -> Erasure | None:
        """Return a person's request, or None."""
        return await find_one(self._erasures, {"_id": participant_id}, Erasure, key="participant_id")

    async def asked_erasures(self, meeting_id: str) -> list[AskedErasure]:
        """Return the requests of a meeting that wait, the oldest first."""
        where = {"meeting_id": meeting_id, "state": "asked"}
        asked = await find_all(self._erasures, where, Erasure, key="participant_id", sort=(("asked_at", 1),))
        names = self._participants.find(
            {"_id": {"$in": [one.participant_id for one in asked]}}, {"full_name": 1, "delegation": 1}
        )
        known = {one["_id"]: {"who": one["full_name"], "delegation": one["delegation"]} async for one in names}
        return [
            AskedErasure(participant_id=one.participant_id, at=one.asked_at, **known.get(one.participant_id, {}))
            for one in asked
        ]

    async def retention(self, meeting_id: str) -> Retention | None:
        """Return the rules and reports of a meeting, or None where nothing was recorded and nobody set any."""
        return await find_one(self._retentions, {"_id": meeting_id}, Retention, key="meeting_id")

    async def held(self, meeting_id: str) -> dict[str, int]:
        """Return of how many people each kind is kept at a meeting."""
        steps: list[dict[str, object]] = [
            {"$match": {"meeting_id": meeting_id}},
            {"$unwind": "$held"},
            {"$group": {"_id": "$held", "people": {"$sum": 1}}},
        ]
        return {one["_id"]: one["people"] async for one in self._files.aggregate(steps)}
