"""The kept documents are what the code says, and are what their standards say."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator  # type: ignore[import-untyped] # it ships no types
from openapi_spec_validator import OpenAPIV31SpecValidator

from deploy.documents import asyncapi_document, documents
from shared.messages import Command, snake
from shared.web.openapi import PROBLEMS
from tests.architecture.services import every_event, hears
from tests.architecture.sources import ROOT, SERVICES, expect_none

DOCS = ROOT / "docs"
SCHEMA = Path(__file__).parent / "asyncapi-3.0.0.schema.json"
Document = dict[str, Any]  # JSON
UNSAFE = {"post", "put", "patch", "delete"}

made = cache(documents)
bus = cache(asyncapi_document)


def openapi(service: str) -> Document:
    document: Document = json.loads(made()[f"openapi/{service.replace('_', '-')}.json"])
    return document


@pytest.mark.parametrize("name", ["asyncapi.json", *(f"openapi/{s.replace('_', '-')}.json" for s in SERVICES)])
def test_a_kept_document_equals_what_the_code_says(name: str) -> None:
    file = DOCS / name
    kept = file.read_text(encoding="utf-8") if file.exists() else ""

    assert kept == made()[name], f"docs/{name} is out of date: run `make docs`"


def test_no_other_document_is_kept() -> None:
    assert {file.relative_to(DOCS).as_posix() for file in DOCS.rglob("*.json")} == set(made())


@pytest.mark.parametrize("service", SERVICES)
def test_an_openapi_document_is_valid(service: str) -> None:
    document = openapi(service)

    assert document["openapi"].startswith("3.1")
    expect_none(str(error) for error in OpenAPIV31SpecValidator(document).iter_errors())


@pytest.mark.parametrize("service", SERVICES)
def test_an_openapi_document_says_no_as_problems_and_takes_keys(service: str) -> None:
    operations = [
        (f"{method} {path}", method, operation)
        for path, methods in openapi(service)["paths"].items()
        for method, operation in methods.items()
        if "/api/" in path
    ]

    expect_none(
        name
        for name, method, operation in operations
        if "503" not in operation["responses"]
        or not operation["security"]
        or (method in UNSAFE and {"$ref": "#/components/parameters/IdempotencyKey"} not in operation["parameters"])
    )


@pytest.mark.parametrize("service", SERVICES)
def test_an_openapi_document_says_what_each_operation_is_and_answers(service: str) -> None:
    operations = [
        (f"{method} {path}", operation)
        for path, methods in openapi(service)["paths"].items()
        for method, operation in methods.items()
    ]
    names = Counter(operation["operationId"] for _, operation in operations)

    expect_none(f"{door}: {operation.get('summary')}" for door, operation in operations if not operation.get("summary"))
    expect_none(name for name, times in names.items() if times > 1)
    expect_none(door for door, operation in operations if not answers(operation))
    expect_none(door for door, operation in operations if "/api/" in door and not refusals(operation))


def answers(operation: Document) -> bool:
    """Tell whether each good answer has a shape, or is said to be empty."""
    good = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    shapes = [content["schema"] for answer in good for content in answer.get("content", {}).values()]
    return bool(good) and all(set(shape) - {"title"} for shape in shapes)


def refusals(operation: Document) -> bool:
    """Tell whether there are refusals, and each of them is a problem (RFC 9457)."""
    said = [answer for status, answer in operation["responses"].items() if status[0] in "45"]
    problems = {f"#/components/responses/{name}" for name, _ in PROBLEMS.values()}
    return bool(said) and all(answer.get("$ref") in problems for answer in said)


def test_the_asyncapi_document_is_valid() -> None:
    errors = Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).iter_errors(bus())

    expect_none(f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors)


def test_every_subject_has_a_channel_told_by_one_service() -> None:
    due = {
        f"{one.service}.due.{snake(kind.__name__)}"
        for service in SERVICES
        for one in hears(service)
        for kind in one.messages
        if issubclass(kind, Command)
    }
    sent = [operation["channel"]["$ref"] for operation in bus()["operations"].values() if operation["action"] == "send"]

    assert {one["address"] for one in bus()["channels"].values()} == {event.subject for event in every_event()} | due
    assert sorted(sent) == sorted(f"#/channels/{name}" for name in bus()["channels"])


def test_every_durable_receives_what_it_hears() -> None:
    received = {
        (operation["x-durable"], operation["channel"]["$ref"].removeprefix("#/channels/"))
        for operation in bus()["operations"].values()
        if operation["action"] == "receive"
    }

    assert received == {
        (one.durable, kind.__name__) for service in SERVICES for one in hears(service) for kind in one.messages
    }


def test_every_reference_leads_somewhere() -> None:
    expect_none(reference for reference in references(bus()) if not leads_somewhere(reference))


def references(part: Any) -> Iterator[str]:
    """Yield every `$ref` inside a part of the document."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def leads_somewhere(reference: str) -> bool:
    """Tell whether a reference inside the document leads to something."""
    found: Any = bus()
    for step in reference.removeprefix("#/").split("/"):
        if step not in found:
            return False
        found = found[step]
    return True
