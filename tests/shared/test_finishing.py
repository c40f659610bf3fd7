"""What must not be cut in the middle is finished, and what must end does end."""

import asyncio
from contextlib import suppress

from shared.finishing import ended, to_the_end


async def test_who_loses_a_cancellation_is_cancelled_again() -> None:
    """As `asyncio.wait_for` of Python 3.11 does when its wait is over in the same moment."""
    lost = []

    async def duty() -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except asyncio.CancelledError:
                lost.append(1)
                if len(lost) == 3:
                    raise

    task = asyncio.create_task(duty())
    await asyncio.sleep(0)
    await ended([task], again=0.001)

    assert task.cancelled()


async def test_work_in_hand_is_finished_however_often_it_is_cancelled() -> None:
    begun, go_on, done = asyncio.Event(), asyncio.Event(), []

    async def work() -> None:
        begun.set()
        await go_on.wait()
        done.append("sent")

    task = asyncio.create_task(to_the_end(work(), within=60))
    await begun.wait()
    for _ in range(3):
        task.cancel()
        await asyncio.sleep(0)
    left = task.done()
    go_on.set()
    await asyncio.gather(task, return_exceptions=True)

    assert (left, done, task.cancelled()) == (False, ["sent"], True)


async def test_who_is_cancelled_while_others_end_lets_them_end_first() -> None:
    go_on, waiting = asyncio.Event(), asyncio.Event()

    async def last_words() -> None:
        waiting.set()
        await go_on.wait()

    async def duty() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await to_the_end(last_words(), within=60)

    task = asyncio.create_task(duty())
    await asyncio.sleep(0)
    ending = asyncio.create_task(ended([task]))
    await waiting.wait()
    ending.cancel()
    await asyncio.sleep(0)
    left = ending.done()
    go_on.set()
    await asyncio.gather(ending, return_exceptions=True)

    assert (left, task.done(), ending.cancelled()) == (False, True, True)
