"""The pictures of the README; collected only where PLENARY_SCREENSHOTS is set, for they are written into docs/."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.people import People

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PICTURES = Path(__file__).parents[2] / "docs" / "screenshots"
MEETING = "meetings/apmbc-22msp"
MOST = 200_000
"""Bytes."""


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("hall", f"/{MEETING}"),
        ("desk", f"/registration/{MEETING}"),
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
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture = PICTURES / f"{name}.png"
    await page.screenshot(path=picture, animations="disabled")
    assert picture.stat().st_size < MOST
