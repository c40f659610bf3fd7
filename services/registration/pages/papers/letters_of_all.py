"""The letters of a meeting: what was made, and one for everybody at once, as one PDF or a ZIP of single ones."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.letters import IssueLetters
from services.registration.domain import Meeting
from services.registration.domain.letters import Letter
from services.registration.handlers.letters import issue_letters
from services.registration.pages.papers.letter_press import LetterPress
from services.registration.pages.papers.words import LETTERS
from services.registration.pages.room import OFFICERS, READERS
from services.registration.ports.letters import LettersAsked
from shared.contracts.registration.letters import LetterKind
from shared.errors import NotFound, Refused
from shared.pages import (
    Choice,
    Column,
    Filter,
    Form,
    ListPlan,
    Shown,
    Table,
    download,
    read_form,
    read_listing,
    table_answer,
)

PLAN = ListPlan(
    columns=(
        Column("number", "Number"),
        Column("kind", "Letter"),
        Column("name", "Name"),
        Column("issued_at", "Made"),
        Column("standing", "Valid"),
    ),
    filters=(Filter("kind", "Letter", tuple(Choice(kind.value, word) for kind, word in LETTERS.items())),),
    order="-issued_at",
)
EXPORTED = ("Number", "Letter", "Participant", "Language", "Days", "Made", "Made by", "Withdrawn", "Reason")


class LettersOfAll:
    """The letters of a meeting."""

    def __init__(self, press: LetterPress) -> None:
        self._press = press
        self._room = press.press.room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/letters", dependencies=READERS)(self.list)
        router.post("/meetings/{code}/letters", dependencies=OFFICERS)(self.issue)
        router.get("/meetings/{code}/letters/{batch_id}", dependencies=READERS)(self.batch)
        router.get("/meetings/{code}/letters/{batch_id}/progress", dependencies=READERS)(self.progress)
        router.get("/meetings/{code}/letters/{batch_id}/letters.{format}", dependencies=READERS)(self.file)

    async def list(self, request: Request, code: str) -> Response:
        """Show the letters that were made, or give the list as a file."""
        return await self._list(request, await self._room.meeting(code), Form())

    async def issue(self, request: Request, code: str) -> Response:
        """Make a letter of one kind for everybody it is true of."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(IssueLetters, meeting_id=meeting.meeting_id)
            made = await self._room.ask(request, issue_letters, command, form=form)
        except Refused as refused:
            return await self._list(request, meeting, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/letters/{made.batch_id}")

    async def batch(self, request: Request, code: str, batch_id: str) -> Response:
        """Show what was made together, with its files, or how far it is."""
        meeting = await self._room.meeting(code)
        about = await self._about(meeting, batch_id)
        return self._room.page(request, "letter_batch.html", meeting, status=200, **about)

    async def progress(self, request: Request, code: str, batch_id: str) -> Response:
        """Return the same, when something changed."""
        meeting = await self._room.meeting(code)
        return self._room.piece(request, "letter_batch_piece.html", meeting, **await self._about(meeting, batch_id))

    async def _about(self, meeting: Meeting, batch_id: str) -> dict[str, object]:
        batch = await self._press.letters.batch(meeting.meeting_id, batch_id)
        if not batch.done:
            of = len(await self._press.letters.entitled(meeting.meeting_id, batch.kind))
            return {"batch": batch, "of": of, "named": []}
        letters = await self._press.letters.of_batch(batch_id)
        people = await self._press.letters.people([one.participant_id for one in letters])
        named = [(one, people[one.participant_id]) for one in letters]
        named.sort(key=lambda pair: (pair[1].name_key, pair[0].letter_id))
        return {"batch": batch, "named": named}

    async def file(self, code: str, batch_id: str, format: str) -> Response:
        """Give letters made together: those that hold still, as one PDF or as a ZIP."""
        meeting = await self._room.meeting(code)
        letters = await self._press.of_batch(meeting, batch_id)
        name = f"{meeting.address}-{letters[0].kind.value}"
        if format == "pdf":
            return download(f"{name}.pdf", [await self._press.pdf(meeting, letters)], kind="application/pdf")
        if format == "zip":
            return download(f"{name}.zip", self._press.zip(meeting, letters), kind="application/zip")
        raise NotFound("Letters are given as one PDF or as a ZIP of single ones.", field="format")

    async def _list(self, request: Request, meeting: Meeting, form: Form, *, status: int = 200) -> Response:
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
        after = listing.behind
        asked = LettersAsked(kind=listing.value("kind"), q=listing.q, after=after, size=listing.limit)
        found = await self._press.letters.page(meeting.meeting_id, asked)
        if listing.format != "html":
            return table_answer(listing.format, Table(f"{meeting.address}-letters", EXPORTED, _row), found.rows)
        entitled = {kind: len(await self._press.letters.entitled(meeting.meeting_id, kind)) for kind in LetterKind}
        return self._room.page(
            request,
            "letters.html",
            meeting,
            status=status,
            listing=listing,
            shown=Shown.behind(found.rows, total=found.total, last=found.after),
            people=await self._press.letters.people([one.participant_id for one in found.rows]),
            kinds=[Choice(kind, LETTERS[kind], str(count)) for kind, count in entitled.items() if count],
            form=form,
        )


def _row(one: Letter) -> tuple[object, ...]:
    about = (one.number, one.kind.value, one.participant_id, one.language, " ".join(one.days))
    return (*about, one.issued_at, one.issued_by, one.withdrawn_at, one.reason)
