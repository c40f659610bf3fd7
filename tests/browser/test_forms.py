"""A registration form: an officer builds it, a participant fills it in on a phone and later asks for a change."""

import io

import pytest
from PIL import Image
from playwright.async_api import Page, expect

from deploy.local.stack import Stack
from shared.who import Role
from tests.browser.people import PHONE, People, Setting
from tests.stacks import a_delegation, desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EMAIL = "anna.meier@che.example.org"


async def test_a_form_is_built_filled_in_on_a_phone_and_corrected_by_way_of_the_desk(
    people: People, stack: Stack
) -> None:
    async with desk(stack) as client:
        code = (await a_delegation(client)).split("_")[1]
    officer = await people.staff(Role.REGISTRATION_OFFICER)
    await _builds_a_form(officer, code)
    guest = await people.somebody(Setting(size=PHONE))
    await _registers(guest, code)

    await officer.goto(f"/registration/meetings/{code}/participants")
    await officer.get_by_role("link", name="Anna Meier").click()
    await expect(officer.get_by_text("A guide")).to_be_visible()
    await officer.get_by_role("button", name="Approve and mail now").click()
    await expect(officer.get_by_role("button", name="Approve and mail now")).to_have_count(0)

    await _asks_for_a_change(await people.by_mail(EMAIL, service="registration", setting=Setting(size=PHONE)))
    await officer.goto(f"/registration/meetings/{code}/changes")
    await officer.get_by_role("link", name="Look and decide").click()
    await expect(officer.get_by_role("row", name="Function")).to_contain_text("Director")
    await officer.get_by_role("button", name=f"Make the change and mail {EMAIL}").click()
    await expect(officer.get_by_text("The change is made.")).to_be_visible()


async def _builds_a_form(page: Page, code: str) -> None:
    """Add a question, one that depends on it, and the photo; look at the preview; publish."""
    form = f"/registration/meetings/{code}/form"
    await page.goto(form)
    await page.get_by_role("link", name="Add a field").click()
    await page.get_by_label("Kind").select_option("yes_no")
    await page.get_by_label("What the field asks for, in English").fill("Do you need help?")
    await page.get_by_role("button", name="Keep the field in the draft").click()
    await page.get_by_role("link", name="Add a field").click()
    await page.get_by_label("Kind").select_option("choice")
    await page.get_by_label("What the field asks for, in English").fill("Which help?")
    await page.get_by_label("What can be chosen, in English").fill("A wheelchair\nA guide")
    await page.get_by_label("required").check()
    await page.get_by_text("Only on a condition").click()
    await page.get_by_label("Do you need help?: Yes").check()
    await page.get_by_role("button", name="Keep the field in the draft").click()
    await page.get_by_role("link", name="Photo for the badge").click()
    await page.get_by_label("required").check()
    await page.get_by_role("button", name="Keep the field in the draft").click()
    await page.get_by_role("link", name="Look at it as people will").click()
    await expect(page.get_by_text("Which help?")).to_be_hidden()
    await page.get_by_label("Yes", exact=True).check()
    await expect(page.get_by_text("Which help?")).to_be_visible()
    await page.goto(form)
    await page.get_by_role("button", name="Publish version 1").click()
    await expect(page.get_by_text("Version 1 is filled in now.")).to_be_visible()


async def _registers(page: Page, code: str) -> None:
    """Fill in the form on a phone: what is missing is said beside its field, the photo is cut, nothing is lost."""
    await page.goto(f"/registration/meetings/{code}/register")
    await page.get_by_label("Delegation", exact=True).select_option(label="Switzerland")
    await page.get_by_label("Full name").fill("Anna Meier")
    await page.get_by_label("E-mail").fill(EMAIL)
    photo = {"name": "me.jpg", "mimeType": "image/jpeg", "buffer": _a_picture()}
    await page.get_by_label("Photo for the badge").set_input_files(photo)  # type: ignore[arg-type] # as a FilePayload
    await expect(page.get_by_label("The photo as it will be cut")).to_be_visible()
    await page.get_by_label("The photo as it will be cut").press("ArrowRight")
    await page.get_by_label("Yes", exact=True).check()
    await page.get_by_role("button", name="Register and mail me").click()
    await expect(page.locator(".field.wrong")).to_contain_text("Fill this in.")
    await expect(page.get_by_label("Full name")).to_have_value("Anna Meier")
    await page.get_by_label("A guide").check()
    await page.get_by_role("button", name="Register and mail me").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Your registration was received")


async def _asks_for_a_change(page: Page) -> None:
    await page.get_by_role("link", name="Change my data").click()
    await page.get_by_label("Function").fill("Director")
    await page.get_by_role("button", name="Send the changes").click()
    await expect(page.get_by_text("waits for the desk")).to_be_visible()


def _a_picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (1200, 900), (90, 120, 150)).save(content, "JPEG")
    return content.getvalue()
