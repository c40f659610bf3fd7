"""The ledger of mails: rows are put in by units, claimed and ended by the postman."""

from datetime import datetime

from pymongo import ASCENDING, ReturnDocument

from shared.mail import ClaimedMail
from shared.mongo.client import Database, Document


class MongoMailLedger:
    """The collection `_mails` of one service; `_id` is the mail's key."""

    def __init__(self, database: Database) -> None:
        self._mails = database["_mails"]

    async def waiting(self, now: datetime) -> bool:
        return await self._mails.find_one(_due(now), {"_id": 1}) is not None

    async def claim(self, now: datetime, *, until: datetime) -> ClaimedMail | None:
        row = await self._mails.find_one_and_update(
            _due(now),
            {"$set": {"state": "sending", "next_try_at": until}, "$inc": {"tries": 1}},
            sort=[("next_try_at", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )
        return _claimed(row) if row else None

    async def sent(self, mail: ClaimedMail, *, at: datetime, text: str) -> None:
        await self._end(mail, {"state": "sent", "sent_at": at, "text": text})

    async def retry(self, mail: ClaimedMail, *, at: datetime, error: str) -> None:
        await self._end(mail, {"state": "queued", "next_try_at": at, "error": error})

    async def give_up(self, mail: ClaimedMail, *, state: str, error: str, text: str) -> None:
        await self._end(mail, {"state": state, "error": error, "text": text})

    async def _end(self, mail: ClaimedMail, fields: Document) -> None:
        claim = {"_id": mail.key, "state": "sending", "next_try_at": mail.claimed_until}
        await self._mails.update_one(claim, {"$set": fields})


def _due(now: datetime) -> Document:
    """Rows to be sent now: a claim is a row being sent whose next try is when the claim runs out."""
    return {"state": {"$in": ["queued", "sending"]}, "next_try_at": {"$lte": now}}


def _claimed(row: Document) -> ClaimedMail:
    return ClaimedMail(
        key=row["_id"],
        to=row["to"],
        subject=row["subject"],
        text=row["text"],
        about=row.get("about"),
        tries=row["tries"],
        claimed_until=row["next_try_at"],
    )
