"""The pages of side events, over the same handlers and views as the API."""

from fastapi import APIRouter

from services.side_events.pages.desk import Desk
from services.side_events.pages.fragments import fragments
from services.side_events.pages.front import FrontPages
from services.side_events.pages.hosts import host_pages
from services.side_events.pages.office import office_pages
from services.side_events.pages.one import event_pages
from services.side_events.pages.programme import programme_pages
from services.side_events.pages.rooms import room_pages

__all__ = ["Desk", "FrontPages", "page_routes"]


def page_routes(desk: Desk) -> APIRouter:
    """Return every page of side events."""
    router = APIRouter(prefix="/side-events", include_in_schema=False)
    for pages in (office_pages, event_pages, room_pages, programme_pages, host_pages, fragments):
        pages(router, desk)
    return router
