"""Search by the beginnings of words: one index over the words of each document, whatever the number of documents."""

import asyncio
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel
from pymongo import UpdateOne

from shared.kept import AnyKept
from shared.mongo.client import Collection, Database, Document
from shared.mongo.reading import Page, count_to, find_all, read_page, value_of
from shared.values import COUNTED
from shared.words import SHORT, with_beginnings

V = TypeVar("V", bound=BaseModel)
Wanted = Mapping[str, Any]

FEW = 2_000
"""A word that no more documents have is looked up and its documents sorted; for more, their order is walked along:
at a hundred thousand both ways cost the same about here, and neither looks at many more."""

PIECE = 500
"""Documents that get their words at once, where they were kept before there were any."""


@dataclass(frozen=True)
class Paging:
    """Which page of a list: by which field it is sorted (then by id), behind which id it starts, how long it is."""

    key: str
    sort: str
    descending: bool = False
    after: str | None = None
    size: int = 50


async def read_found(
    collection: Collection,
    within: Wanted,
    kind: type[V],
    *,
    words: Sequence[str],
    where: Wanted,
    paging: Paging,
    total: int | None = None,
) -> tuple[list[V], Page]:
    """Return one page of what has all `words`, as `read_page` does; without words, of all.

    `within` is what the index of words begins with, `where` what else must hold.
    """
    kept_whole = [len(word) for word in words] == [SHORT]
    counts = [] if kept_whole else await asyncio.gather(*[_few(collection, within, word) for word in words])
    rarest = [word for _, word in sorted(zip(counts, words, strict=True))] if counts else words
    query = {"$and": [{**within, **where}, having(rarest)]}
    if counts and min(counts) <= FEW:
        return await _sorted(collection, query, kind, paging)
    if len(counts) == 1 and not where:
        total = COUNTED + 1
    return await read_page(collection, query, kind, **vars(paging), total=total)


def having(words: Sequence[str]) -> Document:
    """Return the condition that a word beginning like each of these is there; the index follows the first."""
    return {"$and": [{"_words": _beginning(word)} for word in words]} if words else {}


async def keep_words(database: Database, kept: Sequence[AnyKept]) -> int:
    """Give their words to documents that were kept before there were any, piece by piece; return how many."""
    given = 0
    for one in kept:
        behind = ""
        while one.words and (found := await _wordless(database[one.place], one, behind=behind)):
            await database[one.place].bulk_write(list(_writes(one, found)), ordered=False)
            given, behind = given + len(found), str(getattr(found[-1], one.key))
    return given


async def _wordless(collection: Collection, kept: AnyKept, *, behind: str) -> list[BaseModel]:
    """Return the next documents without words; what has been looked through is not looked through again."""
    where = {"_id": {"$gt": behind}, "_words": {"$exists": False}}
    return await find_all(collection, where, kept.type, key=kept.key, limit=PIECE)


def _writes(kept: AnyKept, found: Sequence[BaseModel]) -> Iterator[UpdateOne]:
    """Yield the writes; a document saved meanwhile has its words and is left alone."""
    for value in found:
        lacking = {"_id": getattr(value, kept.key), "_words": {"$exists": False}}
        yield UpdateOne(lacking, {"$set": {"_words": with_beginnings(kept.words(value)) if kept.words else []}})


def _beginning(word: str) -> str | Document:
    """Return the condition of a word; two letters are kept as one, in the order of the list."""
    return word if len(word) == SHORT else {"$regex": f"^{re.escape(word)}"}


async def _sorted(collection: Collection, query: Document, kind: type[V], paging: Paging) -> tuple[list[V], Page]:
    """Return one page of few: their ids are sorted here, and only those shown are read whole."""
    found = [one async for one in collection.find(query, {paging.sort: 1})]
    found.sort(key=lambda one: (one[paging.sort], one["_id"]), reverse=paging.descending)
    ids = [one["_id"] for one in found]
    start = ids.index(paging.after) + 1 if paging.after in ids else 0
    shown = ids[start : start + paging.size]
    rows = {one["_id"]: one async for one in collection.find({"_id": {"$in": shown}}, {"_outbox": 0})}
    page = Page(total=len(ids), after=shown[-1] if len(ids) > start + paging.size else None)
    return [value_of(kind, rows[id], key=paging.key) for id in shown if id in rows], page


async def _few(collection: Collection, within: Wanted, word: str) -> int:
    """Return how many have a word, counted in the index alone and only as far as it matters."""
    return await count_to(collection, {**within, "_words": _beginning(word)}, most=FEW + 1)
