"""A meeting that takes place now, with two gates, two devices and two people who wear badges."""

from datetime import timedelta
from secrets import token_urlsafe

import httpx
from playwright.async_api import Page

from services.registration.domain.badge_tokens import facts_of
from services.registration.domain.badges import Badge
from services.registration.gateways import BadgeSigner
from shared.clock import new_id, utc_now
from shared.identity.links import hash_of
from shared.values import Value
from tests.browser.people import PHONE, People, Setting

API = "/registration/api"
NAMES = ("Ichikawa Tomiko", "Sato Ken")
CAMERA = """
window.codes = [];
window.BarcodeDetector = class {
  async detect() { const code = window.codes.shift(); return code ? [{ rawValue: code }] : []; }
};
navigator.mediaDevices.getUserMedia = async () => {
  const canvas = document.createElement("canvas");
  setInterval(() => canvas.getContext("2d").fillRect(0, 0, 9, 9), 50);
  return canvas.captureStream(20);
};
"""
"""A camera that sees what a test puts before it."""


class OpenDoors(Value):
    """What the journeys need to know of it: badges by name, and the tokens of the links of two devices."""

    meeting_id: str
    home: str
    badges: dict[str, Badge]
    links: tuple[str, str]

    def code(self, name: str, signer: BadgeSigner) -> str:
        """Return what the QR of somebody's badge says."""
        return signer.sign(facts_of(self.badges[name], self.home))


async def open_the_doors(client: httpx.AsyncClient) -> OpenDoors:
    """Make the meeting through the API."""
    meeting_id = await _meeting(client)
    home = meeting_id.removeprefix("mtg_")
    japan = f"del_{home}_jpn"
    named = [{"full_name": name, "role": role} for name, role in zip(NAMES, ("head", "adviser"), strict=True)]
    await tell(client, f"/delegations/{japan}/notify", reference="NV/1", dated="2025-11-03", names=named)
    for one in named:
        person = {**one, "delegation_id": japan, "email": f"{new_id('x')}@example.org"}
        participant_id = (await tell(client, "/participants", **person))["participant_id"]
        await tell(client, f"/participants/{participant_id}/confirm")
    rows = (await client.get(f"{API}/meetings/{meeting_id}/badges")).json()["rows"]
    links = (await _device(client, meeting_id, "Pregny Gate"), await _device(client, meeting_id, "Gate West"))
    badges = {row["name"]: Badge.model_validate(row) for row in rows}
    return OpenDoors(meeting_id=meeting_id, home=home, badges=badges, links=links)


async def at_the_gate(people: People, link: str, *, camera: bool = False, slow: timedelta = timedelta()) -> Page:
    """Return the page of a phone that opened the link of a device and is ready; its clock may be slow."""
    page = await people.somebody(Setting(size=PHONE))
    if slow:
        await page.clock.install(time=utc_now() - slow)
    if camera:
        await page.add_init_script(CAMERA)
    await page.goto(f"/registration/door/enrol/{link}")
    await page.get_by_role("button", name="Use this device at the door").click()
    await page.locator("#door[data-ready]").wait_for()
    return page


async def scan(page: Page, code: str) -> None:
    """Type a code and press Enter, as a hand scanner does."""
    await page.get_by_label("Code of the badge").fill(code)
    await page.get_by_label("Code of the badge").press("Enter")


async def tell(client: httpx.AsyncClient, path: str, **body: object) -> dict[str, str]:
    """Ask the API for something and return its answer."""
    answer = await client.post(f"{API}{path}", json=body)
    if answer.is_error:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text}")
    said: dict[str, str] = answer.json() if answer.content else {}
    return said


async def _meeting(client: httpx.AsyncClient) -> str:
    today = utc_now().date()
    plan = {"venue": "Palais des Nations", "city": "Geneva", "country": "CHE", "kind": "MSP", "title": "At the doors"}
    days = {"opens_on": str(today - timedelta(days=1)), "closes_on": str(today + timedelta(days=2))}
    code = f"D-{new_id('x')[2:10]}"
    about = {"code": code, "symbol_pattern": "APLC/DOORS/INF.{number}", **plan, **days}
    meeting_id = (await tell(client, "/meetings", **about))["meeting_id"]
    await tell(client, f"/meetings/{meeting_id}/open")
    await tell(client, f"/meetings/{meeting_id}/invite-states")
    return meeting_id


async def _device(client: httpx.AsyncClient, meeting_id: str, gate: str) -> str:
    doors = f"/meetings/{meeting_id}/doors"
    gate_id = (await tell(client, f"{doors}/gates", name=gate))["gates"][-1]
    device = {
        "name": f"Phone, {gate}",
        "gate_id": gate_id,
        "may_search": True,
        "may_check_in": True,
        "may_see_photo": True,
    }
    device_id = (await tell(client, f"{doors}/devices", **device))["device_id"]
    token = token_urlsafe(24)
    await tell(client, f"/devices/{device_id}/link", token_hash=hash_of(token))
    return token
