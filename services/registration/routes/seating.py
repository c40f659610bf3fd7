"""The API of who sits where and who is who: seats, substitutions, matches."""

from fastapi import APIRouter

from services.registration.ports import RegistrationUnit
from services.registration.ports.matching import MatchingViews
from services.registration.routes.matching import MatchingRoutes
from shared.unit import Units


def seating_routes(units: Units[RegistrationUnit], matching: MatchingViews) -> APIRouter:
    """Return these routes under `/registration/api`."""
    router = APIRouter(prefix="/registration/api", tags=["registration"])
    MatchingRoutes(units, matching).join(router)
    return router
