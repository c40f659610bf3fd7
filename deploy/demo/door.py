"""The way into the services: their public HTTP APIs through the front door, at most so many requests at once."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Mapping
from time import monotonic
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx

from deploy.local.failures import StackError
from shared.identity.tokens import Keys
from shared.who import Who

T = TypeVar("T")
Answer = Any  # JSON as a service sent it; each chapter reads what it needs

LANES, AT_ONCE = 4, 24
"""One client slows down beyond some ten connections, so several small ones share the work."""

PEOPLE_AN_ADDRESS = 20
TRIES = 5
PASSING = frozenset({502, 503, 504})
DONE = frozenset(
    {
        "already-announced",
        "already-applied",
        "already-checked-in",
        "already-confirmed",
        "already-invited",
        "already-nominated",
        "already-registered",
        "already-taken",
        "already-withdrawn",
        "fund-open-already",
        "key-reused",
        "nothing-changed",
        "registration-open-already",
    }
)
"""Refusals that say: it is so already. The player asks for nothing it did not want, so these count as done."""

NOT_YET = frozenset({"not-invited", "not-a-delegation", "not-found", "reason-needed"})
"""Refusals of a service that has not heard yet of a meeting, a delegation or new dates; asked again until it has."""

PATIENCE = 45.0
"""Seconds after which what one service told must have reached the others."""


class DemoFailed(StackError):
    """The meeting cannot be played on; the message says at which step and why."""


class Door:
    """The front door, with a token for everyone who acts."""

    def __init__(self, address: str, session_secret: str, *, seed: int) -> None:
        self.address = address.rstrip("/")
        self._keys = Keys(session_secret)
        self._tokens: dict[str, str] = {}
        self._seed = seed
        self._places = asyncio.Semaphore(AT_ONCE)
        limits = httpx.Limits(max_connections=AT_ONCE // LANES + 2)
        self._clients = [httpx.AsyncClient(base_url=self.address, limits=limits, timeout=30) for _ in range(LANES)]
        self._next = itertools.cycle(tuple(self._clients))
        self.asked = 0
        self.repeated = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.gather(*(client.aclose() for client in self._clients))

    async def tell(self, who: Who, path: str, body: object = None, *, step: str) -> Answer:
        """Send a command under a key made of the seed and the step; return the answer, None where it was so already."""
        headers = {**self._as(who), "Idempotency-Key": f"demo-{self._seed}-{step}"}

        async def send() -> httpx.Response | None:
            answer = await self._send("POST", path, headers=headers, body=body)
            return None if _kind(answer) in NOT_YET else answer

        answer = await until(send, what=f"{step}: {path} refuses what it has not heard of")
        if answer.is_success:
            return answer.json() if answer.content else {}
        if _kind(answer) in DONE:
            self.repeated += 1
            return None
        raise DemoFailed(f"{step}: {path} answered {answer.status_code}: {reason(answer)}")

    async def tell_from(self, number: int, path: str, body: object, *, step: str) -> None:
        """Send a public form's command as one of many people.

        Such forms count by address, so people come from several where this machine has them; who is still counted out
        is left for later.
        """
        headers = {"Idempotency-Key": f"demo-{self._seed}-{step}"}
        async with self._places:
            answer = await self._elsewhere(number // PEOPLE_AN_ADDRESS).post(path, headers=headers, json=body)
        if not answer.is_success and _kind(answer) not in {*DONE, "too-many-requests"}:
            raise DemoFailed(f"{step}: {path} answered {answer.status_code}: {reason(answer)}")

    def _elsewhere(self, number: int) -> httpx.AsyncClient:
        """Return a client at another address of this machine, where the front door is on this machine too."""
        if not self.address.startswith("http://127.0.0.1:"):
            return self._clients[0]
        while len(self._clients) <= LANES + number:
            transport = httpx.AsyncHTTPTransport(local_address=f"127.0.1.{len(self._clients) - LANES + 1}")
            self._clients.append(httpx.AsyncClient(base_url=self.address, transport=transport, timeout=30))
        return self._clients[LANES + number]

    async def read(self, who: Who, path: str, **asked: str | int) -> Answer:
        """Return what a service answers."""
        answer = await self._send("GET", path, headers=self._as(who), asked=asked)
        if not answer.is_success:
            raise DemoFailed(f"GET {path} answered {answer.status_code}: {reason(answer)}")
        return answer.json()

    async def find(self, who: Who, path: str) -> Answer:
        """Return what a service answers, or None where there is no such thing yet."""
        answer = await self._send("GET", path, headers=self._as(who))
        if answer.status_code == 404:
            return None
        if not answer.is_success:
            raise DemoFailed(f"GET {path} answered {answer.status_code}: {reason(answer)}")
        return answer.json()

    async def rows(self, who: Who, path: str, *, size: int) -> list[Answer]:
        """Return every row of a paged list."""
        found: list[Answer] = []
        after: str | None = None
        while True:
            more = {"after": after} if after else {}
            page = await self.read(who, path, size=size, **more)
            found += page["rows"]
            after = page["after"]
            if not after:
                return found

    async def form(self, path: str, **fields: str) -> None:
        """Send a public form."""
        await self._clients[0].post(path, data=fields)

    async def text(self, who: Who, path: str) -> str:
        """Return a page as text."""
        return (await self._send("GET", path, headers=self._as(who))).text

    async def _send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        asked: Mapping[str, str | int] | None = None,
        body: object = None,
    ) -> httpx.Response:
        """Send until it is answered: a command carries its key, so sending it twice does it once."""
        self.asked += 1
        for attempt in range(TRIES):
            try:
                async with self._places:
                    answer = await next(self._next).request(
                        method, path, headers=dict(headers), params=asked, json=body
                    )
            except httpx.TransportError as failure:
                if attempt == TRIES - 1:
                    raise DemoFailed(f"{path}: nothing answers at {self.address} ({failure!r}).") from failure
            else:
                if answer.status_code not in PASSING and _kind(answer) != "conflict":
                    return answer
            await asyncio.sleep(0.2 * 2**attempt)
        return answer

    def _as(self, who: Who) -> dict[str, str]:
        if not who.grants:
            return {}
        if who.subject not in self._tokens:
            self._tokens[who.subject] = self._keys.bearer_token(who)
        return {"Authorization": f"Bearer {self._tokens[who.subject]}"}


async def until(look: Callable[[], Awaitable[T | None]], *, what: str, within: float = PATIENCE) -> T:
    """Look again and again until something is there; another service heard what was told."""
    deadline = monotonic() + within
    pause = 0.05
    while True:
        found = await look()
        if found:
            return found
        if monotonic() > deadline:
            raise DemoFailed(f"After {within:.0f} s still not: {what}.")
        await asyncio.sleep(pause)
        pause = min(pause * 1.5, 0.5)


def _kind(answer: httpx.Response) -> str:
    if answer.is_success or "problem+json" not in answer.headers.get("content-type", ""):
        return ""
    return str(answer.json().get("type", "")).rsplit(":", 1)[-1]


def reason(answer: httpx.Response) -> str:
    """Return in one line why something was refused."""
    try:
        problem = answer.json()
    except ValueError:
        return answer.reason_phrase
    errors = "; ".join(f"{one['field']}: {one['reason']}" for one in problem.get("errors", ()))
    return " ".join(filter(None, (problem.get("detail"), errors, problem.get("next_step"))))
