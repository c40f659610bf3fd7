"""Carries deliveries out: each receiver for itself, growing pauses, crash-safe claims."""

import asyncio
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shared.clock import Clock
from shared.finishing import ended, to_the_end
from shared.kept import Record
from shared.logs import log
from shared.outside import TIMEOUT, Answer, Line, NotLetOut, NotReached, Outside, TooSlow
from shared.records import Origin
from shared.unit import Units
from shared.webhooks.commands import OneWebhook, ReportWebhookFailing, WebhooksUnit
from shared.webhooks.handlers import delivery_of, find_webhook, report_webhook_failing
from shared.webhooks.ledger import DeliveryLedger, Tried
from shared.webhooks.states import DeliveryState, Trouble, Webhook, WebhookDelivery, WebhookState
from shared.webhooks.wire import headers_of
from shared.who import the_service

CLAIM = timedelta(seconds=60)
"""Well above the time one call may take, so that nobody else takes what is still being sent."""

SIDE_BY_SIDE = 2
"""Calls to one receiver at the same time."""

SWEEP = 1.0
PAUSES = (
    timedelta(seconds=10),
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=14),
)
"""Between the tries of one delivery: eight of them in some 23 hours."""

LONGEST_REST = timedelta(minutes=5)
"""A receiver that fails again and again is asked at most so rarely; what waits for it waits."""

LONGEST_WISH = timedelta(days=1)
"""The longest `Retry-After` that is heeded."""

RETENTION = timedelta(days=30)
PURGE = timedelta(hours=1)


@dataclass(frozen=True)
class Rest:
    """A receiver that is left alone for a while after so many failures in a row, until somebody touches it."""

    until: datetime
    failures: int
    version: int


