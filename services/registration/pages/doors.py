"""The pages of the doors, joined."""

from fastapi import APIRouter

from services.registration.pages.door import Door
from services.registration.pages.doors_setup import DoorsSetup
from services.registration.pages.room import Room
from services.registration.ports.doors import Codes, DoorViews
from shared.identity import Identity


def door_pages(room: Room, views: DoorViews, codes: Codes, identity: Identity) -> APIRouter:
    """Return every page of the doors under `/registration`."""
    router = APIRouter(prefix="/registration", include_in_schema=False)
    DoorsSetup(room, views, codes).join(router)
    Door(room, views, identity).join(router)
    return router
