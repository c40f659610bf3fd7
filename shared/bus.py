"""The service's own connection to NATS: telling with acknowledgement, schedules, and its own facts as they pass."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from shared.errors import Unavailable
from shared.kept import Record
from shared.logs import log
from shared.messages import stream_of
from shared.nats import Hears, consumer_of
from shared.values import utc_iso

Told = tuple[str, dict[str, str], bytes]
INTERNAL = {"schedule", "due"}
PUB_ACK_SECONDS = 5.0
PERMISSION_VIOLATION = "permissions violation"


class Bus:
    """One connection that comes back by itself; telling fails with `Unavailable` while there is none."""

    def __init__(self, url: str, *, service: str, user: str = "", password: str = "") -> None:
        self.service = service
        self.inbox_prefix = f"_INBOX_{service}".encode() if user else b"_INBOX"
        self._url = url
        self._login = {"user": user, "password": password} if user else {}
        self._client: Client | None = None
        self._stream: JetStreamContext | None = None

    @property
    def connected(self) -> bool:
        """Tell whether the bus answers now."""
        return self._client is not None and self._client.is_connected

    async def connect(self) -> None:
        """Connect, trying again every second until it succeeds."""
        while self._client is None:
            try:
                self._client = await nats.connect(
                    self._url,
                    name=f"plenary-{self.service}",
                    inbox_prefix=self.inbox_prefix,
                    max_reconnect_attempts=-1,
                    reconnect_time_wait=0.5,
                    error_cb=_say,
                    **self._login,
                )
            except (OSError, NatsError, TimeoutError) as failure:
                log.warning("no connection to the bus yet", error=repr(failure))
                await asyncio.sleep(1)
        self._stream = self._client.jetstream(timeout=PUB_ACK_SECONDS)

    async def close(self) -> None:
        """Close the connection."""
        if self._client:
            await self._client.close()

    async def tell(self, record: Record) -> None:
        """Publish one record to the service's stream and wait until JetStream has it."""
        headers = cloud_event(record, self.service)
        if record.at is None:
            await self._publish(record.subject, record.body, headers | {"Nats-Msg-Id": record.id})
            return
        name, key = record.id.split(".")[:2]
        headers |= {"Nats-Schedule": f"@at {utc_iso(record.at)}", "Nats-Schedule-Target": record.subject}
        # A schedule moved away and back again within the dedup window must not be taken for its own repetition.
        headers["Nats-Msg-Id"] = f"{record.id}.{record.time.timestamp()}"
        await self._publish(f"{self.service}.schedule.{name}.{key}", record.body, headers)

    async def _publish(self, subject: str, body: str, headers: dict[str, str]) -> None:
        if self._stream is None or not self.connected:
            raise Unavailable("The bus cannot be reached.")
        stream = stream_of(self.service)
        await self._stream.publish(subject, body.encode(), stream=stream, timeout=PUB_ACK_SECONDS, headers=headers)

    async def overhear(self, heard: Callable[[str, bytes], Awaitable[None]]) -> None:
        """Call `heard(subject, body)` for each of the service's own facts as it passes, whichever process told it."""
        if self._client is None:
            raise Unavailable("The bus cannot be reached.")

        async def pass_on(message: Msg) -> None:
            if message.subject.split(".")[1] not in INTERNAL:
                await heard(message.subject, message.data)

        await self._client.subscribe(f"{self.service}.*.*.*", cb=pass_on)

    async def subscribe_as_declared(self, hears: Sequence[Hears]) -> None:
        """Create each durable, or bring one of an earlier release up to what is heard now; its position stays."""
        if self._stream is None:
            raise Unavailable("The bus cannot be reached.")
        for one in hears:
            await self._stream.add_consumer(one.stream, consumer_of(one))

    async def pending(self, hears: Sequence[Hears]) -> dict[str, int]:
        """Return how many messages each durable has not handled yet; those it cannot ask about are left out."""
        found: dict[str, int] = {}
        if self._stream is None:
            return found
        for one in hears:
            try:
                info = await self._stream.consumer_info(one.stream, one.durable)
            except (NatsError, TimeoutError):
                continue
            found[one.durable] = (info.num_pending or 0) + (info.num_ack_pending or 0)
        return found

    async def history(self, hears: Hears, since: datetime | None) -> AsyncIterator[Told]:
        """Walk what was told to one subscription, oldest first: (subject, headers, body); its durable is not moved."""
        if self._stream is None:
            raise Unavailable("The bus cannot be reached.")
        name = replay_durable(hears.durable)
        config = ConsumerConfig(
            durable_name=name,
            filter_subjects=list(hears.subjects),
            ack_policy=AckPolicy.NONE,
            deliver_policy=DeliverPolicy.BY_START_TIME if since else DeliverPolicy.ALL,
            opt_start_time=since,
            inactive_threshold=60,
        )
        await self._stream.add_consumer(hears.stream, config)
        try:
            async for told in self._walk(hears.stream, name):
                yield told
        finally:
            await self._stream.delete_consumer(hears.stream, name)

    async def _walk(self, stream: str, durable: str) -> AsyncIterator[Told]:
        assert self._stream is not None
        left = (await self._stream.consumer_info(stream, durable)).num_pending or 0
        puller = await self._stream.pull_subscribe_bind(
            durable=durable, stream=stream, inbox_prefix=self.inbox_prefix + b"."
        )
        while left > 0:
            for message in await puller.fetch(min(left, 256), timeout=5):
                left -= 1
                headers = {name.lower(): value for name, value in (message.headers or {}).items()}
                yield message.subject, headers, message.data
        await puller.unsubscribe()


def replay_durable(durable: str) -> str:
    """Return the name of the consumer that replays for a durable."""
    return f"{durable}-replay"


def cloud_event(record: Record, service: str) -> dict[str, str]:
    """Return the CloudEvents 1.0 headers (binary mode) of a record."""
    attributes = {
        "ce-specversion": "1.0",
        "ce-id": record.id,
        "ce-type": record.subject,
        "ce-source": f"/plenary/{service}",
        "ce-time": utc_iso(record.time),
        "content-type": "application/json",
    }
    if record.at is not None:
        attributes["ce-due"] = utc_iso(record.at)
    return attributes | {name: value for name, value in record.headers.items() if value}


async def _say(failure: Exception) -> None:
    if PERMISSION_VIOLATION in str(failure).lower():
        log.error("the bus denies this service a subject", error=str(failure))
    else:
        log.warning("the bus connection", error=repr(failure))
