"""What the file of a convention says, on pages: its colour, where to write, who invites an organisation."""

import httpx
import pytest

from tests.registration.test_pages import PAGE, page
from tests.registration.test_routes import API, an_open_meeting

pytestmark = pytest.mark.real

AT = "/registration/meetings/apmbc-colour"


@pytest.fixture(scope="module")
async def meeting(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-COLOUR")


async def test_pages_wear_the_colour_of_the_convention_and_say_where_to_write(
    api: httpx.AsyncClient, meeting: None
) -> None:
    shown = (await api.get(f"{AT}/observe", headers=PAGE)).text
    sheet = await api.get("/registration/conventions.css", headers=PAGE)
    cut_off = await api.get("/registration/meetings", headers=PAGE)

    assert '<link rel="stylesheet" href="/registration/conventions.css">' in shown
    assert 'href="mailto:isu@plenary.example"' in shown
    assert (sheet.headers["content-type"], "--accent" in sheet.text) == ("text/css; charset=utf-8", True)
    assert (cut_off.status_code, cut_off.headers["location"]) == (303, "/")


async def test_the_page_of_an_organisation_says_at_once_that_it_is_invited(
    api: httpx.AsyncClient, meeting: None
) -> None:
    asking = {
        "organisation": "Clear Ground",
        "purpose": "Clearance",
        "contact_name": "Lea",
        "contact_email": "l@o.example",
    }
    asked = await api.post(f"{API}/meetings/mtg_apmbc-colour/observer-requests", json=asking)
    own = f"/registration/observers/{asked.json()['observer_request_id']}"
    weighed = {"non_profit": "1", "consistent": "1", "recommended": "1", "record": "Committee, 3 June"}
    assert (await api.post(f"{own}/recommend", data=weighed, headers=PAGE)).status_code == 303
    assert (await api.post(f"{own}/invite", data={}, headers=PAGE)).status_code == 303

    assert "Invited provisionally" in await page(api, own)
