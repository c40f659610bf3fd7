"""The desk's pages of badges, without a script."""

import io

import httpx
import pytest
from pypdf import PdfReader

from services.registration.domain.badge_tokens import facts_of
from services.registration.domain.badges import Badge
from services.registration.gateways import BadgeSigner
from shared.who import Grant, Role, Who
from tests.registration.test_pages import PAGE, page
from tests.registration.test_routes import API, a_note, an_open_meeting, register
from tests.running import SECRET, as_who
from tests.stacks import until

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


async def test_a_badge_fresh_from_the_printer_is_handed_over_in_one_step(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-FRESH")
    await api.post(f"{API}/delegations/del_apmbc-fresh_per/notify", json=a_note(("Ana Díaz", "head")))
    ana = await register(api, "del_apmbc-fresh_per", "Ana Díaz", "ana.fresh@mission.example")
    await api.post(f"{API}/participants/{ana}/confirm")
    (badge,) = (await api.get(f"{API}/meetings/mtg_apmbc-fresh/badges")).json()["rows"]
    pressed = await press(api, f"/registration/badges/{badge['badge_id']}/hand-over", identity_checked="1")

    assert pressed.status_code == 303
    assert "collected" in await page(api, f"/registration/participants/{ana}")


async def test_the_desk_takes_a_badge_through_its_life_on_the_page_of_the_person(
    api: httpx.AsyncClient, person: tuple[str, str]
) -> None:
    ana, badge = person
    mine, own = f"/registration/participants/{ana}", f"/registration/badges/{badge}"
    assert "It is printed" in await page(api, mine)

    unseen = await press(api, f"{own}/hand-over", back=mine)
    assert unseen.status_code == 409
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


@pytest.mark.parametrize(
    "address",
    ["badges", "badges?state=approved&q=diaz", "badges/staff", "access", "badges/check", "badges/design/media"],
)
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_every_page_answers(api: httpx.AsyncClient, person: tuple[str, str], address: str, language: str) -> None:
    answer = await api.get(f"{AT}/{address}", headers=PAGE | {"Accept-Language": language})

    assert answer.status_code == 200, answer.text[:800]


async def test_a_delegation_sees_its_badges_and_asks_for_one_for_its_driver(
    api: httpx.AsyncClient, person: tuple[str, str]
) -> None:
    mission = Who(subject="fp", name="Mission", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=PERU)}))
    at = f"/registration/delegations/{PERU}/badges"
    asked = await api.post(at, data={"name": "Juan Soto", "function": "Driver"}, headers=PAGE | as_who(mission))
    incomplete = await api.post(at, data={"name": "Juan Soto"}, headers=PAGE | as_who(mission))

    assert (asked.status_code, incomplete.status_code) == (303, 422)
    seen = await page(api, at, who=mission)
    assert "Juan Soto Driver requested" in seen
    assert "Ana Díaz" in seen


async def test_a_badge_of_the_building_is_recorded_by_a_form(api: httpx.AsyncClient, person: tuple[str, str]) -> None:
    at = f"/registration/participants/{person[0]}/standing-badge"
    half = await press(api, at, issuer="UNOG")
    whole = await press(api, at, issuer="UNOG", valid_until="2025-12-03")

    assert (half.status_code, whole.status_code) == (422, 303)
    assert 'value="2025-12-03"' in (await api.get(at, headers=PAGE)).text


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


async def test_a_design_is_tried_kept_and_restored(api: httpx.AsyncClient, person: tuple[str, str]) -> None:
    at = f"{AT}/badges/design/media"
    look = {"format": "a7", "band": "#ffd700", "fields": "code", "language": "fr"}

    tried = await press(api, at, **look, **{"try": "1"})
    assert "Sample, not saved" in tried.text
    assert "data:image/png;base64," in tried.text
    broken = await press(api, at, **look, template='#import "/badge.typ": *\n#sheet(b => [#b.nam])')
    assert broken.status_code == 422
    assert "Line 2" in broken.text
    assert "#sheet(b =&gt; [#b.nam])" in broken.text
    kept = await press(api, at, **look)
    assert kept.status_code == 303
    assert 'value="#ffd700"' in (await api.get(at, headers=PAGE)).text
    await press(api, f"{at}/restore", number="1")
    assert 'value="#9a6700"' in (await api.get(at, headers=PAGE)).text
    assert (await api.get(f"{at}/sample.pdf")).content.startswith(b"%PDF-")
    assert "#sheet(face)" in (await api.get(f"{at}/template.typ")).text


async def test_badges_are_printed_together_and_marked_when_the_officer_says_so(
    api: httpx.AsyncClient, person: tuple[str, str]
) -> None:
    for name in ("Eva Berg", "Tom Lind"):
        await press(api, f"{AT}/badges/staff", name=name)
    asked = await press(api, f"{AT}/badges", q="", holder_kind="staff", back=f"{AT}/badges")
    batch = asked.headers["location"]
    await eventually(api, batch, "Download the file")

    paper = await api.get(f"{batch}/badges.pdf")
    assert paper.content.startswith(b"%PDF-")
    assert "Eva Berg" in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    await press(api, f"{batch}/printed")
    await eventually(api, batch, "lie at the desk")
    assert "Tom Lind" in await page(api, f"{AT}/badges?state=ready&holder_kind=staff")


async def eventually(api: httpx.AsyncClient, address: str, word: str) -> None:
    """Look at a page until it says something."""

    async def said() -> bool:
        return word in await page(api, address)

    await until(said)


async def test_a_batch_of_nothing_is_refused_where_it_was_asked_for(
    api: httpx.AsyncClient, person: tuple[str, str]
) -> None:
    asked = await press(api, f"{AT}/badges", q="nobody of this name", back=f"{AT}/badges")

    assert asked.headers["location"].startswith(f"{AT}/badges")


async def test_the_desk_checks_a_code_somebody_brings(api: httpx.AsyncClient, person: tuple[str, str]) -> None:
    badge = Badge.model_validate((await api.get(f"{API}/badges/{person[1]}")).json())
    signer = BadgeSigner.from_secrets(SECRET)
    at = f"{AT}/badges/check"

    good = await press(api, at, token=signer.sign(facts_of(badge, "APMBC-CARDS")))
    other = await press(api, at, token=signer.sign(facts_of(badge, "APMBC-22MSP")))
    forged = await press(api, at, token=BadgeSigner.from_secrets("another").sign(facts_of(badge, "APMBC-CARDS")))
    some_address = "https://example.org"
    nonsense = await press(api, at, token=some_address)

    assert "This badge is no longer valid" in good.text
    assert "Ana Díaz" in good.text
    assert "This badge is for another meeting" in other.text
    assert "This code was not signed by us" in forged.text
    assert "This is not the code of a badge" in nonsense.text
