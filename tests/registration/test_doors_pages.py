"""The pages and the API of the doors on real servers, as officers and devices use them."""

import base64
import io
import json
import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import httpx
import pytest
import segno
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from services.registration.domain.badge_tokens import facts_of
from services.registration.domain.badges import Badge
from services.registration.gateways import BadgeSigner
from shared.clock import utc_now
from shared.identity.links import hash_of
from tests.registration.test_pages import text_of
from tests.registration.test_routes import API, NOBODY, a_note, an_open_meeting, register
from tests.running import SECRET
from tests.stacks import until

pytestmark = pytest.mark.real

LAST = [utc_now()]
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


async def enrolled(api: httpx.AsyncClient, name: str, **more: bool) -> tuple[str, dict[str, str]]:
    """Return a device that opened its link, and the cookie by which it asks."""
    device = {"name": name, "gate_id": "pregny-gate", "may_search": True, "may_check_in": True, **more}
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
    device = {"device_name": "Tablet 1", "gate_id": "pregny-gate"}
    nameless = await api.post(f"{AT}/devices", data={"gate_id": "pregny-gate"}, headers=PAGE)
    added = await api.post(f"{AT}/devices", data=device, headers=PAGE)
    shown = await api.post(f"{added.headers['location']}/link", headers=PAGE)
    (address,) = re.findall(r"/registration/door/enrol/[\w-]+", shown.text)

    assert 'href="#f-device_name">Name of the device: Fill this in.' in nameless.text
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


def a_scan(passage_id: str, **more: object) -> dict[str, object]:
    """Return a scan made now; two made one after the other must not bear the same millisecond."""
    at = max(utc_now(), LAST[-1] + timedelta(milliseconds=1))
    LAST.append(at)
    return {"passage_id": passage_id, "scanned_at": at.isoformat(), **more}


@pytest.fixture(scope="module")
async def code(api: httpx.AsyncClient, meeting: str) -> str:
    """The code on the badge of somebody confirmed, at a meeting that takes place now."""
    norway = "del_apmbc-doors_nor"
    day = utc_now().astimezone(ZoneInfo("Europe/Zurich")).date().isoformat()
    plan = {"opens_on": day, "closes_on": day, "venue": "Palais des Nations", "city": "Geneva", "country": "CHE"}
    assert (await api.post(f"{API}/meetings/{meeting}/reschedule", json=plan)).status_code == 200
    await api.post(f"{API}/delegations/{norway}/notify", json=a_note(("Kari Nord", "head")))
    participant_id = await register(api, norway, "Kari Nord", "kari@mission.example", role="head")
    await api.post(f"{API}/participants/{participant_id}/confirm")
    (row,) = (await api.get(f"{API}/meetings/{meeting}/badges")).json()["rows"]
    return BadgeSigner.from_secrets(SECRET).sign(facts_of(Badge.model_validate(row), CODE))


async def signed_in(api: httpx.AsyncClient, name: str, **more: bool) -> tuple[str, dict[str, str]]:
    """Return a device with everything its script sends."""
    device_id, cookie = await enrolled(api, name, **more)
    page = (await api.get("/registration/door", headers=cookie | PAGE)).text
    return f"{API}/devices/{device_id}", cookie | {"X-CSRF-Token": re.findall(r'name="csrf" value="(\w+)"', page)[0]}


async def test_the_list_of_a_device_is_signed_and_says_only_what_a_door_needs(
    api: httpx.AsyncClient, code: str
) -> None:
    device, headers = await signed_in(api, "Phone-3-of-the-test")
    sealed = (await api.get(f"{device}/list", headers=headers)).json()

    (key,) = (await api.get(f"{API}/badge-keys")).json()
    public = Ed25519PublicKey.from_public_bytes(base64.urlsafe_b64decode(key["x"] + "="))
    public.verify(
        base64.urlsafe_b64decode(sealed["signature"] + "=="), f"plenary door list\n{sealed['content']}".encode()
    )
    listed = json.loads(sealed["content"])
    assert listed["gates"][0]["gate_id"] == "pregny-gate"
    (row,) = listed["rows"]
    assert (row["name"], row["delegation"], row["refused"]) == ("Kari Nord", "Norway", None)
    assert "kari@mission.example" not in sealed["content"]


async def test_a_device_that_has_the_list_is_not_sent_it_again(api: httpx.AsyncClient, code: str) -> None:
    device, headers = await signed_in(api, "Phone-with-the-list")

    async def nothing_new() -> bool:
        """The stamp follows what was written a moment ago, so the first answers may differ."""
        state = (await api.post(f"{device}/report", json={"pending": 0}, headers=headers)).json()
        again = (await api.get(f"{device}/list?have={state['stamp']}", headers=headers)).json()
        return bool(again == {"stamp": state["stamp"], "key": "", "content": "", "signature": ""})

    await until(nothing_new)


async def test_a_scan_is_judged_and_kept_once_and_a_photo_is_read(api: httpx.AsyncClient, code: str) -> None:
    device, headers = await signed_in(api, "Phone-4-of-the-test")
    picture = io.BytesIO()
    segno.make(code).save(picture, kind="png", scale=5)
    read = await api.post(f"{device}/photo", content=picture.getvalue(), headers=headers)
    assert read.json() == {"code": code}
    assert (await api.post(f"{device}/photo", content=b"no photo", headers=headers)).status_code == 422

    scans = {"scans": [a_scan("psg_one-of-the-test", code=code), a_scan("psg_two-of-the-test", code=code)]}
    first = (await api.post(f"{device}/passages", json=scans, headers=headers)).json()
    assert [one["outcome"] for one in first] == ["admitted", "double_use"]
    assert (await api.post(f"{device}/passages", json=scans, headers=headers)).json() == first
    people = (await api.get(f"{API}/meetings/{MEETING}/participants")).json()["rows"]
    assert people[0]["status"] == "present"


