"""A small load generator: keep-alive connections that post bodies and time the answers.

Run as a process of its own, `python -m tests.bench.load PORT PATH CONNECTIONS`, with one body a line on standard input;
it prints the seconds it took and each answer's seconds as JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator

import uvloop


async def post_all(port: int, path: str, bodies: list[bytes], *, connections: int) -> tuple[float, list[float]]:
    """Post every body over so many connections from another process; return the seconds, and each answer's seconds."""
    command = [sys.executable, "-m", "tests.bench.load", str(port), path, str(connections)]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    answer, _ = await process.communicate(b"\n".join(bodies))
    seconds, times = json.loads(answer)
    return seconds, times


async def _post_all(port: int, path: str, connections: int) -> None:
    bodies = sys.stdin.buffer.read().splitlines()
    left, times = iter(bodies), list[float]()
    began = time.perf_counter()
    await asyncio.gather(*(_connection(port, path, left, times) for _ in range(connections)))
    sys.stdout.write(json.dumps([time.perf_counter() - began, times]))


async def _connection(port: int, path: str, left: Iterator[bytes], times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for body in left:
        began = time.perf_counter()
        await post(reader, writer, path=path, body=body)
        times.append(time.perf_counter() - began)
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


if __name__ == "__main__":
    uvloop.run(_post_all(int(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
