"""How state is kept: what a service declares about its documents, and the port every database stands behind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from shared.errors import AlreadyTaken, Refused
from shared.mail import Mail
from shared.values import Aggregate, Due, Value

A = TypeVar("A", bound=Aggregate)

Body = dict[str, object]
"""A state as the database keeps it: field names and plain values, without `version`."""


@dataclass(frozen=True)
class Unique:
    """Fields that no two documents share (among those where `where` holds), and the refusal when they would."""

    fields: tuple[str, ...]
    refusal: type[Refused] = AlreadyTaken
    reason: str = "This exists already."
    where: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Kept(Generic[A]):
    """One kind of state: its name in the unit, its collection, its id field, its indexes and what falls due for it.

    `copy=True` marks what belongs to another service and can be rebuilt from its events. The fields named in `secret`
    are encrypted in the database; nothing can be looked up by them. `bucket` names the bucket of GridFS with the
    contents that belong to these states. `words` says by which words one is found; they lie beside the state as
    `_words`, with their first letters, and an index over them goes on with the usual order of the list.
    """

    name: str
    type: type[A]
    key: str
    collection: str = ""
    unique: tuple[Unique, ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    due: Callable[[A], Sequence[Due]] | None = None
    copy: bool = False
    secret: tuple[str, ...] = ()
    bucket: str = ""
    words: Callable[[A], Sequence[str]] | None = None

    def __post_init__(self) -> None:
        looked_up = {self.key, *(name for unique in self.unique for name in (*unique.fields, *unique.where))}
        looked_up |= {name for fields in self.indexes for name in fields}
        if looked_up & set(self.secret) or not set(self.secret) <= set(self.type.model_fields):
            raise ValueError(f"{self.name}: a secret field must exist, and nothing can be looked up by it")
        if self.secret and self.words:
            raise ValueError(f"{self.name}: what has secrets is found by no words")

    @property
    def place(self) -> str:
        """The collection's name."""
        return self.collection or self.name


AnyKept = Kept[Any]
"""A `Kept` of whatever type: a tuple of them has no common one, as each is invariant in its own."""


class AuditRecord(Value):
    """Who did what to which versions of which documents, when, and how it ended."""

    id: str
    at: datetime
    who: str
    name: str
    command: str
    correlation_id: str
    objects: tuple[tuple[str, str, int, int], ...] = ()
    """(collection, id, version before, version after) of each document changed."""
    outcome: str = "done"
    reason: str | None = None


class Record(Value):
    """One message waiting in an outbox; `at` set means a schedule for that instant instead of a message for now."""

    id: str
    subject: str
    body: str
    time: datetime
    headers: dict[str, str]
    at: datetime | None = None


class DueRecord(Value):
    """A due command as it stays with the document, to arm its schedule again after a loss."""

    name: str
    key: str
    at: datetime
    body: str


class Answer(Value):
    """The answer kept for an idempotency key, with the fingerprint of the request it answered."""

    key: str
    fingerprint: str
    body: str
    at: datetime


@dataclass(frozen=True)
class Row:
    """A document as loaded."""

    id: str
    version: int
    body: Body
    due: tuple[DueRecord, ...] = ()


@dataclass(frozen=True)
class Change:
    """One document to write: from `expected` (0 for a new one) to `version`, with what rides in it."""

    collection: str
    id: str
    expected: int
    version: int
    body: Body
    due: tuple[DueRecord, ...] = ()
    outbox: tuple[Record, ...] = ()
    trail: tuple[AuditRecord, ...] = ()
    words: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Writes:
    """Everything one unit leaves behind; it is written whole or not at all."""

    changes: tuple[Change, ...]
    mark: str | None = None
    answer: Answer | None = None
    mails: tuple[Mail, ...] = ()
    forgotten: tuple[str, ...] = ()
    """Addresses whose mails keep neither address nor text."""
    at: datetime | None = None


class StaleWrite(Exception):
    """A document was changed by someone else since it was loaded; the unit is run again."""


class AlreadyDone(Exception):
    """The message's mark or the request's answer is there already: this unit has run before."""


class Duplicate(Exception):
    """A unique index refused the write."""

    def __init__(self, collection: str, fields: tuple[str, ...]) -> None:
        super().__init__(f"{collection}: {', '.join(fields)}")
        self.collection = collection
        self.fields = fields


def meets(value: object, wanted: object) -> bool:
    """Tell whether a field is as it is looked for: equal, or any of a frozen set."""
    return value in wanted if isinstance(wanted, frozenset) else value == wanted


class Backend(Protocol):
    """A database as units need it; the real one and the fake pass the same suite."""

    async def load(self, collection: str, id: str) -> Row | None:
        """Return one document, or None."""

    async def select(
        self, collection: str, equals: Mapping[str, object], *, after: str = "", most: int = 0
    ) -> list[Row]:
        """Return the documents whose fields equal these values, by id: those behind an id, and so many (0: all).

        A frozen set stands for any of its values.
        """

    async def commit(self, writes: Writes) -> None:
        """Write everything or nothing; raises StaleWrite, AlreadyDone or Duplicate."""

    async def answer(self, key: str) -> Answer | None:
        """Return the answer kept for an idempotency key."""

    async def marked(self, mark: str) -> bool:
        """Tell whether a message was handled before."""
