"""Whatever comes by any route, the answer is an answer: no failure of ours, no trace of one, no secret."""

import re
from collections.abc import AsyncIterator, Mapping
from itertools import cycle
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from fastapi import FastAPI

from shared.web import House
from shared.who import SCOPED, Grant, Role, Who
from tests.pictures import PDF, a_picture
from tests.registration.matrix import Door, table
from tests.registration.nasty import NASTY, Maker, fields_known
from tests.registration.rich import a_rich_meeting, there_now
from tests.registration.test_pages import PAGE
from tests.registration.test_routes import API
from tests.running import SECRET, VAULT_KEY, as_who

pytestmark = [pytest.mark.real, pytest.mark.timeout(900)]

SEEDS = (10,)
"""Each makes every route another request; more of them are for trying by hand."""
NEVER = ("Traceback", 'File "/', SECRET, VAULT_KEY, "mongodb://", "pydantic")
FILES = (
    b"",
    b"GIF89a not a picture",
    b"%PDF-1.4 not a paper",
    b"PK\x03\x04 not a table",
    b"\xff\xfe\0\0",
    b"a,b\n=1+1,\x00",
    PDF,
    a_picture(30, 40),
    b"Delegation,Name,Role,E-mail\nKenya,\xe2\x80\xaeoaR,head,r@x.example\n",
)
PARTS = ("file", "photo", "document")
QUERY = ("q", "after", "sort", "status", "page", "size", "format", "for", "language", "delegation_id", "since", "days")
ENDS = (
    "/archive",
    "/close",
    "/close-registration",
    "/conclude",
    "/convene",
    "/withdraw",
    "/erase",
    "/reject",
    "/revoke",
)
NOT_FAR = frozenset({404, 409})
"""Answers of a route that did not get to what was sent."""
TRIES = 2
STREAMS = ("/live", "/stream", "/sign-out")
NOT_HERE = ("/registration/operations/", "/registration/webhooks", f"{API}/webhooks", f"{API}/operations")


@pytest.fixture
async def anybody(api: httpx.AsyncClient) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody whose cookies are nobody else's."""
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app_of(api)), base_url=api.base_url, timeout=30
    ) as client:
        yield client


def app_of(api: httpx.AsyncClient) -> FastAPI:
    app: FastAPI = api._transport.app  # type: ignore[attr-defined] # the app under the client
    return app


def everybody(ids: Mapping[str, list[str]]) -> dict[str, str]:
    """Return the headers of somebody who may do everything, so that every route goes as far as it can."""
    grants = [Grant(role=role) for role in Role if role not in SCOPED]
    grants += [Grant(role=Role.PARTICIPANT, scope=one) for one in ids["participant_id"]]
    grants += [Grant(role=Role.FOCAL_POINT, scope=one) for one in ids["delegation_id"]]
    grants += [Grant(role=Role.CHECK_IN_DEVICE, scope=one) for one in ids.get("device_id", ())]
    return as_who(Who(subject="staff:everybody", name="Everybody", grants=frozenset(grants)))


def wrong(answer: httpx.Response) -> bool:
    """Tell whether an answer is a failure, says more than it should, or of a refusal less than it must."""
    if answer.status_code >= 500 or any(word in answer.text for word in NEVER):
        return True
    if answer.status_code not in {409, 422} or answer.headers["content-type"] != "application/problem+json":
        return False
    problem = answer.json()
    told = [one["field"] and one["reason"] for one in problem.get("errors", ())]
    return not (problem["detail"] and problem["next_step"] and all(told))


def filled(path: str, maker: Maker) -> str:
    """Return the address with ids in it."""
    return re.sub(r"{(\w+)(:\w+)?}", lambda found: quote(maker.id_for(found[1]), safe=""), path)


