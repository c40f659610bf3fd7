"""The pages of who sits where and who is who: seats, substitutions, matches."""

from fastapi import APIRouter

from services.registration.pages.company import Company
from services.registration.pages.matching import Reconciliation
from services.registration.pages.own_seats import OwnSeats
from services.registration.pages.room import Room
from services.registration.pages.seats import SeatPages
from services.registration.pages.substitutions import Substitutions
from services.registration.pages.words_seating import SeatingWords


def seating_pages(room: Room) -> APIRouter:
    """Return these pages under `/registration`."""
    room.pages.environment.globals["seating"] = SeatingWords
    router = APIRouter(prefix="/registration", include_in_schema=False)
    Reconciliation(room).join(router)
    Substitutions(room).join(router)
    Company(room).join(router)
    SeatPages(room).join(router)
    OwnSeats(room).join(router)
    return router
