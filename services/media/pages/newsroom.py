"""The Newsroom of a meeting, and media's pieces of the Hall."""

from typing import Annotated

from fastapi import APIRouter, Request, Response

from services.media.domain.copies import MeetingCopy, Participation
from services.media.domain.drafting import OPEN
from services.media.pages.board import clearing, columns, happened, next_embargo, waiting
from services.media.pages.changes import told_when
from services.media.pages.room import Room
from services.media.ports import InArchive
from shared.identity import PUBLIC, permit
from shared.pages import Fact, Happening, Tile, msg
from shared.who import Role, Who

OFFICE = (Role.MEDIA_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)
"""Who sees texts before they are out, besides their principals."""

Reader = Annotated[Who, permit(PUBLIC)]


def in_office(who: Who) -> bool:
    """Tell whether somebody works with releases."""
    return any(who.has(role) for role in OFFICE)


class Newsroom:
    """The pages of one meeting."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def routes(self) -> APIRouter:
        """Return `/media/meetings/{code}` and its pieces."""
        router = APIRouter(prefix="/media/meetings/{code}", include_in_schema=False)
        router.get("")(self.newsroom)
        router.get("/board", dependencies=[permit(*OFFICE)])(self.board)
        router.get("/live", dependencies=[permit(*OFFICE)])(self.live)
        router.get("/tile")(self.tile)
        router.get("/waiting")(self.waiting)
        router.get("/recent")(self.recent)
        return router

    async def newsroom(self, request: Request, code: str, who: Reader) -> Response:
        """Show the office its Newsroom, a principal what waits for them, everyone else the archive."""
        if not in_office(who):
            mine = any(grant.role is Role.PRINCIPAL for grant in who.grants)
            return self._room.pages.go("/media/clearances" if mine else "/media/releases")
        meeting = await self._room.views.meeting(code)
        participation = await self._room.views.participation(meeting.meeting_id)
        figures, board = _figures(participation), await self._board(meeting)
        return self._room.page(request, "newsroom.html", status=200, meeting=meeting, figures=figures, **board)

    async def board(self, request: Request, code: str) -> Response:
        """Return the part of the Newsroom that changes."""
        meeting = await self._room.views.meeting(code)
        return self._room.piece(request, "board.html", meeting=meeting, **await self._board(meeting))

    async def live(self, code: str) -> Response:
        """Tell the Newsroom when a release changed."""
        meeting = await self._room.views.meeting(code)

        async def versions() -> object:
            return [(one.release_id, one.version) for one in await self._room.views.releases(meeting.meeting_id)]

        return told_when(versions, "newsroom")

    async def tile(self, request: Request, code: str, who: Reader) -> Response:
        """Count what is out; the office also sees what is not (P3)."""
        meeting = await self._room.views.meeting(code)
        out = await self._room.views.archive.lines(meeting_id=meeting.meeting_id)
        tiles = [Tile(label=msg("Releases"), figure=len(out), href="/media/releases")]
        if in_office(who):
            releases = await self._room.views.releases(meeting.meeting_id)
            tiles.append(Tile(label=msg("In the making"), figure=sum(one.status in OPEN for one in releases)))
        return self._room.piece(request, "tile.html", meeting=meeting, tiles=tiles)

    async def waiting(self, request: Request, code: str, who: Reader) -> Response:
        """Show the office and each principal what waits for them."""
        meeting = await self._room.views.meeting(code)
        if in_office(who):
            work, title = waiting(await self._room.views.releases(meeting.meeting_id)), msg("Newsroom")
        else:
            texts = [(name, await self._room.views.asking(name)) for name in who.scopes(Role.PRINCIPAL)]
            work, title = [one for name, asked in texts for one in clearing(asked, name)], msg("Texts to clear")
        return self._room.piece(request, "waiting.html", meeting=meeting, work=work, title=title)

    async def recent(self, request: Request, code: str, who: Reader) -> Response:
        """Show what happened last; to the public only what is out."""
        meeting = await self._room.views.meeting(code)
        if in_office(who):
            releases = await self._room.views.releases(meeting.meeting_id)
            happenings = happened(releases, self._room.named(request))
        else:
            lines = await self._room.views.archive.lines(meeting_id=meeting.meeting_id)
            happenings = [_out(line) for line in lines[:12]]
        return self._room.piece(request, "recent.html", meeting=meeting, happenings=happenings)

    async def _board(self, meeting: MeetingCopy) -> dict[str, object]:
        releases = await self._room.views.releases(meeting.meeting_id)
        return {
            "work": waiting(releases),
            "columns": columns(releases),
            "next_out": next_embargo(releases, self._room.now),
        }


def _out(line: InArchive) -> Happening:
    return Happening(what=line.headline, at=line.published_at, href=f"/media/releases/{line.release_id}")


def _figures(participation: Participation | None) -> list[Fact]:
    """Return the numbers of participation as releases use them."""
    if participation is None:
        return []
    return [
        Fact(msg("List of participants"), participation.symbol),
        Fact(msg("Delegates"), participation.delegates),
        Fact(msg("Women"), f"{participation.women} ({participation.women_per_cent} %)"),
        Fact(msg("States Parties"), participation.states_parties),
        Fact(msg("Observer States"), participation.observer_states),
        Fact(msg("Organisations"), participation.organisations),
    ]
