"""An administrator tells another system: adds a webhook, gives its secret away, tries it out, and sees it arrive."""

import re

import pytest
from playwright.async_api import Page, expect

from shared.who import Role
from tests.browser.accessible import Inspection
from tests.browser.people import People
from tests.shared.webhooks.receiver import a_receiver

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PLAN = "/registration/meetings/apmbc-22msp/plan"


async def add_the_printer(page: Page, address: str) -> None:
    await page.goto(PLAN)
    await page.get_by_role("link", name="Webhooks").click()
    await page.get_by_role("link", name="Add a webhook").click()
    await page.get_by_label("Address").fill("http://badges.example/hook")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_role("alert")).to_contain_text("Only addresses that begin with https:// are called.")
    await page.get_by_label("Address").fill(address)
    await page.get_by_label("Description").fill("The badge printer")
    await page.get_by_label("Meeting announced").check()
    await page.get_by_role("button", name="Save").click()


async def test_a_webhook_from_its_address_to_its_first_delivery(people: People) -> None:
    page = await people.staff(Role.ADMINISTRATOR, Role.REGISTRATION_OFFICER)
    async with a_receiver() as receiver:
        await add_the_printer(page, receiver.address)
        await expect(page.locator("#secret")).to_have_text(re.compile(r"whsec_[\w+/]{43}="))
        await page.get_by_role("link", name="Continue").click()
        await page.get_by_role("button", name="Send a test").click()
        await expect(page.locator("tr[data-row]")).to_contain_text("delivered")
        await expect(page.locator("main")).to_contain_text("Test webhook")

    own = page.url.removeprefix(people.address)
    await page.get_by_role("button", name="Pause").click()
    await page.goto("/meetings/apmbc-22msp")
    await expect(page.locator("main")).to_contain_text("The badge printer")
    looked = Inspection(page)
    await looked.visit(["/registration/webhooks", own, f"{own}/edit", f"{own}/remove"])
    await page.goto(own)
    await page.get_by_role("link", name="Remove").click()
    await page.get_by_role("button", name="Remove the webhook").click()
    await expect(page.locator("main")).to_contain_text("No other system is told yet.")

    assert len(receiver.ids) == 1
    assert looked.found == []
