"""A focal point on a phone: sends a file with two bad rows, corrects them, takes it, sees what is missing."""

import pytest
from playwright.async_api import Locator, Page, expect

from shared.who import Role
from tests.browser.people import PHONE, People, Setting

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

DELEGATION = "/registration/delegations/del_apmbc-23msp_per"
FOCAL_POINT = "delegation.office@per.example.org"
PEOPLE = (
    "Full name;Role;E-mail;Function\n"
    "Ana Quispe;head of delegation;ana.quispe@per.example.org;Director\n"
    "Luis Mamani;boss;luis.mamani@per.example.org;\n"
    "Rosa Huanca;adviser;rosa.huanca.example.org;\n"
)


@pytest.mark.usefixtures("ahead")
async def test_a_focal_point_imports_a_file_corrects_two_rows_and_sees_what_is_missing(people: People) -> None:
    await _invited_by_the_desk(people)
    page = await people.by_mail(FOCAL_POINT, service="registration", setting=Setting(size=PHONE))
    await expect(page.get_by_text("Your note with the names of everyone who comes.")).to_be_visible()

    await page.get_by_role("link", name="Import a file").click()
    await _send(page)
    await expect(page.get_by_text("2 rows are wrong.")).to_be_visible()
    await _correct(page, "Luis Mamani", "Role", "adviser")
    await expect(page.get_by_text("1 row is wrong.")).to_be_visible()
    await _correct(page, "Rosa Huanca", "E-mail", "rosa.huanca@per.example.org")
    await page.get_by_role("button", name="Take 3 rows").click()
    await expect(page.get_by_text("3 rows were taken.")).to_be_visible()

    await page.goto(f"{DELEGATION}/portal")
    await expect(_line(page, "Luis Mamani")).to_contain_text("registered")
    await expect(_line(page, "Your credentials.")).to_be_visible()
    await expect(page.get_by_text("Your note with the names of everyone who comes.")).to_have_count(0)
    assert await page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


async def _invited_by_the_desk(people: People) -> None:
    desk = await people.staff(Role.REGISTRATION_OFFICER)
    await desk.goto(DELEGATION)
    form = desk.locator("#focal-point")
    await form.get_by_label("Name").fill("Carmen Flores")
    await form.get_by_label("E-mail").fill(FOCAL_POINT)
    await form.get_by_role("button").click()
    await expect(desk.get_by_role("status").first).to_be_visible()


async def _send(page: Page) -> None:
    file = {"name": "peru.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    await page.get_by_label("File", exact=True).set_input_files(file)  # type: ignore[arg-type] # the fields its TypedDict has
    await page.get_by_label("Reference of the note").fill("NV/2026/7")
    await page.get_by_label("Date of the note").fill("2026-03-02")
    await page.get_by_role("button", name="Look at the file").click()


async def _correct(page: Page, name: str, label: str, value: str) -> None:
    await _line(page, name).get_by_role("link", name="Correct").click()
    field = page.get_by_label(label)
    if await field.evaluate("field => field.matches('select')"):
        await field.select_option(value)
    else:
        await field.fill(value)
    await page.get_by_role("button", name="Correct the row").click()


def _line(page: Page, text: str) -> Locator:
    return page.locator(".work-list li", has_text=text)
