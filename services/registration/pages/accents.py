"""The colours of conventions as a style sheet, for the pages of a meeting in every service."""

from collections.abc import Iterable

from fastapi import APIRouter
from fastapi.responses import Response

from services.registration.domain import Convention
from services.registration.pages.room import Room
from shared.identity import PUBLIC, permit

KEPT = {"Cache-Control": "public, max-age=3600"}


class Accents:
    """One sheet for all conventions: a policy without inline styles leaves a page no other way to a colour of data."""

    def __init__(self, room: Room) -> None:
        self._sheet = sheet_of(room.conventions.all())

    def join(self, router: APIRouter) -> None:
        """Add the route."""
        router.get("/conventions.css", dependencies=[permit(PUBLIC)])(self.sheet)

    async def sheet(self) -> Response:
        """Give the sheet."""
        return Response(self._sheet, media_type="text/css", headers=KEPT)


def sheet_of(conventions: Iterable[Convention]) -> str:
    """Return the rule of each convention that has a colour, for light and for dark pages."""
    accents = [(one.code, one.accent) for one in conventions if one.accent]
    light = "".join(f"{_root(code)} {{ --accent: {accent.light}; }}\n" for code, accent in accents)
    dark = "".join(f"  {_root(code)} {{ --accent: {accent.dark}; }}\n" for code, accent in accents)
    return f"{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"


def _root(code: str) -> str:
    return f':root[data-convention="{code}"]'
