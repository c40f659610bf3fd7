"""What a list shows, read from the address and written back into it: search, filters, order, place, form."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Literal, Self, TypeVar
from urllib.parse import urlencode

from shared.pages.parts import Choice
from shared.words import folded

Row = TypeVar("Row")
Values = Mapping[str, Callable[[Row], str | int | float | None]]
Format = Literal["html", "csv", "xlsx", "json"]
FORMATS: Mapping[str, Format] = {"csv": "csv", "xlsx": "xlsx", "json": "json"}

SIZES = (25, 50, 100, 200)
EXPORT_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` is its name in the address and in exports, `label` a message id, `total` stands at the foot."""

    key: str
    label: str
    sorts: bool = False
    numeric: bool = False
    total: object = None


@dataclass(frozen=True, slots=True)
class Filter:
    """One row of filter links: the parameter's name, its label, and what can be chosen."""

    key: str
    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What a list offers. `order` is the sort key used when the address names none; "-name" is descending."""

    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    order: str = ""
    size: int = 50

    @property
    def sort_keys(self) -> frozenset[str]:
        """The keys the address may sort by."""
        return frozenset(column.key for column in self.columns if column.sorts) | {self.order.lstrip("-")}


@dataclass(frozen=True, slots=True)
class Listing:
    """One request for a list, cleaned: unknown filters, values, orders and cursors are dropped, never an error."""

    path: str
    plan: ListPlan
    q: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    sort: str = ""
    descending: bool = False
    after: tuple[str | int | float | None, ...] = ()
    start: int = 1
    size: int = 50
    dense: bool = False
    format: Format = "html"

    def value(self, key: str) -> str:
        """Return the chosen value of a filter, or nothing."""
        return dict(self.chosen).get(key, "")

    @property
    def limit(self) -> int:
        """How many rows to fetch at most: a page, or everything for an export."""
        return self.size if self.format == "html" else EXPORT_ROWS

    @property
    def is_narrowed(self) -> bool:
        """Tell whether a search or a filter hides rows."""
        return bool(self.q or self.chosen)

    @property
    def behind(self) -> str | None:
        """The id behind which this page starts, for a store that pages by id."""
        return str(self.after[-1]) if self.after else None

    def link(self, **changes: object) -> str:
        """Return the address of this list with changes: `q`, `sort`, `descending`, `after`, `start`, `size`, `dense`,
        `format`, or a filter by its key (None takes it away). All but `after`, `start`, `dense`, `format` go back
        to the first page."""
        own = {name: changes[name] for name in changes if name in self.__slots__}
        filters = {**dict(self.chosen), **{name: changes[name] for name in changes if name not in self.__slots__}}
        if not own.keys() & {"after", "dense", "format"} or filters != dict(self.chosen):
            own |= {"after": (), "start": 1}
        kept = tuple((name, str(value)) for name, value in filters.items() if value not in (None, ""))
        changed = replace(self, **{"format": "html", **own, "chosen": kept})  # type: ignore[arg-type]  # by name
        query = changed.query()
        return f"{self.path}?{query}" if query else self.path

    def query(self) -> str:
        """Return the query string that reads back as this listing."""
        pairs = [("q", self.q), *self.chosen, ("sort", self.order_word), ("after", write_cursor(self.after))]
        pairs += [("start", str(self.start) if self.start > 1 else "")]
        pairs += [("size", str(self.size) if self.size != self.plan.size else "")]
        pairs += [("dense", "1" if self.dense else ""), ("format", self.format if self.format != "html" else "")]
        return urlencode([(name, value) for name, value in pairs if value])

    @property
    def order_word(self) -> str:
        """The order as the address names it; nothing when it is the plan's own."""
        order = f"-{self.sort}" if self.descending else self.sort
        return "" if order == self.plan.order else order

    def sort_link(self, column: Column) -> str:
        """Return the address sorted by a column; a second time the other way round."""
        return self.link(sort=column.key, descending=self.sort == column.key and not self.descending)

    def aria_sort(self, column: Column) -> str:
        """Return how a column is sorted, as assistive technology names it."""
        if self.sort != column.key:
            return "none"
        return "descending" if self.descending else "ascending"


