"""The review by keyboard: approved, rejected with a reason, taken back, published; the press accredited up to media."""

import pytest
from playwright.async_api import FilePayload, Page, expect

from deploy.local.stack import Stack
from shared.who import Role
from tests.browser.next_meeting import HOME, NextMeeting
from tests.browser.people import PHONE, People, Setting
from tests.stacks import desk, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

URUGUAY = f"del_{HOME}_ury"
QUEUE = f"/registration/meetings/{HOME}/review?delegation_id={URUGUAY}"
NADIA = "nadia@apo.example"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\nstartxref\n0\n%%EOF\n"


@pytest.fixture(scope="module")
async def queue(stack: Stack, ahead: NextMeeting) -> None:
    """Three people of Uruguay have registered, the first of whom the note names."""
    async with desk(stack) as client:
        note = {"reference": "NV/1", "dated": "2025-11-03", "names": [{"full_name": "Ana Sosa", "role": "head"}]}
        await client.post(f"/registration/api/delegations/{URUGUAY}/notify", json=note)
        for name in ("Ana Sosa", "Bruno Rey", "Carla Paz"):
            person = {"delegation_id": URUGUAY, "full_name": name, "email": f"{name.split()[0].lower()}@ury.example"}
            answer = await client.post("/registration/api/participants", json=person)
            assert answer.status_code == 201, answer.text


async def _shows(page: Page, name: str) -> None:
    """Wait until this person stands on the right."""
    await expect(page.locator("article h2").first).to_have_text(name)
    await page.wait_for_load_state()


async def _reject(page: Page) -> None:
    """Unfold the reasons by key, choose one, send it off."""
    await page.keyboard.press("r")
    reasons = page.get_by_label("Reason", exact=True)
    await expect(reasons).to_be_focused()
    await reasons.select_option("The places of your delegation are taken.")
    await page.get_by_role("button", name="Reject, publish later").press("Enter")


async def test_the_queue_is_worked_by_keys_and_nobody_is_mailed_before_it_is_published(
    people: People, queue: None
) -> None:
    officer = await people.staff(Role.REGISTRATION_OFFICER)
    await officer.goto(QUEUE)
    await _shows(officer, "Ana Sosa")
    await officer.keyboard.press("a")
    await _shows(officer, "Bruno Rey")
    await _reject(officer)
    await _shows(officer, "Carla Paz")
    await officer.keyboard.press("u")
    await expect(officer.get_by_text("Taken back.")).to_be_visible()
    await _shows(officer, "Bruno Rey")
    await _reject(officer)
    await _shows(officer, "Carla Paz")

    await officer.get_by_role("link", name="Look at 2 decisions and publish them").click()
    await expect(officer.get_by_role("cell", name="The places of your delegation are taken.")).to_be_visible()
    await officer.get_by_role("button", name="Publish 2 decisions and mail them").click()
    await expect(officer.get_by_text("The decisions are published")).to_be_visible()
    bruno = await people.by_mail("bruno@ury.example", service="registration")
    await expect(bruno.get_by_text("Your registration was not accepted.")).to_be_visible()
    await expect(bruno.get_by_text("The places of your delegation are taken.")).to_be_visible()
    ana = await people.by_mail("ana@ury.example", service="registration", setting=Setting(size=PHONE))
    await expect(ana.get_by_text("You are confirmed.")).to_be_visible()


async def _apply(people: People) -> None:
    """Apply on a phone, and send the two documents a service provider needs."""
    applicant = await people.somebody(Setting(size=PHONE))
    await applicant.goto(f"/registration/meetings/{HOME}/press")
    await applicant.get_by_label("Full name").fill("Nadia Haddad")
    await applicant.get_by_label("E-mail").fill(NADIA)
    await applicant.get_by_label("Medium or agency").fill("Agence Presse Ouest")
    await applicant.get_by_label("Service provider of a broadcaster").check()
    await applicant.get_by_role("button", name="Apply and mail me the link").click()
    await expect(applicant.get_by_text(f"mailed to {NADIA}")).to_be_visible()

    nadia = await people.by_mail(NADIA, service="registration", setting=Setting(size=PHONE))
    for kind in ("broadcaster_letter", "passport"):
        part = nadia.locator(f"section#{kind}")
        scan = FilePayload(name="scan.pdf", mimeType="application/pdf", buffer=PDF)
        await part.locator("input[type=file]").set_input_files(scan)
        await part.get_by_role("button", name="Send").click()
        await expect(part.locator(".badge")).to_have_text("to check")


async def test_somebody_of_the_press_applies_on_a_phone_and_appears_in_the_newsroom(
    people: People, ahead: NextMeeting
) -> None:
    await _apply(people)
    officer = await people.staff(Role.REGISTRATION_OFFICER)
    await officer.goto(f"/registration/meetings/{HOME}/accreditation")
    await officer.locator(".work-list").get_by_role("link", name="Nadia Haddad").first.click()
    await expect(officer.get_by_role("heading", level=1)).to_have_text("Nadia Haddad")
    await officer.wait_for_load_state()
    for done in (1, 2):
        await officer.keyboard.press("a")
        await expect(officer.locator(".work-list li.done")).to_have_count(done)
        await officer.wait_for_load_state()
    await officer.get_by_role("button", name=f"Accredit and mail {NADIA}").click()
    await expect(officer.locator(".page-header .badge").first).to_have_text("accredited")

    newsroom = await people.staff(Role.MEDIA_OFFICER)
    accredited = f"/media/meetings/{HOME}/accredited"

    async def listed() -> bool:
        await newsroom.goto(accredited)
        return await newsroom.get_by_role("row", name="Agence Presse Ouest").count() == 1

    assert await until(listed)