async def test_the_page_of_a_device_works_without_a_script(api: httpx.AsyncClient, code: str) -> None:
    _, headers = await signed_in(api, "Phone-5-of-the-test")
    found = await api.get("/registration/door?q=nor+kari", headers=headers | PAGE)
    assert "Kari Nord" in text_of(found)
    (holder,) = re.findall(r'name="holder_id" value="(\w+)"', found.text)
    by_name = {"by": "search", "holder_id": holder, "passage_id": "psg_three-of-the-test", "direction": "exit"}
    left = await api.post("/registration/door", data=by_name, headers=headers | PAGE)
    assert (left.status_code, "Kari Nord" in text_of(left)) == (200, True)
    typed = {"code": "PB1/false", "passage_id": "psg_four-of-the-test"}
    refused = await api.post("/registration/door", data=typed, headers=headers | PAGE)
    assert "This is not the code of a badge." in text_of(refused)
    picture = io.BytesIO()
    segno.make(code).save(picture, kind="png", scale=5)
    photo = await api.post(
        "/registration/door/photo",
        data={"passage_id": "psg_five-of-the-test"},
        files={"photo": ("p.png", picture.getvalue(), "image/png")},
        headers=headers | PAGE,
    )
    assert "Kari Nord" in text_of(photo)
    manifest = await api.get("/registration/door/manifest.json", headers=NOBODY)
    assert (manifest.json()["display"], manifest.json()["scope"]) == ("standalone", "/registration/door")
    worker = await api.get("/registration/door/worker.js", headers=NOBODY)
    assert worker.headers["Service-Worker-Allowed"] == "/registration/door"


async def test_the_doors_show_who_is_in_and_what_waits(api: httpx.AsyncClient, code: str) -> None:
    device, headers = await signed_in(api, "Phone-6-of-the-test")
    scans = {"scans": [a_scan("psg_six-of-the-test", code=code), a_scan("psg_seven-of-the-test", code=code)]}
    await api.post(f"{device}/passages", json=scans, headers=headers)

    now = text_of(await api.get(AT, headers=PAGE))
    assert "States Parties present now 1" in now
    assert "Kari Nord This badge is inside already." in now
    for piece in ("now", "wall", "wall/now", "log", "log?outcome=double_use", "setup"):
        assert (await api.get(f"{AT}/{piece}", headers=PAGE)).status_code == 200, piece
    log = await api.get(f"{AT}/log?format=csv", headers=PAGE)
    assert "Kari Nord,Norway,Pregny Gate" in log.text
    desk = await api.get(f"/registration/meetings/{CODE}/waits?list=doors", headers=PAGE)
    assert "Alerts of the doors" in text_of(desk)


async def test_an_alert_is_looked_at_closed_and_left_waiting_again(api: httpx.AsyncClient, code: str) -> None:
    alerts = (await api.get(f"{DOORS}/alerts")).json()
    at = f"/registration/door-alerts/{alerts[0]['alert']['alert_id']}"

    assert "The earlier passage" in text_of(await api.get(at, headers=PAGE))
    closed = await api.post(f"{at}/close", data={"remark": "Scanned twice by mistake."}, headers=PAGE)
    assert closed.status_code == 303
    assert "Scanned twice by mistake." in text_of(await api.get(at, headers=PAGE))
    assert (await api.post(f"{at}/close", data={}, headers=PAGE)).status_code == 409
    assert (await api.post(f"{at}/reopen", headers=PAGE)).status_code == 303
    again = (await api.get(f"{DOORS}/alerts")).json()
    assert [one["alert"]["alert_id"] for one in again] == [one["alert"]["alert_id"] for one in alerts]


async def test_a_device_shows_photos_only_of_whom_it_scanned_and_only_where_it_may(
    api: httpx.AsyncClient, code: str
) -> None:
    device, headers = await signed_in(api, "Phone-7-of-the-test")
    scans = {"scans": [a_scan("psg_8-of-the-test", code=code)]}
    scanned = (await api.post(f"{device}/passages", json=scans, headers=headers)).json()
    photo = f"people/{scanned[0]['holder_id']}/photo"

    assert (await api.get(f"{device}/{photo}", headers=headers)).status_code == 403
    showing, others = await signed_in(api, "Phone-8-of-the-test", may_see_photo=True)
    assert (await api.get(f"{showing}/{photo}", headers=others)).status_code == 404
    await api.post(f"{showing}/passages", json={"scans": [a_scan("psg_9-of-the-test", code=code)]}, headers=others)
    assert (await api.get(f"{showing}/{photo}", headers=others)).status_code == 204


async def test_the_days_somebody_was_there_are_known(api: httpx.AsyncClient, code: str) -> None:
    (log,) = {one["passage"]["holder_id"] for one in (await api.get(f"{DOORS}/passages")).json()["rows"]} - {""}

    days = (await api.get(f"{API}/participants/{log}/days-present")).json()
    assert set(days) <= {at.astimezone(ZoneInfo("Europe/Zurich")).date().isoformat() for at in LAST}
    assert days
