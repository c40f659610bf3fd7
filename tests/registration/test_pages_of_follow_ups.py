"""Follow-up forms as people use them: the officer opens one, the participant answers it on their own page."""

import httpx
import pytest

from shared.identity import Grant, Role
from shared.who import Who
from tests.registration.test_pages import PAGE, page, text_of
from tests.registration.test_routes import API, an_open_meeting, register
from tests.running import as_who

pytestmark = pytest.mark.real

AT = "/registration/meetings/apmbc-after"
GHANA = "del_apmbc-after_gha"
VISIT = {"answers.walks_well": "no", "answers.help_needed": "A car", "answers.emergency_contact": "Kofi"}


def herself(participant_id: str) -> Who:
    grants = frozenset({Grant(role=Role.PARTICIPANT, scope=participant_id)})
    return Who(subject=f"participant:{participant_id}", name="A participant", grants=grants)


@pytest.fixture(scope="module")
async def people(api: httpx.AsyncClient) -> tuple[str, str]:
    """Two participants who are approved."""
    await an_open_meeting(api, "APMBC-AFTER")
    ids = (
        await register(api, GHANA, "Ama Mensah", "ama@gha.example"),
        await register(api, GHANA, "Yaw Boateng", "yaw@gha.example"),
    )
    for one in ids:
        approved = await api.post(f"{API}/participants/{one}/approve", json={})
        assert approved.status_code == 200, approved.text
    return ids


@pytest.fixture(scope="module")
async def visit(api: httpx.AsyncClient, people: tuple[str, str]) -> str:
    """A field visit with one place, made and opened by form."""
    begun = await api.post(f"{AT}/follow-ups", data={"title": "Field visit", "ready": "field_visit"}, headers=PAGE)
    address: str = begun.headers["location"]
    unready = await api.post(f"{address}/open", data={}, headers=PAGE)
    until = {"closes_at": "2031-11-20T17:00", "closes_at__zone": "Europe/Zurich", "places": "1"}
    kept = await api.post(address, data={"title.en": "Field visit", **until}, headers=PAGE)
    opened = await api.post(f"{address}/open", data={}, headers=PAGE)
    assert (begun.status_code, unready.status_code, kept.status_code, opened.status_code) == (303, 422, 303, 303)
    return address


async def test_people_answer_on_their_own_page_and_wait_when_places_run_out(
    api: httpx.AsyncClient, people: tuple[str, str], visit: str
) -> None:
    before = await page(api, "/registration/me", herself(people[0]))
    form = await page(api, f"{visit}/answers/{people[0]}", herself(people[0]))
    wrong = await reply(api, visit, people[0], **{**VISIT, "answers.emergency_contact": ""})
    taken, waits = await reply(api, visit, people[0], **VISIT), await reply(api, visit, people[1], **VISIT)
    second = await page(api, "/registration/me", herself(people[1]))
    table = await api.get(f"{visit}/answers?walks_well=no&sort=delegation&format=csv", headers=PAGE)
    left = await reply(api, visit, people[0], act="stay")
    after = await page(api, "/registration/me", herself(people[1]))

    assert "What is missing 1" in before
    assert "What would help you? (optional)" in form
    assert (wrong.status_code, "Whom do we call if something happens?: Fill this in." in text_of(wrong)) == (422, True)
    assert [one.headers["location"] for one in (taken, waits, left)] == ["/registration/me"] * 3
    assert "number 1 on the waiting list" in second
    assert sorted(line.split(",")[0] for line in table.text.splitlines()[1:]) == ["Ama Mensah", "Yaw Boateng"]
    assert "A car" in table.text
    assert "a place is kept for you" in after


async def test_the_desk_sees_when_whom_the_reminder_goes_to_and_stops_it(
    api: httpx.AsyncClient, people: tuple[str, str]
) -> None:
    begun = await api.post(f"{AT}/follow-ups", data={"title": "Arrival", "ready": "arrival"}, headers=PAGE)
    address = begun.headers["location"]
    until = {"title.en": "Arrival", "closes_at": "2031-11-20T17:00", "closes_at__zone": "Europe/Zurich"}
    await api.post(address, data={**until, "remind_days": "5"}, headers=PAGE)
    await api.post(f"{address}/open", data={}, headers=PAGE)
    goes = await page(api, address)
    await api.post(address, data={**until, "remind_days": "0"}, headers=PAGE)
    stopped = await page(api, address)

    assert "A reminder goes to 2 people who have not answered: " in goes
    assert "15 Nov" in goes
    assert "A reminder goes" not in stopped


async def test_the_desk_sees_who_has_not_answered(api: httpx.AsyncClient, people: tuple[str, str]) -> None:
    begun = await api.post(f"{AT}/follow-ups", data={"title": "Meals", "ready": "dietary"}, headers=PAGE)
    address = begun.headers["location"]
    until = {"closes_at": "2031-11-20T17:00", "closes_at__zone": "Europe/Zurich"}
    await api.post(address, data={"title.en": "Meals", **until}, headers=PAGE)
    await api.post(f"{address}/open", data={}, headers=PAGE)
    await reply(api, address, people[0], **{"answers.diet": "vegan"})
    id = address.rpartition("/")[2]
    missing = (await api.get(f"{API}/follow-ups/{id}/missing")).json()
    closed = await api.post(f"{address}/close", data={}, headers=PAGE)
    late = await reply(api, address, people[1], **{"answers.diet": "vegan"})

    assert [one["full_name"] for one in missing] == ["Yaw Boateng"]
    assert "Has not answered 1" in await page(api, address)
    assert (closed.status_code, late.status_code) == (303, 422)


@pytest.mark.parametrize("language", ["en", "ar"])
async def test_every_page_of_follow_ups_answers(
    api: httpx.AsyncClient, people: tuple[str, str], visit: str, language: str
) -> None:
    form = visit.replace("follow-ups", "forms")
    addresses = [f"{AT}/follow-ups", visit, f"{visit}/answers", f"{visit}/answers/{people[0]}", form, f"{form}/preview"]
    answers = [await api.get(one, headers=PAGE | {"Accept-Language": language}) for one in addresses]

    assert [one.status_code for one in answers] == [200] * len(addresses)


async def reply(api: httpx.AsyncClient, address: str, participant_id: str, **typed: str) -> httpx.Response:
    headers = PAGE | as_who(herself(participant_id))
    return await api.post(f"{address}/answers/{participant_id}", data=typed, headers=headers)
