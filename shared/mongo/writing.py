"""How one change becomes one write, and what a refused write means."""

from datetime import datetime
from typing import Any

from pymongo import InsertOne, UpdateMany, UpdateOne
from pymongo.errors import BulkWriteError

from shared.clock import utc_now
from shared.kept import AlreadyDone, Change, Duplicate, StaleWrite, Writes
from shared.mail import Mail
from shared.mongo.client import Document
from shared.words import with_beginnings

Operation = InsertOne[Document] | UpdateOne | UpdateMany
DUPLICATE_KEY = 11000


def simple(writes: Writes) -> bool:
    """Tell whether these writes are one document alone, so that one majority write is enough."""
    return len(writes.changes) == 1 and not (writes.mark or writes.answer or writes.mails or writes.forgotten)


def operation(change: Change, *, guard: bool) -> Operation:
    """Return the write of one document, its outbox inside it and the instant of writing with it.

    With `guard`, a stale update fails as a duplicate `_id` of its upsert, so that each operation of an unordered bulk
    answers for itself; without, the caller counts matches.
    """
    riding = [record.model_dump() for record in change.outbox]
    riding += [{"id": record.id, "time": record.at, "audit": record.model_dump()} for record in change.trail]
    fields = {**change.body, "_version": change.version, "_at": utc_now()}
    fields["_due"] = [due.model_dump() for due in change.due]
    if change.words is not None:
        fields["_words"] = with_beginnings(change.words)
    if change.expected == 0:
        alone = {"at": change.trail[0].at if change.trail else change.outbox[0].time} if not change.body else {}
        return InsertOne({"_id": change.id, **fields, **alone, "_outbox": riding})
    update: Document = {"$set": fields}
    if riding:
        update["$push"] = {"_outbox": {"$each": riding}}
    return UpdateOne({"_id": change.id, "_version": change.expected}, update, upsert=guard)


def mail_row(mail: Mail, at: datetime) -> UpdateOne:
    """Return the write that puts a mail into the ledger once."""
    row = mail.model_dump(exclude={"key"})
    row |= {"state": "queued", "tries": 0, "next_try_at": at, "queued_at": at}
    return UpdateOne({"_id": mail.key}, {"$setOnInsert": row}, upsert=True)


def forget_mails(address: str) -> list[UpdateMany]:
    """Return the writes that take address and words from every mail to one address, and send none that waits."""
    waits = {"to": address, "state": {"$in": ["queued", "sending"]}}
    nobody = {"to": "-@erased.invalid", "subject": "", "text": ""}
    return [
        UpdateMany(waits, {"$set": {"state": "failed", "error": "erased"}}),
        UpdateMany({"to": address}, {"$set": nobody}),
    ]


def reason_of(error: dict[str, Any], collection: str) -> Exception:
    """Return what a write error of the driver means to a unit."""
    if error.get("code") != DUPLICATE_KEY:
        return RuntimeError(f"{collection}: {error.get('errmsg', 'write refused')}")
    if collection in {"_inbox", "_answers"}:
        return AlreadyDone()
    fields = tuple(error.get("keyPattern", {"_id": 1}))
    return StaleWrite() if fields == ("_id",) else Duplicate(collection, fields)


def first_reason(failure: BulkWriteError, collection: str) -> Exception:
    """Return the meaning of the first error of a bulk."""
    return reason_of(failure.details["writeErrors"][0], collection) if failure.details["writeErrors"] else failure
