"""Seats on a real database: however many ask at once, nobody sits on a seat that is not there."""

import asyncio
from collections import Counter

import httpx
import pytest

from services.registration.store.seats import SeatReader
from shared.web import House
from shared.who import Grant, Role, Who
from tests.registration.test_pages import PAGE, page, text_of
from tests.registration.test_routes import API, NOBODY, a_body, register
from tests.running import as_who

pytestmark = pytest.mark.real

MEETING = "mtg_apmbc-seats"
STATES = ("jpn", "per", "khm", "fra")
OF_ONE = 12


@pytest.fixture(scope="module")
async def room_id(api: httpx.AsyncClient) -> str:
    """Room XVII: two seats of each State Party, one of the others, three left in the pool."""
    ahead = a_body("APMBC-SEATS") | {"opens_on": "2030-12-02", "closes_on": "2030-12-06", "deadlines": []}
    await api.post(f"{API}/meetings", json=ahead)
    await api.post(f"{API}/meetings/{MEETING}/open")
    await api.post(f"{API}/meetings/{MEETING}/invite-states")
    small = {"name": "Room XVII", "capacity": 10}
    assert (await api.post(f"{API}/meetings/{MEETING}/rooms", json=small)).status_code == 409
    plan = {"name": "Room XVII", "capacity": 700, "states_parties": 2}
    arranged = (await api.post(f"{API}/meetings/{MEETING}/rooms", json=plan)).json()
    exact = {**plan, "capacity": arranged["committed"] + 3}
    room_id: str = arranged["room_id"]
    assert (await api.post(f"{API}/rooms/{room_id}/rearrange", json=exact)).json()["pool"] == 3
    return room_id


async def crowd(api: httpx.AsyncClient) -> dict[str, list[dict[str, str]]]:
    """Let twelve people of each of four States register at the same moment."""

    async def one(state: str, number: int) -> dict[str, str]:
        body = {
            "delegation_id": f"del_apmbc-seats_{state}",
            "full_name": f"Person {number} of {state}",
            "email": f"{number}@{state}.example",
        }
        answer = await api.post(f"{API}/participants", json=body, headers=NOBODY)
        assert answer.status_code == 201, answer.text
        return {"state": state, **answer.json()}

    everyone = await asyncio.gather(*(one(state, number) for number in range(OF_ONE) for state in STATES))
    return {state: [person for person in everyone if person["state"] == state] for state in STATES}


async def test_an_organisation_invited_after_the_room_sees_the_seats_it_would_have(
    api: httpx.AsyncClient, room_id: str
) -> None:
    """Not those of a State Party, and none is taken by looking."""
    admitted = {"name": "Clear Ground", "decision_record": "Final report, para. 7"}
    invited = await api.post(f"{API}/meetings/{MEETING}/organisations", json=admitted)
    shown = await page(api, f"/registration/delegations/{invited.json()['delegation_id']}/seats")

    assert "0 of 1 seats are taken." in shown


async def test_no_seat_is_sold_twice_however_many_ask_at_once(
    api: httpx.AsyncClient, house: House[object], room_id: str
) -> None:
    """R7: quotas, then the pool; seats change hands while others want them."""
    people = await crowd(api)
    modes = {state: Counter(one["attendance"] for one in of_one) for state, of_one in people.items()}
    assert modes == {state: {"in_room": 2, "overflow": OF_ONE - 2} for state in STATES}

    seat = {"room_id": room_id}
    outside = [one for of_one in people.values() for one in of_one if one["attendance"] == "overflow"]
    waits = await asyncio.gather(
        *(api.post(f"{API}/participants/{one['participant_id']}/wait-for-seat", json=seat) for one in outside)
    )
    assert Counter(one.status_code for one in waits) == {200: len(outside)}
    plan = await SeatReader(house.database).seat_plan(room_id)
    assert (len(plan.room.pool.offers), len(plan.room.pool.waiting)) == (3, len(outside) - 3)

    offered = [one.key for one in plan.room.pool.offers]
    inside = [one["participant_id"] for of_one in people.values() for one in of_one if one["attendance"] == "in_room"]
    await asyncio.gather(
        *(api.post(f"{API}/participants/{one}/accept-seat", json=seat) for one in offered),
        *(api.post(f"{API}/participants/{one}/withdraw", json={}) for one in inside),
        *(api.post(f"{API}/participants/{one['participant_id']}/seat", json=seat) for one in outside),
    )
    await nobody_sits_on_anothers_lap(house, room_id)
    await asyncio.gather(*(api.post(f"{API}/participants/{one['participant_id']}/seat", json=seat) for one in outside))
    assert await nobody_sits_on_anothers_lap(house, room_id) == 2 * len(STATES)


