"""The headers of what goes over the bus: CloudEvents 1.0 in binary mode, kept word for word."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from shared.bus import cloud_event
from shared.contracts.registration import ParticipantWithdrawn
from shared.kept import DueRecord, Record
from shared.records import Origin, chain, event_record, schedule_record
from shared.who import Who
from tests.contracts.reading import golden

KEPT = Path(__file__).parent / "golden_headers"
NOW = datetime(2025, 11, 20, 8, 15, 30, 250_000, tzinfo=UTC)
ORIGIN = Origin(
    who=Who(subject="staff:a.okafor", name="A. Okafor"),
    correlation_id="cor_01JCK7T2W8Q0",
    causation_id="cor_01JCK7T2W8Q0",
    traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
)


def told() -> Record:
    event = ParticipantWithdrawn.model_validate(golden(ParticipantWithdrawn))
    return event_record(event, id="evt_01JCK81B6RQF", now=NOW, origin=ORIGIN)


def armed() -> Record:
    due = DueRecord(name="lapse_offer", key="off_01JCK7V9M3XB", at=datetime(2025, 12, 1, tzinfo=UTC), body="{}")
    return schedule_record("sponsorship", due, now=NOW, headers=chain(ORIGIN))


@pytest.mark.parametrize(
    ("name", "headers"),
    [
        ("event", cloud_event(told(), "registration")),
        ("event-without-a-chain", cloud_event(told().model_copy(update={"headers": {}}), "registration")),
        ("due", cloud_event(armed(), "sponsorship")),
    ],
)
def test_headers_are_what_they_were(name: str, headers: dict[str, str]) -> None:
    assert headers == json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8"))


def test_headers_are_cloud_event_attributes_in_binary_mode() -> None:
    headers = cloud_event(told(), "registration")

    assert {"ce-specversion", "ce-id", "ce-type", "ce-source", "ce-time"} <= set(headers)
    assert headers["ce-type"] == ParticipantWithdrawn.subject
    assert datetime.fromisoformat(headers["ce-time"]) == NOW
    assert all(value.isascii() and value == value.strip() for value in headers.values())
