"""The papers of registration: lists of participants, figures for the report, credentials, letters."""

from fastapi import APIRouter

from services.registration.pages.papers.credentials_report import CredentialsReport
from services.registration.pages.papers.figures import Figures
from services.registration.pages.papers.letter_press import LetterPress
from services.registration.pages.papers.letters import Letters
from services.registration.pages.papers.letters_of_all import LettersOfAll
from services.registration.pages.papers.lists import Lists
from services.registration.pages.papers.press import Press
from services.registration.pages.papers.words import PaperWords


def paper_pages(letters: LetterPress) -> APIRouter:
    """Return the pages and files of papers."""
    press = letters.press
    press.room.pages.environment.globals["papers"] = PaperWords
    router = APIRouter(prefix="/registration", include_in_schema=False)
    for part in (Lists, Figures, CredentialsReport):
        part(press).join(router)
    Letters(letters).join(router)
    LettersOfAll(letters).join(router)
    return router


__all__ = ["LetterPress", "Press", "paper_pages"]
