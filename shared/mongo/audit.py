"""The audit chain in MongoDB; the service's own user can insert and read here, never change."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

from shared.audit import Sealed
from shared.kept import AuditRecord
from shared.mongo.client import Database


class MongoAuditLog:
    """`_audit`: the number is the id, so that two sealers cannot fork the chain."""

    def __init__(self, database: Database) -> None:
        self._audit = database["_audit"]

    async def head(self) -> Sealed | None:
        found = await self._audit.find_one({}, sort=[("_id", -1)])
        return _sealed(found) if found else None

    async def known(self, ids: Sequence[str]) -> set[str]:
        cursor = self._audit.find({"record.id": {"$in": list(ids)}}, {"record.id": 1})
        return {found["record"]["id"] async for found in cursor}

    async def append(self, sealed: Sequence[Sealed]) -> None:
        rows = [_row(one) for one in sealed]
        await self._audit.insert_many(rows, ordered=True)

    async def all(self) -> AsyncIterator[Sealed]:
        async for found in self._audit.find({}).sort("_id", 1):
            yield _sealed(found)

    async def about(self, id: str, limit: int = 200) -> list[AuditRecord]:
        """Return what was done to one document, newest first."""
        return await self._newest({"about": id}, limit)

    async def of_chain(self, correlation_id: str, limit: int = 500) -> list[AuditRecord]:
        """Return what was done in one chain of commands and events, newest first."""
        return await self._newest({"record.correlation_id": correlation_id}, limit)

    async def _newest(self, where: dict[str, Any], limit: int) -> list[AuditRecord]:
        cursor = self._audit.find(where).sort("_id", -1).limit(limit)
        return [AuditRecord.model_validate(found["record"]) async for found in cursor]


def _row(sealed: Sealed) -> dict[str, Any]:
    about = [id for _, id, _, _ in sealed.record.objects]
    return {"_id": sealed.number, **sealed.model_dump(exclude={"number"}), "about": about}


def _sealed(found: dict[str, Any]) -> Sealed:
    found.pop("about", None)
    return Sealed(number=found.pop("_id"), **found)
