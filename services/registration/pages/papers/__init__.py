"""The papers of registration: lists of participants, figures for the report, credentials, letters."""

from fastapi import APIRouter

from services.registration.pages.papers.credentials_report import CredentialsReport
from services.registration.pages.papers.figures import Figures
from services.registration.pages.papers.lists import Lists
from services.registration.pages.papers.press import Press
from services.registration.pages.papers.words import PaperWords


def paper_pages(press: Press) -> APIRouter:
    """Return the pages and files of papers."""
    press.room.pages.environment.globals["papers"] = PaperWords
    router = APIRouter(prefix="/registration", include_in_schema=False)
    for part in (Lists, Figures, CredentialsReport):
        part(press).join(router)
    return router


__all__ = ["Press", "paper_pages"]
