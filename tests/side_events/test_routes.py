"""Side events over HTTP, on a real database and a real bus: the API, and the pages that work without script."""

import itertools
import re

import httpx
import pytest

from services.side_events.commands import InviteHost
from services.side_events.ports import SideEventsUnit
from shared.records import Origin
from shared.web import House
from shared.who import Grant, Role, Who
from tests.running import as_who
from tests.side_events.builders import MEETING

pytestmark = pytest.mark.real

API = "/side-events/api"
PAGES = "/side-events"
NOBODY = {"Authorization": "", "accept": "text/html"}
HTML = {"accept": "text/html"}
numbers = itertools.count()


def a_body(**changes: object) -> dict[str, object]:
    number = next(numbers)
    return {
        "meeting_id": MEETING,
        "title": f"Clearing the last mined areas {number}",
        "lead_host": f"del_apmbc-22msp_{number:03}",
        "contact": {"name": "Lena Berg", "email": "lena@example.org"},
        "preferences": [{"day": "2025-12-01", "start": "13:00", "end": "15:00"}],
        "expected_attendance": 80,
        "accepts_conditions": True,
        **changes,
    }


async def a_room(api: httpx.AsyncClient, name: str, **more: object) -> str:
    body = {"site": "Palais", "building": "E", "name": name, "capacity": 260, "wheelchair_accessible": True, **more}
    answer = await api.post(f"{API}/rooms", json=body)
    assert answer.status_code == 201, answer.text
    room_id: str = answer.json()["room_id"]
    return room_id


async def a_request(api: httpx.AsyncClient, **changes: object) -> str:
    answer = await api.post(f"{API}/side-events", json=a_body(**changes))
    assert answer.status_code == 201, answer.text
    side_event_id: str = answer.json()["side_event_id"]
    return side_event_id


def at_lunch(room_id: str, day: int = 1) -> dict[str, str]:
    return {"room_id": room_id, "starts_at": f"2025-12-0{day}T13:00:00", "ends_at": f"2025-12-0{day}T15:00:00"}


async def published(api: httpx.AsyncClient, room_id: str) -> str:
    id = await a_request(api)
    for act, body in (("accept", at_lunch(room_id)), ("confirm", None), ("publish", None)):
        answer = await api.post(f"{API}/side-events/{id}/{act}", json=body)
        assert answer.status_code == 200, answer.text
    return id


def a_host(side_event_id: str) -> dict[str, str]:
    grants = frozenset({Grant(role=Role.HOST, scope=side_event_id)})
    return as_who(Who(subject="host:lena@example.org", name="Lena Berg", grants=grants)) | {"accept": "text/html"}


async def test_a_side_event_from_request_to_programme(api: httpx.AsyncClient) -> None:
    room_id = await a_room(api, "XXIV")
    first, second = await a_request(api), await a_request(api)

    placed = await api.post(f"{API}/side-events/{first}/accept", json=at_lunch(room_id))
    taken = await api.post(f"{API}/side-events/{second}/accept", json=at_lunch(room_id))
    await api.post(f"{API}/side-events/{first}/confirm")
    await api.post(f"{API}/side-events/{first}/publish")
    programme = (await api.get(f"{API}/meetings/{MEETING}/programme", headers=NOBODY)).json()
    counts = (await api.get(f"{API}/meetings/{MEETING}/counts", headers=NOBODY)).json()

    assert placed.json()["starts_at"] == "2025-12-01T12:00:00Z"
    assert (taken.status_code, taken.json()["type"]) == (409, "urn:plenary:problem:room-taken")
    assert taken.json()["errors"][0]["field"] == "room_id"
    assert first in [entry["side_event_id"] for entry in programme]
    assert "lena@example.org" not in str(programme)
    assert (counts["published"] >= 1, counts["requested"] >= 1) == (True, True)


async def test_warnings_ask_for_a_reason(api: httpx.AsyncClient) -> None:
    room_id = await a_room(api, "Small", capacity=10)
    id = await a_request(api)

    refused = await api.post(f"{API}/side-events/{id}/accept", json=at_lunch(room_id, 2))
    accepted = await api.post(
        f"{API}/side-events/{id}/accept", json={**at_lunch(room_id, 2), "override_reason": "Most join online."}
    )

    assert refused.json()["detail"] == "80 people are expected, the room holds 10."
    assert [warning["kind"] for warning in accepted.json()["warnings"]] == ["capacity"]


async def test_nobody_but_the_office_sees_contacts_or_decides(api: httpx.AsyncClient) -> None:
    id = await a_request(api)

    assert (await api.get(f"{API}/side-events/{id}", headers={"Authorization": ""})).status_code == 401
    assert (await api.post(f"{API}/side-events/{id}/confirm", headers=a_host("sev_other"))).status_code == 403
    assert (await api.get(f"{API}/side-events/{id}", headers=a_host(id))).json()["contact"]["name"] == "Lena Berg"


