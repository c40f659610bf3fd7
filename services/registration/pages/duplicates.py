"""Registrations that may be one person's: the pairs, two side by side, and what was said of them."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.duplicates import DistinguishParticipants, MergeParticipants, ReopenPair
from services.registration.domain import Participant
from services.registration.handlers.duplicates import distinguish_participants, merge_participants, reopen_pair
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import GENDERS, ROLES, STATUS
from services.registration.pages.words_review import REVIEW, ReviewWords
from services.registration.ports.review import ReviewViews
from shared.errors import Refused
from shared.pages import LANGUAGES, msg, read_form

MOST = 100
PAIR = "/duplicates/{first}/{second}"

LABELS: Mapping[str, str] = {
    "full_name": msg("Full name"),
    "email": msg("E-mail"),
    "delegation": msg("Delegation"),
    "role": msg("Role"),
    "function": msg("Function"),
    "organisation": msg("Organisation"),
    "language": msg("Language"),
    "gender": msg("Gender"),
    "status": msg("Status"),
    "review": msg("Review"),
}


class Duplicates:
    """The pairs of a meeting."""

    def __init__(self, room: Room, views: ReviewViews) -> None:
        self._room = room
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/duplicates", dependencies=READERS)(self.pairs)
        router.get(PAIR, dependencies=READERS)(self.pair)
        router.post(f"{PAIR}/same", dependencies=OFFICERS)(self.same)
        router.post(f"{PAIR}/different", dependencies=OFFICERS)(self.different)
        router.post(f"{PAIR}/reopen", dependencies=OFFICERS)(self.reopen)

    async def pairs(self, request: Request, code: str) -> Response:
        """Show the pairs to look at, the surest first, and those that were settled."""
        meeting = await self._room.meeting(code)
        total = len(await self._views.suspicions(meeting.meeting_id))
        shown: dict[str, object] = {
            "suspected": await self._views.suspected(meeting.meeting_id, most=MOST),
            "settled": await self._views.settled(meeting.meeting_id),
            "total": total,
            "review": ReviewWords,
        }
        return self._room.page(request, "duplicates.html", meeting, status=200, **shown)

    async def pair(self, request: Request, first: str, second: str) -> Response:
        """Show two registrations field by field."""
        return await self._pair(request, first, second)

    async def same(self, request: Request, first: str, second: str) -> Response:
        """Keep one, withdraw the other as merged."""
        form = await read_form(request)
        keep, give_up = (first, second) if form.text("keep") == first else (second, first)
        command = MergeParticipants(keep=keep, give_up=give_up)
        try:
            await self._room.ask(request, merge_participants, command, form=form)
        except Refused as refused:
            return await self._pair(request, first, second, trouble=refused)
        return await self._back(request, first, second, said=msg("Merged. One registration is kept."))

    async def different(self, request: Request, first: str, second: str) -> Response:
        """Remember that these are two persons."""
        form = await read_form(request)
        try:
            command = DistinguishParticipants(first=first, second=second)
            await self._room.ask(request, distinguish_participants, command, form=form)
        except Refused as refused:
            return await self._pair(request, first, second, trouble=refused)
        return await self._back(request, first, second, said=msg("Two persons. They are not suspected again."))

    async def reopen(self, request: Request, first: str, second: str) -> Response:
        """Take back what was said of the two."""
        form = await read_form(request)
        try:
            await self._room.ask(request, reopen_pair, ReopenPair(first=first, second=second), form=form)
        except Refused as refused:
            return await self._pair(request, first, second, trouble=refused)
        address = f"/registration/duplicates/{first}/{second}"
        return self._room.pages.go(address, said=msg("Taken back."))

    async def _back(self, request: Request, first: str, second: str, *, said: str) -> Response:
        pair = await self._views.pair(first, second)
        meeting = await self._room.views.meeting(pair.first.meeting_id)
        address = f"/registration/meetings/{meeting.address}/duplicates"
        return self._room.pages.go(address, said=said, undo=f"/registration/duplicates/{first}/{second}/reopen")

    async def _pair(self, request: Request, first: str, second: str, *, trouble: Refused | None = None) -> Response:
        pair = await self._views.pair(first, second)
        meeting = await self._room.views.meeting(pair.first.meeting_id)
        sides = self._said(request, pair.first), self._said(request, pair.second)
        shown: dict[str, object] = {
            "rows": [(label, sides[0][name], sides[1][name]) for name, label in LABELS.items()],
            "pair": pair,
            "trouble": trouble,
            "review": ReviewWords,
        }
        status = trouble.status if trouble else 200
        return self._room.page(request, "pair.html", meeting, status=status, **shown)

    def _said(self, request: Request, one: Participant) -> dict[str, str]:
        """Return the facts of a person as they are read."""
        speech = self._room.pages.speech(request)
        say = speech.gettext
        facts = {name: str(getattr(one, name)) for name in LABELS}
        return facts | {
            "delegation": speech.named(one.delegation),
            "role": str(say(ROLES[one.role])),
            "language": LANGUAGES[one.language],
            "gender": str(say(GENDERS[one.gender])),
            "status": str(say(STATUS[one.status][1])),
            "review": str(say(REVIEW[one.review][1])),
        }
