"""All pages of media in one router."""

from fastapi import APIRouter

from services.media.pages.accredited import Accredited
from services.media.pages.archive import Archive, Feed
from services.media.pages.clearances import Clearances
from services.media.pages.desk import Desk
from services.media.pages.newsroom import Newsroom
from services.media.pages.people import People
from services.media.pages.press import Press
from services.media.pages.room import Room
from services.media.pages.writing import Writing


def page_routes(room: Room, feed: Feed) -> APIRouter:
    """Return every page; forms come before the pages whose addresses they lie under."""
    router = APIRouter()
    for part in (
        Writing(room),
        Accredited(room),
        Newsroom(room),
        Desk(room),
        Clearances(room),
        Press(room),
        Archive(room, feed),
        People(room),
    ):
        router.include_router(part.routes())
    return router
