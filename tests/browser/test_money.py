"""From a nomination to an accepted offer: the administrator proposes, the coordinator offers, the nominee answers."""

import pytest
from playwright.async_api import Page, expect

from shared.who import Role
from tests.browser.next_meeting import NextMeeting
from tests.browser.people import PHONE, People, Setting
from tests.stacks import until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

MONEY = "/sponsorship/meetings/apmbc-23msp"
DESK = "/registration/meetings/apmbc-23msp"
NOMINEE = "nominee.of.tonga@example.org"


async def test_a_nominee_who_accepts_by_the_mailed_link_is_expected_at_the_desk(
    people: People, ahead: NextMeeting
) -> None:
    await _nominated_and_proposed(await people.staff(Role.SPONSORSHIP_ADMINISTRATOR))
    await _offered(await people.staff(Role.SPONSORSHIP_COORDINATOR), ahead)

    nominee = await people.by_mail(NOMINEE, service="sponsorship", setting=Setting(size=PHONE))
    await expect(nominee.locator("tfoot")).to_contain_text("CHF 2,350.00")
    await nominee.get_by_role("button", name="Accept the offer").click()
    await expect(nominee.get_by_text("Thank you: the offer is accepted.")).to_be_visible()

    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await until(lambda: _is_expected(desk, "Tevita Fifita"), every=0.5)


async def _is_expected(desk: Page, name: str) -> bool:
    await desk.goto(DESK)
    return await desk.get_by_role("region", name="Expected by sponsorship").get_by_text(name).is_visible()


async def _nominated_and_proposed(administrator: Page) -> None:
    await administrator.goto(MONEY)
    await administrator.get_by_role("link", name="Enter a nomination").click()
    await administrator.get_by_label("Country").select_option(label="Tonga")
    await administrator.get_by_label("Reference of the note verbale").fill("Note S/23MSP/TON")
    await administrator.get_by_label("Name of the delegate").fill("Tevita Fifita")
    await administrator.get_by_label("E-mail of the delegate").fill(NOMINEE)
    await administrator.get_by_label("Language of our mails").select_option("en")
    await administrator.get_by_label("Function").fill("Deputy Secretary")
    await administrator.get_by_label("Expertise").select_option("policy")
    await administrator.get_by_role("button", name="Send the nomination").click()
    await _costs(administrator, ticket="1350")
    await administrator.get_by_role("button", name="Put it before the Coordinator").click()
    await expect(administrator.locator("h1 + .badge")).to_have_text("to be decided")


async def _offered(coordinator: Page, ahead: NextMeeting) -> None:
    await coordinator.goto(MONEY)
    await coordinator.locator(".work-list li", has_text="Tevita Fifita").get_by_role("link", name="Decide").click()
    await coordinator.get_by_label("Answer by").fill(ahead.lunch(-30))
    await coordinator.get_by_role("button", name="Offer and mail the nominee").click()
    await expect(coordinator.locator("h1 + .badge")).to_have_text("offered")


async def _costs(page: Page, *, ticket: str) -> None:
    for label, amount in (("Ticket", ticket), ("Hotel", "600"), ("Allowance", "400")):
        await page.get_by_label(label, exact=True).fill(amount)
