"""Yesterday's event is still read, tomorrow's is read as far as it is known."""

import json
from typing import ClassVar

import pytest
from pydantic import Field, ValidationError

from shared.contracts.registration import (
    Deadline,
    DelegationNotified,
    MediaAccredited,
    MeetingAnnounced,
    ParticipantFacts,
)
from shared.messages import Event, read
from tests.architecture.services import every_event
from tests.contracts.reading import GOLDEN, Fact, NotReadWhole, golden, golden_file, read_whole, with_unknown_fields

by_name = pytest.mark.parametrize("event", every_event(), ids=lambda event: event.__name__)


def test_every_event_has_its_golden_message_and_every_golden_message_its_event() -> None:
    assert {file.name for file in GOLDEN.iterdir()} == {golden_file(event).name for event in every_event()}


@by_name
def test_yesterdays_event_is_still_read(event: type[Event]) -> None:
    fact = golden(event)

    assert read_whole(event, fact).subject == golden_file(event).stem


@by_name
def test_a_golden_message_says_every_field_its_class_has(event: type[Event]) -> None:
    """A field added later comes into the golden message too, so that its next change is noticed."""
    assert set(golden(event)) == set(event.model_fields)


@by_name
def test_a_field_nobody_knows_yet_is_ignored_in_the_fact_and_in_every_value_inside(event: type[Event]) -> None:
    fact = golden(event)
    later = with_unknown_fields(fact)

    assert read(event, json.dumps(later)) == read_whole(event, fact)


@by_name
def test_a_fact_knows_what_it_is_about(event: type[Event]) -> None:
    fact = read_whole(event, golden(event))

    assert fact.aggregate_id == golden(event)[f"{event.subject.split('.')[1]}_id"]


class Renamed(Event):
    """A delegation notified, `named` renamed."""

    subject: ClassVar[str] = DelegationNotified.subject
    delegation_id: str
    meeting_id: str
    name: str
    category: str
    state: str | None = None
    people: int = 0
    late: bool = False


class Required(DelegationNotified):
    """A delegation notified, with a field that yesterday's facts lack."""

    note_verbale: str


class Narrower(DelegationNotified):
    """A delegation notified, with less room for what was said."""

    named: int = Field(le=3)


class Retyped(DelegationNotified):
    """A delegation notified, saying the same in another form."""

    late: str  # type: ignore[assignment] # the very mistake this test is about


@pytest.mark.parametrize("event", [Renamed, Required, Narrower, Retyped])
def test_a_change_that_breaks_yesterdays_event_is_noticed(event: type[Event]) -> None:
    with pytest.raises((ValidationError, NotReadWhole)):
        read_whole(event, golden(DelegationNotified))


def test_an_optional_field_more_breaks_nothing() -> None:
    class Grown(DelegationNotified):
        symbol: str | None = None

    assert read_whole(Grown, golden(DelegationNotified)).symbol is None


def test_a_value_inside_that_loses_a_field_is_noticed() -> None:
    class Smaller(Event):
        subject: ClassVar[str] = MeetingAnnounced.subject
        deadlines: tuple[Deadline, ...]

    fact: Fact = {"version": 1, "deadlines": [{"kind": "notification", "at": "2025-11-14T17:00:00Z", "hard": True}]}
    with pytest.raises(NotReadWhole, match=r"deadlines\.0\.hard"):
        read_whole(Smaller, fact)


def test_what_never_leaves_registration_is_no_field_of_a_contract() -> None:
    """R9: passport data, birth dates and photos stay where they were given; media writes to whom it hears of."""
    secret = ("passport", "birth", "photo", "visa", "token", "password", "email", "phone", "iban")
    events: list[type[Event]] = [*every_event(), ParticipantFacts]
    fields = {name for event in events for name in event.model_fields if (event, name) != (MediaAccredited, "email")}

    assert {name for name in fields if any(word in name for word in secret)} == set()
