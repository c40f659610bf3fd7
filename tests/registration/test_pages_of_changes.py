"""Changing one's own data as people do it: before approval at once, after it by way of the desk."""

import httpx
import pytest

from shared.identity import Grant, Role
from shared.who import Who
from tests.registration.test_pages import NOBODY, PAGE, page, text_of
from tests.registration.test_routes import API, a_note, an_open_meeting, register
from tests.running import as_who

pytestmark = pytest.mark.real

AT = "/registration/meetings/apmbc-changes"
CHILE = "del_apmbc-changes_chl"


def herself(participant_id: str) -> Who:
    grants = frozenset({Grant(role=Role.PARTICIPANT, scope=participant_id)})
    return Who(subject=f"participant:{participant_id}", name="Camila Rojas", grants=grants)


@pytest.fixture(scope="module")
async def camila(api: httpx.AsyncClient) -> str:
    """A participant who is named and confirmed."""
    await an_open_meeting(api, "APMBC-CHANGES")
    await api.post(f"{API}/delegations/{CHILE}/notify", json=a_note(("Camila Rojas", "head")))
    participant_id = await register(api, CHILE, "Camila Rojas", "camila@chl.example", role="head")
    confirmed = await api.post(f"{API}/participants/{participant_id}/confirm")
    assert confirmed.status_code == 200, confirmed.text
    return participant_id


def typed(**changes: str) -> dict[str, str]:
    her = {"full_name": "Camila Rojas", "email": "camila@chl.example", "role": "head", "delegation_id": CHILE}
    return {**her, "language": "en", "gender": "undisclosed", **changes}


async def ask(api: httpx.AsyncClient, participant_id: str, **changes: str) -> httpx.Response:
    address = f"/registration/participants/{participant_id}/change"
    return await api.post(address, data=typed(**changes), headers=PAGE | as_who(herself(participant_id)))


async def test_what_is_approved_is_changed_by_the_desk_which_sees_old_and_new(
    api: httpx.AsyncClient, camila: str
) -> None:
    form = await page(api, f"/registration/participants/{camila}/change", herself(camila))
    asked = await ask(api, camila, function="Ambassador", organisation="Ministry")
    (waiting,) = (await api.get(f"{API}/meetings/mtg_apmbc-changes/changes")).json()
    one = f"/registration/changes/{waiting['change_id']}"
    listed, shown, queue = await page(api, f"{AT}/changes"), await page(api, one), await page(api, AT)
    unexplained = await api.post(f"{one}/reject", data={"reason": ""}, headers=PAGE)
    approved = await api.post(f"{one}/approve", data={}, headers=PAGE)
    her = (await api.get(f"{API}/participants/{camila}")).json()

    assert "the secretariat decides on approved data" in form
    assert (asked.status_code, asked.headers["location"]) == (303, "/registration/me")
    assert "Camila Rojas" in listed
    assert "Function not given Ambassador" in shown
    assert "Changes to decide 1" in queue
    assert (unexplained.status_code, "Fill this in." in text_of(unexplained)) == (422, True)
    assert (approved.status_code, approved.headers["location"]) == (303, f"{AT}/changes")
    assert (her["function"], her["organisation"]) == ("Ambassador", "Ministry")
    assert "change made" in await page(api, one)


async def test_a_change_is_rejected_with_a_reason_or_taken_back(api: httpx.AsyncClient, camila: str) -> None:
    await ask(api, camila, full_name="Camila Rojas Vega", function="Ambassador", organisation="Ministry")
    (waiting,) = (await api.get(f"{API}/meetings/mtg_apmbc-changes/changes")).json()
    one = f"/registration/changes/{waiting['change_id']}"
    rejected = await api.post(f"{one}/reject", data={"reason": "The note says otherwise"}, headers=PAGE)
    await ask(api, camila, full_name="Camila Vega", function="Ambassador", organisation="Ministry")
    (other,) = (await api.get(f"{API}/meetings/mtg_apmbc-changes/changes")).json()
    address = f"/registration/changes/{other['change_id']}/cancel"
    taken_back = await api.post(address, data={}, headers=PAGE | as_who(herself(camila)))

    assert (rejected.status_code, taken_back.status_code) == (303, 303)
    assert "The note says otherwise" in await page(api, one)
    assert (await api.get(f"{API}/meetings/mtg_apmbc-changes/changes")).json() == []


async def test_others_see_and_change_nothing(api: httpx.AsyncClient, camila: str) -> None:
    address = f"/registration/participants/{camila}/change"
    nobody = await api.get(address, headers=NOBODY)
    other = await api.post(address, data=typed(), headers=PAGE | as_who(herself("par_other")))
    unchanged = await ask(api, camila, function="Ambassador", organisation="Ministry")

    assert nobody.headers["location"] == other.headers["location"] == "/registration/link"
    assert (unchanged.status_code, "Nothing is different" in text_of(unchanged)) == (422, True)
