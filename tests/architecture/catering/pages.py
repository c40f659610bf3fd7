"""The page and the Hall's fragment of catering."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from shared.identity import PUBLIC, permit
from shared.pages import Pages, Tile
from tests.architecture.catering.ports import Views


def page_routes(pages: Pages, views: Views) -> APIRouter:
    """Return the pages under `/catering`."""
    router = APIRouter(prefix="/catering", include_in_schema=False)

    @router.get("/meetings/{code}/tile", dependencies=[permit(PUBLIC)])
    async def tile(request: Request, code: str) -> HTMLResponse:
        lunches = await views.lunches(f"mtg_{code}")
        return pages.fragment(request, "tile.html", tiles=[Tile(label="Lunches", figure=len(lunches))])

    return router
