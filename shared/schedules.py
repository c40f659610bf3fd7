"""Time: schedules are armed again from the store at start, and what the clock missed is asked for late, never lost."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from shared.clock import Clock, utc_now
from shared.kept import DueRecord, Record
from shared.logs import log
from shared.records import schedule_record

GRACE = timedelta(seconds=5)


class Timetable(Protocol):
    """What is due, as the documents have it."""

    async def due(self, before: datetime | None = None) -> Sequence[DueRecord]:
        """Return what falls due, up to `before` where it is given."""


class Schedules:
    """The one timekeeper of a service; runs while its process holds the lease."""

    def __init__(
        self,
        timetable: Timetable,
        tell: Callable[[Record], Awaitable[None]],
        *,
        service: str,
        clock: Clock = utc_now,
        sweep: float = 10.0,
    ) -> None:
        self._timetable = timetable
        self._tell = tell
        self._service = service
        self._clock = clock
        self._sweep = sweep

    async def lead(self) -> None:
        """Arm everything once, then look for what is overdue, until cancelled."""
        for due in await self._timetable.due():
            await self._tell(self._armed(due))
        while True:
            await self.ask_for_overdue()
            await asyncio.sleep(self._sweep)

    async def ask_for_overdue(self) -> None:
        """Ask now for what should have happened and did not."""
        for due in await self._timetable.due(self._clock() - GRACE):
            log.warning("overdue, asked for now", due=due.name, key=due.key, at=due.at.isoformat())
            await self._tell(self._armed(due).model_copy(update={"at": None}))

    def _armed(self, due: DueRecord) -> Record:
        return schedule_record(self._service, due, now=self._clock(), headers={})
