"""Papers: the secretariat reads the list as it stands, counts for the report, makes letters; anybody verifies one."""

import asyncio
import re
from io import BytesIO

import pytest
from playwright.async_api import Page, expect
from pypdf import PdfReader

from shared.who import Role
from tests.browser.people import PHONE, People, Setting

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

DESK = "/registration/meetings/apmbc-22msp"


async def downloaded(page: Page, link: str) -> bytes:
    """Follow a link that gives a file."""
    async with page.expect_download() as coming:
        await page.locator(link).first.click()
    made = await (await coming.value).path()
    return await asyncio.to_thread(made.read_bytes)


async def test_the_list_as_it_stands_is_read_and_downloaded_in_arabic(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(f"{DESK}/lists")
    await desk.get_by_role("link", name="The list as it stands").click()
    await expect(desk.get_by_text("provisional").first).to_be_visible()
    await expect(desk.get_by_role("heading", name=re.compile("^States Parties"))).to_be_visible()

    await desk.get_by_text("Languages", exact=True).click()
    made = await downloaded(desk, 'a[href$="/ar.pdf"]')
    assert len(PdfReader(BytesIO(made)).pages) > 1


async def test_the_figures_of_the_report_are_drawn_and_stand_in_tables(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(f"{DESK}/figures")
    await expect(desk.get_by_role("figure").first).to_contain_text("Delegates by category")
    await desk.get_by_text("The figures").first.click()
    await expect(desk.get_by_role("row", name=re.compile("States Parties")).first).to_be_visible()


async def test_a_letter_is_made_and_verified_by_somebody_else_on_a_phone(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(f"{DESK}/participants?status=present")
    await desk.locator("tbody a[data-open]").first.click()
    await desk.wait_for_url(re.compile("/registration/participants/"))
    await desk.get_by_role("link", name="Letters", exact=True).last.click()
    await desk.wait_for_url(re.compile("/letters$"))
    name = await desk.locator(".page-header .kicker").inner_text()
    await desk.get_by_role("button", name="Certificate of attendance").click()
    await expect(desk.get_by_text("valid", exact=True).first).to_be_visible()
    number = await desk.locator("td .code").first.inner_text()
    assert len(PdfReader(BytesIO(await downloaded(desk, 'td a[href$=".pdf"]'))).pages) == 1

    border = await people.somebody(Setting(size=PHONE, scripts=False))
    await border.goto("/registration/letters")
    await border.get_by_label("Number of the paper").fill(number.lower())
    await border.get_by_role("button", name="Look it up").click()
    await expect(border.get_by_text("This paper is valid.")).to_be_visible()
    await expect(border.get_by_text("Certificate of attendance")).to_be_visible()
    assert name not in await border.inner_text("body")
