"""A participant on a phone gives passport and photo; who has the role reads them, and the person sees that; erased."""

import httpx
import pytest
from playwright.async_api import FilePayload, Locator, Page, expect

from deploy.local.stack import Stack
from shared.who import Role
from tests.browser.people import PHONE, People, Setting
from tests.pictures import PDF, a_picture
from tests.stacks import a_delegation, desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EMAIL = "lea.rochat@che.example.org"


async def test_personal_data_are_given_read_by_few_and_erased(people: People, stack: Stack) -> None:
    async with desk(stack) as client:
        participant_id = await _registered(client)
    person = await people.by_mail(EMAIL, service="registration", setting=Setting(size=PHONE))
    await person.get_by_role("link", name="My personal data").click()
    await _give(person)
    await expect(person.get_by_role("img", name="Photo")).to_be_visible()
    await expect(person.get_by_role("link", name="visa.pdf")).to_be_visible()
    await expect(_passport_number(person)).to_have_value("X0A12345")

    officer = await people.staff(Role.REGISTRATION_OFFICER)
    await officer.goto(f"/registration/participants/{participant_id}/personal")
    await expect(_passport_number(officer)).to_have_value("")
    reader = await people.staff(Role.PERSONAL_DATA_OFFICER)
    await reader.goto(f"/registration/participants/{participant_id}/personal")
    await expect(_passport_number(reader)).to_have_value("X0A12345")
    await officer.goto(f"/registration/participants/{participant_id}")
    await expect(officer.get_by_text("Personal data looked at").first).to_be_visible()

    await person.get_by_role("button", name="Ask to be erased").click()
    await expect(person.get_by_text("You asked to be erased")).to_be_visible()
    await officer.goto(f"/registration/participants/{participant_id}/erase")
    await officer.get_by_label("Reason").fill("The door must know you until the meeting is over.")
    await officer.get_by_role("button", name="Decline").click()
    await expect(officer.get_by_role("button", name="Decline")).to_have_count(0)
    await person.reload()
    await expect(person.get_by_text("The door must know you")).to_be_visible()


async def _registered(client: httpx.AsyncClient) -> str:
    about = {"delegation_id": await a_delegation(client), "full_name": "Léa Rochat", "email": EMAIL}
    answer = await client.post("/registration/api/participants", json=about)
    participant_id = str(answer.raise_for_status().json()["participant_id"])
    (await client.post(f"/registration/api/participants/{participant_id}/link")).raise_for_status()
    return participant_id


async def _give(page: Page) -> None:
    """A photo that is too large is named before it is sent; the right one is kept with everything else."""
    await _passport_number(page).fill("x0a12345")
    await page.get_by_label("Issued by").select_option("CHE")
    await page.get_by_label("Photo", exact=False).first.set_input_files(_file("large.jpg", b"x" * 11_000_000))
    await expect(page.get_by_text("This file is too large.")).to_be_visible()
    await page.get_by_label("Photo", exact=False).first.set_input_files(_file("me.jpg", a_picture(1_600, 1_200)))
    await expect(page.get_by_role("img", name="The photo as it will be cut")).to_be_visible()
    await page.get_by_label("File").set_input_files(_file("visa.pdf", PDF))
    await page.get_by_label("What it is").select_option("visa")
    await page.get_by_role("button", name="Keep").click()


def _passport_number(page: Page) -> Locator:
    return page.get_by_role("group", name="Passport or identity card").get_by_label("Number")


def _file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}
