"""The API of who sits where and who is who: seats, substitutions, matches."""

from fastapi import APIRouter

from services.registration.ports import RegistrationUnit
from services.registration.ports.seating import SeatingViews
from services.registration.routes.company import CompanyRoutes
from services.registration.routes.matching import MatchingRoutes
from services.registration.routes.seats import SeatRoutes
from services.registration.routes.substitutions import SubstitutionRoutes
from shared.unit import Units


def seating_routes(units: Units[RegistrationUnit], views: SeatingViews) -> APIRouter:
    """Return these routes under `/registration/api`."""
    router = APIRouter(prefix="/registration/api", tags=["registration"])
    MatchingRoutes(units, views.matching).join(router)
    SeatRoutes(units, views.seats).join(router)
    CompanyRoutes(units).join(router)
    SubstitutionRoutes(units, views.seats).join(router)
    return router
