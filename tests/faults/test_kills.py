"""Each part of the stack is killed while it works: what was answered stands, is told, and stands once."""

import asyncio
import os
import signal

import httpx
import pytest

from deploy.local.stack import Stack
from shared.mongo.client import Client
from tests.faults.conftest import kill
from tests.stacks import a_delegation, a_registration, until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300)]

PEOPLE = 300


async def register(staff: httpx.AsyncClient, delegation_id: str, number: int) -> str:
    """Register one person, asking again under the same key until there is an answer."""
    body = a_registration(delegation_id, number)
    key = {"Idempotency-Key": f"{delegation_id}-{number}"}
    async with asyncio.timeout(90):
        while True:
            try:
                answer = await staff.post("/registration/api/participants", json=body, headers=key)
                if answer.status_code == 201:
                    return str(answer.json()["participant_id"])
                assert answer.status_code >= 500, answer.text
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)


async def register_everyone(staff: httpx.AsyncClient, delegation_id: str, count: int = PEOPLE) -> list[str]:
    """Register so many people, sixteen at a time; return their ids."""
    numbers = iter(range(count))
    ids: list[str] = []

    async def some() -> None:
        for number in numbers:
            ids.append(await register(staff, delegation_id, number))

    await asyncio.gather(*(some() for _ in range(16)))
    return ids


async def kept_once_and_copied(client: Client, delegation_id: str, ids: list[str]) -> None:
    """Wait until sponsorship has a copy of everyone; then there is one participant an answer, here and there."""
    copies = client["sponsorship"]["participants"]

    async def copied() -> bool:
        return await copies.count_documents({"_id": {"$in": ids}}) == len(ids)

    await until(copied, within=90)
    assert len(set(ids)) == len(ids)
    assert await client["registration"]["participants"].count_documents({"delegation_id": delegation_id}) == len(ids)
    assert await client["sponsorship"]["_dead_letters"].count_documents({}) == 0


@pytest.mark.parametrize("part", ["registration", "sponsorship", "nats-server", "mongod"])
async def test_a_part_killed_in_the_middle_loses_nothing_and_doubles_nothing(
    stack: Stack, client: Client, staff: httpx.AsyncClient, part: str
) -> None:
    delegation_id = await a_delegation(staff)
    registering = asyncio.create_task(register_everyone(staff, delegation_id))
    await asyncio.sleep(0.5)
    kill(stack, part)

    await kept_once_and_copied(client, delegation_id, await registering)


async def test_the_api_answers_while_the_bus_is_away(stack: Stack, client: Client, staff: httpx.AsyncClient) -> None:
    delegation_id = await a_delegation(staff)
    bus = stack.children["nats-server"].pid
    assert bus
    os.kill(bus, signal.SIGSTOP)
    try:
        ids = await register_everyone(staff, delegation_id, count=100)
        await asyncio.sleep(8)
        assert await client["sponsorship"]["participants"].count_documents({"_id": {"$in": ids}}) == 0
    finally:
        os.kill(bus, signal.SIGCONT)

    await kept_once_and_copied(client, delegation_id, ids)


async def test_a_service_that_is_down_is_shown_as_down_and_the_rest_goes_on(
    stack: Stack, staff: httpx.AsyncClient
) -> None:
    delegation_id = await a_delegation(staff)
    code = delegation_id.removeprefix("del_").removesuffix("_che")
    tile = f"/media/meetings/{code}/tile"
    await _shown(staff, tile)
    down = stack.children["sponsorship"].pid
    assert down
    os.kill(down, signal.SIGSTOP)
    try:
        hall = await _shown(staff, f"/meetings/{code}")
        await _shown(staff, tile)
    finally:
        os.kill(down, signal.SIGCONT)

    assert f"/sponsorship/meetings/{code}/tile" in hall


async def _shown(staff: httpx.AsyncClient, path: str) -> str:
    """Wait until a page is shown; return it."""

    async def text() -> str:
        answer = await staff.get(path, headers={"Accept": "text/html"})
        return answer.text if answer.status_code == 200 else ""

    return str(await until(text))


async def test_the_audit_chains_are_intact_after_all_of_it(staff: httpx.AsyncClient) -> None:
    for service in ("registration", "sponsorship", "side-events", "media"):
        verdict = (await staff.get(f"/{service}/operations/audit/verify")).json()
        assert verdict["intact"], verdict