@dataclass(frozen=True, slots=True)
class Shown(Generic[Row]):
    """The rows of one page, how many there are in all, and the cursor of the last row when more follow."""

    rows: Sequence[Row]
    total: int
    after: tuple[str | int | float | None, ...] = ()
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How many rows each choice of a filter leaves, where the list is held in memory."""

    @classmethod
    def behind(cls, rows: Sequence[Row], *, total: int, last: str | None) -> Self:
        """Return a page that the store read; `last` is the id behind which the next one starts, None on the last."""
        return cls(rows, total, (last,) if last else ())


def read_listing(path: str, query: Iterable[tuple[str, str]], *, plan: ListPlan) -> Listing:
    """Return the listing an address asks for; `query` is `request.query_params.multi_items()`."""
    asked = {name: value.strip() for name, value in query}
    order = asked.get("sort", "")
    if order.lstrip("-") not in plan.sort_keys:
        order = plan.order
    size = int(asked["size"]) if asked.get("size", "").isdecimal() and int(asked["size"]) in SIZES else plan.size
    return Listing(
        path=path,
        plan=plan,
        q=asked.get("q", "")[:200],
        chosen=tuple(_chosen(asked, plan)),
        sort=order.lstrip("-"),
        descending=order.startswith("-"),
        after=read_cursor(asked.get("after", "")),
        start=int(asked["start"]) if asked.get("start", "").isdecimal() and len(asked["start"]) < 10 else 1,
        size=size,
        dense=asked.get("dense") == "1",
        format=FORMATS.get(asked.get("format", ""), "html"),
    )


def _chosen(asked: Mapping[str, str], plan: ListPlan) -> Iterable[tuple[str, str]]:
    for filter_ in plan.filters:
        value = asked.get(filter_.key, "")
        if any(choice.value == value for choice in filter_.choices) and value:
            yield filter_.key, value


def write_cursor(keys: tuple[str | int | float | None, ...]) -> str:
    """Return the sort value and id of the last row seen as one opaque word."""
    if not keys:
        return ""
    return urlsafe_b64encode(json.dumps(keys, separators=(",", ":")).encode()).decode().rstrip("=")


def read_cursor(word: str) -> tuple[str | int | float | None, ...]:
    """Return what `write_cursor` wrote; nothing for a word it never wrote."""
    try:
        keys = json.loads(urlsafe_b64decode(word[:1000] + "=" * (-len(word) % 4)))
    except ValueError:
        return ()
    is_flat = isinstance(keys, list) and all(key is None or isinstance(key, str | int | float) for key in keys)
    return tuple(keys) if is_flat else ()


def select(
    rows: Iterable[Row],
    listing: Listing,
    *,
    key: Callable[[Row], str],
    text: Callable[[Row], str] = str,
    values: Mapping[str, Callable[[Row], str | int | float | None]] | None = None,
) -> Shown[Row]:
    """Return the page of a list short enough to hold in memory (some hundred rows); longer ones ask the store.

    `key` is the row's id, `text` what the search looks in, `values` what the filters compare and the order sorts by.
    """
    read = values or {}
    words = folded(listing.q).split()
    said = [row for row in rows if all(word in folded(text(row)) for word in words)]
    chosen = {name: wanted for name, wanted in listing.chosen if name in read}
    kept = _narrowed(said, chosen, read)
    by = read.get(listing.sort, key)
    kept.sort(key=lambda row: (*_placed(by(row)), key(row)))
    if listing.descending:
        kept.reverse()
    first = next((n + 1 for n, row in enumerate(kept) if listing.after and key(row) == listing.after[-1]), 0)
    page = kept[first : first + listing.limit]
    more = first + len(page) < len(kept)
    return Shown(page, len(kept), (by(page[-1]), key(page[-1])) if more else (), _counts(said, listing, chosen, read))


def _placed(value: str | float | None) -> tuple[bool, str | float]:
    """Return what a value sorts by: letters without case and accents, what is not known last."""
    return (value is None, folded(value) if isinstance(value, str) else value or 0)


def _narrowed(rows: list[Row], chosen: Mapping[str, str], read: Values[Row]) -> list[Row]:
    return [row for row in rows if all(str(read[name](row)) == wanted for name, wanted in chosen.items())]


def _counts(
    rows: list[Row], listing: Listing, chosen: Mapping[str, str], read: Values[Row]
) -> Mapping[str, Mapping[str, int]]:
    """Return how many rows each choice of a filter would leave, the other filters staying as they are."""
    counts: dict[str, Counter[str]] = {}
    for one in listing.plan.filters:
        if one.key in read:
            others = {name: wanted for name, wanted in chosen.items() if name != one.key}
            counts[one.key] = Counter(str(read[one.key](row)) for row in _narrowed(rows, others, read))
    return counts
