"""Searching by the name of a State in any of the six languages: records name States in English."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol, TypeVar

from pydantic import BaseModel

from services.registration.ports import PeopleAsked
from services.registration.ports.badges import BadgesAsked
from services.registration.ports.review import QueueAsked
from shared.states import read_states

Asked = TypeVar("Asked", PeopleAsked, BadgesAsked, QueueAsked)


class Found(Protocol):
    """What a search found."""

    @property
    def rows(self) -> Sequence[BaseModel]:
        """The first of it."""


async def in_records(asked: Asked, look: Callable[[Asked], Awaitable[Found]]) -> Asked:
    """Return what is asked, a State by its name in records, unless somebody is found by what was typed."""
    named = read_states().sought(asked.q)
    if named == asked.q or (await look(asked.model_copy(update={"size": 1, "after": None}))).rows:
        return asked
    return asked.model_copy(update={"q": named})
