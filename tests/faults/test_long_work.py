"""Long work is killed in its middle: it goes on by itself, and every row, badge, mail and scan is done once."""

import asyncio
import json
import os
import signal
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest

from deploy.local.stack import Stack
from shared.clock import utc_now
from shared.identity import Keys
from shared.mongo.client import Client
from shared.postman import CONNECTIONS
from shared.who import Grant, Role, Who
from tests.faults.conftest import kill
from tests.registration.badge_builders import a_badge
from tests.registration.builders import a_participant
from tests.stacks import a_delegation, until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(400)]

API, PAGE = "/registration/api", {"Accept": "text/html"}
ROWS, MAILS, BADGES, FILES, CHECK_INS = 2_000, 800, 144, 200, 60
PATIENCE = 180
"""Seconds; a mail that was being sent when its postman died is taken up again after two minutes."""


async def a_meeting(staff: httpx.AsyncClient) -> str:
    """Return the address of an open meeting."""
    return (await a_delegation(staff)).removeprefix("del_").removesuffix("_che")


async def people(client: Client, code: str, count: int, **changes: object) -> list[str]:
    """Put so many people there, as if they had registered; return their ids."""
    body = a_participant().model_dump(mode="json", exclude={"participant_id", "version"})
    there = [
        body
        | {
            "_id": f"par_{code}_{number:04}",
            "_version": 1,
            "meeting_id": f"mtg_{code}",
            "delegation_id": f"del_{code}_che",
            "full_name": f"Person {number}",
            "name_key": f"person {number}",
            "email": f"p{number}@{code}.example",
            "role": "representative",
            **changes,
        }
        for number in range(count)
    ]
    await client["registration"]["participants"].insert_many(there)
    return [one["_id"] for one in there]


def state_of(client: Client, place: str, id: str) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def read() -> dict[str, Any]:
        return await client["registration"][place].find_one({"_id": id}) or {}

    return read


async def killed_when(
    stack: Stack, read: Callable[[], Awaitable[dict[str, Any]]], begun: Callable[[dict[str, Any]], object]
) -> None:
    """Kill registration as soon as the work has begun, and before it is done."""

    async def check() -> object:
        now = await read()
        return now and begun(now)

    await until(check, within=60, every=0.005)
    kill(stack, "registration")


async def done_when(
    read: Callable[[], Awaitable[dict[str, Any]]], done: Callable[[dict[str, Any]], object]
) -> dict[str, Any]:
    """Wait for the end of the work; nobody presses anything."""

    async def check() -> dict[str, Any] | None:
        now = await read()
        return now if now and done(now) else None

    found = await until(check, within=PATIENCE)
    assert isinstance(found, dict)
    return found


