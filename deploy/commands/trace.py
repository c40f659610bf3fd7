"""`trace`: one chain of commands and events across the services, as a tree with times."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import httpx
import typer
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import TimeoutError as NothingLeft
from nats.js.api import AckPolicy, ConsumerConfig
from rich.tree import Tree

from deploy.commands.bus import setup_client
from deploy.commands.installation import Installation
from deploy.commands.terminal import CommandFailed, out
from deploy.services import SERVICES
from shared.messages import snake, stream_of
from shared.values import Value

BATCH = 500


class Told(Value):
    """One event of the chain, as its headers describe it."""

    id: str
    subject: str
    at: datetime
    cause: str

    @property
    def fact(self) -> str:
        """What the event says, as its class is named in snake case: `participant_withdrawn`."""
        return "_".join(self.subject.split(".")[1:3])


class Done(Value):
    """One command or reaction of the chain, from a service's audit record."""

    service: str
    at: datetime
    who: str
    command: str
    outcome: str = "done"
    objects: tuple[tuple[str, str, int, int], ...] = ()


def trace(
    correlation_id: Annotated[
        str, typer.Argument(help="The chain's id: X-Correlation-ID of an answer, or of a log line.")
    ],
) -> None:
    """Show what followed from one request: commands and events across the services, as a tree with times."""
    told = asyncio.run(_told(correlation_id))
    installation = Installation()
    done = [one for service in SERVICES for one in _done(installation, service, correlation_id)]
    if not told and not done:
        raise CommandFailed(f"Nothing was done or told under {correlation_id}.")
    out().print(tree(correlation_id, told, done))


def tree(correlation_id: str, told: Sequence[Told], done: Sequence[Done]) -> Tree:
    """Return the chain as a tree: a command, the events it told, what each service did about them, and so on."""
    root = Tree(correlation_id)
    first = min([one.at for one in told] + [one.at for one in done])
    facts = {event.fact for event in told}
    commands = sorted((one for one in done if snake(one.command) not in facts), key=lambda one: one.at)
    ids = {event.id for event in told}
    beginnings = [event for event in told if event.cause not in ids]
    for command in commands:
        branch = root.add(_line(command.at, first, f"{command.command} in {command.service} by {command.who}"))
        own = [event for event in beginnings if _about(event, command)]
        beginnings = [event for event in beginnings if event not in own]
        _grow(branch, own, told, done, first)
    _grow(root, beginnings, told, done, first)
    return root


def _grow(branch: Tree, events: Sequence[Told], told: Sequence[Told], done: Sequence[Done], first: datetime) -> None:
    for event in sorted(events, key=lambda one: one.at):
        leaf = branch.add(_line(event.at, first, event.subject))
        followed = [other for other in told if other.cause == event.id]
        for reaction in sorted((one for one in done if snake(one.command) == event.fact), key=lambda one: one.at):
            own = [other for other in followed if other.subject.startswith(f"{reaction.service}.")]
            followed = [other for other in followed if other not in own]
            words = f"heard by {reaction.service}" + ("" if reaction.outcome == "done" else f": {reaction.outcome}")
            _grow(leaf.add(_line(reaction.at, first, words)), own, told, done, first)
        _grow(leaf, followed, told, done, first)


def _about(event: Told, command: Done) -> bool:
    """An event belongs to the command of its own service that came just before it."""
    return event.subject.startswith(f"{command.service}.") and command.at <= event.at


def _line(at: datetime, first: datetime, words: str) -> str:
    return f"{at:%H:%M:%S}.{at.microsecond // 1000:03d} +{(at - first).total_seconds() * 1000:.0f} ms  {words}"


def _done(installation: Installation, service: str, correlation_id: str) -> list[Done]:
    try:
        found = installation.ask(service, "audit", correlation_id=correlation_id)
    except (CommandFailed, httpx.HTTPError):
        return []  # a service that is down must not hide what the others know
    records = found if isinstance(found, list) else found["items"]
    known = set(Done.model_fields) - {"service"}
    return [Done(service=service, **{name: record[name] for name in known & set(record)}) for record in records]


async def _told(correlation_id: str) -> list[Told]:
    client = await setup_client()
    try:
        found = [await _in_stream(client, stream_of(service), correlation_id) for service in SERVICES]
    finally:
        await client.close()
    return [event for stream in found for event in stream]


async def _in_stream(client: Client, stream: str, correlation_id: str) -> list[Told]:
    """Read the headers of a whole stream; JetStream has no search by header."""
    js = client.jetstream()
    config = ConsumerConfig(ack_policy=AckPolicy.NONE, headers_only=True, inactive_threshold=30, mem_storage=True)
    consumer = await js.add_consumer(stream, config)
    left = consumer.num_pending or 0
    reading = await js.pull_subscribe_bind(consumer.name, stream, inbox_prefix=b"_INBOX_setup.")
    found: list[Told] = []
    while left > 0:
        try:
            batch = await reading.fetch(min(BATCH, left), timeout=5)
        except NothingLeft:
            break
        left -= len(batch)
        found += [_read(one) for one in batch if _belongs(one, correlation_id)]
    return found


def _belongs(message: Msg, correlation_id: str) -> bool:
    return (message.headers or {}).get("correlationid") == correlation_id and ".schedule." not in message.subject


def _read(message: Msg) -> Told:
    headers = message.headers or {}
    at = datetime.fromisoformat(headers["ce-time"])
    return Told(id=headers["ce-id"], subject=message.subject, at=at, cause=headers.get("causationid", ""))
