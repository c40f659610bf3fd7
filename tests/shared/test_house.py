"""From a command over HTTP to another service's store, on a real bus and a real database."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from fastapi import FastAPI

from shared.kept import Kept, Unique
from shared.mongo import Database
from shared.schedules import GRACE
from shared.web import House, make_app
from tests.servers import RealServers
from tests.shared.toys import (
    SEATS,
    Drawn,
    administrator,
    fresh,
    plan_app,
    running,
    seat_routes,
    seats_app,
    settings,
)
from tests.stacks import until

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
async def seats(servers: RealServers) -> AsyncIterator[httpx.AsyncClient]:
    async with running(seats_app(servers)) as client:
        yield client


@pytest.fixture(scope="module")
async def plan_of(servers: RealServers) -> AsyncIterator[FastAPI]:
    app = plan_app(servers)
    async with running(app):
        yield app


@pytest.fixture
def plan(plan_of: FastAPI) -> Database:
    house: House[object] = plan_of.state.house
    return house.database


async def take(seats: httpx.AsyncClient, seat_id: str, **more: object) -> httpx.Response:
    number = abs(hash(seat_id)) % 1_000_000_000
    return await seats.post("/registration/api/seats", json={"seat_id": seat_id, "number": number, "by": "Ana", **more})


async def test_a_command_reaches_another_services_store(seats: httpx.AsyncClient, plan: Database) -> None:
    seat_id = fresh()
    answer = await take(seats, seat_id)

    assert (answer.status_code, answer.json()) == (201, {"seat_id": seat_id})
    assert await until(lambda: plan["drawn"].find_one({"_id": seat_id, "taken_by": "Ana"}))


async def test_many_commands_at_once_are_all_told(seats: httpx.AsyncClient, plan: Database) -> None:
    ids = [fresh() for _ in range(200)]
    answers = await asyncio.gather(*(take(seats, id) for id in ids))

    async def all_drawn() -> bool:
        return await plan["drawn"].count_documents({"_id": {"$in": ids}}) == 200

    assert {answer.status_code for answer in answers} == {201}
    assert await until(all_drawn)


async def test_what_falls_due_happens_at_its_instant_and_never_early(
    seats: httpx.AsyncClient, servers: RealServers
) -> None:
    seat_id, before = fresh(), datetime.now(UTC)
    await take(seats, seat_id, free_in_ms=2_000)
    house: House[object] = seats._transport.app.state.house  # type: ignore[attr-defined] # the app under the client

    async def freed() -> object:
        return await house.database["seats"].find_one({"_id": seat_id, "taken_by": ""})

    await until(freed)
    # What is late by more than the grace was not its schedule's doing: the sweep asked for it.
    assert timedelta(seconds=2) <= datetime.now(UTC) - before < timedelta(seconds=2) + GRACE


async def test_a_refused_reaction_becomes_a_dead_letter_and_can_be_dropped(
    seats: httpx.AsyncClient, plan_of: FastAPI, plan: Database
) -> None:
    await plan["_dead_letters"].delete_many({})
    await take(seats, "seat_13")
    await until(lambda: plan["_dead_letters"].find_one({}))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=plan_of), base_url="http://x") as client:
        letters = (await client.get("/media/operations/dead-letters", headers=administrator())).json()
        assert [letter["error"] for letter in letters] == ["Unlucky: Nobody rings for seat 13."]
        dropped = await client.delete(f"/media/operations/dead-letters/{letters[0]['id']}", headers=administrator())

    assert (dropped.status_code, await plan["_dead_letters"].find_one({})) == (200, None)


async def test_copies_are_rebuilt_from_the_streams(seats: httpx.AsyncClient, plan_of: FastAPI, plan: Database) -> None:
    changed, lost = fresh(), fresh()
    both = {"_id": {"$in": [changed, lost]}, "taken_by": "Ana"}

    async def drawn() -> bool:
        return await plan["drawn"].count_documents(both) == 2

    await take(seats, changed)
    await take(seats, lost)
    await until(drawn)
    await plan["drawn"].update_one({"_id": changed}, {"$set": {"taken_by": "somebody else"}})
    await plan["drawn"].delete_one({"_id": lost})
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=plan_of), base_url="http://x") as client:
        answer = await client.post("/media/operations/replay", json={}, headers=administrator(), timeout=60)

    assert answer.status_code == 200, answer.text
    assert await drawn()


async def test_the_audit_chain_of_commands_is_intact_and_a_change_is_found(seats: httpx.AsyncClient) -> None:
    house: House[object] = seats._transport.app.state.house  # type: ignore[attr-defined] # the app under the client
    seat_id = fresh()
    await take(seats, seat_id)
    await until(lambda: house.database["_audit"].find_one({"about": seat_id}))
    verdict = (await seats.get("/registration/operations/audit/verify", headers=administrator())).json()
    assert verdict["intact"], verdict

    await house.database["_audit"].update_one({"about": seat_id}, {"$set": {"record.who": "staff:mallory"}})
    verdict = (await seats.get("/registration/operations/audit/verify", headers=administrator())).json()
    assert (verdict["intact"], verdict["reason"].endswith("was changed")) == (False, True)


async def test_the_same_key_gives_the_same_answer_and_one_seat(seats: httpx.AsyncClient) -> None:
    seat_id = fresh()
    body = {"seat_id": seat_id, "number": 7_000_000_001, "by": "Ana"}
    key = {"Idempotency-Key": f"key-{seat_id}"}
    answers = await asyncio.gather(*(seats.post("/registration/api/seats", json=body, headers=key) for _ in range(5)))
    other = await seats.post("/registration/api/seats", json={**body, "by": "Ben"}, headers=key)

    assert [answer.status_code for answer in answers] == [201] * 5
    assert (other.status_code, other.json()["type"]) == (422, "urn:plenary:problem:key-reused")


async def test_refusals_are_problems_with_field_reason_and_next_step(seats: httpx.AsyncClient) -> None:
    body = {"seat_id": fresh(), "number": 7_000_000_002, "by": "Ana"}
    await seats.post("/registration/api/seats", json=body)
    answer = await seats.post("/registration/api/seats", json={**body, "seat_id": fresh()})

    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, problem["errors"]) == (409, [{"field": "number", "reason": "This exists already."}])
    assert problem["next_step"]
    assert problem["correlation_id"] == answer.headers["x-correlation-id"]


async def test_an_unreadable_body_names_its_fields(seats: httpx.AsyncClient) -> None:
    answer = await seats.post("/registration/api/seats", json={"seat_id": "s", "number": "many", "colour": "red"})

    assert answer.status_code == 422
    assert {error["field"] for error in answer.json()["errors"]} == {"number", "by", "colour"}


async def test_a_failure_says_nothing_of_its_inside(seats: httpx.AsyncClient) -> None:
    answer = await seats.get("/registration/api/broken")

    assert (answer.status_code, "secret" in answer.text) == (500, False)


async def test_nobody_passes_without_a_role(seats: httpx.AsyncClient) -> None:
    nobody = await seats.post("/registration/api/secret")
    other = await seats.post("/registration/api/secret", headers=administrator())

    assert (nobody.status_code, other.status_code) == (401, 403)


async def test_health_and_metrics_tell_how_the_service_stands(seats: httpx.AsyncClient) -> None:
    ready = await seats.get("/registration/health/ready")
    metrics = (await seats.get("/registration/metrics")).text

    assert (ready.status_code, ready.json()["status"]) == (200, "ready")
    assert 'plenary_requests_total{method="POST",route="/registration/api/seats",status="201"}' in metrics


class Heard(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(f"{record.getMessage()} {getattr(record, 'facts', '')}")


async def test_documents_that_break_a_rule_stop_no_service_and_are_named_to_the_operator(servers: RealServers) -> None:
    """Written before there was the rule: the service starts and leads, and the log says which they are."""
    rule = Unique(("taken_by",), reason="One chair each.")
    kept = (*SEATS.kept, Kept("chairs", Drawn, key="seat_id", unique=(rule,)))
    app = make_app(replace(SEATS, name="sponsorship", kept=kept, hears=()), settings(servers), seat_routes)
    house: House[object] = app.state.house
    await house.database["chairs"].insert_many([{"_id": fresh(), "taken_by": "Ana"} for _ in range(2)])
    heard = Heard()
    logging.getLogger("plenary").addHandler(heard)

    async def named() -> bool:
        return any("share taken_by Ana: One chair each." in one for one in heard.said)

    async with running(app) as client:
        assert await until(named)
        assert (await client.get("/registration/health/ready")).status_code == 200
        await house.database["chairs"].drop()
    logging.getLogger("plenary").removeHandler(heard)
