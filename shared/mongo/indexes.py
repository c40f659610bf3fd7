"""Indexes: the service's own, and the technical ones of outbox, inbox, answers, audit and mails."""

from collections.abc import Sequence

from pymongo import ASCENDING, IndexModel

from shared.kept import AnyKept
from shared.mongo.client import Database

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


def places(kept: Sequence[AnyKept]) -> list[str]:
    """Return the names of all collections of a service, its own and the technical ones."""
    keys = [KEY_VAULT] if any(one.secret for one in kept) else []
    contents = [f"{one.bucket}.{part}" for one in kept if one.bucket for part in ("files", "chunks")]
    return [one.place for one in kept] + list(TECHNICAL) + keys + contents


async def ensure_indexes(database: Database, kept: Sequence[AnyKept]) -> None:
    """Create what is missing; harmless when everything is there."""
    for collection, models in TECHNICAL.items():
        if models:
            await database[collection].create_indexes(models)
    for one in kept:
        await database[one.place].create_indexes(_models(one))
    await database["_outbox"].create_indexes([_unsent()])
    if any(one.secret for one in kept):
        await database[KEY_VAULT].create_indexes([_ALT_NAMES])


def _unsent() -> IndexModel:
    return IndexModel([("_outbox.time", ASCENDING)], name="unsent", partialFilterExpression=UNSENT)


def _models(kept: AnyKept) -> list[IndexModel]:
    models = [_unsent()]
    if kept.due:
        models.append(IndexModel([("_due.at", ASCENDING)], name="due", partialFilterExpression=DUE))
    for unique in kept.unique:
        extra = {"partialFilterExpression": dict(unique.where)} if unique.where else {}
        models.append(IndexModel([(name, ASCENDING) for name in unique.fields], unique=True, **extra))
    guarded = {unique.fields for unique in kept.unique}
    models.extend(_plain(fields, beside=fields in guarded) for fields in kept.indexes)
    return models


def _plain(fields: tuple[str, ...], *, beside: bool) -> IndexModel:
    """Return an index for looking up; `beside` a unique one over the same fields, for some documents only."""
    keys = [(name, ASCENDING) for name in fields]
    return IndexModel(keys, name="all_" + "_".join(fields)) if beside else IndexModel(keys)
