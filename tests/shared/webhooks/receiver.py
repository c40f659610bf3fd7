"""A receiver of webhooks on a real socket that can be rude: it refuses, hangs, redirects, or says much."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Received:
    """One request as it arrived."""

    target: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """What arrived, and how the next request is answered: by the first of `answers`, else with 204."""

    address: str = ""
    received: list[Received] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection until it is closed."""
        try:
            while True:
                self.received.append(await _read(reader))
                self.arrived.set()
                await self.go_on.wait()
                writer.write(_written(self.answers.pop(0) if self.answers else "204 No Content"))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    @property
    def ids(self) -> list[str]:
        """The `webhook-id` of each request, in the order they came."""
        return [one.headers["webhook-id"] for one in self.received]


async def _read(reader: asyncio.StreamReader) -> Received:
    first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Received(first.split()[1], headers, await reader.readexactly(int(headers.get("content-length", 0))))


def _written(answer: str) -> bytes:
    """Return an answer such as `500 Broken`, `429 Slow|Retry-After: 60` or `500 Broken||the text of it`."""
    status, _, rest = answer.partition("|")
    header, _, text = rest.partition("|")
    more = f"{header}\r\n" if header else ""
    return f"HTTP/1.1 {status}\r\n{more}Content-Length: {len(text)}\r\n\r\n{text}".encode()


@asynccontextmanager
async def a_receiver(*, hanging: bool = False) -> AsyncIterator[Receiver]:
    """Run a receiver on a free port; a hanging one answers nothing before `go_on` is set."""
    receiver = Receiver()
    if not hanging:
        receiver.go_on.set()
    serving: set[asyncio.Task[None]] = set()

    def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(receiver.serve(reader, writer))
        serving.add(task)
        task.add_done_callback(serving.discard)

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    receiver.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook?from=plenary"
    try:
        yield receiver
    finally:
        server.close()
        for task in list(serving):
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)
        await server.wait_closed()
