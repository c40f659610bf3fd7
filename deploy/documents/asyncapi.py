"""The AsyncAPI 3.0 document of the bus: a channel a subject, who sends, which durable receives."""

import importlib
from collections.abc import Iterable, Sequence
from typing import Any

from deploy.grants import hears
from deploy.services import SERVICES
from shared.messages import Command, Event, snake, stream_of
from shared.nats import Hears

Document = dict[str, Any]  # JSON
Message = type[Event] | type[Command]

VERSION = "1"
"""Of the document; every contract has its own version, the last token of its subject."""

TITLE = "Plenary: what the services tell each other"
ABOUT = (
    "Facts over NATS JetStream. One stream a teller keeps them for ever; every hearer has durable pull consumers of "
    "its own. Headers are CloudEvents 1.0 in binary mode, the body is the fact as JSON. A fact is told at least once "
    "and known by its `ce-id`; facts about one aggregate come in the order of their `version`. A field may be added "
    "to a fact at any time: ignore what you do not know. Anything else is a new version, told beside the old one."
)


def asyncapi_document() -> Document:
    """Return the document, from the contracts and from what each service hears."""
    events = [event for service in SERVICES for event in told_by(service)]
    heard = [one for service in SERVICES for one in hears(service)]
    due = [kind for one in heard for kind in one.messages if issubclass(kind, Command)]
    subjects = {event.subject: event for event in events} | {
        subject: kind for one in heard for subject, kind in zip(one.subjects, one.messages, strict=True)
    }
    return {
        "asyncapi": "3.0.0",
        "info": {"title": TITLE, "version": VERSION, "description": ABOUT, "license": {"name": "Apache-2.0"}},
        "defaultContentType": "application/json",
        "servers": {"bus": _server()},
        "channels": {kind.__name__: _channel(subject, kind) for subject, kind in subjects.items()},
        "operations": _operations(subjects, heard),
        "components": {
            "messages": {kind.__name__: _message(subject, kind) for subject, kind in subjects.items()},
            "schemas": _schemas([*events, *due]),
            "messageTraits": {"cloudEvent": _TRAIT, "due": _DUE_TRAIT},
            "securitySchemes": {"service": {"type": "userPassword", "description": "One user a service."}},
        },
    }


def told_by(service: str) -> list[type[Event]]:
    """Return the events in a service's contract, in the order they are written there."""
    contract = importlib.import_module(f"shared.contracts.{service}")
    kinds = (kind for kind in vars(contract).values() if isinstance(kind, type) and issubclass(kind, Event))
    return [
        kind for kind in kinds if f"{kind.__module__}.".startswith(f"{contract.__name__}.") and "subject" in vars(kind)
    ]


def _server() -> Document:
    return {
        "host": "nats:4222",
        "protocol": "nats",
        "description": "NATS with JetStream; a user may publish and consume only what is listed here for its service.",
        "security": [{"$ref": "#/components/securitySchemes/service"}],
    }


def _channel(subject: str, kind: Message) -> Document:
    service = subject.split(".", 1)[0]
    return {
        "address": subject,
        "description": _sentence(kind),
        "servers": [{"$ref": "#/servers/bus"}],
        "messages": {kind.__name__: {"$ref": f"#/components/messages/{kind.__name__}"}},
        "x-stream": stream_of(service),
    }


def _message(subject: str, kind: Message) -> Document:
    trait = "cloudEvent" if issubclass(kind, Event) else "due"
    return {
        "name": subject,
        "title": kind.__name__,
        "summary": _sentence(kind),
        "contentType": "application/json",
        "correlationId": {"location": "$message.header#/correlationid"},
        "payload": {"$ref": f"#/components/schemas/{kind.__name__}"},
        "traits": [{"$ref": f"#/components/messageTraits/{trait}"}],
    }


def _operations(subjects: dict[str, Message], heard: Sequence[Hears]) -> Document:
    sent = {f"{subject.split('.')[0]}-tells-{kind.__name__}": _send(kind) for subject, kind in subjects.items()}
    received = {f"{one.durable}-{kind.__name__}": _receive(one, kind) for one in heard for kind in one.messages}
    return sent | received


def _send(kind: Message) -> Document:
    later = "" if issubclass(kind, Event) else " Sent by its schedule, at the instant that `ce-due` names."
    return _operation("send", kind) | {"summary": f"{_sentence(kind)}{later}"}


def _receive(one: Hears, kind: Message) -> Document:
    copies = " It keeps copies only, and can be replayed." if one.rebuilds else ""
    return _operation("receive", kind) | {
        "summary": f"{one.service}: {one.handler.__name__.replace('_', ' ')}.{copies}",
        "x-durable": one.durable,
    }


def _operation(action: str, kind: Message) -> Document:
    channel = f"#/channels/{kind.__name__}"
    return {
        "action": action,
        "channel": {"$ref": channel},
        "messages": [{"$ref": f"{channel}/messages/{kind.__name__}"}],
    }


def _schemas(kinds: Iterable[Message]) -> Document:
    """Return the JSON Schema of every message and of the values inside; a hearer bears fields it does not know."""
    schemas: Document = {}
    for kind in kinds:
        schema = kind.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= schema.pop("$defs", {})
        schemas[kind.__name__] = schema
    for schema in schemas.values():
        schema.pop("additionalProperties", None)
    return dict(sorted(schemas.items()))


def _sentence(kind: Message) -> str:
    return " ".join((kind.__doc__ or snake(kind.__name__)).split("\n\n")[0].split())


_INSTANT: Document = {"type": "string", "format": "date-time"}
_HEADERS: Document = {
    "type": "object",
    "required": ["ce-specversion", "ce-id", "ce-type", "ce-source", "ce-time", "content-type"],
    "properties": {
        "ce-specversion": {"const": "1.0"},
        "ce-id": {"type": "string", "description": "The same for the same fact, however often it is delivered."},
        "ce-type": {"type": "string", "description": "The subject."},
        "ce-source": {"type": "string", "description": "`/plenary/<service>`."},
        "ce-time": {**_INSTANT, "description": "When it was told."},
        "ce-subject": {"type": "string", "description": "Who acted."},
        "content-type": {"const": "application/json"},
        "correlationid": {"type": "string", "description": "The chain it belongs to."},
        "causationid": {"type": "string", "description": "What caused it: a request's chain, or another message's id."},
        "traceparent": {"type": "string", "description": "W3C trace context."},
        "Nats-Msg-Id": {"type": "string", "description": "By which JetStream drops a repetition within minutes."},
    },
}
_DUE = {"ce-due": {**_INSTANT, "description": "The instant before which it must not be carried out."}}
_TRAIT: Document = {"headers": _HEADERS}
_DUE_TRAIT: Document = {"headers": {**_HEADERS, "properties": {**_HEADERS["properties"], **_DUE}}}
