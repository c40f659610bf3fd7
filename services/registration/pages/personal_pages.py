"""The pages of personal data, joined."""

from fastapi import APIRouter

from services.registration.pages.personal import Personal
from services.registration.pages.personal_room import PersonalRoom
from services.registration.pages.privacy import Privacy
from services.registration.pages.words_personal import PersonalWords


def personal_pages(personal: PersonalRoom) -> APIRouter:
    """Return every page of personal data under `/registration`."""
    personal.room.pages.environment.globals["personal_words"] = PersonalWords
    router = APIRouter(prefix="/registration", include_in_schema=False)
    Personal(personal).join(router)
    Privacy(personal).join(router)
    return router
