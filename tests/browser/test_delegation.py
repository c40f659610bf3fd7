"""A focal point on a phone: in by the mailed link, names those who come, sees who registered."""

import pytest
from playwright.async_api import Locator, Page, expect

from shared.who import Role
from tests.browser.people import PHONE, People, Setting

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

DELEGATION = "/registration/delegations/del_apmbc-23msp_jpn"
BEYOND = 9
"""A line that the page of a first note does not have by itself."""

FOCAL_POINT = "delegation.office@jpn.example.org"


@pytest.mark.usefixtures("ahead")
async def test_a_focal_point_names_two_people_and_sees_who_registered_and_who_is_missing(people: People) -> None:
    await _invited_by_the_desk(people)
    focal_point = await people.by_mail(FOCAL_POINT, service="registration", setting=Setting(size=PHONE))
    await expect(focal_point.get_by_role("heading", level=1)).to_have_text("Japan")

    await focal_point.get_by_role("link", name="Send the note with names").click()
    await _signed_out_meanwhile(focal_point)
    await _refused_beside_the_field(focal_point)
    await focal_point.get_by_label("Reference of the note").fill("NV/2026/118")
    await focal_point.get_by_role("button", name="Take the note").click()
    await expect(_line(focal_point, "Aiko Mori")).to_contain_text("named, not registered")
    await expect(_line(focal_point, "Kenji Ito")).to_contain_text("named, not registered")
    await expect(_line(focal_point, "NV/2026/118")).to_contain_text("2 people")

    await _line(focal_point, "Aiko Mori").get_by_role("link", name="Register").click()
    await expect(focal_point.get_by_label("Full name")).to_have_value("Aiko Mori")
    await focal_point.get_by_label("E-mail").fill("aiko.mori@jpn.example.org")
    await focal_point.get_by_role("button", name="Register and mail them").click()
    await expect(focal_point).to_have_url(f"{people.address}{DELEGATION}/portal")
    await expect(_line(focal_point, "Aiko Mori")).to_contain_text("registered")
    await expect(_line(focal_point, "Aiko Mori")).not_to_contain_text("not registered")
    await expect(_line(focal_point, "Kenji Ito")).to_contain_text("named, not registered")


async def _invited_by_the_desk(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(DELEGATION)
    form = desk.locator("#focal-point")
    await form.get_by_label("Name").fill("Naoko Fujita")
    await form.get_by_label("E-mail").fill(FOCAL_POINT)
    await form.get_by_role("button").click()
    await expect(desk.get_by_role("status").first).to_be_visible()


async def _signed_out_meanwhile(page: Page) -> None:
    """Send the note after the session ended: once signed in again, what was typed is still there."""
    await page.get_by_role("button", name="More places for names").click()
    await page.get_by_label("Full name").nth(BEYOND).fill("Kenji Ito")
    cookies = await page.context.cookies()
    await page.context.clear_cookies(name="plenary_session")
    await page.get_by_role("button", name="Take the note").click()
    back = page.get_by_role("link", name="What you typed is kept in this tab.")
    await expect(back).to_be_visible()
    await page.context.add_cookies(cookies)  # type: ignore[arg-type] # the fields its TypedDict has
    await back.click()
    await expect(page.get_by_label("Full name").nth(BEYOND)).to_have_value("Kenji Ito")


async def _refused_beside_the_field(page: Page) -> None:
    """Send the note without its reference: the summary leads to the field, and what was typed is still there."""
    await page.get_by_label("Date of the note").fill("2026-03-02")
    await page.get_by_label("Full name").nth(0).fill("Aiko Mori")
    await page.get_by_label("Role").nth(0).select_option("head")
    await page.get_by_role("button", name="Take the note").click()
    summary = page.locator("#summary")
    await expect(summary).to_be_focused()
    await summary.get_by_role("link", name="Reference of the note").click()
    reference = page.get_by_label("Reference of the note")
    await expect(reference).to_be_focused()
    await expect(reference).to_have_attribute("aria-invalid", "true")
    await expect(page.get_by_label("Full name").nth(BEYOND)).to_have_value("Kenji Ito")
    await expect(page.get_by_label("Role").nth(0)).to_have_value("head")


def _line(page: Page, name: str) -> Locator:
    return page.locator(".work-list li", has_text=name)
