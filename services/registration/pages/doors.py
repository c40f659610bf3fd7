"""The pages of the doors, joined."""

from fastapi import APIRouter

from services.registration.pages.door import Door, Enrolment
from services.registration.pages.doors_now import DoorsNowPages
from services.registration.pages.doors_setup import DoorsSetup
from services.registration.pages.room import Room
from services.registration.ports.doorkeeping import Doorkeeping
from shared.identity import Identity


def door_pages(room: Room, doors: Doorkeeping, identity: Identity) -> APIRouter:
    """Return every page of the doors under `/registration`."""
    router = APIRouter(prefix="/registration", include_in_schema=False)
    DoorsSetup(room, doors).join(router)
    DoorsNowPages(room, doors).join(router)
    Enrolment(room, identity).join(router)
    Door(room, doors).join(router)
    return router
