"""A meeting over HTTP, on a real database and a real bus."""

import asyncio

import httpx
import pytest

from shared.who import Grant, Role, Who
from tests.registration.builders import SECOND_OFFICER
from tests.running import as_who

pytestmark = pytest.mark.real

API = "/registration/api"
DEVICE = Who(subject="device:door-1", name="Door 1", grants=frozenset({Grant(role=Role.CHECK_IN_DEVICE)}))
NOBODY = {"Authorization": ""}


def a_body(code: str) -> dict[str, object]:
    return {
        "code": code,
        "kind": "MSP",
        "title": "Twenty-Second Meeting of the States Parties",
        "opens_on": "2025-12-01",
        "closes_on": "2025-12-05",
        "venue": "Palais des Nations",
        "city": "Geneva",
        "country": "CHE",
        "deadlines": [{"kind": "notification", "at": "2025-11-21T17:00:00+01:00"}],
        "symbol_pattern": "APLC/MSP.22/2025/INF.{number}",
    }


def a_note(*names: tuple[str, str]) -> dict[str, object]:
    people = [{"full_name": name, "role": role} for name, role in names]
    return {"reference": "NV/118", "dated": "2025-11-03", "received_at": "2025-11-03T10:00:00Z", "names": people}


async def an_open_meeting(api: httpx.AsyncClient, code: str, **plan: object) -> str:
    """Announce a meeting, open it and invite all States; the database is one for the package, so each has its code."""
    announced = await api.post(f"{API}/meetings", json=a_body(code) | plan)
    assert announced.status_code == 201, announced.text
    meeting_id: str = announced.json()["meeting_id"]
    await api.post(f"{API}/meetings/{meeting_id}/open")
    invited = await api.post(f"{API}/meetings/{meeting_id}/invite-states")
    assert invited.json() == {"meeting_id": meeting_id, "invited": 208, "total": 208}
    return meeting_id


def a_person(delegation_id: str, full_name: str, email: str, **more: str) -> dict[str, str]:
    return {"delegation_id": delegation_id, "full_name": full_name, "email": email, **more}


async def register(api: httpx.AsyncClient, *about: str, **more: str) -> str:
    answer = await api.post(f"{API}/participants", json=a_person(*about, **more), headers=NOBODY)
    assert answer.status_code == 201, answer.text
    participant_id: str = answer.json()["participant_id"]
    return participant_id


async def test_a_meeting_from_announcement_to_its_list_of_participants(api: httpx.AsyncClient) -> None:
    meeting_id = await an_open_meeting(api, "APMBC-WHOLE")
    japan = "del_apmbc-whole_jpn"
    note = await api.post(
        f"{API}/delegations/{japan}/notify", json=a_note(("Ichikawa Tomiko", "head"), ("Sato Ken", "adviser"))
    )
    assert note.json() == {
        "delegation_id": japan,
        "category": "state_party",
        "named": 2,
        "late": False,
        "credentials": "awaited",
    }
    tomiko = await register(api, japan, "ICHIKAWA Tomiko", "tomiko@mission.example", gender="female")
    unnamed = await register(api, japan, "Mori Aiko", "aiko@mission.example")

    refused = await api.post(f"{API}/participants/{unnamed}/confirm")
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:plenary:problem:not-notified")
    assert (await api.post(f"{API}/participants/{tomiko}/confirm")).json()["status"] == "confirmed"
    arrived = await api.post(f"{API}/participants/{tomiko}/check-in", headers=as_who(DEVICE))
    again = await api.post(f"{API}/participants/{tomiko}/check-in", headers=as_who(DEVICE))
    assert (arrived.json()["status"], again.status_code) == ("present", 409)
    assert "They arrived on" in again.json()["next_step"]

    await the_list_says(api, meeting_id, "Japan,state_party,JPN,head,Ichikawa Tomiko,,")
    await the_figures_are(api, meeting_id)


async def the_list_says(api: httpx.AsyncClient, meeting_id: str, line: str) -> None:
    issued = await api.post(f"{API}/meetings/{meeting_id}/list-of-participants", json={"number": 2})
    assert issued.json() | {"list_of_participants_id": ""} == {
        "list_of_participants_id": "",
        "symbol": "APLC/MSP.22/2025/INF.2",
        "delegates": 1,
    }
    table = await api.get(
        f"{API}/meetings/{meeting_id}/lists-of-participants/{issued.json()['list_of_participants_id']}.csv"
    )
    assert table.text.splitlines()[1] == line


async def the_figures_are(api: httpx.AsyncClient, meeting_id: str) -> None:
    counts = (await api.get(f"{API}/meetings/{meeting_id}/counts", headers=NOBODY)).json()
    assert counts == {
        "meeting_id": meeting_id,
        "registered": 2,
        "confirmed": 1,
        "present": 1,
        "withdrawn": 0,
        "rejected": 0,
        "women": 1,
        "delegations": 208,
        "notified": 1,
        "named": 2,
        "states_parties_present": 1,
        "observer_states_present": 0,
        "organisations_present": 0,
    }


async def test_one_address_registers_once_however_many_ask_at_once(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-RACE")
    body = a_person("del_apmbc-race_fra", "Jeanne Petit", "jeanne@mission.example")
    answers = await asyncio.gather(*(api.post(f"{API}/participants", json=body, headers=NOBODY) for _ in range(20)))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 19
    refused = next(answer.json() for answer in answers if answer.status_code == 409)
    assert refused["errors"] == [
        {"field": "email", "reason": "This e-mail address is registered for this meeting already."}
    ]


async def test_credentials_pass_two_pairs_of_eyes(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-CRED")
    address = f"{API}/delegations/del_apmbc-cred_khm/credentials"
    for state in ("copy_received", "original_received", "examined"):
        assert (await api.post(address, json={"state": state})).json()["credentials"] == state
    own = await api.post(address, json={"state": "in_order"})
    other = await api.post(address, json={"state": "in_order"}, headers=as_who(SECOND_OFFICER))

    assert (own.json()["type"], other.json()["credentials"]) == ("urn:plenary:problem:same-pair-of-eyes", "in_order")
    listed = await api.get(f"{API}/meetings/mtg_apmbc-cred/delegations", params={"credentials": "in_order"})
    assert [one["name"] for one in listed.json()] == ["Cambodia"]


async def test_who_is_not_allowed_is_told(api: httpx.AsyncClient) -> None:
    nobody = await api.post(f"{API}/meetings", json=a_body("APMBC-X"), headers=NOBODY)
    device = await api.post(f"{API}/meetings", json=a_body("APMBC-X"), headers=as_who(DEVICE))
    people = await api.get(f"{API}/meetings/mtg_apmbc-x/participants", headers=NOBODY)

    assert (nobody.status_code, device.status_code, people.status_code) == (401, 403, 401)
