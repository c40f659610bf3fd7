"""The four streams of the bus, declared here only: a second declaration elsewhere would silently change them."""

from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import NotFoundError

from deploy.services import SERVICES
from shared.messages import stream_of

DUPLICATE_WINDOW = 5 * 60.0
"""Seconds in which a fact told again under its message id is not kept twice; longer than any retry of the relay."""


def stream(service: str) -> StreamConfig:
    """Return the stream a service tells on: kept on disk for ever, with scheduled messages."""
    return StreamConfig(
        name=stream_of(service),
        description=f"What {service} tells, and its own messages due later.",
        subjects=[f"{service}.>"],
        storage=StorageType.FILE,
        retention=RetentionPolicy.LIMITS,
        discard=DiscardPolicy.OLD,
        max_age=0,
        duplicate_window=DUPLICATE_WINDOW,
        allow_direct=True,
        allow_msg_schedules=True,
    )


async def declare_streams(client: Client) -> None:
    """Create the four streams, or bring existing ones to this declaration; harmless when repeated."""
    js = client.jetstream()
    for service in SERVICES:
        await _declare(js, stream(service))


async def _declare(js: JetStreamContext, config: StreamConfig) -> None:
    name = config.name or ""
    try:
        await js.stream_info(name)
    except NotFoundError:
        await js.add_stream(config)
    else:
        await js.update_stream(config)


def differences(declared: StreamConfig, found: StreamConfig) -> list[str]:
    """Return the settings in which a stream is not as declared."""
    names = ("subjects", "storage", "retention", "discard", "duplicate_window", "allow_direct", "allow_msg_schedules")
    return [name for name in names if getattr(declared, name) != getattr(found, name)]
