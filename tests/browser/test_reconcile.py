"""The desk brings two spellings together and lets one person come instead of another; the seat plan shows it."""

import os
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from deploy.local.stack import Stack
from shared.who import Role
from tests.browser.people import PHONE, People, Setting
from tests.stacks import a_delegation, desk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

API = "/registration/api"


async def a_mismatch(stack: Stack) -> tuple[str, str]:
    """Name somebody in one script and let them register in another, at a meeting with a room; return both addresses."""
    async with desk(stack) as client:
        delegation_id = await a_delegation(client)
        meeting_id = (await client.get(f"{API}/delegations/{delegation_id}")).json()["meeting_id"]
        room = {"name": "Room XVII", "capacity": 700}
        (await client.post(f"{API}/meetings/{meeting_id}/rooms", json=room)).raise_for_status()
        names = [{"full_name": "王小明", "role": "head"}, {"full_name": "Ama Doe", "role": "adviser"}]
        note = {"reference": "NV/1", "dated": "2026-11-02", "names": names}
        (await client.post(f"{API}/delegations/{delegation_id}/notify", json=note)).raise_for_status()
        body = {"delegation_id": delegation_id, "full_name": "WANG Xiaoming", "email": "wang@mission.example"}
        (await client.post(f"{API}/participants", json={**body, "role": "head"})).raise_for_status()
    return f"/registration/meetings/{meeting_id.removeprefix('mtg_')}", f"/registration/delegations/{delegation_id}"


async def test_the_desk_reconciles_a_pair_and_substitutes_a_person(people: People, stack: Stack) -> None:
    """R2, R3, R7, R8: from the mismatch to the seat of whoever comes instead."""
    at, delegation = await a_mismatch(stack)
    officer = await people.staff(Role.REGISTRATION_OFFICER)
    await officer.goto(f"{at}/reconcile")
    await expect(officer.locator(".pair")).to_contain_text("another script")
    await pictured(officer, "reconcile")
    await officer.locator(".pair").get_by_role("button", name="Match").click()
    await expect(officer.get_by_role("heading", name="Matched by hand")).to_be_visible()

    await she_comes_instead(officer)

    await officer.goto(f"{at}/seats")
    await expect(officer.get_by_role("row").filter(has_text="Li Na")).to_contain_text("1 / 2")
    await pictured(officer, "seats")
    phone = await people.staff(Role.REGISTRATION_OFFICER, setting=Setting(size=PHONE))
    for name in ("reconcile", "seats"):
        await phone.goto(f"{at}/{name}")
        await pictured(phone, f"{name}-phone")
        assert await phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    await phone.goto(f"{delegation}/seats")
    await expect(phone.locator("main")).to_contain_text("1 of 2 seats are taken.")
    await pictured(phone, "own-seats-phone")


async def she_comes_instead(officer: Page) -> None:
    """Confirm the person who was matched, and let somebody new come instead."""
    await officer.get_by_role("link", name="WANG Xiaoming").click()
    await officer.get_by_role("button", name="Confirm and mail wang@mission.example").click()
    await expect(officer.locator("article .badge").first).to_have_text("confirmed")
    await officer.get_by_role("link", name="Substitute").click()
    await pictured(officer, "substitute")
    await officer.get_by_label("Full name").fill("Li Na")
    await officer.get_by_label("E-mail").fill("li.na@mission.example")
    await officer.get_by_role("button", name="Substitute WANG Xiaoming").click()
    await expect(officer.get_by_role("heading", level=1)).to_have_text("Li Na")
    await expect(officer.locator("article")).to_contain_text("Comes instead of WANG Xiaoming")
    await expect(officer.locator("article .badge").first).to_have_text("confirmed")


async def pictured(page: Page, name: str) -> None:
    """Keep a picture where pictures are wanted."""
    folder = os.environ.get("PLENARY_SCREENSHOTS")
    if folder:
        await page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)
