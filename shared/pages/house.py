"""Pages that any service can serve: the list of meetings, the Hall of a meeting, the choice of language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Protocol

from fastapi import APIRouter, Form, Request, params
from starlette.responses import HTMLResponse, RedirectResponse

from shared.clock import Clock, utc_now
from shared.errors import NotFound
from shared.pages.kit import Pages
from shared.pages.languages import COOKIE, LANGUAGES, msg
from shared.pages.parts import Day, Due
from shared.pages.rooms import rooms

YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCard:
    """What the front pages show of a meeting."""

    meeting_id: str
    code: str
    title: str
    opens_on: date
    closes_on: date
    venue: str
    city: str
    zone: str
    convention: str = ""
    secretariat: str = ""
    """The address people write to."""
    deadlines: tuple[Due, ...] = ()


class MeetingsView(Protocol):
    """A service's own copy of the meetings, as the front pages read it."""

    async def all(self) -> list[MeetingCard]:
        """Return all meetings, in any order."""

    async def by_code(self, code: str) -> MeetingCard | None:
        """Return the meeting of that code, or None."""


def house_routes(
    pages: Pages, meetings: MeetingsView, *, dependencies: Sequence[params.Depends], clock: Clock = utc_now
) -> APIRouter:
    """Return `/`, `/meetings/{code}` and `/language`; `dependencies` say who may look (`permit(PUBLIC)`)."""
    router = APIRouter(dependencies=list(dependencies), include_in_schema=False)

    @router.get("/")
    async def list_of_meetings(request: Request) -> HTMLResponse:
        known = sorted(await meetings.all(), key=lambda card: card.opens_on, reverse=True)
        today = clock().date()
        return pages.render(
            request,
            "house/meetings.html",
            ahead=[card for card in reversed(known) if card.closes_on >= today],
            behind=[card for card in known if card.closes_on < today],
        )

    @router.get("/meetings/{code}")
    async def hall(request: Request, code: str) -> HTMLResponse:
        card = await meetings.by_code(code)
        if card is None:
            raise NotFound(msg("There is no meeting of that code."))
        return pages.render(request, "house/hall.html", meeting=card, days=days_of(card), all_rooms=rooms())

    router.post("/language")(choose)
    return router


async def choose(
    language: Annotated[str, Form(max_length=8)], next: Annotated[str, Form(max_length=2000)] = "/"
) -> RedirectResponse:
    """Keep the language somebody chose and lead back to where it was chosen."""
    answer = RedirectResponse(safe_path(next), 303)
    if language in LANGUAGES:
        answer.set_cookie(COOKIE, language, max_age=YEAR_SECONDS, httponly=True, samesite="lax")
    return answer


def days_of(card: MeetingCard) -> list[Day]:
    """Return every day of a meeting, at most thirty."""
    count = min((card.closes_on - card.opens_on).days + 1, 30)
    return [Day(on=card.opens_on + timedelta(days=day)) for day in range(count)]


def safe_path(address: str) -> str:
    """Return `address` if it is a path of this site, else `/`."""
    inside = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if inside and all(32 < ord(letter) != 127 for letter in address) else "/"
