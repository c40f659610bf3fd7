"""The API of papers: figures for the report, what changed since the last list, letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from services.registration.commands.letters import (
    IssueLetter,
    IssueLetters,
    KindOfLetter,
    LetterIssued,
    LetterReason,
    LettersIssued,
    WithdrawLetter,
)
from services.registration.domain import Meeting
from services.registration.domain.letter_batches import LetterBatch
from services.registration.domain.letters import Letter
from services.registration.domain.list_changes import Change
from services.registration.domain.lists import changes_now
from services.registration.domain.statistics import Counted, Report, report
from services.registration.handlers.letters import issue_letter, issue_letters, withdraw_letter
from services.registration.ports import RegistrationUnit, Views
from services.registration.ports.letters import LetterFiles, LettersAsked, LettersPage, LetterViews
from services.registration.ports.papers import PapersView
from services.registration.routes.needs import FOR_READERS, Anyone, Officer
from shared.pages import download
from shared.states import States
from shared.unit import Units
from shared.web import gives

NO_REASON = LetterReason()


@dataclass(frozen=True)
class Papers:
    """What papers are read from and made with."""

    views: PapersView
    states: States
    letters: LetterViews
    files: LetterFiles


def paper_routes(units: Units[RegistrationUnit], views: Views, made: Papers) -> APIRouter:
    """Return the routes of papers under `/registration/api`; files of lists are at the addresses of the pages."""
    router = APIRouter(prefix="/registration/api", tags=["registration"])
    LetterRoutes(units, views, made).join(router)
    papers = made.views

    @router.get("/meetings/{meeting_id}/figures", dependencies=FOR_READERS)
    async def figures(meeting_id: str, counted: Counted = Counted.PRESENT) -> Report:
        """The figures for the report of a meeting."""
        invited, groups = await papers.invited(meeting_id), await papers.groups(meeting_id)
        return report(invited, groups, counted=counted, region=made.states.region)

    @router.get("/meetings/{meeting_id}/list-of-participants/changes", dependencies=FOR_READERS)
    async def changes(meeting_id: str) -> list[Change]:
        """What a list of participants issued now would change."""
        meeting = await views.meeting(meeting_id)
        return list(changes_now(meeting, await papers.attendance(meeting_id), at=units.clock()))

    return router


class LetterRoutes:
    """Letters over HTTP: made for one person or for everybody, listed, fetched, withdrawn."""

    def __init__(self, units: Units[RegistrationUnit], views: Views, made: Papers) -> None:
        self._units = units
        self._views = views
        self._letters = made.letters
        self._files = made.files

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        batch = "/meetings/{meeting_id}/letter-batches/{batch_id}"
        router.post("/participants/{participant_id}/letters", status_code=201)(self.issue)
        router.post("/letters/{letter_id}/withdraw", status_code=204)(self.withdraw)
        router.get("/meetings/{meeting_id}/letters", dependencies=FOR_READERS)(self.page)
        router.post("/meetings/{meeting_id}/letters", status_code=202)(self.issue_to_all)
        router.get(batch, dependencies=FOR_READERS)(self.batch)
        router.get(f"{batch}/letters.pdf", dependencies=FOR_READERS, **gives("application/pdf"))(self.pdf)
        router.get(f"{batch}/letters.zip", dependencies=FOR_READERS, **gives("application/zip"))(self.zip)

    async def issue(self, participant_id: str, letter: KindOfLetter, origin: Anyone) -> LetterIssued:
        """Make a letter, or give the one that holds; for the secretariat and the person."""
        command = IssueLetter(participant_id=participant_id, kind=letter.kind)
        return await self._units.run(issue_letter, command, origin)

    async def withdraw(self, letter_id: str, origin: Officer, why: LetterReason = NO_REASON) -> None:
        """Make a letter invalid for whoever looks its number up."""
        await self._units.run(withdraw_letter, WithdrawLetter(letter_id=letter_id, reason=why.reason), origin)

    async def page(self, meeting_id: str, asked: Annotated[LettersAsked, Query()]) -> LettersPage:
        """One page of the letters of a meeting, the latest first."""
        return await self._letters.page(meeting_id, asked)

    async def issue_to_all(self, meeting_id: str, letter: KindOfLetter, origin: Officer) -> LettersIssued:
        """Begin to make a letter for everybody it is true of; the batch tells how far it is."""
        return await self._units.run(issue_letters, IssueLetters(meeting_id=meeting_id, kind=letter.kind), origin)

    async def batch(self, meeting_id: str, batch_id: str) -> LetterBatch:
        """How far letters for everybody are, and for how many people they were made."""
        return await self._letters.batch(meeting_id, batch_id)

    async def pdf(self, meeting_id: str, batch_id: str) -> Response:
        """Letters made together that hold still, as one PDF."""
        meeting, letters = await self._made(meeting_id, batch_id)
        content = await self._files.pdf(meeting, letters)
        return download(_named(meeting, letters, "pdf"), [content], kind="application/pdf")

    async def zip(self, meeting_id: str, batch_id: str) -> Response:
        """Letters made together that hold still, as a ZIP of one PDF each."""
        meeting, letters = await self._made(meeting_id, batch_id)
        return download(_named(meeting, letters, "zip"), self._files.zip(meeting, letters), kind="application/zip")

    async def _made(self, meeting_id: str, batch_id: str) -> tuple[Meeting, Sequence[Letter]]:
        meeting = await self._views.meeting(meeting_id)
        return meeting, await self._files.of_batch(meeting, batch_id)


def _named(meeting: Meeting, letters: Sequence[Letter], ending: str) -> str:
    return f"{meeting.address}-{letters[0].kind.value}.{ending}"
