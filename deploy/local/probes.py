"""Whether something answers yet: a port, an address."""

import asyncio
from contextlib import closing, suppress


async def listens(port: int) -> bool:
    """Tell whether something accepts connections on this port of the loopback address."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()
    return True


async def answers(port: int, path: str) -> bool:
    """Tell whether a GET of this path is answered with 200."""
    try:
        async with asyncio.timeout(2):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            with closing(writer):  # also where the answer is late: what is left open is complained of much later
                writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n".encode())
                status = await reader.readline()
    except (OSError, TimeoutError):
        return False
    return b" 200 " in status
