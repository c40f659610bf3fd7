"""Mailings in MongoDB: what is due for them, a row a recipient, and what the ledger of mails says of each."""

from collections.abc import Sequence

from services.registration.commands.mailings import ContinueMailing, SendReminder
from services.registration.domain.mailings.mailing import Mailing, MailingState, Recipient
from services.registration.domain.mailings.reminders import Reminder
from services.registration.ports.mailings import Sent
from shared.errors import NotFound
from shared.kept import Kept
from shared.mongo import Database, find_all, find_one
from shared.mongo.client import Document
from shared.values import Due


def next_piece(mailing: Mailing) -> tuple[Due, ...]:
    """Return what is due for a mailing: its next piece at once, while it is being sent."""
    if mailing.state is not MailingState.SENDING:
        return ()
    command = ContinueMailing(mailing_id=mailing.mailing_id, phase=mailing.phase.value, behind=mailing.behind)
    return (Due(at=mailing.moved_at, command=command),)


def reminder_due(reminder: Reminder) -> tuple[Due, ...]:
    """Return when a reminder goes out, while it is still to go out."""
    if reminder.at is None or not reminder.waits:
        return ()
    return (Due(at=reminder.at, command=SendReminder(reminder_id=reminder.reminder_id)),)


MAILINGS = (
    Kept("mailings", Mailing, key="mailing_id", indexes=(("meeting_id", "drafted_at"),), due=next_piece),
    Kept("recipients", Recipient, key="recipient_id", indexes=(("mailing_id", "name"), ("email",))),
    Kept("reminders", Reminder, key="reminder_id", indexes=(("meeting_id", "at"),), due=reminder_due),
)


class StoredMailings:
    """Reads mailings."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def mailings(self, meeting_id: str) -> list[Mailing]:
        where = {"meeting_id": meeting_id}
        return await find_all(
            self._database["mailings"], where, Mailing, key="mailing_id", sort=(("drafted_at", -1),), limit=200
        )

    async def mailing(self, mailing_id: str) -> Mailing:
        found = await find_one(self._database["mailings"], {"_id": mailing_id}, Mailing, key="mailing_id")
        if found is None:
            raise NotFound("There is no such mailing.", field="mailing_id")
        return found

    async def recipients(self, mailing_id: str) -> list[Sent]:
        found = self._database["recipients"].aggregate([*_newest({"mailing_id": mailing_id}), {"$sort": {"name": 1}}])
        return [_sent(one) async for one in found]

    async def counts(self, mailing_ids: Sequence[str]) -> dict[str, dict[str, int]]:
        grouped = {"$group": {"_id": {"mailing": "$mailing_id", "state": "$mail.state"}, "count": {"$sum": 1}}}
        pipeline = [*_newest({"mailing_id": {"$in": list(mailing_ids)}}), grouped]
        counts: dict[str, dict[str, int]] = {}
        async for one in self._database["recipients"].aggregate(pipeline):
            counts.setdefault(one["_id"]["mailing"], {})[one["_id"].get("state") or "queued"] = one["count"]
        return counts

    async def reminders(self, meeting_id: str) -> list[Reminder]:
        where = {"meeting_id": meeting_id}
        return await find_all(
            self._database["reminders"], where, Reminder, key="reminder_id", sort=(("at", 1), ("_id", 1))
        )


def _newest(where: Document) -> list[Document]:
    """Join each recipient with the newest of their rows in the ledger of mails."""
    return [
        {"$match": where},
        {"$set": {"newest": {"$last": "$mail_keys"}}},
        {"$lookup": {"from": "_mails", "localField": "newest", "foreignField": "_id", "as": "mail"}},
        {"$set": {"mail": {"$first": "$mail"}}},
    ]


def _sent(found: Document) -> Sent:
    mail = found.get("mail") or {}
    kept = {name: found[name] for name in ("name", "email", "delegation", "language", "queued_at")}
    return Sent(
        recipient_id=found["_id"],
        state=mail.get("state", "queued"),
        tries=mail.get("tries", 0),
        error=mail.get("error") or "",
        sent_at=mail.get("sent_at"),
        mails=len(found["mail_keys"]),
        **kept,
    )
