"""Group commit: what arrives while a write is under way goes out together with the next one."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from shared.kept import Writes

Outcome = Exception | None
Flush = Callable[[list[Writes]], Awaitable[list[Outcome]]]


class Lane:
    """Writes wait here while one group is under way; each waiter gets its own outcome."""

    def __init__(self, flush: Flush, *, most: int = 128) -> None:
        self._flush = flush
        self._most = most
        self._waiting: deque[tuple[Writes, asyncio.Future[None]]] = deque()
        self._under_way = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def write(self, writes: Writes) -> None:
        """Write with the next group; raises what the database said of these writes alone."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((writes, written))
        self._start()
        await written

    def _start(self) -> None:
        if self._waiting and not self._under_way:
            group = self._next_group()
            self._under_way = True
            task = asyncio.create_task(self._run(group))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _next_group(self) -> list[tuple[Writes, asyncio.Future[None]]]:
        """Take from the front; of two writes to one document, the second is left to the next group."""
        group: list[tuple[Writes, asyncio.Future[None]]] = []
        left: deque[tuple[Writes, asyncio.Future[None]]] = deque()
        busy: set[tuple[str, str]] = set()
        while self._waiting and len(group) < self._most:
            waiting = self._waiting.popleft()
            touched = _touched(waiting[0])
            if busy & touched:
                left.append(waiting)
                continue
            busy |= touched
            group.append(waiting)
        self._waiting.extendleft(reversed(left))
        return group

    async def _run(self, group: list[tuple[Writes, asyncio.Future[None]]]) -> None:
        try:
            outcomes = await self._flush([writes for writes, _ in group])
        except Exception as failure:
            outcomes = [failure] * len(group)
        for (_, written), outcome in zip(group, outcomes, strict=True):
            if written.cancelled():
                continue
            if outcome:
                written.set_exception(outcome)
            else:
                written.set_result(None)
        self._under_way = False
        self._start()


def _touched(writes: Writes) -> set[tuple[str, str]]:
    touched = {(change.collection, change.id) for change in writes.changes}
    if writes.mark:
        touched.add(("_inbox", writes.mark))
    if writes.answer:
        touched.add(("_answers", writes.answer.key))
    return touched
