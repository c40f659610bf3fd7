"""Live pages of the Newsroom: asked again every second, told on when something changed, for staff alone.

The common topics are open to everyone and would show that a text exists before its instant (P3).
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable

from starlette.responses import StreamingResponse

from shared.pages.live import HEARTBEAT_SECONDS, Told, as_events

SECONDS = 1.0


def told_when(changes: Callable[[], Awaitable[object]], topic: str) -> StreamingResponse:
    """Return the stream of server-sent events that tells `topic` whenever what `changes` returns has changed."""
    return StreamingResponse(
        as_events(_watch(changes, topic)),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


async def _watch(changes: Callable[[], Awaitable[object]], topic: str) -> AsyncGenerator[Told | None, None]:
    before, quiet = await changes(), 0.0
    while True:
        await asyncio.sleep(SECONDS)
        after, quiet = await changes(), quiet + SECONDS
        if after != before:
            yield {"topic": topic}
        elif quiet >= HEARTBEAT_SECONDS:
            yield None
        else:
            continue
        before, quiet = after, 0.0
