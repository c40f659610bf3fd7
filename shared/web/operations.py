"""The operator's door of a service: health, metrics, dead letters, replay, the audit chain."""

import asyncio
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse, Response

from shared.audit import Verdict, verify
from shared.delivery import DeadLetter
from shared.errors import NotFound, Unavailable
from shared.identity import PUBLIC, permit
from shared.kept import AuditRecord
from shared.values import Value
from shared.web.house import House, standing
from shared.web.openapi import gives
from shared.who import Role

U = TypeVar("U")

LATE_SECONDS = 60.0


class ReplayAsked(Value):
    """Rebuild the copies: all of them from the beginning, or only what was told since an instant."""

    since: datetime | None = None


class Replayed(Value):
    """How many messages each handler was given."""

    messages: dict[str, int]


class Readiness(Value):
    """Whether a service takes requests, and what it says so by."""

    status: str
    database: bool
    bus: bool
    unsent: int
    relay_lag_seconds: float


def health_routes(house: House[U]) -> APIRouter:
    """Return `/health/live`, `/health/ready` and `/metrics`."""
    router = APIRouter(tags=["operations"], dependencies=[permit(PUBLIC)])

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        return {"status": "alive", "service": house.service.name}

    @router.get("/health/ready", response_model=Readiness)
    async def ready() -> JSONResponse:
        now = await standing(house)
        late = (house.clock() - now.oldest_unsent).total_seconds() if now.oldest_unsent else 0.0
        fit = now.database and now.bus and late < LATE_SECONDS
        state = Readiness(
            status="ready" if fit else "not ready",
            database=now.database,
            bus=now.bus,
            unsent=now.unsent,
            relay_lag_seconds=round(late, 3),
        )
        return JSONResponse(state.model_dump(), 200 if fit else 503)

    @router.get("/metrics", **gives("text/plain"))
    async def metrics() -> Response:
        now = await standing(house)
        late = (house.clock() - now.oldest_unsent).total_seconds() if now.oldest_unsent else 0.0
        waits = {"unsent": now.unsent, "dead": now.dead_letters, "failing": now.webhooks_failing}
        house.metrics.standing(**waits, age=late, pending=now.pending)
        return Response(house.metrics.text(), media_type="text/plain; version=0.0.4")

    return router


def operations_routes(house: House[U]) -> APIRouter:
    """Return `/operations/...`, for administrators (and auditors, to read the audit chain)."""
    router = APIRouter(prefix="/operations", tags=["operations"])
    administrator = [permit(Role.ADMINISTRATOR)]
    readers = [permit(Role.ADMINISTRATOR, Role.AUDITOR)]

    @router.get("/dead-letters", dependencies=administrator)
    async def dead_letters() -> list[DeadLetter]:
        return await house.letters.all()

    @router.get("/dead-letters/{letter_id}", dependencies=administrator)
    async def dead_letter(letter_id: str) -> DeadLetter:
        return await _letter(house, letter_id)

    @router.post("/dead-letters/{letter_id}/retry", dependencies=administrator)
    async def retry(letter_id: str) -> dict[str, str]:
        letter = await _letter(house, letter_id)
        hears = next((one for one in house.service.hears if one.durable == letter.durable), None)
        if hears is None:
            raise NotFound("Nothing here hears this message any more.", next_step="Drop the dead letter.")
        await house.delivery.retry(hears, letter)
        return {"status": "handled"}

    @router.delete("/dead-letters/{letter_id}", dependencies=administrator)
    async def drop(letter_id: str) -> dict[str, str]:
        await _letter(house, letter_id)
        await house.letters.drop(letter_id)
        return {"status": "dropped"}

    @router.post("/replay", dependencies=administrator)
    async def replay(asked: ReplayAsked) -> Replayed:
        if not house.bus.connected:
            raise Unavailable("The bus cannot be reached.")
        return Replayed(messages=await replay_copies(house, asked.since))

    @router.get("/audit/verify", dependencies=readers)
    async def verify_audit() -> Verdict:
        return await verify(house.audit, house.service.name)

    @router.get("/audit", dependencies=readers)
    async def audit(
        correlation_id: Annotated[str | None, Query()] = None, about: Annotated[str | None, Query()] = None
    ) -> list[AuditRecord]:
        if correlation_id:
            return await house.audit.of_chain(correlation_id)
        return await house.audit.about(about or "")

    return router


async def _letter(house: House[U], letter_id: str) -> DeadLetter:
    letter = await house.letters.find(letter_id)
    if letter is None:
        raise NotFound("There is no such dead letter.", next_step="List them again: one may have been handled since.")
    return letter


async def replay_copies(house: House[U], since: datetime | None) -> dict[str, int]:
    """Give every copying handler what was told, oldest first; without `since` its copies are dropped before."""
    copying = [one for one in house.service.hears if one.rebuilds]
    if since is None:
        for kept in house.service.kept:
            if kept.copy:
                await house.database[kept.place].delete_many({})
    counts: dict[str, int] = {}
    for one in copying:
        counts[one.durable] = 0
        async for subject, headers, body in house.bus.history(one, since):
            await house.delivery.handle(one, subject, headers=headers, body=body)
            counts[one.durable] += 1
            await asyncio.sleep(0)
    return counts
