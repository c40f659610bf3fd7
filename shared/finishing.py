"""Work that must not be cut in the middle, and work that must end."""

import asyncio
from collections.abc import Collection, Coroutine

AGAIN = 1.0
"""Seconds after which a task that goes on is cancelled again."""


async def to_the_end(work: Coroutine[object, object, None], *, within: float) -> None:
    """Await `work`; if cancelled meanwhile, however often, let it finish first, for so many seconds at most.

    What is half sent would be sent twice.
    """
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await _wait({task}, asyncio.get_running_loop().time() + within)
        raise


async def ended(tasks: Collection[asyncio.Task[None]], *, again: float = AGAIN) -> None:
    """Cancel tasks and wait until all of them ended; one that goes on all the same is cancelled again.

    `asyncio.wait_for` of Python 3.11, by which the clients of the bus and of the mail server wait, loses a
    cancellation that comes in the very moment its wait is over: the duty would go on for ever, and so would the stop.
    """
    clock, cancelled = asyncio.get_running_loop().time, False
    while left := {task for task in tasks if not task.done()}:
        for task in left:
            task.cancel()
        cancelled |= await _wait(left, clock() + again)
    await asyncio.gather(*tasks, return_exceptions=True)
    if cancelled:
        raise asyncio.CancelledError


async def _wait(tasks: Collection[asyncio.Task[None]], until: float) -> bool:
    """Wait for tasks until an instant of the loop's clock; tell whether this was cancelled meanwhile."""
    cancelled, clock = False, asyncio.get_running_loop().time
    while (left := [task for task in tasks if not task.done()]) and (seconds := until - clock()) > 0:
        try:
            await asyncio.wait(left, timeout=seconds)
        except asyncio.CancelledError:
            cancelled = True
    return cancelled
