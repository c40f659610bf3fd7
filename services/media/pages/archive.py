"""What everyone may read: the archive by year, each release from its instant on, corrections and withdrawals marked."""

from collections.abc import Callable, Sequence
from datetime import datetime

from fastapi import APIRouter, Request, Response

from services.media.pages.room import Room
from services.media.ports import InArchive
from shared.identity import PUBLIC, permit

Feed = Callable[[Sequence[InArchive], datetime], bytes]


class Archive:
    """The public pages."""

    def __init__(self, room: Room, feed: Feed) -> None:
        self._room = room
        self._feed = feed

    def routes(self) -> APIRouter:
        """Return `/media/releases` and what lies under it."""
        router = APIRouter(prefix="/media", include_in_schema=False, dependencies=[permit(PUBLIC)])
        router.get("/releases")(self.list)
        router.get("/releases.atom")(self.atom)
        router.get("/releases/{release_id}")(self.latest)
        router.get("/releases/{release_id}/versions/{text_version}")(self.version)
        return router

    async def list(self, request: Request, year: int | None = None) -> Response:
        """Show the archive, one year or all."""
        lines = await self._room.views.archive.lines(year=year)
        years = await self._room.views.archive.years()
        return self._room.page(request, "archive.html", lines=lines, years=years, year=year)

    async def atom(self) -> Response:
        """Return the archive as an Atom feed."""
        lines = await self._room.views.archive.lines()
        return Response(self._feed(lines, self._room.now), media_type="application/atom+xml")

    async def latest(self, request: Request, release_id: str) -> Response:
        """Show the edition that stands."""
        return await self._page(request, release_id)

    async def version(self, request: Request, release_id: str, text_version: int) -> Response:
        """Show an earlier edition (P5)."""
        return await self._page(request, release_id, text_version)

    async def _page(self, request: Request, release_id: str, text_version: int | None = None) -> Response:
        release = await self._room.views.archive.release(release_id)
        edition = release.edition(text_version) if text_version else release.latest
        meeting = await self._room.views.meeting_of(release.meeting_id)
        return self._room.page(request, "published.html", release=release, edition=edition, meeting=meeting)
