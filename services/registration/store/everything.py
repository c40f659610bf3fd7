"""Everything kept about one person, found by the fields that name people: no new place is forgotten."""

from collections.abc import Mapping, Sequence

from services.registration.domain import Participant
from shared.kept import AnyKept
from shared.mongo import Database

NAMING = ("participant_id", "holder_id")
TECHNICAL = {"_outbox": 0, "_due": 0, "_at": 0, "_words": 0}
APART = frozenset({"personal_files", "_files", "_sign_in_links"})
"""What is encrypted comes from the handler; a link is a key, and is given to nobody."""


class EverythingInMongo:
    """Reads all places of registration for one person."""

    def __init__(self, database: Database, kept: Sequence[AnyKept]) -> None:
        self._database = database
        self._kept = [one for one in kept if one.place not in APART]

    async def about(self, participant: Participant) -> Mapping[str, object]:
        """Return the documents by their collection, the mails sent and what was done, as plain values."""
        id = participant.participant_id
        found: dict[str, object] = {}
        for one in self._kept:
            where = [{"_id": id}] if one.key == "participant_id" else []
            where += [{name: id} for name in NAMING if name in one.type.model_fields and name != one.key]
            if where:
                documents = await self._database[one.place].find({"$or": where}, TECHNICAL).to_list(None)
                found |= {one.place: documents} if documents else {}
        found["mails"] = await self._mails(participant.email)
        found["what_was_done"] = await self._done(id)
        return found

    async def _mails(self, address: str) -> list[dict[str, object]]:
        cursor = self._database["_mails"].find({"to": address}, {"_id": 0, "subject": 1, "state": 1, "queued_at": 1})
        return await cursor.to_list(None)

    async def _done(self, id: str) -> list[dict[str, object]]:
        cursor = self._database["_audit"].find({"about": id}).sort("_id", 1)
        return [
            {"at": one["record"]["at"], "by": one["record"]["name"], "what": one["record"]["command"]}
            async for one in cursor
        ]
