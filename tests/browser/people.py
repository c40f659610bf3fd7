"""People at their browsers: each has a window of their own, and everything the browser complains about is kept."""

import re
from dataclasses import dataclass, field
from typing import Literal

import httpx
import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize

from deploy.local.stack import Stack
from shared.identity import Keys
from shared.who import SCOPED, Grant, Role, Who
from tests.stacks import until

STAFF = frozenset(Role) - SCOPED
OFFICE: ViewportSize = {"width": 1280, "height": 900}
OFFLINE = "ERR_INTERNET_DISCONNECTED"
"""What a browser says whose connection a test took away."""
PHONE: ViewportSize = {"width": 360, "height": 780}


@dataclass(frozen=True)
class Setting:
    """How somebody's browser is set."""

    size: ViewportSize = field(default_factory=lambda: OFFICE)
    language: str = "en"
    scheme: Literal["light", "dark"] = "light"
    scripts: bool = True


class People:
    """Opens windows on the front door; `complaints` holds errors of scripts, styles and policies, and failed pieces."""

    def __init__(self, browser: Browser, stack: Stack) -> None:
        self._browser = browser
        self._keys = Keys(stack.credentials.session_secret)
        self._contexts: list[BrowserContext] = []
        self._refused: set[str] = set()
        self._forgiven: re.Pattern[str] | None = None
        self.address = stack.address
        self.complaints: list[str] = []

    async def somebody(self, setting: Setting | None = None) -> Page:
        """Return a window of somebody who is not signed in."""
        chosen = setting or Setting()
        context = await self._browser.new_context(
            base_url=self.address,
            viewport=chosen.size,
            locale=chosen.language,
            color_scheme=chosen.scheme,
            java_script_enabled=chosen.scripts,
        )
        context.set_default_timeout(30_000)
        self._contexts.append(context)
        await context.route(lambda address: "127.0.0.1" not in address, lambda route: route.abort())
        page = await context.new_page()
        page.on("response", self._answered)
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        return page

    async def staff(self, *roles: Role, setting: Setting | None = None) -> Page:
        """Return a window of someone of staff with these roles, or with all of them."""
        held = roles or STAFF
        chosen = setting or Setting()
        who = Who(
            subject="staff:" + "+".join(sorted(held)),
            name="Ana Ruiz",
            grants=frozenset(Grant(role=role) for role in held),
            language=chosen.language,
        )
        page = await self.somebody(chosen)
        session = {"name": "plenary_session", "value": self._keys.session_token(who), "url": self.address}
        language = {"name": "plenary_language", "value": chosen.language, "url": self.address}
        await page.context.add_cookies([session, language])  # type: ignore[list-item] # the fields its TypedDict has
        return page

    async def by_mail(self, email: str, *, service: str, setting: Setting | None = None) -> Page:
        """Return a window of somebody who opened the link mailed to them and pressed its button."""
        page = await self.somebody(setting)
        answer = await page.goto(await self.mailed(email, f"/{service}/link/"))
        if answer is None or not answer.ok:
            pytest.fail(f"The link mailed to {email} answers: {await page.locator('main').inner_text()}")
        await page.get_by_role("button", name="Sign in").click()
        return page

    async def mailed(self, email: str, before: str) -> str:
        """Return the path behind the latest link that starts with `before` in a mail to this address."""

        async def look() -> str | None:
            answer = await client.get("/outbox/api/mails", params={"to": email, "limit": 20})
            texts = [str(mail["text"]) for mail in answer.raise_for_status().json()]
            return next((before + text.split(before)[1].split()[0] for text in texts if before in text), None)

        async with httpx.AsyncClient(base_url=self.address, timeout=30) as client:
            return str(await until(look))

    def forgive(self, addresses: re.Pattern[str]) -> None:
        """Expect refusals at these addresses from now on: a script asks there for what is no longer its own."""
        self._forgiven = addresses

    async def leave(self) -> None:
        """Close every window."""
        for context in self._contexts:
            await context.close()

    def _answered(self, response: Response) -> None:
        """A page that says no to what was asked is no fault of the page."""
        if response.request.is_navigation_request() and 400 <= response.status < 500:
            self._refused.add(response.url)

    def _said(self, message: ConsoleMessage) -> None:
        address = str(message.location["url"])
        ours = not address or address.startswith(self.address)
        expected = address in self._refused or bool(self._forgiven and self._forgiven.search(address))
        if message.type in {"error", "warning"} and ours and not expected and OFFLINE not in message.text:
            self.complaints.append(f"{message.type} at {address}: {message.text}")
