"""A side event from the host's form, sent without scripts, to the public programme."""

import pytest
from playwright.async_api import Page, expect

from shared.who import Role
from tests.browser.next_meeting import NextMeeting
from tests.browser.people import People, Setting

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

GRID = "/side-events/meetings/apmbc-23msp"


async def test_a_side_event_asked_for_without_scripts_reaches_the_programme(people: People, ahead: NextMeeting) -> None:
    plain = await people.somebody(Setting(scripts=False))
    await _ask(plain, "Clearing the last mined areas", ahead, host="Austria", email="austria@example.org")
    officer = await people.staff(Role.SIDE_EVENTS_OFFICER)
    await _place(officer, "Clearing the last mined areas", ahead)
    await expect(officer.get_by_text("It has a room and a time.")).to_be_visible()

    host = await people.by_mail("austria@example.org", service="side-events", setting=Setting(scripts=False))
    agree = host.get_by_role("button", name="Confirm this room and time")
    await agree.click()
    await expect(agree).to_have_count(0)
    await officer.reload()
    await officer.get_by_role("button", name="Publish").click()
    await expect(officer.get_by_text("It is in the programme.")).to_be_visible()
    public = await people.somebody(Setting(scripts=False))
    await public.goto(f"{GRID}/programme")
    await expect(public.get_by_role("heading", name="Clearing the last mined areas")).to_be_visible()


async def test_a_room_that_is_taken_is_refused_beside_its_field_and_nothing_typed_is_lost(
    people: People, ahead: NextMeeting
) -> None:
    guest = await people.somebody()
    await _ask(guest, "Victim assistance in practice", ahead, host="Norway", email="norway@example.org", day=2)
    await _ask(guest, "Risk education for people on the move", ahead, host="Japan", email="japan@example.org", day=2)
    officer = await people.staff(Role.SIDE_EVENTS_OFFICER)
    await _place(officer, "Victim assistance in practice", ahead, day=2)
    await expect(officer.get_by_text("It has a room and a time.")).to_be_visible()
    await _place(officer, "Risk education for people on the move", ahead, day=2, begins="14:30", ends="16:00")

    room = officer.get_by_label("Room", exact=True)
    await expect(officer.locator("#summary")).to_be_focused()
    await expect(room).to_have_attribute("aria-invalid", "true")
    await expect(room.locator("option:checked")).to_contain_text(ahead.room)
    await expect(officer.get_by_label("Begins")).to_have_value(ahead.lunch(2, "14:30"))
    await expect(officer.get_by_label("Ends")).to_have_value(ahead.lunch(2, "16:00"))
    await officer.get_by_label("Begins").fill(ahead.lunch(2, "16:00"))
    await officer.get_by_label("Ends").fill(ahead.lunch(2, "17:00"))
    await officer.get_by_role("button", name="Accept and mail").click()
    await expect(officer.get_by_text("It has a room and a time.")).to_be_visible()


async def _ask(page: Page, title: str, ahead: NextMeeting, *, host: str, email: str, day: int = 1) -> None:
    await page.goto(f"{GRID}/request")
    await page.get_by_label("Title", exact=True).fill(title)
    await page.get_by_label("How many people do you expect?").fill("60")
    await page.get_by_label("Lead host").select_option(label=host)
    await page.get_by_label("Your name").fill("Eva Gruber")
    await page.get_by_label("Your e-mail address").fill(email)
    await page.locator("#f-preferences\\.0\\.day").fill(ahead.lunch(day).split("T")[0])
    await page.get_by_label("We accept these conditions").check()
    await page.get_by_role("button", name="Send the request").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Your request was received")


async def _place(
    officer: Page, title: str, ahead: NextMeeting, *, day: int = 1, begins: str = "13:00", ends: str = "15:00"
) -> None:
    await officer.goto(f"{GRID}/list")
    await officer.get_by_role("link", name=title).click()
    room = officer.get_by_label("Room", exact=True)
    label = await room.locator("option", has_text=ahead.room).first.inner_text()
    await room.select_option(label=label)
    await officer.get_by_label("Begins").fill(ahead.lunch(day, begins))
    await officer.get_by_label("Ends").fill(ahead.lunch(day, ends))
    await officer.get_by_role("button", name="Accept and mail").click()