async def asked(ask: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Ask until there is an answer, as people do who press again."""
    async with asyncio.timeout(60):
        while True:
            try:
                answer = await ask()
                if answer.status_code < 500:
                    return answer
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.2)


async def test_an_import_killed_while_it_is_looked_at_and_while_it_is_taken_takes_every_row_once(
    stack: Stack, client: Client, staff: httpx.AsyncClient
) -> None:
    code = await a_meeting(staff)
    rows = "".join(f"Switzerland,Delegate {n},adviser,d{n}@{code}.example\n" for n in range(ROWS))
    files = {"file": ("people.csv", f"Delegation,Name,Role,E-mail\n{rows}".encode(), "text/csv")}
    address = f"/registration/meetings/{code}/imports"
    sent = await staff.post(address, data={"purpose": "registration"}, files=files, headers=PAGE)
    assert sent.status_code == 303, sent.text
    import_id = sent.headers["location"].rpartition("/")[2]
    read = state_of(client, "imports", import_id)
    await killed_when(stack, read, lambda now: now["done"] >= 300)
    checked = await done_when(read, lambda now: now["stage"] != "checking")
    assert (checked["stage"], checked["counts"]["new"], checked["done"]) == ("checked", ROWS, ROWS)

    await asked(lambda: staff.post(f"{address}/{import_id}/take", data={"key": "once"}, headers=PAGE))
    await killed_when(stack, read, lambda now: now["stage"] == "taking" and now["taken"] >= 300)
    taken = await done_when(read, lambda now: now["stage"] != "taking")

    assert (taken["stage"], taken["done"], taken["taken"], taken["held"]) == ("done", ROWS, ROWS, [])
    found = client["registration"]["participants"].find({"meeting_id": f"mtg_{code}"}, {"email": 1})
    emails = Counter([one["email"] async for one in found])
    assert (len(emails), set(emails.values())) == (ROWS, {1})


async def test_a_batch_of_badges_killed_in_the_middle_sets_and_marks_each_once(
    stack: Stack, client: Client, staff: httpx.AsyncClient
) -> None:
    code = await a_meeting(staff)
    holders = await people(client, code, BADGES, status="confirmed")
    body = a_badge().model_dump(mode="json", exclude={"badge_id", "version"}) | {"meeting_id": f"mtg_{code}"}
    badges = [body | {"_id": f"bdg_{one}", "_version": 1, "holder_id": one} for one in holders]
    await client["registration"]["badges"].insert_many(badges)
    ids = [one["_id"] for one in badges]
    batch = (await staff.post(f"{API}/meetings/mtg_{code}/badge-batches", json={"badge_ids": ids})).json()
    read = state_of(client, "badge_batches", batch["batch_id"])
    await killed_when(stack, read, lambda now: now["done"])
    ready = await done_when(read, lambda now: now["state"] != "setting")
    assert (ready["state"], ready["done"], [one["badge_id"] for one in ready["printed"]]) == ("ready", BADGES, ids)

    paper = await asked(lambda: staff.get(f"{API}/badge-batches/{batch['batch_id']}/badges.pdf"))
    assert paper.content.startswith(b"%PDF")
    await asked(lambda: staff.post(f"{API}/badge-batches/{batch['batch_id']}/printed"))
    await killed_when(stack, read, lambda now: now["state"] == "marking" or now["marked"])
    printed = await done_when(read, lambda now: now["state"] not in {"marking", "ready"})

    assert (printed["state"], printed["marked"], printed["left"]) == ("printed", BADGES, 0)
    versions = client["registration"]["badges"].find({"_id": {"$in": ids}}, {"_version": 1, "state": 1})
    assert {(one["_version"], one["state"]) async for one in versions} == {(2, "ready")}


async def a_mailing(staff: httpx.AsyncClient, client: Client) -> tuple[str, str]:
    """Begin a mailing to 800; return the address of its meeting and its id."""
    code = await a_meeting(staff)
    await people(client, code, MAILS)
    text = {"language": "en", "subject": "The venue", "body": "Dear {name}, doors open at nine."}
    drafted = await staff.post(f"{API}/meetings/mtg_{code}/mailings", json={"title": "Venue", "texts": [text]})
    mailing_id = drafted.json()["mailing_id"]
    sending = await staff.post(f"{API}/mailings/{mailing_id}/send")
    assert sending.status_code == 202, sending.text
    return code, mailing_id


async def everyone_was_written_to_once(stack: Stack, client: Client, code: str, *, at_hand: int) -> None:
    """Each address has one row and one mail; only what was being handed over at the kill may have come twice."""
    mails = client["registration"]["_mails"]
    ours = {"to": {"$regex": f"@{code}\\.example$"}}

    async def all_left() -> bool:
        return await mails.count_documents({**ours, "state": "sent"}) == MAILS

    await until(all_left, within=PATIENCE)
    assert await mails.count_documents(ours) == MAILS
    lines = (stack.home.data / "outbox.jsonl").read_text().splitlines()
    caught = Counter(to for line in lines for to in json.loads(line)["to"] if to.endswith(f"@{code}.example"))
    assert len(caught) == MAILS
    assert sum(caught.values()) - MAILS <= at_hand


async def test_a_mailing_killed_in_the_middle_writes_to_everyone_once(
    stack: Stack, client: Client, staff: httpx.AsyncClient
) -> None:
    code, mailing_id = await a_mailing(staff, client)
    read = state_of(client, "mailings", mailing_id)
    await killed_when(stack, read, lambda now: now["queued"] >= 100)
    sent = await done_when(read, lambda now: now["state"] != "sending")

    assert (sent["state"], sent["queued"]) == ("sent", MAILS)
    assert await client["registration"]["recipients"].count_documents({"mailing_id": mailing_id}) == MAILS
    await everyone_was_written_to_once(stack, client, code, at_hand=CONNECTIONS)


async def test_a_mailing_waits_while_the_bus_is_away_and_goes_on(
    stack: Stack, client: Client, staff: httpx.AsyncClient
) -> None:
    bus = stack.children["nats-server"].pid
    assert bus
    os.kill(bus, signal.SIGSTOP)
    try:
        code, mailing_id = await a_mailing(staff, client)
        await asyncio.sleep(5)
        shown = await staff.get(f"/registration/mailings/{mailing_id}", headers=PAGE)
        assert shown.status_code == 200
    finally:
        os.kill(bus, signal.SIGCONT)
    read = state_of(client, "mailings", mailing_id)
    sent = await done_when(read, lambda now: now["state"] != "sending")

    assert (sent["state"], sent["queued"]) == ("sent", MAILS)
    await everyone_was_written_to_once(stack, client, code, at_hand=0)


async def test_a_purge_killed_in_the_middle_removes_everything_and_reports_it_once(
    stack: Stack, client: Client, staff: httpx.AsyncClient
) -> None:
    code = await a_meeting(staff)
    ids = await people(client, code, FILES)
    for one in ids:
        given = {"passport_number": "X1234567", "passport_country": "CHE", "birth_date": "1980-05-01"}
        answer = await staff.post(f"{API}/participants/{one}/personal", json=given)
        assert answer.status_code == 200, answer.text
    plan = {"opens_on": "2025-12-01", "closes_on": "2025-12-05", "venue": "Palais", "city": "Geneva", "country": "CHE"}
    moved = await staff.post(f"{API}/meetings/mtg_{code}/reschedule", json=plan | {"deadlines": []})
    assert moved.status_code == 200, moved.text
    read = state_of(client, "retentions", f"mtg_{code}")
    await killed_when(stack, read, lambda now: (now["purging"] or {}).get("after"))
    purged = await done_when(read, lambda now: now["purging"] is None and now["reports"])

    assert [one["people"] for one in purged["reports"]] == [FILES]
    files = client["registration"]["personal_files"].find({"meeting_id": f"mtg_{code}"})
    left = [one async for one in files]
    assert len(left) == FILES
    assert not [one for one in left if one.get("passport_number") or one.get("birth_date")]


async def test_check_ins_of_two_devices_survive_the_death_of_the_database(
    stack: Stack, client: Client, staff: httpx.AsyncClient
) -> None:
    """Both have no connection for a while and send the same people's scans at the same time, some of them twice."""
    code = await a_meeting(staff)
    ids = await people(client, code, CHECK_INS, status="confirmed", confirmed_at="2025-11-03T10:00:00Z")
    at = f"{API}/meetings/mtg_{code}/doors"
    devices = []
    for name in ("East", "West"):
        gates = (await staff.post(f"{at}/gates", json={"name": name})).json()["gates"]
        made = {"name": name, "gate_id": gates[-1], "may_search": True, "may_check_in": True}
        devices.append((await staff.post(f"{at}/devices", json=made)).json()["device_id"])
    sending = asyncio.gather(*(_send_scans(stack, staff, device, ids) for device in devices))
    await asyncio.sleep(0.3)
    kill(stack, "mongod")
    await sending

    here = client["registration"]
    assert await here["passages"].count_documents({"meeting_id": f"mtg_{code}"}) == 2 * CHECK_INS
    assert await here["door_alerts"].count_documents({"meeting_id": f"mtg_{code}", "state": "open"}) == CHECK_INS
    inside = {"meeting_id": f"mtg_{code}", "inside": [""]}
    assert await here["presences"].count_documents(inside) == CHECK_INS
    assert await here["participants"].count_documents({"meeting_id": f"mtg_{code}", "status": "present"}) == CHECK_INS


async def _send_scans(stack: Stack, staff: httpx.AsyncClient, device: str, ids: list[str]) -> None:
    grant = Grant(role=Role.CHECK_IN_DEVICE, scope=device)
    who = Who(subject=f"device:{device}", name=device, grants=frozenset({grant}))
    headers = {"Authorization": f"Bearer {Keys(stack.credentials.session_secret).bearer_token(who)}"}
    begin = utc_now() - timedelta(hours=1)
    scans = [
        {
            "passage_id": f"psg_{device}-{number:04}".replace("dev_", ""),
            "by": "search",
            "holder_id": id,
            "scanned_at": (begin + timedelta(seconds=number)).isoformat(),
            "offline": True,
            "let_in": True,
        }
        for number, id in enumerate(ids)
    ]
    for first in range(0, len(scans), 6):
        sent = {"scans": scans[max(first - 2, 0) : first + 6]}
        address = f"{API}/devices/{device}/passages"
        answer = await asked(partial(staff.post, address, json=sent, headers=headers))
        assert answer.status_code == 200, answer.text
