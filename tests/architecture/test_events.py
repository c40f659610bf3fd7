"""No event has a place for personal data: passport, birth date, photo, documents, telephone, address (R9)."""

import re
from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel

from tests.architecture.services import every_event
from tests.architecture.sources import expect_none

PERSONAL = re.compile(
    r"passport|birth|born|photo|picture|portrait|document|attachment|file|phone|mobile|address|nationality|iban|visa",
    re.IGNORECASE,
)
Place = tuple[str, str, object]


def test_no_event_has_a_place_for_personal_data() -> None:
    """That something is there, yes or no, may be told; what it is may not."""
    expect_none(
        f"{event.__name__}.{path}"
        for event in every_event()
        for path, name, kind in _places(event)
        if kind is not bool and PERSONAL.search(name)
    )


def _places(model: type[BaseModel], before: str = "") -> Iterator[Place]:
    """Yield every field an event carries, with those inside of it, under its name and its alias."""
    for name, field in model.model_fields.items():
        path = f"{before}{name}"
        for said in {name, field.alias or name, field.serialization_alias or name}:
            yield path, said, field.annotation
        for inner in _models(field.annotation):
            yield from _places(inner, f"{path}.")


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
