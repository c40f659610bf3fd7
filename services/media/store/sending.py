"""The send as it happens: ledger rows joined with what the mail ledger says of them."""

import re
from collections import Counter

from services.media.domain.press import Delivery
from services.media.ports import Counts, Sent
from shared.mongo import Database, find_all

STATES = ("queued", "sent", "failed")
_READ_AS = {"sending": "queued", "bounced": "failed"}


class Sending:
    """Reads deliveries and mails together; the mail ledger alone knows the state."""

    def __init__(self, database: Database) -> None:
        self._deliveries = database["deliveries"]
        self._mailings = database["mailings"]
        self._mails = database["_mails"]

    async def rows(self, release_id: str, *, text_version: int | None = None) -> list[Sent]:
        where: dict[str, object] = {"release_id": release_id}
        if text_version is not None:
            where["text_version"] = text_version
        found = await find_all(self._deliveries, where, Delivery, key="delivery_id", sort=(("name", 1), ("_id", 1)))
        mails = {row["_id"]: row async for row in self._mails.find({"_id": _of(release_id)}, {"text": 0})}
        return [_row(delivery, mails.get(delivery.delivery_id, {})) for delivery in found]

    async def counts(self, release_id: str) -> Counts:
        by_state: Counter[str] = Counter()
        grouped: list[dict[str, object]] = [
            {"$match": {"_id": _of(release_id)}},
            {"$group": {"_id": "$state", "many": {"$sum": 1}}},
        ]
        async for group in self._mails.aggregate(grouped):
            by_state[_READ_AS.get(group["_id"], group["_id"])] += group["many"]
        waiting = self._mailings.find({"release_id": release_id, "mailed_at": None}, {"journalist_ids": 1})
        preparing = sum([len(mailing["journalist_ids"]) async for mailing in waiting])
        return Counts(**{state: by_state[state] for state in STATES}, preparing=preparing)


def _of(release_id: str) -> dict[str, str]:
    return {"$regex": f"^{re.escape(release_id)}\\.[0-9]+\\."}


def _row(delivery: Delivery, mail: dict[str, object]) -> Sent:
    state = str(mail.get("state", "queued"))
    given = delivery.model_dump(include=set(Sent.model_fields))
    read = {"state": _READ_AS.get(state, state), "sent_at": mail.get("sent_at"), "error": str(mail.get("error", ""))}
    return Sent.model_validate({**given, **read})
