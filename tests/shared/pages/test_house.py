"""The front pages: the list of meetings, the Hall, the choice of language."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime

import httpx
import pytest
from fastapi import FastAPI, Request
from starlette.responses import Response

from shared.errors import NotFound
from shared.pages import MeetingCard, house_routes, static_app
from shared.pages.house import days_of, safe_path
from tests.shared.pages.showcase import MEETING, NOON, some_pages


class TwoMeetings:
    """A copy of the meetings that holds a past one and one that is on."""

    async def all(self) -> list[MeetingCard]:
        return [MEETING, replace(MEETING, code="21MSP", opens_on=date(2023, 11, 20), closes_on=date(2023, 11, 24))]

    async def by_code(self, code: str) -> MeetingCard | None:
        return next((card for card in await self.all() if card.code == code), None)


@pytest.fixture
async def browser() -> AsyncIterator[httpx.AsyncClient]:
    app, pages = FastAPI(), some_pages()
    app.include_router(house_routes(pages, TwoMeetings(), dependencies=(), clock=lambda: NOON))
    app.mount("/static", static_app())

    @app.exception_handler(NotFound)
    async def not_found(request: Request, refused: Exception) -> Response:
        return pages.problem(request, NotFound(str(refused)))

    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://plenary") as client:
        yield client


async def test_meetings_ahead_come_before_those_held(browser: httpx.AsyncClient) -> None:
    text = (await browser.get("/")).text
    assert text.index("22MSP") < text.index("Held") < text.index("21MSP")


async def test_the_hall_is_composed_of_one_fragment_a_service(browser: httpx.AsyncClient) -> None:
    text = (await browser.get("/meetings/22MSP")).text
    for prefix in ("registration", "sponsorship", "side-events", "media"):
        assert f'data-fragment="/{prefix}/meetings/22msp/tile"' in text
        assert f'<iframe src="/{prefix}/meetings/22msp/tile"' in text
    assert text.count('aria-current="date"') == 1


async def test_an_unknown_meeting_is_a_page_that_says_so(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/meetings/99MSP")
    assert (answer.status_code, "There is no meeting of that code." in answer.text) == (404, True)


async def test_a_language_is_kept_and_leads_back(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/language", data={"language": "ar", "next": "/meetings/22MSP?x=1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/meetings/22MSP?x=1")
    assert 'dir="rtl"' in (await browser.get("/")).text


async def test_an_unknown_language_changes_nothing(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/language", data={"language": "xx"})
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("address", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", ""])
def test_the_way_back_never_leaves_the_site(address: str) -> None:
    assert safe_path(address) == "/"


async def test_a_file_with_its_hash_is_kept_for_a_year(browser: httpx.AsyncClient) -> None:
    address = some_pages().static("plenary.css")
    kept = await browser.get(address)
    fresh = await browser.get("/static/plenary.css")
    assert "immutable" in kept.headers["cache-control"]
    assert fresh.headers["cache-control"] == "no-cache"


def test_a_meeting_entered_with_wrong_dates_shows_thirty_days_at_most() -> None:
    assert len(days_of(replace(MEETING, closes_on=date(2035, 1, 1)))) == 30
    assert [day.on.day for day in days_of(MEETING)] == [1, 2, 3, 4, 5]
    assert datetime(2025, 12, 1, 12, 0, tzinfo=UTC) == NOON