async def nobody_sits_on_anothers_lap(house: House[object], room_id: str) -> int:
    """Look at every guard, and return how many sit on seats of delegations."""
    plan = await SeatReader(house.database).seat_plan(room_id)
    pool = plan.room.pool
    seated = [key for one in plan.allotments for key in one.holders] + [one.key for one in pool.held]
    in_room = house.database["participants"].find({"meeting_id": MEETING, "attendance": "in_room"}, {"_id": 1})

    assert len(seated) == len(set(seated)) <= plan.room.capacity
    assert all(len(one.holders) <= one.quota for one in plan.allotments)
    assert sum(one.quota for one in plan.allotments) == plan.room.committed
    assert pool.used <= pool.places == plan.room.capacity - plan.room.committed
    assert sorted(seated) == sorted([one["_id"] async for one in in_room])
    return sum(len(one.holders) for one in plan.allotments)


async def test_the_seat_plan_shows_counts_order_and_reasons(
    api: httpx.AsyncClient, house: House[object], room_id: str
) -> None:
    plan = await page(api, f"/registration/rooms/{room_id}")
    whole = await page(api, f"/registration/rooms/{room_id}?all")
    first = await page(api, "/registration/meetings/apmbc-seats/seats")
    form = await page(api, "/registration/meetings/apmbc-seats/seats?new")

    assert "Room XVII" in plan
    assert "asked later than the one before" in plan
    assert "Zimbabwe" in whole
    assert "committed to delegations" in first
    assert "Arrange a room" in form
    quota = {"delegation_id": "del_apmbc-seats_jpn", "quota": "400"}
    too_many = await api.post(f"/registration/rooms/{room_id}/quotas", data=quota, headers=PAGE)
    assert (too_many.status_code, "not so many free seats" in text_of(too_many)) == (409, True)
    seated = await api.post(f"/registration/rooms/{room_id}/seat", data={"key": "form_all"}, headers=PAGE)
    assert seated.status_code == 303


async def test_a_focal_point_swaps_on_the_page_of_its_seats(api: httpx.AsyncClient, room_id: str) -> None:
    togo = "del_apmbc-seats_tgo"
    mission = PAGE | as_who(
        Who(subject="fp", name="Togo", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=togo)}))
    )
    people = [await register(api, togo, f"Kossi {n}", f"kossi{n}@togo.example") for n in ("Abalo", "Bako", "Csapo")]
    address = f"/registration/delegations/{togo}/seats"
    before = text_of(await api.get(address, headers=mission))
    fields = {"room_id": room_id, "back": address}
    swapped = await api.post(
        f"/registration/participants/{people[0]}/swap-seat",
        data={**fields, "successor_id": people[2]},
        headers=mission,
    )
    full = await api.post(f"/registration/participants/{people[0]}/seat", data=fields, headers=mission)
    waits = await api.post(f"/registration/participants/{people[0]}/wait-for-seat", data=fields, headers=mission)
    own = Who(subject="p", name="K", grants=frozenset({Grant(role=Role.PARTICIPANT, scope=people[0])}))
    mine = await page(api, f"/registration/participants/{people[0]}/seat", own)

    assert "2 of 2 seats are taken." in before
    assert (swapped.status_code, full.status_code, waits.status_code) == (303, 409, 303)
    assert "in the waiting list" in mine