def bodies(document: Mapping[str, Any], path: str) -> Mapping[str, Any] | None:
    """Return the schema of what a route of the API takes, or None where it takes a form with files."""
    content = document["paths"].get(path, {}).get("post", {}).get("requestBody", {}).get("content", {})
    schema: Mapping[str, Any] | None = content.get("application/json", {}).get("schema")
    return {} if schema is None and "multipart/form-data" not in content else schema


def late(path: str) -> bool:
    """Tell whether a route ends something: what comes behind it would not get far."""
    return path.endswith(ENDS)


def request_for(door: Door, maker: Maker, document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what to post: JSON as the API describes it, or a form with all sorts of fields and files."""
    file = ("a.csv", maker.dice.choice(FILES), "text/csv")
    if door.path.startswith(API):
        schema = bodies(document, door.path)
        return {"files": dict.fromkeys(PARTS, file)} if schema is None else {"json": maker.body(schema)}
    fields = fields_known(document)
    names = [name for name in sorted(fields) if maker.dice.random() < 0.8]
    sent: dict[str, Any] = {"data": maker.fields({name: fields[name] for name in names})}
    if maker.dice.random() < 0.5:
        sent["files"] = dict.fromkeys(PARTS, file)
    return sent


async def asked(
    anybody: httpx.AsyncClient, door: Door, maker: Maker, document: Mapping[str, Any]
) -> tuple[httpx.Response, dict[str, Any]]:
    """Ask a route as somebody who may do everything; return also what was sent."""
    headers = everybody(maker.ids) | ({} if door.path.startswith(API) else PAGE)
    sent = request_for(door, maker, document) if door.method == "POST" else {"params": query_for(maker)}
    return await anybody.request(door.method, filled(door.path, maker), headers=headers, **sent), sent


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_route_answers_whatever_is_sent_to_it(
    api: httpx.AsyncClient, anybody: httpx.AsyncClient, house: House[object], seed: int
) -> None:
    """What is posted, and what is asked of a page; each seed has a meeting of its own."""
    document, failures = app_of(api).openapi(), []
    ids = await a_rich_meeting(api, f"apmbc-nasty-{seed}")
    maker = Maker(document, ids, seed=seed)
    doors = [door for door in sorted(table()) if not door.path.startswith(NOT_HERE) and not door.path.endswith(STREAMS)]
    for number, door in enumerate(sorted(doors, key=lambda door: (late(door.path), door.method == "GET"))):
        if number % 25 == 0:
            maker.ids = await there_now(house, ids)
        for _ in range(TRIES):
            answer, sent = await asked(anybody, door, maker, document)
            if wrong(answer):
                failures.append((door, str(answer.url), sent, answer.status_code, answer.text[:300]))
            if door.method == "GET" or answer.status_code not in NOT_FAR:
                break
    assert not failures


def query_for(maker: Maker) -> dict[str, str]:
    """Return what to ask of a page."""
    return {name: maker.dice.choice(NASTY) for name in QUERY if maker.dice.random() < 0.3}


BROKEN = (
    b'{"full_name": "Asha',
    b"\xff\xfe\x00",
    b'{"full_name": "\\ud83d", "email": "a@b.example"}',
    b"[" * 50_000,
    b'{"number": ' + b"9" * 5_000 + b"}",
    b'{"number": NaN}',
)


async def test_what_is_no_json_is_refused_by_every_route(anybody: httpx.AsyncClient) -> None:
    ids = {"participant_id": ["par_none"], "delegation_id": ["del_none"]}
    headers, failures = everybody(ids) | {"Content-Type": "application/json"}, []
    doors = [door for door in sorted(table()) if door.method == "POST" and door.path.startswith(API)]
    for door, content in zip(doors, cycle(BROKEN), strict=False):
        answer = await anybody.post(re.sub(r"{\w+}", "none", door.path), content=content, headers=headers)
        if wrong(answer) or answer.status_code < 400:
            failures.append((door.path, content[:40], answer.status_code, answer.text[:300]))
    assert not failures
