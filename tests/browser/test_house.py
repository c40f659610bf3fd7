"""What holds for every page: signing in, six languages, a phone's width, a part that is down."""

import os
import re
import signal

import pytest
from playwright.async_api import Page, expect

from deploy.local.stack import Stack
from shared.who import Role
from tests.browser.people import PHONE, People, Setting

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

MEETING = "meetings/apmbc-22msp"
PAGES = (
    "/",
    "/sign-in",
    f"/{MEETING}",
    f"/registration/{MEETING}",
    f"/registration/{MEETING}/participants",
    f"/registration/{MEETING}/delegations",
    f"/registration/{MEETING}/lists",
    f"/registration/{MEETING}/plan",
    f"/registration/{MEETING}/register",
    "/registration/delegations/del_apmbc-22msp_jpn",
    "/registration/delegations/del_apmbc-22msp_jpn/notify",
    f"/sponsorship/{MEETING}",
    f"/sponsorship/{MEETING}/nominate",
    f"/sponsorship/{MEETING}/contribute",
    f"/side-events/{MEETING}",
    f"/side-events/{MEETING}/list",
    f"/side-events/{MEETING}/rooms",
    f"/side-events/{MEETING}/programme",
    f"/side-events/{MEETING}/request",
    f"/media/{MEETING}",
    f"/media/{MEETING}/draft",
    "/media/journalists",
    "/media/representatives",
    "/media/releases",
    "/media/subscribe",
)


async def test_staff_sign_in_at_the_issuer_and_land_where_they_wanted_to_be(people: People) -> None:
    officer = await people.somebody()
    await officer.goto(f"/{MEETING}")
    await officer.get_by_role("link", name="Sign in").click()
    await officer.get_by_role("link", name="Sign in as staff").click()
    await officer.get_by_role("button", name="media_officer").click()
    await expect(officer).to_have_url(f"{people.address}/{MEETING}")
    await officer.locator("nav.rooms").get_by_role("link", name="Newsroom").click()
    await expect(officer.get_by_role("link", name="Draft a release")).to_be_visible()
    people.forgive(re.compile("/media/meetings/.*/board"))  # the page may still refresh while it is being left
    await officer.locator(".me .menu").last.locator("summary").click()
    await officer.get_by_role("button", name="Sign out").click()
    await expect(officer.get_by_role("link", name="Sign in")).to_be_visible()


async def test_no_page_is_wider_than_a_phone(people: People) -> None:
    page = await people.staff(setting=Setting(size=PHONE))
    wide = {}
    for address in PAGES:
        await _open(page, address)
        width = await page.evaluate("document.scrollingElement.scrollWidth")
        if width > PHONE["width"]:
            wide[address] = width
    assert wide == {}


async def test_arabic_mirrors_the_page_and_keeps_codes_left_to_right(people: People) -> None:
    page = await people.staff(setting=Setting(language="ar"))
    for address in PAGES:
        await _open(page, address)
        await expect(page.locator("html")).to_have_attribute("dir", "rtl")
    await _open(page, f"/{MEETING}")
    rooms = page.locator("nav.rooms a")
    first, last = await rooms.first.bounding_box(), await rooms.last.bounding_box()
    assert first
    assert last
    assert first["x"] > last["x"] + last["width"]
    code = page.locator(".meeting bdi")
    assert await code.evaluate("element => getComputedStyle(element).direction") == "ltr"


async def test_a_service_that_is_down_is_shown_as_down_and_the_rest_goes_on(people: People, stack: Stack) -> None:
    hall = await people.staff(Role.AUDITOR)
    press = hall.locator(".tile-room", has=hall.get_by_role("heading", name="Press"))
    down = press.get_by_text("Not reachable now.")
    pid = stack.children["media"].pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    try:
        await hall.goto(f"/{MEETING}", wait_until="commit")
        await expect(down).to_be_visible(timeout=40_000)
        await expect(hall.locator('.tile[data-key="Registered"] .tile-figure')).to_be_visible()
        await hall.locator("nav.rooms").get_by_role("link", name="Money").click(no_wait_after=True)
        await expect(hall.get_by_role("heading", level=1)).to_have_text("Sponsorship")
        await hall.goto(f"/{MEETING}", wait_until="commit")
        await expect(down).to_be_visible(timeout=40_000)
    finally:
        os.kill(pid, signal.SIGCONT)
    await expect(down).to_be_hidden(timeout=60_000)
    await expect(press.locator(".tile-figure").first).to_be_visible()
    people.complaints.clear()


async def _open(page: Page, address: str) -> None:
    answer = await page.goto(address, wait_until="load")
    assert answer
    assert answer.status == 200, address
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)
