"""The pages of badges, joined."""

from fastapi import APIRouter

from services.registration.handlers.badge_press_room import PressRoom
from services.registration.pages.access import AccessPages
from services.registration.pages.badge import BadgePages
from services.registration.pages.badge_batches import BadgeBatches
from services.registration.pages.badge_check import BadgeCheck
from services.registration.pages.badge_designs import BadgeDesigns
from services.registration.pages.badge_requests import BadgeRequests
from services.registration.pages.badges import BadgeLists
from services.registration.pages.room import Room
from services.registration.pages.words_badges import BadgeWords


def badge_pages(room: Room, press_room: PressRoom) -> APIRouter:
    """Return every page about badges, and make their words known to the page of a person."""
    room.pages.environment.globals["badge_words"] = BadgeWords
    router = APIRouter(prefix="/registration", include_in_schema=False)
    BadgeBatches(room, press_room).join(router)
    for part in (BadgeLists, BadgeCheck, BadgeDesigns, BadgePages, BadgeRequests, AccessPages):
        part(room).join(router)
    return router
