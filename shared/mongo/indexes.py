"""Indexes: the service's own, and the technical ones of outbox, inbox, answers, audit and mails."""

from collections.abc import Sequence
from dataclasses import dataclass

from pymongo import ASCENDING, IndexModel
from pymongo.errors import OperationFailure

from shared.kept import AnyKept, Unique
from shared.mongo.client import Collection, Database, Document
from shared.mongo.writing import DUPLICATE_KEY

_DAY = 86_400
TECHNICAL = {
    "_outbox": [IndexModel([("at", ASCENDING)], expireAfterSeconds=_DAY)],
    "_inbox": [IndexModel([("at", ASCENDING)], expireAfterSeconds=30 * _DAY)],
    "_answers": [IndexModel([("at", ASCENDING)], expireAfterSeconds=7 * _DAY)],
    "_audit": [
        IndexModel([("record.id", ASCENDING)], unique=True),
        IndexModel([("about", ASCENDING)]),
        IndexModel([("record.correlation_id", ASCENDING)]),
    ],
    "_mails": [
        IndexModel([("state", ASCENDING), ("next_try_at", ASCENDING)]),
        IndexModel([("about", ASCENDING)]),
        IndexModel([("to", ASCENDING)]),
    ],
    "_dead_letters": [IndexModel([("at", ASCENDING)])],
    "_leases": [],
}
KEY_VAULT = "_keys"
"""The data keys of a service that keeps secret fields, each encrypted with the master key."""

_ALT_NAMES = IndexModel(
    [("keyAltNames", ASCENDING)], unique=True, partialFilterExpression={"keyAltNames": {"$exists": True}}
)
UNSENT = {"_outbox.id": {"$exists": True}}
DUE = {"_due.at": {"$exists": True}}


_SHOWN = 5
"""Groups of documents that break one rule, and documents of a group, that are named to the operator."""


@dataclass(frozen=True)
class Broken:
    """Documents that share what no two may share: until they are put right, no index guards that rule."""

    collection: str
    ids: tuple[str, ...]
    shared: str
    reason: str

    def __str__(self) -> str:
        return f"{', '.join(self.ids)} in {self.collection} share {self.shared}: {self.reason}"


NEXT_STEP = "Open each of these, correct or withdraw all but one; the index is made within a minute."


def places(kept: Sequence[AnyKept]) -> list[str]:
    """Return the names of all collections of a service, its own and the technical ones."""
    keys = [KEY_VAULT] if any(one.secret for one in kept) else []
    contents = [f"{one.bucket}.{part}" for one in kept if one.bucket for part in ("files", "chunks")]
    return [one.place for one in kept] + list(TECHNICAL) + keys + contents


async def ensure_indexes(database: Database, kept: Sequence[AnyKept]) -> list[Broken]:
    """Create what is missing; harmless when everything is there. Return what stands in the way of a unique index.

    Documents written before there was such a rule may break it: the service starts, and says which they are.
    """
    for collection, models in TECHNICAL.items():
        if models:
            await database[collection].create_indexes(models)
    for one in kept:
        await database[one.place].create_indexes(_models(one))
    await database["_outbox"].create_indexes([_unsent()])
    if any(one.secret for one in kept):
        await database[KEY_VAULT].create_indexes([_ALT_NAMES])
    guards = [(database[one.place], unique) for one in kept for unique in one.unique]
    return [broken for collection, unique in guards for broken in await _guard(collection, unique)]


async def _guard(collection: Collection, unique: Unique) -> list[Broken]:
    extra = {"partialFilterExpression": dict(unique.where)} if unique.where else {}
    model = IndexModel([(name, ASCENDING) for name in unique.fields], unique=True, **extra)
    try:
        await collection.create_indexes([model])
    except OperationFailure as failure:
        if failure.code != DUPLICATE_KEY:
            raise
        return await breaking(collection, unique)
    return []


async def breaking(collection: Collection, unique: Unique) -> list[Broken]:
    """Return the documents that break a rule, those that share the same together."""
    together = {"_id": {name: f"${name}" for name in unique.fields}, "ids": {"$push": "$_id"}}
    steps: list[Document] = [
        {"$match": dict(unique.where)},
        {"$group": together},
        {"$match": {"ids.1": {"$exists": True}}},
        {"$sort": {"_id": 1}},
        {"$limit": _SHOWN},
    ]
    found = collection.aggregate(steps, allowDiskUse=True)
    return [
        Broken(
            collection=collection.name,
            ids=tuple(sorted(map(str, one["ids"]))[:_SHOWN]),
            shared=", ".join(f"{name} {value}" for name, value in one["_id"].items()),
            reason=unique.reason,
        )
        async for one in found
    ]


def _unsent() -> IndexModel:
    return IndexModel([("_outbox.time", ASCENDING)], name="unsent", partialFilterExpression=UNSENT)


def _models(kept: AnyKept) -> list[IndexModel]:
    models = [_unsent()]
    if kept.due:
        models.append(IndexModel([("_due.at", ASCENDING)], name="due", partialFilterExpression=DUE))
    guarded = {unique.fields for unique in kept.unique}
    models.extend(_plain(fields, beside=fields in guarded) for fields in kept.indexes)
    return models


def _plain(fields: tuple[str, ...], *, beside: bool) -> IndexModel:
    """Return an index for looking up; `beside` a unique one over the same fields, for some documents only."""
    keys = [(name, ASCENDING) for name in fields]
    return IndexModel(keys, name="all_" + "_".join(fields)) if beside else IndexModel(keys)
