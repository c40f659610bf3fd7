"""The desk's pages of badges, without a script."""

import httpx
import pytest

from tests.registration.test_pages import PAGE, page
from tests.registration.test_routes import API, a_note, an_open_meeting, register

pytestmark = pytest.mark.real

AT = "/registration/meetings/APMBC-CARDS"
PERU = "del_apmbc-cards_per"


@pytest.fixture(scope="module")
async def person(api: httpx.AsyncClient) -> tuple[str, str]:
    """Somebody confirmed, and their badge."""
    await an_open_meeting(api, "APMBC-CARDS")
    await api.post(
        f"{API}/delegations/{PERU}/notify",
        json=a_note(
            ("Ana Díaz", "head"),
        ),
    )
    ana = await register(api, PERU, "Ana Díaz", "ana.cards@mission.example")
    await api.post(f"{API}/participants/{ana}/confirm")
    (badge,) = (await api.get(f"{API}/meetings/mtg_apmbc-cards/badges")).json()["rows"]
    return ana, badge["badge_id"]


async def press(api: httpx.AsyncClient, address: str, **fields: str) -> httpx.Response:
    """Send a form."""
    return await api.post(address, data=fields, headers=PAGE)


async def test_the_desk_takes_a_badge_through_its_life_on_the_page_of_the_person(
    api: httpx.AsyncClient, person: tuple[str, str]
) -> None:
    ana, badge = person
    mine, own = f"/registration/participants/{ana}", f"/registration/badges/{badge}"
    assert "It is printed" in await page(api, mine)

    printed = await press(api, f"{own}/print", back=mine)
    assert printed.headers["location"].startswith(mine)
    unseen = await press(api, f"{own}/hand-over", back=mine)
    assert unseen.status_code == 422
    assert "The photo identity document was not checked." in unseen.text
    await press(api, f"{own}/hand-over", back=mine, identity_checked="1")
    assert "collected" in await page(api, mine)
    assert "No door opens" in await page(api, own) or "Not handed over after all" in await page(api, own)
    await press(api, f"{own}/lost", back=mine, reason="In the tram")
    lost = await page(api, mine)
    assert "No door opens to this badge. In the tram" in lost
    await press(api, f"{own}/reissue", back=own)
    again = await page(api, own)
    assert "Badge no. 2" in again
    assert "Badge issued again" in again


async def test_a_badge_is_printed_as_pdf_with_its_code(api: httpx.AsyncClient, person: tuple[str, str]) -> None:
    _, badge = person

    paper = await api.get(f"/registration/badges/{badge}.pdf")
    code = await api.get(f"/registration/badges/{badge}.svg")

    assert paper.content.startswith(b"%PDF-"), paper.text[:500]
    assert code.text.startswith("<svg")


@pytest.mark.parametrize("address", ["badges", "badges?state=approved&q=diaz", "badges/staff", "access"])
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_every_page_answers(api: httpx.AsyncClient, person: tuple[str, str], address: str, language: str) -> None:
    answer = await api.get(f"{AT}/{address}", headers=PAGE | {"Accept-Language": language})

    assert answer.status_code == 200, answer.text[:800]


async def test_the_list_is_exported_as_it_is_seen(api: httpx.AsyncClient, person: tuple[str, str]) -> None:
    table = await api.get(f"{AT}/badges?q=diaz&format=csv")

    assert [line.split(",")[0] for line in table.text.splitlines()[1:]] == ["Ana Díaz"]


async def test_staff_get_a_badge_by_a_form_and_access_is_set_by_another(
    api: httpx.AsyncClient, person: tuple[str, str]
) -> None:
    given = await press(api, f"{AT}/badges/staff", name="Luc Blanc", function="Usher")
    assert given.headers["location"].startswith("/registration/badges/bdg_")
    nameless = await press(api, f"{AT}/badges/staff", function="Usher")
    assert nameless.status_code == 422
    assert 'value="Usher"' in nameless.text

    hall = {"zones.0.code": "hall", "zones.0.name": "Assembly Hall", "zones.0.days": "2025-12-02"}
    saved = await press(api, f"{AT}/access", **hall, **{"rules.0.category": "staff"})
    assert saved.status_code == 303, saved.text[:500]
    assert 'value="HALL"' in (await api.get(f"{AT}/access", headers=PAGE)).text
