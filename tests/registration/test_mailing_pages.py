"""Mails to many on real servers: written on a page, previewed, sent, followed recipient by recipient."""

import asyncio
import re

import httpx
import pytest

from tests.registration.test_pages import PAGE, page
from tests.registration.test_routes import API, a_note, an_open_meeting, register

pytestmark = pytest.mark.real

AT = "/registration/meetings/APMBC-MAILS"
PERU = "del_apmbc-mails_per"


@pytest.fixture(scope="module")
async def people(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-MAILS")
    await api.post(f"{API}/delegations/{PERU}/notify", json=a_note(("Ana Díaz", "head"), ("Luis Vega", "adviser")))
    await register(api, PERU, "Ana Diaz", "ana.mails@mission.example")
    await register(api, PERU, "Luis Vega", "luis.mails@mission.example")


async def test_a_mailing_is_previewed_sent_once_and_followed(api: httpx.AsyncClient, people: None) -> None:
    form = await page(api, f"{AT}/messages/new?starter=practical")
    begun = (await api.get(f"{AT}/messages/new?starter=practical")).text
    assert "Practical information for the meeting" in begun
    assert ('value="Practical information"' in begun, 'value="participants" selected' in begun) == (True, True)
    assert "Nothing is sent yet" in form
    text = {"language": "en", "subject": "Welcome", "body": "Dear %(name)s, see %(link)s"}
    draft = await api.post(f"{API}/meetings/mtg_apmbc-mails/mailings", json={"title": "Welcome", "texts": [text]})
    mailing = draft.json()["mailing_id"]

    shown = await page(api, f"/registration/mailings/{mailing}")
    assert "2 people would get it" in shown
    assert re.search(r"Dear (Ana Diaz|Luis Vega), see https://…", shown)

    await api.post(f"{API}/mailings/{mailing}/send")
    recipients = await all_of(api, mailing, 2)

    assert [one["name"] for one in recipients] == ["Ana Diaz", "Luis Vega"]
    assert (await api.post(f"{API}/mailings/{mailing}/send")).status_code == 409
    csv = await api.get(f"/registration/mailings/{mailing}?format=csv", headers=PAGE)
    assert "ana.mails@mission.example" in csv.text


async def all_of(api: httpx.AsyncClient, mailing: str, most: int) -> list[dict[str, object]]:
    """Return the recipients once there are so many; pieces fall due one after the other."""
    async with asyncio.timeout(90):
        while True:
            found: list[dict[str, object]] = (await api.get(f"{API}/mailings/{mailing}/recipients")).json()
            if len(found) >= most:
                return found
            await asyncio.sleep(0.05)
