"""Forms: a command of what was typed, or what is wrong with it; nothing typed is lost."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from shared.errors import Refused
from shared.messages import Command
from shared.money import Money
from shared.pages import FieldError, Form, Invalid
from shared.values import Instant, Text, Value


class Person(Value):
    full_name: Text
    head: bool = False


class AskForRoom(Command):
    meeting_id: str
    title: Text
    starts_at: Instant
    on: date | None = None
    budget: Money | None = None
    languages: tuple[str, ...] = ()
    filmed: bool = False
    host: Person
    speakers: tuple[Person, ...] = ()


TYPED = {
    "title": ("Clearing the last mined areas",),
    "starts_at": ("2025-12-01T13:00",),
    "starts_at__zone": ("Europe/Zurich",),
    "on": ("",),
    "budget": ("1 250.50",),
    "budget__currency": ("CHF",),
    "languages": ("en", "fr"),
    "filmed": ("1",),
    "host.full_name": ("Ana Ruiz",),
    "speakers.0.full_name": ("Lin Wei",),
    "speakers.0.head": ("1",),
    "speakers.1.full_name": ("",),
}


def test_a_form_makes_a_command() -> None:
    assert Form(TYPED).command(AskForRoom, meeting_id="mtg_1") == AskForRoom(
        meeting_id="mtg_1",
        title="Clearing the last mined areas",
        starts_at=datetime(2025, 12, 1, 13, 0, tzinfo=timezone(timedelta(hours=1))),
        budget=Money(minor=125_050, currency="CHF"),
        languages=("en", "fr"),
        filmed=True,
        host=Person(full_name="Ana Ruiz"),
        speakers=(Person(full_name="Lin Wei", head=True),),
    )


def test_what_the_page_knows_cannot_be_typed_over() -> None:
    forged = Form({**TYPED, "meeting_id": ("mtg_evil",)})
    assert forged.command(AskForRoom, meeting_id="mtg_1").meeting_id == "mtg_1"


def test_every_wrong_field_is_named_in_plain_words() -> None:
    wrong = Form(
        {**TYPED, "title": ("",), "starts_at": ("noon",), "budget": ("1.005",), "host.full_name": ("x" * 301,)}
    )
    with pytest.raises(Invalid) as refused:
        wrong.command(AskForRoom, meeting_id="mtg_1")
    again = wrong.refused(refused.value)
    assert {error.field: error.reason for error in again.errors} == {
        "title": "Fill this in.",
        "starts_at": "Write a date and a time such as 2025-12-01 13:00.",
        "budget": "This is not right yet.",
        "host.full_name": "This is too long.",
    }
    assert again.text("starts_at") == "noon"


def test_an_error_stands_in_the_row_it_was_typed_in_though_rows_before_it_are_empty() -> None:
    rows = {
        "speakers.0.full_name": ("",),
        "speakers.0.head": (),
        "speakers.2.full_name": ("",),
        "speakers.2.head": ("1",),
    }
    with pytest.raises(Invalid) as refused:
        Form({**TYPED, **rows, "speakers.1.full_name": ("Lin Wei",)}).command(AskForRoom, meeting_id="mtg_1")
    assert [one.field for one in refused.value.errors] == ["speakers.2.full_name"]


def test_a_refusal_of_the_domain_stands_beside_its_field() -> None:
    again = Form(TYPED).refused(Refused("The room is taken.", field="starts_at", next_step="Choose another hour."))
    assert again.errors == (FieldError("starts_at", "The room is taken."),)
    assert again.error("starts_at") == "The room is taken."
    assert again.next_step == "Choose another hour."
    assert again.all("languages") == ("en", "fr")


def test_a_form_can_be_filled_in_beforehand() -> None:
    form = Form.of(
        title="T", languages=("en",), filmed=True, silent=False, on=None, at=datetime(2025, 1, 1, tzinfo=UTC)
    )
    assert (form.text("title"), form.all("languages"), form.text("filmed"), form.text("silent")) == (
        "T",
        ("en",),
        "1",
        "",
    )
    assert form.text("on") == ""
