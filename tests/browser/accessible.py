"""Looks at pages through axe-core, wide and light, then on a phone in the dark, and keeps what is wrong with them."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.browser.people import OFFICE, PHONE

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => (await axe.run(document, { resultTypes: ["violations"] })).violations.map((one) => [
  `${one.id}: ${one.help}`,
  ...one.nodes.slice(0, 5).map((node) => `${node.target.join(" ")}  ${node.html.slice(0, 160)}`),
  `${one.nodes.length} in all`,
].join("\\n    "))"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
"""Light or dark may have been asked for a moment ago: colours are measured once the page shows them."""
SIDEWAYS = """() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over <= 0) return [];
  const edge = (one) => document.dir === "rtl" ? -one.left : one.right - innerWidth;
  const far = [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
    if (edge(one.getBoundingClientRect()) <= 1) return false;
    for (let up = one.parentElement; up; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return false;
    return true;
  });
  return [`${over} px: ` + far.slice(0, 4).map((one) => one.outerHTML.slice(0, 100)).join(" | ")];
}"""


def axe() -> str:
    """Return the script of axe-core."""
    if not AXE.exists():
        pytest.fail("axe-core is not installed: run `make browser`, or `npm ci --ignore-scripts`.")
    return AXE.read_text(encoding="utf-8")


LINKS = """() => [...document.querySelectorAll("a[href]:not([download])")].map((one) => new URL(one.href))
  .filter((one) => one.origin === location.origin && !/[.][a-z]+$/.test(one.pathname)).map((one) => one.pathname)"""
UNCHECKED = """() => document.querySelectorAll("form").forEach((form) => {
  form.noValidate = true;
  form.refuses = () => false;
  form.querySelectorAll("[data-step]").forEach((step) => { step.hidden = false; });
  form.querySelectorAll(".actions button").forEach((button) => { button.hidden = false; });
})"""
ID = re.compile(r"(?<=/meetings/)[^/]+|(?<=/)(?:[a-z]{2,4}_[^/]+|[A-Z0-9]+-[A-Z0-9-]+|\d+)(?=/|$)")
"""The part of an address that only says which one."""


class Inspection:
    """Visits pages in one window; `found` holds a line for each thing that is wrong."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._axe = axe()
        self._waiting: list[str] = []
        self._kinds: set[str] = set()
        self.found: list[str] = []

    async def visit(self, addresses: Iterable[str]) -> None:
        """Look at each of these pages."""
        for address in addresses:
            self._kinds.add(ID.sub("*", address))
            await self._look(address)

    async def follow(self, *under: str) -> None:
        """Look at one page of each kind behind the links of the pages seen whose address begins with one of `under`."""
        while self._waiting:
            address = self._waiting.pop(0)
            if address.startswith(under) and (kind := ID.sub("*", address)) not in self._kinds:
                self._kinds.add(kind)
                await self._look(address)

    async def refused(self, address: str, button: str) -> None:
        """Send the form of a page as it is, past what the browser asks for itself, and look at what refuses it."""
        await self._page.goto(address)
        await self._page.evaluate(UNCHECKED)
        await self._page.get_by_role("button", name=button).click()
        await expect(self._page.locator("#summary")).to_be_visible()
        await self._inspect(f"{address} refused")

    async def _look(self, address: str) -> None:
        answer = await self._page.goto(address)
        if answer is None or not answer.ok:
            self.found.append(f"{address}: answers {answer.status if answer else 'nothing'}")
            return
        await expect(self._page.locator("[aria-busy=true]")).to_have_count(0)
        self._waiting += await self._page.evaluate(LINKS)
        await self._inspect(address)

    async def _inspect(self, address: str) -> None:
        await self._page.set_viewport_size(OFFICE)
        await self._page.emulate_media(color_scheme="light", reduced_motion="reduce")
        await self._page.evaluate(self._axe)
        await self._judge(f"{address} (wide)")
        await self._page.set_viewport_size(PHONE)
        await self._page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        await self._judge(f"{address} (phone, dark)")
        self.found += [f"{address} scrolls sideways, {one}" for one in await self._page.evaluate(SIDEWAYS)]

    async def _judge(self, where: str) -> None:
        await self._page.evaluate(PAINTED)
        self.found += [f"{where}: {said}" for said in await self._page.evaluate(RUN)]
