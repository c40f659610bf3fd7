"""The JSON API of registration: body to command, command to handler, view to answer."""

from fastapi import APIRouter

from services.registration.handlers.badge_press_room import PressRoom
from services.registration.handlers.badge_printing import BadgePrinter
from services.registration.handlers.intake import Intake
from services.registration.ports import Conventions, RegistrationUnit, Views
from services.registration.routes.badge_papers import BadgePaperRoutes
from services.registration.routes.badges import BadgeRoutes
from services.registration.routes.changes import ChangeRoutes
from services.registration.routes.delegations import DelegationRoutes
from services.registration.routes.follow_ups import FollowUpRoutes
from services.registration.routes.forms import FormRoutes
from services.registration.routes.lists import ListRoutes
from services.registration.routes.mailings import MailingRoutes
from services.registration.routes.meetings import MeetingRoutes
from services.registration.routes.participants import ParticipantRoutes
from services.registration.routes.programme import ProgrammeRoutes
from services.registration.routes.stages import StageRoutes
from services.registration.routes.treaty import TreatyRoutes
from shared.unit import Units


def routes(units: Units[RegistrationUnit], views: Views, conventions: Conventions, *, intake: Intake) -> APIRouter:
    """Return everything under `/registration/api`; routes are tried in their order, so the busiest come first."""
    router = APIRouter(prefix="/registration/api", tags=["registration"])
    ParticipantRoutes(units, views).join(router)
    DelegationRoutes(units, views, intake).join(router)
    MeetingRoutes(units, views, conventions).join(router)
    StageRoutes(units).join(router)
    TreatyRoutes(units, views.treaty, conventions).join(router)
    ProgrammeRoutes(units, views.programme).join(router)
    MailingRoutes(units, views.mailings).join(router)
    ListRoutes(units, views).join(router)
    FormRoutes(units, views.forms, intake).join(router)
    ChangeRoutes(units, views.changes).join(router)
    FollowUpRoutes(units, views.follow_ups).join(router)
    return router


def badge_routes(units: Units[RegistrationUnit], printer: BadgePrinter, press_room: PressRoom) -> APIRouter:
    """Return the part of it that is about badges."""
    router = APIRouter(prefix="/registration/api", tags=["registration"])
    BadgeRoutes(units, printer.views, printer.signer).join(router)
    BadgePaperRoutes(units, printer, press_room).join(router)
    return router


__all__ = ["badge_routes", "routes"]
