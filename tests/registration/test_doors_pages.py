"""The pages and the API of the doors on real servers, as officers and devices use them."""

import re

import httpx
import pytest

from shared.identity.links import hash_of
from tests.registration.test_pages import text_of
from tests.registration.test_routes import API, NOBODY, an_open_meeting

pytestmark = pytest.mark.real

PAGE = {"Accept": "text/html"}
CODE = "APMBC-DOORS"
MEETING = "mtg_apmbc-doors"
AT = f"/registration/meetings/{CODE}/doors"
DOORS = f"{API}/meetings/{MEETING}/doors"


@pytest.fixture(scope="module")
async def meeting(api: httpx.AsyncClient) -> str:
    """A meeting with one gate."""
    await an_open_meeting(api, CODE)
    answer = await api.post(f"{DOORS}/gates", json={"name": "Pregny Gate"})
    assert answer.json() == {"meeting_id": MEETING, "gates": ["pregny-gate"]}
    return MEETING


async def enrolled(api: httpx.AsyncClient, name: str) -> tuple[str, dict[str, str]]:
    """Return a device that opened its link, and the cookie by which it asks."""
    device = {"name": name, "gate_id": "pregny-gate", "may_search": True, "may_check_in": True}
    device_id: str = (await api.post(f"{DOORS}/devices", json=device)).json()["device_id"]
    await api.post(f"{API}/devices/{device_id}/link", json={"token_hash": hash_of(name)})
    answer = await api.post(f"/registration/door/enrol/{name}", headers=NOBODY | PAGE)
    assert answer.status_code == 303, answer.text
    api.cookies.clear()
    assert "Max-Age=2592000" in answer.headers["set-cookie"]
    return device_id, NOBODY | {"Cookie": answer.headers["set-cookie"].partition(";")[0]}


async def test_an_officer_sets_gates_and_rules_on_a_page(api: httpx.AsyncClient, meeting: str) -> None:
    added = await api.post(f"{AT}/gates", data={"name": "Room XX", "zone": "CR", "way": "entry"}, headers=PAGE)
    assert added.status_code == 303
    again = await api.post(f"{AT}/gates", data={"name": "Room XX", "way": "entry"}, headers=PAGE)
    assert (again.status_code, "Two gates have the same name." in again.text) == (422, True)
    rules = {
        "days.0.on": "2025-12-01",
        "days.0.opens": "08:00",
        "days.0.closes": "18:00",
        "twice_in": "warn",
        "two_gates": "warn",
        "minutes": "3",
        "old_serial": "block",
        "quorum_parts": "1",
        "quorum_of": "2",
    }
    assert (await api.post(f"{AT}/rules", data=rules, headers=PAGE)).status_code == 303
    doors = (await api.get(DOORS)).json()
    assert doors["days"][0] == {"on": "2025-12-01", "opens": "08:00", "closes": "18:00", "categories": []}
    assert (doors["double_use"]["twice_in"], doors["quorum"]) == ("warn", {"parts": 1, "of": 2})
    assert "Room XX" in text_of(await api.get(f"{AT}/setup", headers=PAGE))


async def test_a_device_is_enrolled_by_the_link_on_its_page(api: httpx.AsyncClient, meeting: str) -> None:
    device = {"name": "Tablet 1", "gate_id": "pregny-gate"}
    added = await api.post(f"{AT}/devices", data=device, headers=PAGE)
    shown = await api.post(f"{added.headers['location']}/link", headers=PAGE)
    (address,) = re.findall(r"/registration/door/enrol/[\w-]+", shown.text)

    assert "<svg" in shown.text
    assert (await api.get(address, headers=NOBODY | PAGE)).status_code == 200
    assert (await api.post(address, headers=NOBODY | PAGE)).status_code == 303
    api.cookies.clear()
    assert (await api.post(address, headers=NOBODY | PAGE)).status_code == 410
    assert "not enrolled" not in text_of(await api.get(added.headers["location"], headers=PAGE))


async def test_a_device_reports_for_itself_alone_and_is_refused_once_taken_back(
    api: httpx.AsyncClient, meeting: str
) -> None:
    one, cookie = await enrolled(api, "Phone-1-of-the-test")
    other, _ = await enrolled(api, "Phone-2-of-the-test")
    token = (await api.get("/registration/door", headers=cookie | PAGE)).text
    headers = cookie | {"X-CSRF-Token": re.findall(r'name="csrf" value="(\w+)"', token)[0]}

    assert (await api.post(f"{API}/devices/{one}/report", json={"pending": 2}, headers=headers)).status_code == 200
    assert (await api.post(f"{API}/devices/{other}/report", json={}, headers=headers)).status_code == 403
    assert (await api.get(f"{API}/meetings/{meeting}/participants", headers=headers)).status_code == 403
    assert (await api.post(f"/registration/devices/{one}/revoke", headers=PAGE)).status_code == 303
    refused = await api.post(f"{API}/devices/{one}/report", json={}, headers=headers)
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:plenary:problem:device-revoked")
    assert "taken back" in text_of(await api.get("/registration/door", headers=cookie | PAGE))
