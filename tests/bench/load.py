"""A small load generator: keep-alive connections that post bodies and time the answers."""

import asyncio
import time
from collections.abc import Iterator


async def post_all(port: int, path: str, bodies: list[bytes], *, connections: int) -> tuple[float, list[float]]:
    """Post every body over so many connections; return the seconds it took and each answer's seconds."""
    left, times = iter(bodies), list[float]()
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, path, left, times) for _ in range(connections)))
    return time.perf_counter() - began, times


async def _connection(port: int, path: str, left: Iterator[bytes], times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for body in left:
            began = time.perf_counter()
            await post(reader, writer, path=path, body=body)
            times.append(time.perf_counter() - began)
    finally:
        writer.close()
        await writer.wait_closed()


async def post(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, path: str, body: bytes) -> bytes:
    """Post one body on an open connection; return the body of its answer, which must be 201."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body)}"
    writer.write(head.encode() + b"\r\n\r\n" + body)
    answer = await reader.readuntil(b"\r\n\r\n")
    length = int(answer.lower().split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
    text = await reader.readexactly(length)
    if not answer.startswith(b"HTTP/1.1 201"):
        raise RuntimeError(f"{answer.decode()}{text.decode()}")
    return text


def percentile(times: list[float], share: float) -> float:
    """Return the value below which this share of the times lies, in milliseconds."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000
