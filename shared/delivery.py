"""What becomes of a message that arrived: the only file that decides about acknowledgement.

Handled: ack. Unreadable or refused: dead letter and term. Anything else: again after a growing delay, and after the
last try a dead letter. Messages about one aggregate are handled in the order they came.
"""

import asyncio
import random
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from faststream.nats import NatsMessage
from pydantic import ValidationError

from shared.clock import Clock, utc_now
from shared.errors import Conflict, NotDueYet, Refused, Unavailable
from shared.logs import correlation, log
from shared.messages import Command, Event, read
from shared.nats import Hears
from shared.records import Origin
from shared.unit import Units
from shared.values import Value
from shared.who import the_service

LAST_TRY = 8
LONGEST_DELAY = 60.0
PASSING = (Conflict, Unavailable)


class DeadLetter(Value):
    """A message given up: what it was, what it failed with, how often it was tried."""

    id: str
    durable: str
    subject: str
    headers: dict[str, str]
    body: str
    error: str
    tries: int
    at: datetime


class DeadLetters(Protocol):
    """Where dead letters are kept."""

    async def bury(self, letter: DeadLetter) -> None:
        """Keep a letter; burying it again replaces it."""

    async def find(self, id: str) -> DeadLetter | None:
        """Return one."""

    async def all(self, limit: int = 500) -> list[DeadLetter]:
        """Return them, newest first."""

    async def drop(self, id: str) -> bool:
        """Forget one; False when there is none."""


Outcome = str
Observe = Callable[[str, Outcome, float], None]


class Delivery:
    """Runs what a service hears, each message in its unit."""

    def __init__(
        self,
        units: Units[object],
        letters: DeadLetters,
        *,
        clock: Clock = utc_now,
        observe: Observe = lambda durable, outcome, seconds: None,
    ) -> None:
        self._units = units
        self._letters = letters
        self._clock = clock
        self._observe = observe
        self._lines: dict[tuple[str, str], asyncio.Lock] = {}

    async def __call__(self, hears: Hears, message: NatsMessage) -> None:
        """Handle one message and tell the server what became of it."""
        began = asyncio.get_running_loop().time()
        tries = message.raw_message.metadata.num_delivered
        outcome = await self._try(hears, message, tries)
        self._observe(hears.durable, outcome, asyncio.get_running_loop().time() - began)

    async def _try(self, hears: Hears, message: NatsMessage, tries: int) -> Outcome:
        headers = _text(message.headers)
        try:
            await self.handle(hears, message.raw_message.subject, headers=headers, body=message.body)
        except NotDueYet:
            await message.nack(delay=self._until_due(headers))
            return "early"
        except (ValidationError, ValueError, Refused) as failure:
            if isinstance(failure, PASSING) and tries < LAST_TRY:
                return await self._again(message, hears, tries, failure)
            return await self._give_up(hears, message, headers, failure, tries)
        except Exception as failure:
            if tries < LAST_TRY:
                return await self._again(message, hears, tries, failure)
            return await self._give_up(hears, message, headers, failure, tries)
        await message.ack()
        return "handled"

    async def handle(self, hears: Hears, subject: str, *, headers: Mapping[str, str], body: bytes) -> None:
        """Run the handler for one message, in line behind others about the same aggregate."""
        kind = hears.message_at(subject)
        if kind is None:
            raise ValueError(f"{hears.durable} does not hear {subject}")
        if not headers.get("ce-id"):
            raise ValueError("the message has no ce-id: it was not told by a service")
        self._refuse_early(headers)
        fact = read(kind, body)
        correlation.set(headers.get("correlationid", ""))
        async with self._line(hears, _line_of(fact, headers)):
            await self._units.run(hears.handler, fact, self._origin(hears, headers))

    def _origin(self, hears: Hears, headers: Mapping[str, str]) -> Origin:
        id = headers["ce-id"]
        return Origin(
            who=the_service(hears.service),
            correlation_id=headers.get("correlationid", ""),
            causation_id=id,
            message_id=None if hears.rebuilds else f"{hears.durable}:{id}",
            traceparent=headers.get("traceparent"),
        )

    def _refuse_early(self, headers: Mapping[str, str]) -> None:
        if headers.get("ce-due") and self._clock() < datetime.fromisoformat(headers["ce-due"]):
            raise NotDueYet

    def _until_due(self, headers: Mapping[str, str]) -> float:
        left = datetime.fromisoformat(headers["ce-due"]) - self._clock() if headers.get("ce-due") else timedelta(0)
        return min(max(left.total_seconds(), 0.01), 30.0)

    def _line(self, hears: Hears, about: str) -> asyncio.Lock:
        if len(self._lines) > 4_096:
            self._lines = {line: lock for line, lock in self._lines.items() if lock.locked()}
        return self._lines.setdefault((hears.durable, about), asyncio.Lock())

    async def _again(self, message: NatsMessage, hears: Hears, tries: int, failure: Exception) -> Outcome:
        delay = min(0.5 * 2 ** (tries - 1), LONGEST_DELAY) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter
        log.warning("not handled, again later", durable=hears.durable, tries=tries, delay=delay, error=repr(failure))
        await message.nack(delay=delay)
        return "again"

    async def _give_up(
        self, hears: Hears, message: NatsMessage, headers: dict[str, str], failure: Exception, tries: int
    ) -> Outcome:
        letter = DeadLetter(
            id=f"{hears.durable}:{headers.get('ce-id') or message.raw_message.metadata.sequence.stream}",
            durable=hears.durable,
            subject=message.raw_message.subject,
            headers=headers,
            body=message.body.decode(errors="replace"),
            error=f"{type(failure).__name__}: {failure}"[:2_000],
            tries=tries,
            at=self._clock(),
        )
        try:
            await self._letters.bury(letter)
        except Exception as trouble:
            return await self._again(message, hears, tries, trouble)
        log.error("given up: dead letter", durable=hears.durable, letter=letter.id, error=letter.error)
        await message.reject()
        return "dead"

    async def retry(self, hears: Hears, letter: DeadLetter) -> None:
        """Handle a dead letter once more, for its hearer alone, and forget it when that succeeds."""
        await self.handle(hears, letter.subject, headers=letter.headers, body=letter.body.encode())
        await self._letters.drop(letter.id)


def _line_of(fact: Event | Command, headers: Mapping[str, str]) -> str:
    return fact.aggregate_id if isinstance(fact, Event) else headers["ce-id"]


def _text(headers: Mapping[str, object]) -> dict[str, str]:
    return {name.lower(): str(value) for name, value in headers.items()}
