"""Calls to the world outside over HTTP: bounded in time and size, and only where they may go."""

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property
from urllib.parse import urlsplit

import httpx

from shared.reach import AddressNotAllowed, Reach

TIMEOUT = 10.0
"""Seconds for one call: from the look-up of the name to the end of what is read of the answer."""

READ_BYTES = 4_096
SHOWN = 200
"""Letters of an answer that are kept for the log."""

CONNECTIONS = 4
TRIED = 3
"""Machines of one name that are tried before it counts as not reached."""

Resolve = Callable[[str, int], Awaitable[list[str]]]


class NotReached(Exception):
    """Nobody answered; the text says why, for the log."""


class TooSlow(NotReached):
    """There was no whole answer in time."""


class NotLetOut(NotReached):
    """The name leads to a machine that may not be called."""


@dataclass(frozen=True)
class Answer:
    """What came back: status, the beginning of the text, and when to come again if it said so."""

    status: int
    text: str
    retry_after: timedelta | None = None


async def resolve_name(host: str, port: int) -> list[str]:
    """Return the machines of a name; raises OSError where there is none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Outside:
    """The world outside as this house may call it."""

    def __init__(self, reach: Reach, *, resolve: Resolve = resolve_name, timeout: float = TIMEOUT) -> None:
        self.reach = reach
        self._resolve = resolve
        self._timeout = timeout

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Who is believed; made once, for it is slow to make."""
        return ssl.create_default_context()

    async def must_lead_out(self, address: str) -> None:
        """Refuse an address that is badly written, that nobody knows, or that leads inside."""
        self.reach.must_allow(address)
        try:
            async with asyncio.timeout(self._timeout):
                await self.machines(address)
        except NotLetOut as refused:
            raise AddressNotAllowed("This address leads into a private network.", field="address") from refused
        except (NotReached, TimeoutError) as failure:
            raise AddressNotAllowed("Nobody knows a machine of this name.", field="address") from failure

    async def machines(self, address: str) -> list[str]:
        """Return the machines an address leads to, as far as they may be called."""
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port or (80 if parts.scheme == "http" else 443)
        try:
            found = await self._resolve(host, port)
        except OSError as failure:
            raise NotReached(str(failure)) from failure
        allowed = [one for one in found if self.reach.may_connect(one)]
        if not allowed:
            raise NotLetOut(f"{host} is {', '.join(found)}")
        return allowed[:TRIED]

    @asynccontextmanager
    async def line(self) -> AsyncIterator["Line"]:
        """Open a few connections for calls to one receiver; small clients are fast, and shared ones mix up names."""
        limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
        async with httpx.AsyncClient(
            verify=self._trust, trust_env=False, limits=limits, timeout=self._timeout
        ) as client:
            yield Line(self, client, timeout=self._timeout)


class Line:
    """Connections to one receiver. Each call looks the name up and goes to the very machine that was looked at."""

    def __init__(self, outside: Outside, client: httpx.AsyncClient, *, timeout: float) -> None:
        self._outside = outside
        self._client = client
        self._timeout = timeout

    async def post(self, address: str, body: bytes, *, headers: Mapping[str, str]) -> Answer:
        """Post `body` once; raises NotReached. No redirect is followed, and little is read of the answer."""
        try:
            self._outside.reach.must_allow(address)
            async with asyncio.timeout(self._timeout):
                return await self._first_of(await self._outside.machines(address), address, body, headers=headers)
        except AddressNotAllowed as refused:
            raise NotLetOut(refused.reason) from refused
        except (TimeoutError, httpx.TimeoutException) as failure:
            raise TooSlow(f"no answer within {self._timeout:g} s") from failure
        except (httpx.HTTPError, httpx.InvalidURL) as failure:
            raise NotReached(str(failure) or type(failure).__name__) from failure

    async def _first_of(self, machines: list[str], address: str, body: bytes, *, headers: Mapping[str, str]) -> Answer:
        for machine in machines[:-1]:
            try:
                return await self._post(machine, address, body, headers=headers)
            except httpx.ConnectError:
                continue
        return await self._post(machines[-1], address, body, headers=headers)

    async def _post(self, machine: str, address: str, body: bytes, *, headers: Mapping[str, str]) -> Answer:
        url = httpx.URL(address)
        asked = self._client.stream(
            "POST",
            url.copy_with(host=machine),
            content=body,
            headers={**headers, "Host": url.netloc.decode()},
            extensions={"sni_hostname": url.host},
        )
        async with asked as answer:
            return Answer(answer.status_code, await _beginning(answer), _retry_after(answer.headers))


async def _beginning(answer: httpx.Response) -> str:
    read = b""
    async for piece in answer.aiter_raw(READ_BYTES):
        read += piece
        if len(read) >= READ_BYTES:
            break
    return re.sub(r"[^\x20-\x7e]+", " ", read[: 4 * SHOWN].decode("utf-8", "replace")).strip()[:SHOWN]


def _retry_after(headers: httpx.Headers) -> timedelta | None:
    """Return how long the receiver asks us to wait, in seconds or until a date (RFC 9110, 10.2.3)."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal() and len(said) < 9:
        return timedelta(seconds=int(said))
    try:
        at = parsedate_to_datetime(said)
    except ValueError:
        return None
    wait = at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)
    return max(wait, timedelta(0))
