"""What every paper of registration is made with, and the five files it can be had as."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from fastapi.responses import Response

from services.registration.domain import Meeting
from services.registration.pages.room import Room
from services.registration.ports.papers import PapersView
from shared.documents import DOCX, Paper, Typesetter
from shared.errors import NotFound
from shared.pages import LANGUAGES, Speech, Table, download, table_answer
from shared.pages.lists import FORMATS
from shared.pages.wording import Wording
from shared.states import States

T = TypeVar("T")

PRINTED = ("pdf", "docx", "xlsx", "csv", "json")


@dataclass(frozen=True)
class Rendition(Generic[T]):
    """One paper in one language: as blocks for PDF and DOCX, as rows for tables."""

    paper: Callable[[], Paper]
    table: Table[T]
    rows: Sequence[T]
    made_at: datetime


@dataclass(frozen=True)
class Press:
    """The room, what papers are made of, the names of States, and what sets them."""

    room: Room
    views: PapersView
    states: States
    typesetter: Typesetter

    def wording(self, language: str) -> Wording:
        """Return how a paper in a language writes; NotFound for a language that is none of the six."""
        if language not in LANGUAGES:
            raise NotFound("Papers are printed in the six languages of the United Nations.", field="language")
        return Wording(Speech(language), self.room.clock)

    def head(self, meeting: Meeting, language: str) -> str:
        """Return what stands at the head of a paper: the convention's name."""
        convention = self.room.conventions.find(meeting.convention)
        return convention.named(language) if convention else meeting.convention

    def state(self, iso3: str | None, otherwise: str, *, language: str, day: date) -> str:
        """Return what a delegation is called in a language: a State by its name on that day."""
        return self.states.name(iso3, language, day=day, otherwise=otherwise)

    async def answer(self, format: str, rendition: Rendition[T]) -> Response:
        """Return a paper as the file asked for."""
        name = f"{rendition.table.name}.{format}"
        if format == "pdf":
            made = await self.typesetter.paper(rendition.paper(), made_at=rendition.made_at)
            return download(name, [made], kind="application/pdf")
        if format == "docx":
            made = await self.typesetter.word(rendition.paper(), made_at=rendition.made_at)
            return download(name, [made], kind=DOCX)
        if format not in FORMATS:
            raise NotFound("A paper is given as PDF, DOCX, XLSX, CSV or JSON.", field="format")
        return table_answer(FORMATS[format], rendition.table, rendition.rows)


def when_and_where(meeting: Meeting, wording: Wording) -> str:
    """Return the days and the city of a meeting as a paper writes them."""
    return wording.listed(wording.speech.say(meeting.city), wording.days(meeting.opens_on, meeting.closes_on))
