"""Live pages: what changed, told to every browser that looks at it, by server-sent events."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Collection, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager, suppress
from typing import Annotated

from fastapi import APIRouter, Query, params
from starlette.responses import StreamingResponse

HEARTBEAT_SECONDS = 15.0
QUEUE = 64

Told = Mapping[str, object]
RELOAD: Told = {"reload": True}
_END: Told = {}


class LiveHub:
    """Hands what is published to everyone who listens in this process; one who falls behind is told to reload."""

    def __init__(self, *, queue: int = QUEUE, heartbeat: float = HEARTBEAT_SECONDS) -> None:
        self._size = queue
        self._heartbeat = heartbeat
        self._listeners: defaultdict[str, set[asyncio.Queue[Told]]] = defaultdict(set)

    @property
    def listeners(self) -> int:
        """How many subscriptions there are, a listener to two topics counted twice."""
        return sum(len(queues) for queues in self._listeners.values())

    def publish(self, topic: str, what: Told | None = None) -> None:
        """Tell everyone who listens to `topic`; never waits. No personal data in `what`: it only says what changed."""
        for queue in tuple(self._listeners.get(topic, ())):
            if queue.full():
                _say_only(queue, RELOAD)
            else:
                queue.put_nowait({"topic": topic, **(what or {})})

    def close(self) -> None:
        """End every subscription, so that a process can stop; browsers come back by themselves."""
        for queue in {queue for queues in self._listeners.values() for queue in queues}:
            _say_only(queue, _END)

    async def subscribe(self, topics: Collection[str]) -> AsyncGenerator[Told | None, None]:
        """Yield what is published to any of the topics, and None as a heartbeat when nothing came for a while."""
        with self._queue(topics) as queue:
            while True:
                what: Told | None = None
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._heartbeat):
                        what = await queue.get()
                if what is _END:
                    return
                yield what

    @contextmanager
    def _queue(self, topics: Collection[str]) -> Iterator[asyncio.Queue[Told]]:
        queue: asyncio.Queue[Told] = asyncio.Queue(self._size)
        for topic in topics:
            self._listeners[topic].add(queue)
        try:
            yield queue
        finally:
            for topic in topics:
                self._listeners[topic].discard(queue)
                if not self._listeners[topic]:
                    del self._listeners[topic]


def _say_only(queue: asyncio.Queue[Told], what: Told) -> None:
    while not queue.empty():
        queue.get_nowait()
    queue.put_nowait(what)


async def as_events(told: AsyncGenerator[Told | None, None]) -> AsyncIterator[str]:
    """Yield the lines of a text/event-stream: first a retry time, then a message each, heartbeats as comments."""
    yield "retry: 3000\n: listening\n\n"
    async with aclosing(told):
        async for what in told:
            yield ": still here\n\n" if what is None else f"data: {json.dumps(what, default=str)}\n\n"


def live_routes(hub: LiveHub, *, dependencies: Sequence[params.Depends]) -> APIRouter:
    """Return `GET /live?topic=...&topic=...`; include it under the service's prefix with who may listen."""
    router = APIRouter(dependencies=list(dependencies))

    @router.get("/live", include_in_schema=False)
    async def live(topic: Annotated[list[str], Query(min_length=1, max_length=20)]) -> StreamingResponse:
        return StreamingResponse(
            as_events(hub.subscribe(frozenset(topic))),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return router
