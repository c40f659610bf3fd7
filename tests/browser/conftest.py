"""One stack on which the reference meeting was played, one browser, and a window for whoever comes."""

import io
import os
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, async_playwright, expect
from rich.console import Console

from deploy.demo.play import play
from deploy.local.stack import Stack
from tests.browser.next_meeting import NextMeeting, announce
from tests.browser.people import People
from tests.stacks import desk, running_stack

collect_ignore = [] if "PLENARY_SCREENSHOTS" in os.environ else ["test_screenshots.py"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync")
PATIENCE = 30_000
"""Milliseconds within which a page must show what it is expected to show."""


@pytest.fixture(scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    """The real stack after the reference meeting."""
    async with running_stack(tmp_path_factory.mktemp("plenary")) as stack:
        await play(stack.address, stack.credentials.session_secret, console=Console(file=io.StringIO()))
        yield stack


@pytest.fixture(scope="session")
async def ahead(stack: Stack) -> NextMeeting:
    """The meeting after it, four months ahead."""
    async with desk(stack) as client:
        return await announce(client)


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """A browser."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail("No browser: install one, for instance with `apt-get install chromium`, so that it is on the PATH.")
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", *QUIET]
        browser = await playwright.chromium.launch(executable_path=found, args=arguments)
        yield browser
        await browser.close()


@pytest.fixture
async def people(chromium: Browser, stack: Stack) -> AsyncIterator[People]:
    """Whoever opens a window in a test; the browser must have had nothing to complain about."""
    people = People(chromium, stack)
    yield people
    await people.leave()
    assert people.complaints == []
