"""The AsyncAPI 3.0 document of the bus, made from the contracts and from what each service hears."""

import importlib
from collections.abc import Iterable
from typing import Any

from deploy.grants import hears
from deploy.services import SERVICES
from deploy.version import release
from shared.messages import Event, stream_of

Document = dict[str, Any]  # JSON


def asyncapi_document() -> Document:
    """Return the document: a channel for each subject, told by one service and heard by others."""
    events = [event for service in SERVICES for event in told_by(service)]
    heard = [(service, subject) for service in SERVICES for subject in subjects_heard(service)]
    names = {event.subject: event.__name__ for event in events}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Plenary",
            "version": release(),
            "description": "Facts the four services tell each other over NATS JetStream (CloudEvents 1.0 in headers).",
        },
        "defaultContentType": "application/json",
        "servers": {"bus": {"host": "nats:4222", "protocol": "nats", "description": "NATS with JetStream."}},
        "channels": {event.__name__: _channel(event) for event in events},
        "operations": {
            **{f"tell-{name}": _operation("send", name) for name in names.values()},
            **{f"{one}-hears-{names[s]}": _operation("receive", names[s]) for one, s in heard if s in names},
        },
        "components": {
            "messages": {event.__name__: _message(event) for event in events},
            "schemas": _schemas(events),
            "messageTraits": {"cloudEvent": {"headers": _HEADERS}},
        },
    }


def told_by(service: str) -> list[type[Event]]:
    """Return the events in a service's contract, in the order they are written there."""
    contract = importlib.import_module(f"shared.contracts.{service}")
    kinds = (kind for kind in vars(contract).values() if isinstance(kind, type) and issubclass(kind, Event))
    return [kind for kind in kinds if kind.__module__ == contract.__name__ and "subject" in vars(kind)]


def subjects_heard(service: str) -> list[str]:
    """Return the subjects a service hears, each once."""
    subjects = (subject for heard in hears(service) for subject in heard.subjects)
    return list(dict.fromkeys(subjects))


_TEXT = {"type": "string"}
_HEADERS: Document = {
    "type": "object",
    "required": ["ce-id", "ce-type", "ce-source", "ce-time"],
    "properties": {
        "ce-specversion": {"const": "1.0"},
        "ce-id": _TEXT,
        "ce-type": _TEXT,
        "ce-source": _TEXT,
        "ce-time": {"type": "string", "format": "date-time"},
        "correlationid": _TEXT,
        "causationid": _TEXT,
    },
}


def _channel(event: type[Event]) -> Document:
    return {
        "address": event.subject,
        "description": f"Stream {stream_of(event.subject.split('.')[0])}.",
        "messages": {event.__name__: {"$ref": f"#/components/messages/{event.__name__}"}},
    }


def _operation(action: str, name: str) -> Document:
    return {"action": action, "channel": {"$ref": f"#/channels/{name}"}}


def _message(event: type[Event]) -> Document:
    return {
        "name": event.subject,
        "title": event.__name__,
        "description": (event.__doc__ or "").strip(),
        "payload": {"$ref": f"#/components/schemas/{event.__name__}"},
        "traits": [{"$ref": "#/components/messageTraits/cloudEvent"}],
    }


def _schemas(events: Iterable[type[Event]]) -> Document:
    schemas: Document = {}
    for event in events:
        schema = event.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas |= schema.pop("$defs", {})
        schemas[event.__name__] = schema
    return schemas
