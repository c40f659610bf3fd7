"""The whole stack for tests: four service processes behind the front door, on ports and data of its own."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from deploy.local.home import Home
from deploy.local.ports import Ports, free_port, is_free
from deploy.local.stack import Stack
from shared.clock import new_id, utc_now
from shared.identity import Keys
from shared.who import SCOPED, Grant, Role, Who

BLOCK = range(11)
STAFF = frozenset(Role) - SCOPED


def free_ports() -> Ports:
    """Return a block of ports nobody uses now."""
    while True:
        door = free_port()
        if all(is_free(door + n) for n in BLOCK):
            return Ports(door=door)


@asynccontextmanager
async def running_stack(folder: Path) -> AsyncIterator[Stack]:
    """Run the stack over `folder`."""
    async with Stack(Home(folder), free_ports()) as stack:
        yield stack


def staff(stack: Stack, *roles: Role) -> dict[str, str]:
    """Return the headers of someone of staff; without roles, of one who has them all."""
    grants = frozenset(Grant(role=role) for role in roles or STAFF)
    who = Who(subject="staff:test", name="Test", grants=grants)
    return {"Authorization": f"Bearer {Keys(stack.credentials.session_secret).bearer_token(who)}"}


@asynccontextmanager
async def desk(stack: Stack) -> AsyncIterator[httpx.AsyncClient]:
    """Yield a client of the front door with every role of staff."""
    async with httpx.AsyncClient(base_url=stack.address, headers=staff(stack), timeout=30) as client:
        yield client


async def a_delegation(client: httpx.AsyncClient) -> str:
    """Announce a meeting, open registration, invite all States; return the id of one of their delegations."""
    code = f"T-{new_id('x')[2:12]}"
    meeting: dict[str, Any] = {
        "code": code,
        "kind": "MSP",
        "title": "A meeting for tests",
        "opens_on": "2027-11-29",
        "closes_on": "2027-12-03",
        "venue": "Palais des Nations",
        "city": "Geneva",
        "country": "CHE",
        "symbol_pattern": "APLC/TEST/INF.{number}",
    }
    announced = _body(await client.post("/registration/api/meetings", json=meeting))
    at = f"/registration/api/meetings/{announced['meeting_id']}"
    _body(await client.post(f"{at}/open"))
    _body(await client.post(f"{at}/invite-states"))
    return f"del_{code.lower()}_che"


def a_registration(delegation_id: str, number: int) -> dict[str, str]:
    """Return the body that registers one person."""
    return {"delegation_id": delegation_id, "full_name": f"Person {number}", "email": f"p{number}@example.org"}


def _body(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise RuntimeError(f"{answer.request.url}: {answer.status_code} {answer.text}")
    body: dict[str, Any] = answer.json()
    return body


async def until(check: Callable[[], Awaitable[object]], *, within: float = 90, every: float = 0.05) -> object:
    """Return what `check` finds, as soon as it finds something; `within` is for machines that do much else."""
    async with asyncio.timeout(within):
        while not (found := await check()):  # noqa: ASYNC110 - other processes ring no bell here
            await asyncio.sleep(every)
    return found


def soon(began: datetime) -> datetime:
    """Return an instant soon, yet so far ahead that a machine as slow as since `began` does a few things before it."""
    now = utc_now()
    return now + timedelta(seconds=1) + 4 * (now - began)
