"""The API of what focal points and officers do with delegations as a whole: missions, notes, imports."""

from fastapi import APIRouter

from services.registration.handlers.intake import Intake
from services.registration.ports.portal import Portal
from services.registration.routes.imports import ImportRoutes
from services.registration.routes.missions import MissionRoutes
from services.registration.routes.notes import NoteRoutes


def portal_routes(intake: Intake, portal: Portal) -> APIRouter:
    """Return these routes under `/registration/api`."""
    router = APIRouter(prefix="/registration/api", tags=["delegations"])
    MissionRoutes(intake.units, intake.views).join(router)
    NoteRoutes(intake.units, portal.notes, intake.files).join(router)
    ImportRoutes(intake.units, intake.views, portal).join(router)
    return router
