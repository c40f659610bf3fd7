"""At the doors: two phones without a connection, an old badge, a camera, a phone that is taken back."""

import io
import re
from datetime import timedelta

import pytest
import segno
from playwright.async_api import FilePayload, expect

from deploy.local.stack import Stack
from services.registration.gateways import BadgeSigner
from shared.who import Role
from tests.browser.doors import OpenDoors, at_the_gate, open_the_doors, scan, tell
from tests.browser.people import People
from tests.pictures import a_picture
from tests.stacks import desk, until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture
async def doors(stack: Stack) -> OpenDoors:
    async with desk(stack) as client:
        return await open_the_doors(client)


@pytest.fixture
def signer(stack: Stack) -> BadgeSigner:
    return BadgeSigner.from_secrets(stack.credentials.badge_secret)


async def test_double_use_at_two_gates_without_a_connection_is_found_when_they_are_back(
    people: People, doors: OpenDoors, signer: BadgeSigner
) -> None:
    pregny, west = [await at_the_gate(people, link) for link in doors.links]
    for page in (pregny, west):
        await page.context.set_offline(True)
        await scan(page, doors.code("Sato Ken", signer))
        await expect(page.locator("#verdict")).to_contain_text("Admitted")
        await expect(page.locator("#verdict")).to_contain_text("Judged without a connection.")
        await expect(page.locator("#door-state")).to_contain_text("To send: 1")
    await west.reload()
    await expect(west.locator("#door[data-ready]")).to_have_count(1)
    await expect(west.locator("#door-state")).to_contain_text("Offline since")

    await pregny.context.set_offline(False)
    await expect(pregny.locator("#door-state")).to_contain_text("Everything is sent")
    await west.context.set_offline(False)
    await expect(west.locator("#door-state")).to_contain_text("Sent: 1, double use: 1")
    await expect(west.locator("#log li").first).to_contain_text("Double use")

    officer = await people.staff(Role.REGISTRATION_OFFICER)
    await officer.goto(f"/registration/meetings/{doors.home}/doors")
    alert = officer.locator(".work-list li").filter(has_text="Sato Ken")
    await expect(alert).to_contain_text("This badge is inside already.")


async def test_an_old_badge_is_refused_by_the_first_scan_after_the_new_one(
    people: People, stack: Stack, doors: OpenDoors, signer: BadgeSigner
) -> None:
    page = await at_the_gate(people, doors.links[0])
    badge = doors.badges["Ichikawa Tomiko"]
    async with desk(stack) as client:
        await tell(client, f"/badges/{badge.badge_id}/print")
        await tell(client, f"/badges/{badge.badge_id}/reissue")
    await scan(page, doors.code("Ichikawa Tomiko", signer))
    await expect(page.locator("#verdict")).to_contain_text("This badge was replaced by a newer one.")


async def test_the_camera_reads_people_in_and_out(people: People, doors: OpenDoors, signer: BadgeSigner) -> None:
    page = await at_the_gate(people, doors.links[0], camera=True)
    await page.get_by_role("button", name="Start the camera").click()
    await page.evaluate("code => window.codes.push(code)", doors.code("Sato Ken", signer))
    await expect(page.locator("#verdict")).to_contain_text("Admitted")
    await expect(page.locator("#verdict")).to_contain_text("Sato Ken")

    await page.get_by_text("Exit", exact=True).click()
    await page.get_by_label("Find by name or delegation").fill("japan sato")
    await page.get_by_role("button", name="Let out").click()
    await expect(page.locator("#verdict")).to_contain_text("Left")


async def test_a_photo_of_the_code_is_read_and_the_face_is_shown(
    people: People, stack: Stack, doors: OpenDoors, signer: BadgeSigner
) -> None:
    async with desk(stack) as client:
        at = f"/registration/api/participants/{doors.badges['Sato Ken'].holder_id}/personal/photo"
        (await client.post(at, files={"photo": ("me.jpg", a_picture(), "image/jpeg")})).raise_for_status()
    page = await at_the_gate(people, doors.links[0])
    await page.get_by_label("Or a photo of the code").set_input_files(_file("badge.png", _printed("nothing of ours")))
    await expect(page.locator("#verdict")).to_contain_text("This is not the code of a badge.")

    code = _printed(doors.code("Sato Ken", signer))
    await page.get_by_label("Or a photo of the code").set_input_files(_file("badge.png", code))
    await expect(page.locator("#verdict")).to_contain_text("Admitted")
    face = page.locator("#verdict").get_by_role("img", name="Sato Ken")
    await expect(face).to_be_visible()
    assert await face.evaluate("async (face) => { await face.decode(); return face.naturalWidth > 0; }")


async def test_a_phone_whose_clock_is_slow_says_so_and_goes_on(
    people: People, doors: OpenDoors, signer: BadgeSigner
) -> None:
    page = await at_the_gate(people, doors.links[0], slow=timedelta(minutes=7))
    await expect(page.locator("#door-state")).to_contain_text("The clock of this device is 7 minutes off.")
    await scan(page, doors.code("Sato Ken", signer))
    await expect(page.locator("#verdict")).to_contain_text("Admitted")


async def test_a_phone_that_is_taken_back_is_told_and_forgets(people: People, doors: OpenDoors) -> None:
    page = await at_the_gate(people, doors.links[0])
    officer = await people.staff(Role.REGISTRATION_OFFICER)
    await officer.goto(f"/registration/meetings/{doors.home}/doors/setup")
    await officer.get_by_role("link", name="Phone, Pregny Gate").click()
    await officer.get_by_role("link", name="Take the device back").click()
    await officer.get_by_role("button", name="Take the device back now").click()
    people.forgive(re.compile(r"/registration/api/devices/.*|/registration/door"))

    await scan(page, "PB1/anything")
    await expect(page.locator("#verdict")).to_contain_text("This device was taken back by the registration desk.")
    await expect(page.get_by_label("Code of the badge")).to_have_count(0)
    await until(lambda: page.evaluate("async () => (await indexedDB.databases()).length === 0"))


def _printed(code: str) -> bytes:
    picture = io.BytesIO()
    segno.make(code).save(picture, kind="png", scale=8)
    return picture.getvalue()


def _file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/png", "buffer": content}
