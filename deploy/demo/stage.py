"""What every chapter of the play works with."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from deploy.demo.dates import Dates, Plan
from deploy.demo.door import Answer, Door
from deploy.demo.facts import Facts
from deploy.demo.people import Cast
from deploy.demo.progress import Chapter, Programme

T = TypeVar("T")


@dataclass(frozen=True)
class Stage:
    """The door, the facts, the people and the dates of one performance."""

    door: Door
    facts: Facts
    cast: Cast
    dates: Dates
    programme: Programme

    @property
    def meeting_id(self) -> str:
        return self.facts.meeting.meeting_id

    @property
    def held(self) -> Plan:
        """The true days of the meeting."""
        return self.dates.held

    def delegation_id(self, place: str) -> str:
        """Return the id of a delegation: `jpn` -> `del_apmbc-22msp_jpn`."""
        return f"del_{self.facts.meeting.address}_{place}"

    def of_meeting(self, service: str, what: str) -> str:
        """Return where a service answers about the meeting."""
        return f"/{service}/api/meetings/{self.meeting_id}/{what}"


AT_ONCE = 12
"""How many steps of one scene are under way at once, so that a long scene leaves room for the others."""


async def each(items: Iterable[T], act: Callable[[T], Awaitable[object]], chapter: Chapter | None = None) -> None:
    """Act on every item side by side, counting steps; the first failure ends the others."""
    places = asyncio.Semaphore(AT_ONCE)

    async def one(item: T) -> None:
        async with places:
            await act(item)
        if chapter:
            chapter.step()

    async with asyncio.TaskGroup() as group:
        for item in items:
            group.create_task(one(item))


def by(rows: Iterable[Answer], field: str) -> dict[str, Answer]:
    """Return rows by one of their fields."""
    return {str(row[field]): row for row in rows}
