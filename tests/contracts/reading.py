"""How kept messages are read again, and what counts as reading them whole."""

import json
from pathlib import Path
from typing import TypeVar

from shared.messages import Event, read

GOLDEN = Path(__file__).parent / "golden"

E = TypeVar("E", bound=Event)
Fact = dict[str, object]


class NotReadWhole(AssertionError):
    """A message is read, but something it says is lost or changed on the way."""


def golden(event: type[Event]) -> Fact:
    """Return the message kept for an event: as it was told on the day its class was made or last grew."""
    fact: Fact = json.loads(golden_file(event).read_text(encoding="utf-8"))
    return fact


def golden_file(event: type[Event]) -> Path:
    """Return where the message of an event is kept."""
    return GOLDEN / f"{event.subject}.json"


def read_whole(event: type[E], fact: Fact) -> E:
    """Read a message as `delivery.py` does; raises if the class refuses it, or understands less than it says."""
    found = read(event, json.dumps(fact))
    understood = json.loads(found.model_dump_json())
    lost = sorted(place for place, value in leaves(fact).items() if leaves(understood).get(place) != value)
    if lost:
        raise NotReadWhole(f"{event.__name__} loses or changes {', '.join(lost)}")
    return found


def leaves(value: object, place: str = "") -> Fact:
    """Return every single value of a message by its place: `deadlines.0.kind`."""
    if isinstance(value, dict):
        return {k: v for name, inner in value.items() for k, v in leaves(inner, f"{place}.{name}".lstrip(".")).items()}
    if isinstance(value, list) and value:
        return {k: v for n, inner in enumerate(value) for k, v in leaves(inner, f"{place}.{n}").items()}
    return {place: value}


def with_unknown_fields(value: object) -> object:
    """Return a message as a later release may tell it: a field more in it, and in every value inside it."""
    if isinstance(value, dict):
        return {name: with_unknown_fields(inner) for name, inner in value.items()} | {"added_later": {"by": "someone"}}
    if isinstance(value, list):
        return [with_unknown_fields(inner) for inner in value]
    return value
