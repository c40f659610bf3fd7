"""Work that must not be cut in the middle: what is half sent would be sent twice."""

import asyncio
from collections.abc import Coroutine


async def to_the_end(work: Coroutine[object, object, None], *, within: float) -> None:
    """Await `work`; if cancelled meanwhile, let it finish first, for so many seconds at most."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task}, timeout=within)
        raise
