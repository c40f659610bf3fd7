"""The page of a focal point: what is missing, whom to invite, whom to endorse, who else acts."""

import httpx
import pytest

from shared.identity import Grant, Role
from shared.who import Who
from tests.registration.test_pages import PAGE, text_of
from tests.registration.test_routes import an_open_meeting, register
from tests.running import as_who

pytestmark = pytest.mark.real

KENYA = "del_apmbc-mission_ken"
AT = f"/registration/delegations/{KENYA}"
GRANTS = frozenset({Grant(role=Role.FOCAL_POINT, scope=KENYA)})
MISSION = Who(subject="fp", name="Amina Otieno", email="amina@ken.example", grants=GRANTS)
AS_MISSION = PAGE | as_who(MISSION)


@pytest.fixture(scope="module", autouse=True)
async def joy(api: httpx.AsyncClient) -> str:
    await an_open_meeting(api, "APMBC-MISSION")
    await api.post(f"{AT}/focal-point", data={"name": "Amina Otieno", "email": "amina@ken.example"}, headers=PAGE)
    return await register(api, KENYA, "Joy Mwangi", "joy@ken.example")


async def test_the_page_says_what_is_missing_and_endorses(api: httpx.AsyncClient, joy: str) -> None:
    before = text_of(await api.get(f"{AT}/portal", headers=AS_MISSION))
    reason = await api.get(f"{AT}/people/{joy}/decline", headers=AS_MISSION)
    empty = await api.post(f"{AT}/people/{joy}/decline", data={"reason": ""}, headers=AS_MISSION)
    await api.post(f"{AT}/people/{joy}/decline", data={"reason": "Nobody knows her"}, headers=AS_MISSION)
    desk = text_of(await api.get(f"/registration/participants/{joy}", headers=PAGE))
    await api.post(f"{AT}/endorse", data={"participant_ids": joy}, headers=AS_MISSION)
    after = text_of(await api.get(f"{AT}/members", headers=AS_MISSION))

    assert "Your note with the names of everyone who comes. Due Fri 21 Nov 2025" in before
    assert "1 registration waits for your endorsement." in before
    assert (reason.status_code, "Fill this in." in empty.text) == (200, True)
    assert "The delegation says that this person is not of it. Nobody knows her" in desk
    assert "Joy Mwangi Representative · registered · not named in your note · endorsed" in after


async def test_somebody_is_invited_and_finds_the_form_filled_in(api: httpx.AsyncClient) -> None:
    person = {"name": "Ali Hassan", "email": "ali@ken.example", "language": "en"}
    wrong = await api.post(f"{AT}/invite", data={**person, "email": "nowhere"}, headers=AS_MISSION)
    sent = await api.post(f"{AT}/invite", data=person, headers=AS_MISSION)
    portal = await api.get(f"{AT}/portal", headers=AS_MISSION)
    id = portal.text.partition('data-key="inv_')[2].partition('"')[0]
    form = await api.get(f"/registration/asked/inv_{id}", headers=PAGE | {"Authorization": ""})

    assert (wrong.status_code, sent.status_code, form.status_code) == (422, 303, 303)
    assert "Invited, not registered 1 Ali Hassan" in text_of(portal)
    assert "email=ali%40ken.example" in form.headers["location"]


async def test_access_is_shared_by_its_administrator(api: httpx.AsyncClient) -> None:
    second = {"name": "Tom Ruto", "email": "tom@ken.example", "language": ""}
    added = await api.post(f"{AT}/access/add", data=second, headers=AS_MISSION)
    again = await api.post(f"{AT}/access/add", data=second, headers=AS_MISSION)
    shown = text_of(await api.get(f"{AT}/access", headers=AS_MISSION))
    off = await api.post(f"{AT}/access/remove", data={"email": "tom@ken.example"}, headers=AS_MISSION)
    over = await api.post(f"{AT}/access/hand-over", data={**second, "language": "en"}, headers=AS_MISSION)
    gone = await api.post(f"{AT}/access/hand-over", data={**second, "language": "en"}, headers=AS_MISSION)

    assert (added.status_code, again.status_code, off.status_code) == (303, 409, 303)
    assert "Tom Ruto tom@ken.example" in shown
    assert (over.status_code, gone.status_code) == (303, 403)


async def test_officers_set_what_a_meeting_asks_of_delegations(api: httpx.AsyncClient) -> None:
    at = "/registration/meetings/apmbc-mission/mission-rules"
    rules = {"endorsing": "required", "outsiders": "refused", "authorities": ["Head of State", "", "Pope"]}
    set_ = await api.post(at, data=rules, headers=PAGE)
    shown = await api.get(at, headers=PAGE)

    assert set_.status_code == 303
    assert 'value="Pope"' in shown.text
    assert 'value="required" checked' in shown.text.replace(' id="f-endorsing"', "")
