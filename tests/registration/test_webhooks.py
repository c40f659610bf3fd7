"""Webhooks of registration on a real bus and a real database: what is told reaches a receiver, signed, with a log."""

import asyncio
import html
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from shared.who import Grant, Role, Who
from tests.registration.test_routes import API, a_body, an_open_meeting
from tests.running import as_who
from tests.shared.webhooks.receiver import Received, Receiver, a_receiver

pytestmark = pytest.mark.real

ADMINISTRATOR = as_who(Who(subject="staff:adm", name="Adm", grants=frozenset({Grant(role=Role.ADMINISTRATOR)})))
PAGE = ADMINISTRATOR | {"Accept": "text/html"}
ANNOUNCED = "registration.meeting.announced.v1"
TEST = "plenary.webhook.test.v1"
PAPER = Path(__file__).parents[2] / "docs" / "webhooks.md"

Verify = Callable[[str, dict[str, str], bytes], bool]


def as_documented() -> Verify:
    """Return the function that receivers are told to verify with."""
    code = re.search(r"```python\n(.*?)```", PAPER.read_text(encoding="utf-8"), re.DOTALL)
    assert code
    names: dict[str, Any] = {}
    exec(code[1], names)  # noqa: S102 - what the paper says is what is tried
    return cast(Verify, names["verify"])


async def arrived(receiver: Receiver, many: int) -> list[Received]:
    """Return what arrived once there is so much of it."""
    async with asyncio.timeout(90):
        while len(receiver.received) < many:
            receiver.arrived.clear()
            await receiver.arrived.wait()
    return receiver.received


async def the_log(api: httpx.AsyncClient, webhook_id: str, **fields: object) -> list[dict[str, Any]]:
    """Return the log once a line of it says so: the record comes after the answer."""
    async with asyncio.timeout(90):
        while True:
            answer = await api.get(f"{API}/webhooks/{webhook_id}/deliveries", headers=ADMINISTRATOR)
            lines: list[dict[str, Any]] = answer.json()["deliveries"]
            if any(all(line[name] == value for name, value in fields.items()) for line in lines):
                return lines
            await asyncio.sleep(0.05)


async def add(api: httpx.AsyncClient, address: str, *kinds: str) -> dict[str, str]:
    answer = await api.post(f"{API}/webhooks", json={"address": address, "kinds": kinds}, headers=ADMINISTRATOR)
    assert answer.status_code == 201, answer.text
    made: dict[str, str] = answer.json()
    return made


async def remove(api: httpx.AsyncClient, webhook_id: str) -> None:
    await api.post(f"{API}/webhooks/{webhook_id}/remove", headers=ADMINISTRATOR)


async def test_what_is_told_reaches_a_receiver_that_verifies_it_as_documented(api: httpx.AsyncClient) -> None:
    async with a_receiver() as receiver:
        made = await add(api, receiver.address, ANNOUNCED)
        await an_open_meeting(api, "APMBC-HOOK")
        message = (await arrived(receiver, 1))[0]
        log = await the_log(api, made["webhook_id"], state="delivered")
        await remove(api, made["webhook_id"])

    event, verify = json.loads(message.body), as_documented()
    assert (event["type"], event["data"]["code"]) == (ANNOUNCED, "APMBC-HOOK")
    assert event["id"] == message.headers["webhook-id"]
    assert verify(made["secret"], message.headers, message.body)
    assert not verify(made["secret"], message.headers, message.body + b" ")
    assert not verify("whsec_" + "A" * 43 + "=", message.headers, message.body)
    assert [(line["kind"], line["state"], line["tries"], line["status"]) for line in log] == [
        (ANNOUNCED, "delivered", 1, 204)
    ]


async def test_a_receiver_that_was_away_is_sent_what_failed(api: httpx.AsyncClient) -> None:
    async with a_receiver() as receiver:
        receiver.answers = ["500 Broken||not today"]
        made = await add(api, receiver.address, ANNOUNCED)
        await api.post(f"{API}/meetings", json=a_body("APMBC-HOOK2"))
        failed = await the_log(api, made["webhook_id"], state="failed")
        since = {"since": failed[0]["queued_at"]}
        queued = await api.post(f"{API}/webhooks/{made['webhook_id']}/resend", json=since, headers=ADMINISTRATOR)
        await the_log(api, made["webhook_id"], state="delivered")
        await remove(api, made["webhook_id"])

    assert (failed[0]["status"], failed[0]["trouble"], failed[0]["detail"]) == (500, "answered", "not today")
    assert queued.json() == {"deliveries": 1, "more": False}
    assert len(receiver.ids) == 2
    assert len(set(receiver.ids)) == 1


