"""The desk on its busiest day: find, confirm, check in; by mouse and by keys."""

import re

import pytest
from playwright.async_api import Page, expect

from shared.who import Role
from tests.browser.people import People

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

HALL = "/meetings/apmbc-22msp"
DESK = "/registration/meetings/apmbc-22msp"


async def test_who_is_checked_in_at_the_desk_is_counted_in_a_hall_that_stands_open(people: People) -> None:
    hall = await people.staff(Role.AUDITOR)
    await hall.goto(HALL)
    present = hall.locator('.tile[data-key="Present"] .tile-figure')
    before = _number(await present.inner_text())

    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(DESK)
    name = await desk.locator("nav .work-list a").first.inner_text()
    await _find(desk, name)
    await desk.get_by_role("button", name="Confirm and mail").click()
    await expect(desk.locator("article .badge").first).to_have_text("confirmed")
    await desk.get_by_role("button", name="Check in now").click()
    await expect(desk.locator("article .badge").first).to_have_text("present")
    await expect(present).to_have_text(re.compile(rf"^{before + 1}\b"))


async def _find(desk: Page, name: str) -> None:
    await desk.get_by_placeholder("Name or e-mail address").fill(name)
    await desk.get_by_role("button", name="Find").click()
    await desk.wait_for_url(re.compile(r"\?person="))
    await expect(desk.locator("article h2").first).to_have_text(name)


def _number(figure: str) -> int:
    return int(re.sub(r"\D", "", figure.split("/")[0]))


async def test_the_desk_is_worked_by_keys_alone(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(DESK)
    await desk.keyboard.press("/")
    await expect(desk.get_by_placeholder("Name or e-mail address")).to_be_focused()
    await desk.keyboard.press("Escape")
    await desk.keyboard.press("j")
    second = desk.locator("nav [data-row] a[data-open]").nth(1)
    await expect(second).to_be_focused()
    name = await second.inner_text()
    await desk.keyboard.press("Enter")
    await expect(desk.locator("article h2").first).to_have_text(name)
    await desk.wait_for_load_state()
    await desk.keyboard.press("?")
    await expect(desk.locator("dialog#keys")).to_be_visible()


async def test_a_list_is_searched_as_one_types_and_its_address_follows(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(f"{DESK}/participants")
    await desk.get_by_label("Search", exact=True).press_sequentially("tonga")
    await expect(desk).to_have_url(re.compile(r"q=tonga"))
    await expect(desk.locator("[data-list] tbody tr").first).to_contain_text("Tonga")
    await expect(desk.get_by_label("Search", exact=True)).to_be_focused()