class Courier:
    """Posts what the ledger holds; run by the lease holder of a service.

    A delivery is claimed before it is posted and marked after the receiver answered. Only if the process dies in
    between it is posted again when the claim has run out, under the same `webhook-id`.
    """

    def __init__(
        self,
        units: Units[WebhooksUnit],
        ledger: DeliveryLedger,
        outside: Outside,
        clock: Clock,
        noted: Callable[[str], None] = lambda webhook_id: None,
    ) -> None:
        self.wake = asyncio.Event()
        self._units = units
        self._ledger = ledger
        self._outside = outside
        self._clock = clock
        self._noted = noted
        self._own = Origin(who=the_service(units.service))
        self._serving: dict[str, asyncio.Task[None]] = {}
        self._resting: dict[str, Rest] = {}
        self._purged: datetime | None = None

    async def queue(self, told: Sequence[Record]) -> None:
        """Put in what was told, for everyone who wants it; told again, it is there once."""
        wanted = await self._ledger.wanted()
        found = [
            delivery_of(record, one.webhook_id, service=self._units.service)
            for record in told
            for one in wanted
            if not one.kinds or record.subject in one.kinds
        ]
        if found:
            await self._ledger.put(found)
            self.wake.set()

    async def run(self) -> None:
        """Deliver until cancelled; `wake` says that there is something new, a sweep finds what falls due."""
        try:
            while True:
                self.wake.clear()
                await self._serve_the_active()
                await self._purge()
                await self._until_woken()
        finally:
            await ended(self._serving.values())
            self._serving.clear()

    async def deliver_due(self) -> None:
        """Deliver everything that is due now, and return when it is done."""
        await self._serve_the_active()
        await asyncio.gather(*self._serving.values())

    async def _until_woken(self) -> None:
        try:
            async with asyncio.timeout(SWEEP):
                await self.wake.wait()
        except TimeoutError:
            return

    async def _serve_the_active(self) -> None:
        """Begin to serve each receiver that is neither being served nor resting; none waits for another."""
        self._serving = {id: task for id, task in self._serving.items() if not task.done()}
        for one in await self._ledger.active():
            rest = self._resting.get(one.webhook_id)
            if rest and rest.version != one.version:
                del self._resting[one.webhook_id]
            if one.webhook_id not in self._serving and not self._rests(one.webhook_id):
                self._serving[one.webhook_id] = asyncio.create_task(self._serve(one.webhook_id))

    async def _serve(self, webhook_id: str) -> None:
        try:
            first = await self._claim(webhook_id)
            if first is None:
                return
            async with self._outside.line() as line, asyncio.TaskGroup() as group:
                group.create_task(self._serve_on(webhook_id, line, first))
                for _ in range(SIDE_BY_SIDE - 1):
                    group.create_task(self._serve_on(webhook_id, line))
        except Exception as failure:
            log.warning("deliveries stay queued", webhook=webhook_id, error=repr(failure))

    async def _serve_on(self, webhook_id: str, line: Line, first: WebhookDelivery | None = None) -> None:
        claimed = first or await self._claim(webhook_id)
        while claimed:
            await to_the_end(self._deliver(claimed, line), within=2 * TIMEOUT)
            claimed = await self._claim(webhook_id)

    async def _claim(self, webhook_id: str) -> WebhookDelivery | None:
        if self._rests(webhook_id):
            return None
        now = self._clock()
        return await self._ledger.claim(webhook_id, now, until=now + CLAIM)

    async def _deliver(self, claimed: WebhookDelivery, line: Line) -> None:
        webhook = await self._units.run(find_webhook, OneWebhook(webhook_id=claimed.webhook_id), self._own)
        if webhook is None or webhook.state is not WebhookState.ACTIVE:
            await self._ledger.unclaim(claimed, self._clock())
            return
        began, body = time.monotonic(), claimed.body.encode()
        headers = headers_of(claimed.event_id, body, at=self._clock(), secrets=webhook.signers(self._clock()))
        answer: Answer | None = None
        try:
            answer = await line.post(webhook.address, body, headers=headers)
            tried = _tried(answer, at=self._clock(), seconds=time.monotonic() - began)
        except NotReached as failure:
            tried = _not_reached(failure, at=self._clock(), seconds=time.monotonic() - began)
        if tried.trouble is None:
            self._resting.pop(webhook.webhook_id, None)
            await self._ledger.note(claimed, tried, state=DeliveryState.DELIVERED, again_at=tried.at)
        else:
            wish = min(answer.retry_after or timedelta(0), LONGEST_WISH) if answer else timedelta(0)
            self._let_rest(webhook, tried.at, wish)
            await self._failed(claimed, tried, wish)
        self._noted(webhook.webhook_id)

    async def _failed(self, claimed: WebhookDelivery, tried: Tried, wish: timedelta) -> None:
        if tried.trouble is Trouble.GONE or claimed.tries > len(PAUSES):
            await self._ledger.note(claimed, tried, state=DeliveryState.GIVEN_UP, again_at=tried.at)
            await self._stop(claimed, tried)
            return
        pause = max(_jittered(PAUSES[claimed.tries - 1]), wish)
        await self._ledger.note(claimed, tried, state=DeliveryState.FAILED, again_at=tried.at + pause)

    async def _stop(self, given_up: WebhookDelivery, tried: Tried) -> None:
        """Pause a receiver that is gone; report one where nothing arrived while this was tried, for a day."""
        webhook_id = given_up.webhook_id
        if tried.trouble is Trouble.GONE:
            said = "The receiver answered 410 Gone."
            command = ReportWebhookFailing(webhook_id=webhook_id, reason=said, gone=True)
            await self._units.run(report_webhook_failing, command, self._own)
        elif not await self._ledger.arrived_since(webhook_id, given_up.queued_at):
            log.error("nothing arrived at a webhook for a day; it sends no more", webhook=webhook_id)
            failing = ReportWebhookFailing(webhook_id=webhook_id, reason=tried.detail or str(tried.status))
            await self._units.run(report_webhook_failing, failing, self._own)

    def _rests(self, webhook_id: str) -> bool:
        rest = self._resting.get(webhook_id)
        return rest is not None and self._clock() < rest.until

    def _let_rest(self, webhook: Webhook, now: datetime, wish: timedelta) -> None:
        before = self._resting.get(webhook.webhook_id)
        failures = before.failures + 1 if before else 1
        pause = min(timedelta(seconds=2.0 ** min(failures - 1, 20)), LONGEST_REST)
        self._resting[webhook.webhook_id] = Rest(now + max(pause, wish), failures, webhook.version)

    async def _purge(self) -> None:
        now = self._clock()
        if self._purged is None or now - self._purged >= PURGE:
            self._purged = now
            await self._ledger.purge(now - RETENTION)


def _tried(answer: Answer, *, at: datetime, seconds: float) -> Tried:
    status = answer.status
    if 200 <= status < 300:
        return Tried(at=at, seconds=seconds, status=status)
    redirected = 300 <= status < 400
    trouble = Trouble.GONE if status == 410 else Trouble.REDIRECTED if redirected else Trouble.ANSWERED
    return Tried(at=at, seconds=seconds, status=status, trouble=trouble, detail=answer.text)


def _not_reached(failure: NotReached, *, at: datetime, seconds: float) -> Tried:
    kinds = {TooSlow: Trouble.TOO_SLOW, NotLetOut: Trouble.NOT_ALLOWED}
    trouble = kinds.get(type(failure), Trouble.NOT_REACHED)
    return Tried(at=at, seconds=seconds, trouble=trouble, detail=str(failure)[:300])


def _jittered(pause: timedelta) -> timedelta:
    return pause * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
