"""The audit record: append-only and hash-chained, so that a changed or missing entry is found."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

import orjson

from shared.kept import AuditRecord
from shared.values import Value, utc_iso

BEGINNING = "0" * 64


class Sealed(Value):
    """An audit record in the chain: its place, the hash of the one before, its own."""

    number: int
    record: AuditRecord
    previous: str
    hash: str


class Verdict(Value):
    """What a walk along the chain found; `broken_at` is the first number that does not fit."""

    service: str
    records: int
    intact: bool
    broken_at: int | None = None
    reason: str | None = None
    head: str = BEGINNING


class AuditLog(Protocol):
    """Where sealed records are kept."""

    async def head(self) -> Sealed | None:
        """Return the newest record."""

    async def known(self, ids: Sequence[str]) -> set[str]:
        """Return which of these record ids are sealed already."""

    async def append(self, sealed: Sequence[Sealed]) -> None:
        """Add records; a number that exists already is refused."""

    def all(self) -> AsyncIterator[Sealed]:
        """Walk the chain from its beginning."""


def seal(records: Sequence[AuditRecord], head: Sealed | None) -> list[Sealed]:
    """Chain records behind `head`."""
    sealed: list[Sealed] = []
    last = head
    for record in records:
        number = last.number + 1 if last else 1
        previous = last.hash if last else BEGINNING
        last = Sealed(number=number, record=record, previous=previous, hash=_hash(number, record, previous))
        sealed.append(last)
    return sealed


async def append(log: AuditLog, records: Sequence[AuditRecord]) -> None:
    """Seal and keep records, leaving out those that were kept before a crash."""
    known = await log.known([record.id for record in records])
    fresh = [record for record in records if record.id not in known]
    if fresh:
        await log.append(seal(fresh, await log.head()))


async def verify(log: AuditLog, service: str) -> Verdict:
    """Walk the whole chain and say whether every record is there and unchanged."""
    previous, count = BEGINNING, 0
    async for one in log.all():
        count += 1
        if one.number != count:
            return _broken(service, count, f"record {count} is missing", previous)
        if one.previous != previous or one.hash != _hash(one.number, one.record, one.previous):
            return _broken(service, count, f"record {count} was changed", previous)
        previous = one.hash
    return Verdict(service=service, records=count, intact=True, head=previous)


def _broken(service: str, number: int, reason: str, head: str) -> Verdict:
    return Verdict(service=service, records=number - 1, intact=False, broken_at=number, reason=reason, head=head)


def _hash(number: int, record: AuditRecord, previous: str) -> str:
    facts = record.model_dump(mode="json") | {"at": utc_iso(_to_milliseconds(record.at))}
    canonical = orjson.dumps([number, previous, facts], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(canonical).hexdigest()


def _to_milliseconds(at: datetime) -> datetime:
    return at.replace(microsecond=at.microsecond // 1000 * 1000)
