"""The pictures of the READMEs; collected only where PLENARY_SCREENSHOTS is set, for they are written into docs/."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from deploy.local.stack import Stack
from services.registration.gateways import BadgeSigner
from shared.who import Role
from tests.browser.doors import at_the_gate, open_the_doors, scan, tell
from tests.browser.people import PHONE, People, Setting
from tests.stacks import desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
MEETING = "meetings/apmbc-22msp"
FOCAL_POINT = "registration.office@jpn.example.org"
MOST = 100_000
"""Bytes."""
COLOURS = 256


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("hall", f"/{MEETING}"),
        ("desk", f"/registration/{MEETING}"),
        ("list", f"/registration/{MEETING}/lists/provisional"),
        ("figures", f"/registration/{MEETING}/figures"),
        ("money", f"/sponsorship/{MEETING}"),
        ("grid", f"/side-events/{MEETING}?day=2025-12-02"),
        ("newsroom", f"/media/{MEETING}"),
    ],
)
async def test_a_room_is_pictured(people: People, name: str, address: str) -> None:
    page = await people.staff()
    await page.goto(address)
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
    await page.evaluate("document.querySelector('main > .fragment .days')?.scrollIntoView()")
    await _picture(page, name)


async def test_pairs_to_reconcile_are_pictured(people: People, stack: Stack) -> None:
    andorra = "del_apmbc-22msp_and"
    names = [
        {"full_name": "PUIG Marc Vila", "role": "head"},
        {"full_name": "Joan Martí Soler", "role": "adviser"},
        {"full_name": "Anna Ribas", "role": "adviser"},
    ]
    async with desk(stack) as client:
        for name in ("Marc Vila Puig", "Joan Marti"):
            email = f"{name.split()[0].lower()}@and.example.org"
            await tell(client, "/participants", delegation_id=andorra, full_name=name, email=email)
        await tell(client, f"/delegations/{andorra}/notify", reference="NV/11", dated="2025-11-28", names=names)
    page = await people.staff()
    await page.goto(f"/registration/{MEETING}/reconcile")
    await expect(page.locator(".pair").first).to_contain_text("sure")
    await _picture(page, "reconcile")


async def test_the_portal_of_a_delegation_is_pictured_on_a_phone(people: People, stack: Stack) -> None:
    async with desk(stack) as client:
        await tell(client, "/delegations/del_apmbc-22msp_jpn/focal-point", name="Naoko Fujita", email=FOCAL_POINT)
    page = await people.by_mail(FOCAL_POINT, service="registration", setting=Setting(size=PHONE))
    await expect(page.get_by_role("heading", level=1)).to_have_text("Japan")
    await _picture(page, "portal")


async def test_the_door_is_pictured_on_a_phone(people: People, stack: Stack) -> None:
    async with desk(stack) as client:
        doors = await open_the_doors(client)
    page = await at_the_gate(people, doors.links[0])
    await scan(page, doors.code("Sato Ken", BadgeSigner.from_secrets(stack.credentials.badge_secret)))
    await expect(page.locator("#verdict")).to_contain_text("Admitted")
    await _picture(page, "door")


async def test_the_designer_of_badges_is_pictured(people: People) -> None:
    page = await people.staff(Role.REGISTRATION_OFFICER)
    await page.goto(f"/registration/{MEETING}/badges/design/state_party")
    await expect(page.get_by_role("img", name="A badge as it is printed").first).to_be_visible()
    await _picture(page, "badges")


async def _picture(page: Page, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture = PICTURES / f"{name}.png"
    Image.open(BytesIO(await page.screenshot(animations="disabled"))).convert("RGB").quantize(
        COLOURS, method=Image.Quantize.MAXCOVERAGE
    ).save(picture, optimize=True)
    assert picture.stat().st_size < MOST
