"""The pages of the press, joined."""

from fastapi import APIRouter

from services.registration.pages.accreditation import Accreditations
from services.registration.pages.press import PressPages
from services.registration.pages.room import Room
from services.registration.ports.media import MediaViews


def press_pages(room: Room, views: MediaViews) -> APIRouter:
    """Return the pages of the press under `/registration`."""
    router = APIRouter(prefix="/registration", include_in_schema=False)
    PressPages(room, views).join(router)
    Accreditations(room, views).join(router)
    return router
