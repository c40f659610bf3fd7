"""Group commit: what arrives while a write is under way goes out together with the next one."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from shared.kept import Writes

Outcome = Exception | None
Flush = Callable[[list[Writes]], Awaitable[list[Outcome]]]


class Lane:
    """Writes wait here while one group is under way; each waiter gets its own outcome."""

    def __init__(self, flush: Flush, *, most: int = 128, groups: int = 2) -> None:
        self._flush = flush
        self._most = most
        self._groups = groups
        self._waiting: deque[tuple[Writes, asyncio.Future[None]]] = deque()
        self._busy: set[tuple[str, str]] = set()
        self._under_way = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def write(self, writes: Writes) -> None:
        """Write with the next group; raises what the database said of these writes alone."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((writes, written))
        self._start()
        await written

    def _start(self) -> None:
        while self._waiting and self._under_way < self._groups:
            group = self._next_group()
            if not group:
                return
            self._under_way += 1
            task = asyncio.create_task(self._run(group))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _next_group(self) -> list[tuple[Writes, asyncio.Future[None]]]:
        """Take from the front, leaving out writes to documents that are being written already."""
        group: list[tuple[Writes, asyncio.Future[None]]] = []
        left: deque[tuple[Writes, asyncio.Future[None]]] = deque()
        while self._waiting and len(group) < self._most:
            waiting = self._waiting.popleft()
            touched = _touched(waiting[0])
            if self._busy & touched:
                left.append(waiting)
                continue
            self._busy |= touched
            group.append(waiting)
        self._waiting.extendleft(reversed(left))
        return group

    async def _run(self, group: list[tuple[Writes, asyncio.Future[None]]]) -> None:
        try:
            outcomes = await self._flush([writes for writes, _ in group])
        except Exception as failure:
            outcomes = [failure] * len(group)
        for (writes, written), outcome in zip(group, outcomes, strict=True):
            self._busy -= _touched(writes)
            if written.cancelled():
                continue
            if outcome:
                written.set_exception(outcome)
            else:
                written.set_result(None)
        self._under_way -= 1
        self._start()


def _touched(writes: Writes) -> set[tuple[str, str]]:
    touched = {(change.collection, change.id) for change in writes.changes}
    if writes.mark:
        touched.add(("_inbox", writes.mark))
    if writes.answer:
        touched.add(("_answers", writes.answer.key))
    return touched
