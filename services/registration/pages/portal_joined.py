"""What focal points and officers do with delegations as a whole, joined: imports, notes, the portal, credentials."""

from fastapi import APIRouter

from services.registration.pages.import_words import ImportWords
from services.registration.pages.imports import Imports
from services.registration.pages.room import Room
from services.registration.ports.imports import ImportViews, Sheets


def portal_pages(room: Room, imports: ImportViews, sheets: Sheets) -> APIRouter:
    """Return these pages under `/registration`."""
    room.pages.environment.globals["import_words"] = ImportWords
    router = APIRouter(prefix="/registration", include_in_schema=False)
    Imports(room, imports, sheets).join(router)
    return router