async def test_the_list_is_searched_sorted_and_paged(api: httpx.AsyncClient) -> None:
    titles = ["Paging alpha", "Paging beta", "Paging gamma"]
    for title in reversed(titles):
        await a_request(api, title=title)
    where: dict[str, str | int] = {"q": "paging", "sort": "title", "size": 2}

    first = (await api.get(f"{API}/meetings/{MEETING}/side-events", params=where)).json()
    rest = (await api.get(f"{API}/meetings/{MEETING}/side-events", params={**where, "after": first["after"]})).json()

    assert [one["title"] for one in first["rows"] + rest["rows"]] == titles
    assert (first["total"], rest["after"]) == (3, None)


async def test_the_programme_is_a_public_page_and_a_file(api: httpx.AsyncClient) -> None:
    id = await published(api, await a_room(api, "XXV"))
    move = {**at_lunch(await a_room(api, "XXVI"), 3), "reason": "A larger room."}
    assert (await api.post(f"{API}/side-events/{id}/move", json=move)).status_code == 200

    page = await api.get(f"{PAGES}/meetings/APMBC-22MSP/programme", headers=NOBODY)
    file = await api.get(f"{API}/meetings/{MEETING}/programme.csv", headers=NOBODY)

    assert page.status_code == 200
    assert "A larger room." in page.text
    assert "XXVI, building E" in page.text
    assert "Wed 3 Dec 2025" in page.text
    assert "2025-12-03T13:00:00+01:00" in file.text


async def test_the_grid_shows_what_waits_and_accepts_a_proposal(api: httpx.AsyncClient) -> None:
    await a_room(api, "XXVIII")
    id = await a_request(api, title="Proposed to the grid", preferences=[{"day": "2025-12-05"}])
    staff = {"accept": "text/html"}

    page = await api.get(f"{PAGES}/meetings/apmbc-22msp", params={"day": "2025-12-05"}, headers=staff)
    form = re.search(rf'action="{PAGES}/events/{id}/accept".*?</form>', page.text, re.DOTALL)
    assert form is not None, page.text
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[0].replace("&#43;", "+")))
    answer = await api.post(f"{PAGES}/events/{id}/accept", data=fields, headers=staff)
    event = (await api.get(f"{API}/side-events/{id}")).json()

    assert answer.status_code == 303, answer.text
    assert (event["status"], event["placement"]["starts_at"]) == ("scheduled", "2025-12-05T12:00:00Z")


async def test_who_does_not_work_with_side_events_sees_the_programme(api: httpx.AsyncClient) -> None:
    desk = as_who(Who(subject="desk", name="Ana", grants=frozenset({Grant(role=Role.REGISTRATION_OFFICER)})))
    page = await api.get(f"{PAGES}/meetings/apmbc-22msp", headers=desk | {"accept": "text/html"})

    assert page.headers["location"] == f"{PAGES}/meetings/apmbc-22msp/programme"


async def test_the_page_of_a_side_event_keeps_what_was_typed_beside_the_refusal(api: httpx.AsyncClient) -> None:
    room_id = await a_room(api, "Tiny", capacity=5)
    id = await a_request(api)
    staff = {"accept": "text/html"}
    typed = {
        "room_id": room_id,
        "starts_at": "2025-12-04T13:00",
        "ends_at": "2025-12-04T15:00",
        "starts_at__zone": "Europe/Zurich",
        "ends_at__zone": "Europe/Zurich",
    }

    for act in ("accept", "decline", "invite"):
        assert (await api.get(f"{PAGES}/events/{id}", params={"act": act}, headers=staff)).status_code == 200
    refused = await api.post(f"{PAGES}/events/{id}/accept", data=typed, headers=staff)
    done = await api.post(f"{PAGES}/events/{id}/accept", data={**typed, "override_reason": "Fine."}, headers=staff)

    assert refused.status_code == 422
    assert "80 people are expected, the room holds 5." in refused.text
    assert 'value="2025-12-04T13:00"' in refused.text
    assert done.status_code == 303
    for act in ("confirm", "move", "cancel"):
        assert (await api.get(f"{PAGES}/events/{id}", params={"act": act}, headers=staff)).status_code == 200