async def test_an_administrator_does_everything_from_the_pages(api: httpx.AsyncClient) -> None:
    async with a_receiver() as receiver:
        sent = {"address": receiver.address, "description": "The badge printer", "key": "form_hook"}
        made = await api.post("/registration/webhooks", data=sent, headers=PAGE)
        secret = re.search(r"whsec_[\w+/=]+", html.unescape(made.text))
        own = re.search(r"/registration/webhooks/whk_\w+", made.text)
        assert secret
        assert own
        await api.post(f"{own[0]}/test", headers=PAGE)
        await arrived(receiver, 1)
        log = await the_log(api, own[0].rpartition("/")[2], kind=TEST, state="delivered")
        page = (await api.get(own[0], headers=PAGE)).text
        table = (await api.get(f"{own[0]}?format=csv", headers=PAGE)).text
        again = await api.post(f"{own[0]}/deliveries/{log[0]['delivery_id']}/resend", headers=PAGE)
        await arrived(receiver, 2)

    assert as_documented()(secret[0], receiver.received[0].headers, receiver.received[0].body)
    assert receiver.ids == [log[0]["event_id"]] * 2
    assert secret[0] not in page
    assert "The badge printer" in page
    assert TEST in page
    assert "Test webhook" in page
    assert f"{TEST},delivered" in table
    assert again.status_code == 303
    await the_rest(api, own[0])


async def the_rest(api: httpx.AsyncClient, own: str) -> None:
    """Pause, resume, edit, rotate and remove from the pages."""
    form = await api.get(f"{own}/edit", headers=PAGE)
    version = re.search(r'name="version" value="(\d+)"', form.text)
    assert version
    settings = {"address": "https://127.0.0.1:1/", "description": "Elsewhere", "kinds": ANNOUNCED}
    stale = await api.post(f"{own}/edit", data={**settings, "version": "1"}, headers=PAGE)
    edited = await api.post(f"{own}/edit", data={**settings, "version": version[1]}, headers=PAGE)
    rotated = await api.post(f"{own}/rotate", headers=PAGE)
    paused = await api.post(f"{own}/pause", headers=PAGE)
    refused = await api.post(f"{own}/test", headers=PAGE)
    resumed = await api.post(f"{own}/resume", headers=PAGE)
    asked = await api.get(f"{own}/remove", headers=PAGE)
    removed = await api.post(f"{own}/remove", headers=PAGE)

    assert (stale.status_code, edited.status_code) == (409, 303)
    assert "whsec_" in rotated.text
    assert [one.status_code for one in (paused, refused, resumed, asked, removed)] == [303, 409, 303, 200, 303]
    assert own not in (await api.get("/registration/webhooks", headers=PAGE)).text
    assert (await api.get(own, headers=PAGE)).status_code == 404


async def test_an_address_or_an_event_that_will_not_do_is_said_beside_its_field(api: httpx.AsyncClient) -> None:
    sent = {"address": "http://receiver.example/hook"}
    plain = await api.post("/registration/webhooks", data=sent, headers=PAGE)
    unknown = {"address": "https://127.0.0.1/", "kinds": ["media.release.published.v1"]}
    other = await api.post(f"{API}/webhooks", json=unknown, headers=ADMINISTRATOR)

    assert plain.status_code == 422
    assert "Only addresses that begin with https:// are called." in plain.text
    assert "http://receiver.example/hook" in plain.text
    assert [error["field"] for error in other.json()["errors"]] == ["kinds"]


async def test_the_secret_is_nowhere_but_in_the_answer(api: httpx.AsyncClient) -> None:
    key = {"Idempotency-Key": "hook-once"} | ADMINISTRATOR
    made = await api.post(f"{API}/webhooks", json={"address": "https://127.0.0.1:1/"}, headers=key)
    repeated = await api.post(f"{API}/webhooks", json={"address": "https://127.0.0.1:1/"}, headers=key)
    webhook_id, secret = made.json()["webhook_id"], made.json()["secret"]
    house = api._transport.app.state.house  # type: ignore[attr-defined] # the app under the client
    kept = [
        f"{found}" for place in ("_webhooks", "_answers", "_audit") async for found in house.database[place].find({})
    ]
    await remove(api, webhook_id)

    assert repeated.json() == made.json()
    assert [one for one in kept if secret in one] == []
    assert secret not in (await api.get(f"{API}/webhooks", headers=ADMINISTRATOR)).text


async def test_operators_see_how_many_were_stopped(api: httpx.AsyncClient) -> None:
    assert "plenary_webhooks_failing 0.0" in (await api.get("/registration/metrics")).text


async def test_one_that_sends_nothing_waits_in_the_hall_for_administrators(api: httpx.AsyncClient) -> None:
    made = await add(api, "http://127.0.0.1:9/waits", ANNOUNCED)
    hall = PAGE | {"X-Fragment": "1"}
    before = await api.get("/registration/webhooks/waiting", headers=hall)
    await api.post(f"{API}/webhooks/{made['webhook_id']}/pause", headers=ADMINISTRATOR)
    stopped = await api.get("/registration/webhooks/waiting", headers=hall)
    await remove(api, made["webhook_id"])
    after = await api.get("/registration/webhooks/waiting", headers=hall)

    assert ["127.0.0.1:9/waits" in one.text for one in (before, stopped, after)] == [False, True, False]
    assert f"/registration/webhooks/{made['webhook_id']}" in stopped.text
    await an_open_meeting(api, "APMBC-WAITS")
    assert '"/sponsorship/webhooks/waiting"' in (await api.get("/meetings/APMBC-WAITS", headers=PAGE)).text
