"""The AsyncAPI document says what the contracts and the services say."""

from typing import Any

from deploy.asyncapi import asyncapi_document, told_by
from deploy.services import SERVICES

DOCUMENT = asyncapi_document()


def test_every_event_of_every_contract_has_a_channel() -> None:
    events = [event for service in SERVICES for event in told_by(service)]
    assert {name: channel["address"] for name, channel in DOCUMENT["channels"].items()} == {
        event.__name__: event.subject for event in events
    }


def test_every_reference_leads_somewhere() -> None:
    missing = [reference for reference in references(DOCUMENT) if not leads_somewhere(reference)]
    assert missing == []


def test_who_hears_is_an_operation_of_the_channel() -> None:
    operation = DOCUMENT["operations"]["sponsorship-hears-ParticipantWithdrawn"]
    assert operation == {"action": "receive", "channel": {"$ref": "#/channels/ParticipantWithdrawn"}}


def references(part: Any) -> list[str]:
    """Return every `$ref` inside a part of the document."""
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [found for value in part.values() for found in references(value)]
    return [found for value in part for found in references(value)] if isinstance(part, list) else []


def leads_somewhere(reference: str) -> bool:
    """Tell whether a reference inside the document leads to something."""
    found: Any = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        if step not in found:
            return False
        found = found[step]
    return True
