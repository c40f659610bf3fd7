"""A badge at the desk: printed, handed over, lost, issued again; the old code is refused."""

import pytest
from playwright.async_api import Page, expect

from shared.who import Role
from tests.browser.people import People

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

BROKEN = '#import "/badge.typ": *\n#sheet(badge => [#badge.nam])'
BADGES = "/registration/meetings/apmbc-22msp/badges"


async def test_a_lost_badge_is_replaced_at_the_desk_and_the_old_code_is_refused(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(f"{BADGES}?state=approved&q=japan")
    await desk.locator("tbody a[data-open]").first.click()
    await expect(desk.get_by_role("img", name="The code that is printed on the badge")).to_be_visible()
    mine = desk.url
    old = await _code(desk)

    await desk.get_by_role("button", name="It is printed").click()
    await desk.get_by_label("I have seen the photo identity document").check()
    await desk.get_by_role("button", name="Hand over").click()
    await expect(desk.locator(".page-title .badge")).to_have_text("collected")

    await desk.get_by_role("link", name="Lost", exact=True).click()
    await desk.get_by_label("Reason").fill("In the tram")
    await desk.get_by_role("button", name="Report the badge lost").click()
    await expect(desk.locator(".page-title .badge")).to_have_text("lost")
    await _checked(desk, old, "This badge was reported lost")

    await desk.goto(mine)
    await desk.get_by_role("link", name="Issue again").click()
    await desk.get_by_role("button", name="Issue the badge again").click()
    await expect(desk.get_by_role("link", name="Badge no. 2")).to_be_visible()
    new = await _code(desk)
    await _checked(desk, old, "This badge was replaced by a newer one")
    await _checked(desk, new, "This badge is no longer valid")
    await _checked(desk, new.replace("/2/", "/3/"), "This code was not signed by us")


async def test_many_badges_are_printed_together_and_wait_at_the_desk(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(f"{BADGES}?state=approved&q=tonga")
    several = await desk.locator("tbody tr").count()
    await desk.get_by_role("button", name="shown that can be printed").click()
    await expect(desk.get_by_role("link", name="Download the file")).to_be_visible(timeout=60_000)
    async with desk.expect_download() as download:
        await desk.get_by_role("link", name="Download the file").click()
    assert (await (await download.value).path()).read_bytes().startswith(b"%PDF-")

    await desk.get_by_role("button", name="I printed").click()
    await desk.get_by_role("link", name="Hand them over").click(timeout=60_000)
    await desk.goto(f"{BADGES}?state=ready&q=tonga")
    await expect(desk.locator("tbody tr")).to_have_count(several)


async def test_a_template_that_cannot_be_set_says_where(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(f"{BADGES}/design/media")
    await expect(desk.get_by_role("img", name="A badge as it is printed").first).to_be_visible()
    await desk.get_by_text("Own template").click()
    await desk.get_by_label("Template", exact=False).first.fill(
        '#import "/badge.typ": *\n#sheet(badge => [#badge.nam])'
    )
    await desk.get_by_role("button", name="Save and print it like this").click()
    await expect(desk.get_by_text("Line 2")).to_be_visible()


async def _code(desk: Page) -> str:
    await desk.get_by_text("The code as text").click()
    return await desk.locator("details p.code").inner_text()


async def _checked(desk: Page, token: str, said: str) -> None:
    await desk.goto(f"{BADGES}/check")
    await desk.get_by_label("Code").fill(token)
    await desk.get_by_role("button", name="Check", exact=True).click()
    await expect(desk.locator("main .notice").first).to_contain_text(said)