async def test_a_request_is_made_by_the_public_form(api: httpx.AsyncClient) -> None:
    address = f"{PAGES}/meetings/apmbc-22msp/request"
    typed = {
        "title": "By form",
        "lead_host": "del_apmbc-22msp_029",
        "supporting_hosts": ["del_apmbc-22msp_028", "del_apmbc-22msp_027"],
        "contact.name": "Omar Diallo",
        "contact.email": "omar@example.org",
        "contact.language": "fr",
        "preferences.0.day": "2025-12-02",
        "preferences.0.start": "13:00",
        "preferences.0.end": "15:00",
        "expected_attendance": "40",
        "format": "hybrid",
        "speakers.0.name": "Ana Pérez",
        "speakers.1.name": "",
        "needs.interpretation": ["es"],
        "needs.catering": "1",
    }

    empty = await api.get(address, headers=NOBODY)
    refused = await api.post(address, data=typed, headers=NOBODY)
    taken = await api.post(address, data={**typed, "accepts_conditions": "1"}, headers=NOBODY)
    found = (await api.get(f"{API}/meetings/{MEETING}/side-events", params={"q": "By form"})).json()["rows"]

    assert empty.status_code == 200
    assert (refused.status_code, "The conditions for side events must be accepted." in refused.text) == (422, True)
    assert 'value="Omar Diallo"' in refused.text
    assert (taken.status_code, "omar@example.org" in taken.text) == (200, True)
    assert [(one["format"], len(one["hosts"]), one["needs"]["catering"]) for one in found] == [("hybrid", 3, True)]


async def test_a_host_sees_confirms_and_cancels_their_own(api: httpx.AsyncClient) -> None:
    id = await a_request(api)
    await api.post(f"{API}/side-events/{id}/accept", json=at_lunch(await a_room(api, "Host"), 2))

    page = await api.get(f"{PAGES}/mine/{id}", headers=a_host(id))
    confirmed = await api.post(f"{PAGES}/mine/{id}/confirm", headers=a_host(id))
    empty = await api.post(f"{PAGES}/mine/{id}/cancel", data={"reason": ""}, headers=a_host(id))
    cancelled = await api.post(f"{PAGES}/mine/{id}/cancel", data={"reason": "Ill."}, headers=a_host(id))

    assert "Confirm this room and time" in page.text
    assert [one.status_code for one in (confirmed, empty, cancelled)] == [303, 422, 303]
    assert (await api.get(f"{PAGES}/mine/{id}", headers=a_host("sev_other"))).status_code == 403


async def test_rooms_and_the_pieces_of_the_hall_are_there(api: httpx.AsyncClient) -> None:
    await published(api, await a_room(api, "Hall"))
    staff = {"accept": "text/html"}

    rooms = await api.get(f"{PAGES}/meetings/apmbc-22msp/rooms", headers=staff)
    added = await api.post(
        f"{PAGES}/meetings/apmbc-22msp/rooms", data={"site": "Palais", "name": "By form"}, headers=staff
    )
    everything = await api.get(f"{PAGES}/meetings/apmbc-22msp/list", params={"sort": "-starts_at"}, headers=staff)
    file = await api.get(f"{PAGES}/meetings/apmbc-22msp/list", params={"format": "csv"}, headers=staff)
    pieces = [
        await api.get(f"{PAGES}/meetings/apmbc-22msp/{piece}", headers=who)
        for piece in ("tile", "waiting", "recent")
        for who in (NOBODY, staff)
    ]
    front = await api.get("/", headers=NOBODY)
    hall = await api.get("/meetings/apmbc-22msp", headers=NOBODY)
    guest = await api.get(f"{PAGES}/meetings/apmbc-22msp", headers=NOBODY)
    style = await api.get(f"{PAGES}/style.css", headers=NOBODY)

    found = [rooms, everything, file, *pieces, front, hall, style]
    assert [one.status_code for one in found] == [200] * len(found)
    assert (added.status_code, guest.status_code) == (303, 303)
    assert "lena@example.org" not in pieces[2].text


async def test_whether_a_contact_was_erased_is_asked_of_the_office_alone(api: httpx.AsyncClient) -> None:
    id = await a_request(api)
    house: House[SideEventsUnit] = api._transport.app.state.house  # type: ignore[attr-defined] # the app under the client

    async def ask(which: InviteHost, unit: SideEventsUnit) -> None:
        event = await unit.side_events.get(which.side_event_id)
        await unit.side_events.save(event.ask_whether_erased("Lena Berg", now=unit.now))

    await house.units.run(ask, InviteHost(side_event_id=id), Origin())
    host = (await api.get(f"{API}/side-events/{id}", headers=a_host(id))).json()
    page = await api.get(f"{PAGES}/events/{id}", headers=HTML)
    answer = {"person": "Lena Berg", "erased": "1"}
    refused = await api.post(f"{API}/side-events/{id}/erasure", json=answer, headers=a_host(id))
    erased = await api.post(f"{PAGES}/events/{id}/erasure", data=answer, headers=HTML)
    again = await api.post(f"{PAGES}/events/{id}/erasure", data=answer, headers=HTML)

    assert (host["flags"], page.text.count(f"/events/{id}/erasure")) == ([], 2)
    assert (refused.status_code, erased.status_code, again.status_code) == (403, 303, 422)
    assert "Nobody asks this about the person any more." in again.text
    assert (await api.get(f"{API}/side-events/{id}")).json()["contact"]["name"] == "[erased]"
