"""What a service hears: each subscription's stream, durable and limits derived from the event and the handler."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from faststream import AckPolicy
from faststream.nats import JStream, NatsBroker, NatsMessage, PullSub
from faststream.nats.annotations import NatsMessage as Arrived
from faststream.nats.opentelemetry import NatsTelemetryMiddleware
from faststream.security import SASLPlaintext
from nats.js.api import AckPolicy as ConsumerAckPolicy
from nats.js.api import ConsumerConfig, DeliverPolicy

from shared.messages import Command, Event, snake, stream_of, teller

BATCH = 64
ACK_WAIT_SECONDS = 60
MAX_ACK_PENDING = 1_000
PULL_SECONDS = 5.0

Heard = Event | Command


@dataclass(frozen=True)
class Hears:
    """One subscription: which messages of one stream go to which handler.

    `rebuilds` marks a handler that only keeps copies: it needs no inbox mark and can be replayed from the beginning.
    """

    service: str
    messages: tuple[type[Event] | type[Command], ...]
    handler: Callable[..., Awaitable[object]]
    stream: str
    subjects: tuple[str, ...]
    rebuilds: bool = False

    @property
    def durable(self) -> str:
        """The consumer's name: `<hearer>-<handler>`."""
        return f"{self.service}-{self.handler.__name__}"

    def message_at(self, subject: str) -> type[Event] | type[Command] | None:
        """Return the class of what arrives on a subject."""
        return dict(zip(self.subjects, self.messages, strict=True)).get(subject)


def react(
    service: str,
    events: type[Event] | tuple[type[Event], ...],
    handler: Callable[..., Awaitable[object]],
    *,
    rebuilds: bool = False,
) -> Hears:
    """Let `service` hear events of one teller with `handler`; several events share a durable, and so their order."""
    kinds = events if isinstance(events, tuple) else (events,)
    tellers = {teller(kind) for kind in kinds}
    if len(tellers) != 1:
        raise ValueError(f"{handler.__name__}: events of one subscription come from one teller, not {sorted(tellers)}")
    subjects = tuple(kind.subject for kind in kinds)
    return Hears(service, kinds, handler, stream_of(tellers.pop()), subjects, rebuilds)


def due(service: str, command: type[Command], handler: Callable[..., Awaitable[object]]) -> Hears:
    """Let `service` carry out a command of its own when it falls due."""
    return Hears(service, (command,), handler, stream_of(service), (f"{service}.due.{snake(command.__name__)}",))


Deliver = Callable[[Hears, NatsMessage], Awaitable[None]]


def make_broker(url: str, *, user: str, password: str, inbox_prefix: bytes, service: str) -> NatsBroker:
    """Return a broker for hearing; it comes back by itself after an outage."""
    security = SASLPlaintext(username=user, password=password) if user else None
    return NatsBroker(
        url,
        name=f"plenary-{service}-hearing",
        inbox_prefix=inbox_prefix,
        max_reconnect_attempts=-1,
        reconnect_time_wait=1,
        middlewares=(NatsTelemetryMiddleware(),),
        logger=None,
        security=security,
    )


def listen(broker: NatsBroker, hears: Sequence[Hears], deliver: Deliver, *, inbox_prefix: bytes) -> None:
    """Subscribe each entry with a durable pull consumer; `deliver` alone decides about acknowledgement."""
    for one in hears:
        _subscribe(broker, one, deliver, inbox_prefix)


def _subscribe(broker: NatsBroker, one: Hears, deliver: Deliver, inbox_prefix: bytes) -> None:
    subscriber = broker.subscriber(
        one.subjects[0] if len(one.subjects) == 1 else "",
        stream=JStream(one.stream, declare=False),
        durable=one.durable,
        pull_sub=PullSub(batch_size=BATCH, timeout=PULL_SECONDS),
        config=consumer_of(one),
        ack_policy=AckPolicy.MANUAL,
        decoder=_untouched,
        inbox_prefix=inbox_prefix + b".",
        no_reply=True,
        title=one.durable,
    )

    async def consume(_: bytes, message: Arrived) -> None:
        await deliver(one, message)

    subscriber(consume)


def consumer_of(one: Hears) -> ConsumerConfig:
    """Return the durable's settings: nothing is given up by the server, `delivery.py` counts the tries."""
    return ConsumerConfig(
        durable_name=one.durable,
        deliver_policy=DeliverPolicy.ALL,
        ack_policy=ConsumerAckPolicy.EXPLICIT,
        ack_wait=ACK_WAIT_SECONDS,
        max_ack_pending=MAX_ACK_PENDING,
        filter_subjects=list(one.subjects) if len(one.subjects) > 1 else None,
        filter_subject=one.subjects[0] if len(one.subjects) == 1 else None,
    )


async def _untouched(message: NatsMessage) -> bytes:
    return message.body
