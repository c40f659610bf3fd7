"""What focal points and officers do with delegations as a whole, joined: imports, notes, the portal, credentials."""

from fastapi import APIRouter

from services.registration.pages.credentials import CredentialsPages
from services.registration.pages.import_sources import ImportSources
from services.registration.pages.import_words import ImportWords
from services.registration.pages.imports import Imports
from services.registration.pages.mission_access import MissionAccess
from services.registration.pages.missions import Missions
from services.registration.pages.notes import Notes
from services.registration.pages.notes_on_file import NotesOnFile
from services.registration.pages.room import Room
from services.registration.ports.portal import Portal


def portal_pages(room: Room, portal: Portal) -> APIRouter:
    """Return these pages under `/registration`."""
    room.pages.environment.globals["import_words"] = ImportWords
    router = APIRouter(prefix="/registration", include_in_schema=False)
    ImportSources(room, portal.imports, portal.sheets).join(router)
    Imports(room, portal.imports, portal.sheets).join(router)
    Missions(room, portal.notes).join(router)
    CredentialsPages(room).join(router)
    MissionAccess(room).join(router)
    Notes(room).join(router)
    NotesOnFile(room, portal.notes).join(router)
    return router
