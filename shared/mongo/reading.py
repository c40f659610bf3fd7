"""Reads for views: documents into frozen values, and one page of a long list by keyset."""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from shared.mongo.client import Collection, Document
from shared.values import COUNTED, Value

V = TypeVar("V", bound=BaseModel)

LONGEST_SEARCH = 300
"""Characters; longer patterns, and such with a zero byte, are an error to the database."""

EACH = 500
"""Documents fetched at once while all are read one by one."""


class Page(Value):
    """One page of a list: how many there are in all (see `COUNTED`), and where the next starts (None on the last)."""

    total: int
    after: str | None


def value_of(kind: type[V], found: Document, *, key: str | None = None) -> V:
    """Return a document as a value: `_id` under the name of its key, `_version` as `version`."""
    fields = {name: found[name] for name in kind.model_fields if name in found}
    if key and key in kind.model_fields:
        fields[key] = found["_id"]
    if "version" in kind.model_fields:
        fields["version"] = found["_version"]
    return kind.model_validate(fields)


async def find_one(collection: Collection, where: Mapping[str, Any], kind: type[V], *, key: str) -> V | None:
    """Return the one document that matches, as a value."""
    found = await collection.find_one(dict(where), {"_outbox": 0})
    return value_of(kind, found, key=key) if found else None


async def find_all(
    collection: Collection,
    where: Mapping[str, Any],
    kind: type[V],
    *,
    key: str,
    sort: Sequence[tuple[str, int]] = (("_id", 1),),
    limit: int = 0,
) -> list[V]:
    """Return the matching documents as values, sorted; `limit` 0 means all."""
    cursor = collection.find(dict(where), {"_outbox": 0}).sort(list(sort)).limit(limit)
    return [value_of(kind, found, key=key) async for found in cursor]


async def read_page(
    collection: Collection,
    where: Mapping[str, Any],
    kind: type[V],
    *,
    key: str,
    sort: str = "_id",
    descending: bool = False,
    after: str | None = None,
    size: int = 50,
    search: tuple[Sequence[str], str] | None = None,
    total: int | None = None,
) -> tuple[list[V], Page]:
    """Return one page sorted by `sort` (then by id), starting behind `after`, the id of the last row seen.

    `search` is (fields, text): the text must occur in one of the fields, whatever its case. The order needs an index
    that ends with `sort` and `_id`. Matches are counted to `COUNTED`, unless the caller knows the `total`.
    """
    query = found_in(where, search)
    order = (sort, -1 if descending else 1)
    total, found = await asyncio.gather(
        _counted(collection, query, known=total),
        _following(collection, query, order=order, after=after, most=size + 1),
    )
    more = found[size - 1]["_id"] if len(found) > size else None
    return [value_of(kind, one, key=key) for one in found[:size]], Page(total=total, after=more)


async def read_each(
    collection: Collection,
    where: Mapping[str, Any],
    kind: type[V],
    *,
    key: str,
    sort: Sequence[tuple[str, int]] = (("_id", 1),),
) -> AsyncIterator[V]:
    """Yield the matching documents as values, one in memory at a time: for files of any length."""
    async for found in collection.find(dict(where), {"_outbox": 0}).sort(list(sort)).batch_size(EACH):
        yield value_of(kind, found, key=key)


def found_in(where: Mapping[str, Any], search: tuple[Sequence[str], str] | None) -> Document:
    """Return a query narrowed to documents with a text in one of some fields, whatever its case."""
    query: Document = dict(where)
    if search and search[1]:
        wanted = search[1].replace("\0", " ")[:LONGEST_SEARCH]
        pattern = {"$regex": re.escape(wanted), "$options": "i"}
        query["$or"] = [{field: pattern} for field in search[0]]
    return query


async def count_to(collection: Collection, query: Document, *, most: int) -> int:
    """Return how many match, counted no further than `most`; the driver's own way makes a pipeline of it, at twice the
    cost where the keys of an index say all."""
    answer = await collection.database.command({"count": collection.name, "query": query, "limit": most})
    return int(answer["n"])


async def _counted(collection: Collection, query: Document, *, known: int | None) -> int:
    return await count_to(collection, query, most=COUNTED + 1) if known is None else known


async def _following(
    collection: Collection, query: Document, *, order: tuple[str, int], after: str | None, most: int
) -> list[Document]:
    """Return the first documents in an order, behind the one with the id `after`."""
    sort, way = order
    if after:
        query = {"$and": [query, await _behind(collection, after, sort, descending=way < 0)]}
    by = [("_id", way)] if sort == "_id" else [(sort, way), ("_id", way)]
    return [one async for one in collection.find(query, {"_outbox": 0}).sort(by).limit(most)]


async def _behind(collection: Collection, after: str, sort: str, *, descending: bool) -> Document:
    operator = "$lt" if descending else "$gt"
    if sort == "_id":
        return {"_id": {operator: after}}
    last = await collection.find_one({"_id": after}, {sort: 1})
    edge = last.get(sort) if last else None
    # The first condition says nothing new: it is the bound from which the index is read.
    beyond: Document = {sort: {f"{operator}e": edge}}
    return {**beyond, "$or": [{sort: {operator: edge}}, {sort: edge, "_id": {operator: after}}]}
