"""How often one address may ask: a sliding window in memory, for sign-in and sign-in links."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import Depends, Request, params

from shared.errors import TooManyRequests


class Limit:
    """At most `calls` in any `seconds` for one key; the keys not seen for longest are forgotten above `size`."""

    def __init__(
        self, calls: int, seconds: float, *, size: int = 10_000, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._calls = calls
        self._seconds = seconds
        self._size = size
        self._clock = clock
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()

    def check(self, key: str) -> None:
        """Count one call; raise TooManyRequests if it is one too many."""
        self.allow(key)
        self.count(key)

    def allow(self, key: str) -> None:
        """Raise TooManyRequests if another call would be one too many; count nothing."""
        now = self._clock()
        calls = self._seen.get(key, deque())
        while calls and calls[0] <= now - self._seconds:
            calls.popleft()
        if len(calls) >= self._calls:
            wait = int(calls[0] + self._seconds - now) + 1
            raise TooManyRequests("You asked too often in a short time.", retry_after=wait)

    def count(self, key: str) -> None:
        """Count one call."""
        self._seen.setdefault(key, deque()).append(self._clock())
        self._seen.move_to_end(key)
        if len(self._seen) > self._size:
            self._seen.popitem(last=False)


def limited(limit: Limit) -> params.Depends:
    """Return the dependency that counts requests by the address they come from."""
    return _by_address(limit.check)


def allowed(limit: Limit) -> params.Depends:
    """Return the dependency that turns away an address which used its limit up, where only some answers count."""
    return _by_address(limit.allow)


def _by_address(check: Callable[[str], None]) -> params.Depends:
    async def within_limit(request: Request) -> None:
        check(address(request))

    dependency: params.Depends = Depends(within_limit)
    return dependency


def address(request: Request) -> str:
    """Return the network address a request comes from: the host, of IPv6 the /64 it can freely move in."""
    host = request.client.host if request.client else "unknown"
    try:
        parsed = ip_address(host)
    except ValueError:
        return host
    if isinstance(parsed, IPv6Address):
        return str(ip_network((parsed, 64), strict=False))
    return host
