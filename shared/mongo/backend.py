"""The real backend of units: one majority write where one document changed, a transaction where several did."""

import itertools
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from motor.motor_asyncio import AsyncIOMotorClientSession
from pymongo import InsertOne, UpdateOne
from pymongo.errors import BulkWriteError

from shared.kept import Answer, DueRecord, Row, StaleWrite, Writes
from shared.mongo.client import Client, Database, Document
from shared.mongo.lanes import Lane, Outcome
from shared.mongo.loads import Loads, Selects
from shared.mongo.secrets import Secrets
from shared.mongo.transaction import in_transaction
from shared.mongo.writing import Operation, first_reason, forget_mails, mail_row, operation, reason_of, simple

TECHNICAL_FIELDS = ("_id", "_version", "_at", "_outbox", "_due", "_words")


class MongoBackend:
    """Units on a replica set; `committed` is called with everything written, after it stands."""

    def __init__(
        self,
        client: Client,
        database: Database,
        committed: Callable[[Writes], None] | None = None,
        *,
        secrets: Secrets | None = None,
    ) -> None:
        self._client = client
        self._database = database
        self.committed: Callable[[Writes], None] = committed or (lambda writes: None)
        self._secrets = secrets or Secrets(client, database, (), keys="")
        self._loads = Loads(database)
        self._selects = Selects(database)
        self._simple = Lane(self._write_simple)
        self._whole = Lane(self._write_whole, most=32)

    async def load(self, collection: str, id: str) -> Row | None:
        found = await self._loads.load(collection, id)
        return _row(await self._secrets.open(collection, found)) if found else None

    async def select(
        self, collection: str, equals: Mapping[str, object], *, after: str = "", most: int = 0
    ) -> list[Row]:
        if Selects.may(equals) and not after and not most:
            together = await self._selects.select(collection, equals)
            return [_row(await self._secrets.open(collection, found)) for found in together]
        where = {name: _wanted(value) for name, value in equals.items()} | ({"_id": {"$gt": after}} if after else {})
        cursor = self._database[collection].find(where, {"_outbox": 0}).sort("_id", 1).limit(most)
        return [_row(await self._secrets.open(collection, found)) async for found in cursor]

    async def answer(self, key: str) -> Answer | None:
        found = await self._database["_answers"].find_one({"_id": key})
        return Answer(key=found.pop("_id"), **found) if found else None

    async def marked(self, mark: str) -> bool:
        return await self._database["_inbox"].find_one({"_id": mark}, {"_id": 1}) is not None

    async def commit(self, writes: Writes) -> None:
        sealed = await self._secrets.seal(writes)
        await (self._simple if simple(sealed) else self._whole).write(sealed)
        self.committed(writes)

    async def _write_simple(self, group: list[Writes]) -> list[Outcome]:
        """One unordered bulk a collection; every operation answers for itself."""
        outcomes: list[Outcome] = [None] * len(group)
        places: dict[str, list[int]] = defaultdict(list)
        for number, writes in enumerate(group):
            places[writes.changes[0].collection].append(number)
        for collection, numbers in places.items():
            operations = [operation(group[number].changes[0], guard=True) for number in numbers]
            try:
                await self._database[collection].bulk_write(operations, ordered=False)
            except BulkWriteError as failure:
                _spread(failure, collection, numbers, outcomes)
        return outcomes

    async def _write_whole(self, group: list[Writes]) -> list[Outcome]:
        """One transaction for the group; where it fails, one for each."""
        try:
            await self._in_transaction(group)
        except Exception as failure:
            if len(group) == 1:
                return [failure]
            return list(itertools.chain(*[await self._write_whole([writes]) for writes in group]))
        return [None] * len(group)

    async def _in_transaction(self, group: list[Writes]) -> None:
        await in_transaction(self._client, lambda session: self._write_all(group, session))

    async def _write_all(self, group: list[Writes], session: AsyncIOMotorClientSession) -> None:
        for collection, operations in _by_collection(group).items():
            updates = sum(isinstance(one, UpdateOne) for one in operations)
            try:
                result = await self._database[collection].bulk_write(operations, ordered=True, session=session)
            except BulkWriteError as failure:
                raise first_reason(failure, collection) from failure
            if collection != "_mails" and result.matched_count != updates:
                raise StaleWrite


def _by_collection(group: Sequence[Writes]) -> dict[str, list[Operation]]:
    """Return the operations by collection; marks and answers first, so that a repetition is seen before anything."""
    places: dict[str, list[Operation]] = defaultdict(list)
    for writes in group:
        at = writes.at or datetime.now(UTC)
        if writes.mark:
            places["_inbox"].append(InsertOne({"_id": writes.mark, "at": at}))
        if writes.answer:
            places["_answers"].append(InsertOne(_answer_document(writes.answer)))
        for change in writes.changes:
            places[change.collection].append(operation(change, guard=False))
        for mail in writes.mails:
            places["_mails"].append(mail_row(mail, at))
        for address in writes.forgotten:
            places["_mails"].extend(forget_mails(address))
    return dict(sorted(places.items(), key=lambda place: place[0] not in {"_inbox", "_answers"}))


def _answer_document(answer: Answer) -> Document:
    return {"_id": answer.key, **answer.model_dump(exclude={"key"})}


def _wanted(value: object) -> object:
    return {"$in": sorted(value)} if isinstance(value, frozenset) else value


def _row(found: dict[str, Any]) -> Row:
    due = tuple(DueRecord(**one) for one in found.get("_due", ()))
    body = {name: value for name, value in found.items() if name not in TECHNICAL_FIELDS}
    return Row(found["_id"], found["_version"], body, due)


def _spread(failure: BulkWriteError, collection: str, numbers: list[int], outcomes: list[Outcome]) -> None:
    for error in failure.details["writeErrors"]:
        outcomes[numbers[error["index"]]] = reason_of(error, collection)
    if failure.details.get("writeConcernErrors"):
        for number in numbers:
            outcomes[number] = outcomes[number] or failure
