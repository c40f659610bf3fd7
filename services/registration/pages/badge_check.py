"""Whose badge is this, and does it still count: the desk scans or types the code of a badge somebody brought."""

from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.domain import Meeting
from services.registration.domain.badge_tokens import Gate, Verdict, judge
from services.registration.domain.badges import Badge
from services.registration.pages.room import READERS, Room
from services.registration.pages.words_badges import VERDICTS
from shared.errors import NotFound
from shared.pages import Form, read_form


class BadgeCheck:
    """The check of one code."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/badges/check", dependencies=READERS)(self.form)
        router.post("/meetings/{code}/badges/check", dependencies=READERS)(self.check)

    async def form(self, request: Request, code: str) -> Response:
        """Ask for the code."""
        return self._room.page(request, "badge_check.html", await self._room.meeting(code), form=Form())

    async def check(self, request: Request, code: str) -> Response:
        """Say whether the badge counts today, and whose it is; the code is sent in a form, so that no log keeps it."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        verdict, badge = await self._judged(meeting, form.text("token")[:1_000])
        state, word = VERDICTS[verdict]
        shown: dict[str, object] = {"form": form, "state": state, "word": word, "badge": badge}
        return self._room.page(request, "badge_check.html", meeting, status=200, **shown)

    async def _judged(self, meeting: Meeting, text: str) -> tuple[Verdict, Badge | None]:
        token = self._room.badges.signer.read(text)
        badge: Badge | None = None
        if not isinstance(token, Verdict):
            try:
                badge = await self._room.badges.views.badge(token.badge_id)
            except NotFound:
                badge = None
        today = self._room.clock().astimezone(ZoneInfo(meeting.zone)).date()
        verdict = judge(token, badge, Gate(meeting=meeting.code, on=today))
        return verdict, badge if badge and badge.meeting_id == meeting.meeting_id else None
