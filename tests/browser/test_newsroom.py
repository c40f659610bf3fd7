"""A text from its draft to its readers: cleared by whom it speaks for, out at its instant, mailed once to each."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import Page, expect

from shared.clock import utc_now
from shared.who import Role
from tests.browser.next_meeting import REPRESENTATIVE
from tests.browser.people import PHONE, People, Setting
from tests.stacks import until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

NEWSROOM = "/media/meetings/apmbc-23msp"
HEADLINE = "Cambodia declares a province free of mines"
GENEVA = ZoneInfo("Europe/Zurich")


@pytest.mark.usefixtures("ahead")
async def test_a_text_goes_out_at_its_instant_after_the_version_that_stands_was_cleared(people: People) -> None:
    officer = await people.staff(Role.MEDIA_OFFICER)
    await _draft(officer)
    await officer.get_by_role("button", name="Ask for clearance of version 1").click()
    principal = await people.by_mail(REPRESENTATIVE["email"], service="media", setting=Setting(size=PHONE))
    await _clear(principal, version=1)
    seal = officer.locator(".seal")
    await expect(seal).to_contain_text("cleared")

    await officer.get_by_role("link", name="Edit").click()
    await officer.get_by_label("Text", exact=True).fill("The last mined area was handed over today.")
    await officer.get_by_role("button", name="Save as version 2").click()
    await expect(seal).to_contain_text("void: the text changed")
    await officer.get_by_role("button", name="Ask for clearance of version 2").click()
    await expect(officer.get_by_role("button", name="Ask for clearance")).to_have_count(0)
    await _clear(principal, version=2)
    await _goes_out_at_its_instant(officer)

    reader = await people.somebody()
    await reader.goto("/media/releases")
    await reader.get_by_role("link", name=HEADLINE).click()
    await expect(reader.get_by_text("handed over today")).to_be_visible()


async def _draft(officer: Page) -> None:
    await officer.goto(NEWSROOM)
    await officer.get_by_role("link", name="Draft a release").click()
    await officer.get_by_label("Headline").fill(HEADLINE)
    await officer.get_by_label("Text", exact=True).fill("The last mined area was handed over.")
    await officer.get_by_role("checkbox", name="Cambodia").check()
    await officer.get_by_role("button", name="Save the draft").click()
    await expect(officer.get_by_role("heading", level=1)).to_have_text(HEADLINE)


async def _clear(principal: Page, *, version: int) -> None:
    await principal.goto("/media/clearances")
    await principal.get_by_role("link", name=HEADLINE).first.click()
    await principal.get_by_role("button", name=f"Clear version {version}").click()
    await expect(principal.get_by_text("You cleared this version.").first).to_be_visible()


async def _goes_out_at_its_instant(officer: Page) -> None:
    """Schedule a few seconds ahead; the page that stands open shows it published then, and every mail sent."""
    await officer.reload()
    instant = (utc_now() + timedelta(seconds=12)).replace(microsecond=0)
    await officer.get_by_label("Embargo until").fill(f"{instant.astimezone(GENEVA):%Y-%m-%dT%H:%M:%S}")
    await officer.get_by_role("button", name="Schedule").click()
    badge = officer.locator("[data-key=state] .badge")
    await expect(badge).to_have_text("Published", timeout=90_000)
    assert datetime.now(instant.tzinfo) >= instant
    assert await until(lambda: officer.locator("progress").evaluate("one => one.value === one.max && one.max"))


async def test_a_journalist_subscribes_without_scripts_and_confirms_from_the_mailbox(people: People) -> None:
    journalist = await people.somebody(Setting(scripts=False, size=PHONE))
    await journalist.goto("/media/subscribe")
    await journalist.get_by_label("Your name").fill("Nadia Haddad")
    await journalist.get_by_label("Mail address").fill("nadia.haddad@")
    await journalist.get_by_role("button", name="Send me the link").click()
    await expect(journalist.get_by_label("Mail address")).to_have_attribute("aria-invalid", "true")
    await expect(journalist.get_by_label("Your name")).to_have_value("Nadia Haddad")
    await journalist.get_by_label("Mail address").fill("nadia.haddad@press.example.org")
    await journalist.get_by_label("Language", exact=True).select_option("en")
    await journalist.get_by_role("button", name="Send me the link").click()
    await expect(journalist.get_by_role("heading", level=1)).to_have_text("Look into your mailbox")
    await journalist.goto(await people.mailed("nadia.haddad@press.example.org", "/media/confirm/"))
    await journalist.get_by_role("button", name="Yes, send them to me").click()
    await expect(journalist.get_by_role("heading", level=1)).to_have_text("You are on the list")
