"""The report on credentials for the committee: whose are in order, defective, under way, awaited (domain 2.3, R6)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.domain import Delegation, Meeting
from services.registration.domain.lists import COMING
from services.registration.pages.papers.press import PRINTED, Press, Rendition, when_and_where
from services.registration.pages.room import READERS
from services.registration.pages.words import CREDENTIALS
from shared.contracts.registration import CredentialsState
from shared.documents import Block, Grid, Heading, Line, Paper
from shared.pages import LANGUAGES, State, Table, Tile, msg
from shared.pages.wording import Wording
from shared.values import Value

TITLE = msg("Report on credentials")
NOT_PRESENT = msg("no delegate confirmed")

PARTS: Mapping[State, str] = {
    State.DONE: msg("Credentials in order"),
    State.PROBLEM: msg("Credentials that are defective"),
    State.IN_HAND: msg("Credentials received and not decided yet"),
    State.WAITING: msg("Credentials awaited"),
}
"""The parts of the report in their order; each step of credentials belongs to the part of its colour."""

HEADER = (
    msg("State Party"),
    msg("Part"),
    msg("Step"),
    msg("Issued by"),
    msg("Remark"),
    msg("Recorded"),
    msg("Delegates"),
)


class CredentialsRow(Value):
    """The credentials of one State Party in a language."""

    part: State
    name: str
    state: str | None
    step: CredentialsState
    issued_by: str
    remark: str
    recorded: str
    delegates: int


@dataclass(frozen=True)
class CredentialsPaper:
    """The report in one language."""

    press: Press
    meeting: Meeting
    wording: Wording
    rows: Sequence[CredentialsRow]

    def rendition(self) -> Rendition[CredentialsRow]:
        """Return it as any file."""
        say = self.wording.speech.say

        def cells(row: CredentialsRow) -> tuple[object, ...]:
            words = (say(PARTS[row.part]), say(CREDENTIALS[row.step][1]))
            return (row.name, *words, row.issued_by, row.remark, row.recorded, row.delegates)

        name = f"{self.meeting.address}-credentials-{self.wording.language}"
        table = Table[CredentialsRow](name, [say(one) for one in HEADER], cells, whole=True)
        return Rendition(self._paper, table, self.rows, self.press.room.clock())

    def by_part(self) -> list[tuple[State, list[CredentialsRow]]]:
        """Return the rows of each part, in the order of the language."""
        return [(part, [row for row in self.rows if row.part is part]) for part in PARTS]

    def _paper(self) -> Paper:
        return Paper(
            language=self.wording.language,
            title=self.wording.speech.say(TITLE),
            head=self.press.head(self.meeting, self.wording.language),
            lines=(self.meeting.title, when_and_where(self.meeting, self.wording)),
            blocks=tuple(self._blocks()),
            footer=self.wording.when_text(self.press.room.clock(), self.meeting),
        )

    def _blocks(self) -> Iterator[Block]:
        say = self.wording.speech.say
        for part, rows in self.by_part():
            yield Heading(text=f"{say(PARTS[part])}: {self.wording.number(len(rows))}")
            if part is State.WAITING:
                yield from (Line(text=f"{one.name}{self._absence(one)}") for one in rows)
            elif rows:
                cells = [(one.name + self._absence(one), *self._about(one)) for one in rows]
                head = [say(HEADER[at]) for at in (0, 2, 3, 5)]
                yield Grid(head=head, rows=cells, widths=(4, 3, 4, 3))

    def _about(self, row: CredentialsRow) -> tuple[str, str, str]:
        issued = row.issued_by + (f" ({row.remark})" if row.remark else "")
        return self.wording.speech.say(CREDENTIALS[row.step][1]), issued, row.recorded

    def _absence(self, row: CredentialsRow) -> str:
        return "" if row.delegates else f" ({self.wording.speech.say(NOT_PRESENT)})"


class CredentialsReport:
    """The report as a page and as files."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._room = press.room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/credentials-report", dependencies=READERS)(self.show)
        router.get("/meetings/{code}/credentials-report/{language}.{format}", dependencies=READERS)(self.file)

    async def show(self, request: Request, code: str) -> Response:
        """Show who is where, by State."""
        meeting = await self._room.meeting(code)
        paper = await self._paper(meeting, self._room.pages.speech(request).language)
        at = f"/registration/meetings/{meeting.address}/delegations?category=state_party"
        tiles = [
            Tile(label=PARTS[part], figure=len(rows), of=len(paper.rows), state=part, href=at)
            for part, rows in paper.by_part()
        ]
        about: dict[str, object] = {"tiles": tiles, "paper": paper, "parts": PARTS, "steps": CREDENTIALS}
        files = {"files": PRINTED, "tongues": LANGUAGES}
        return self._room.page(request, "credentials_report.html", meeting, status=200, **about, **files)

    async def file(self, code: str, language: str, format: str) -> Response:
        """Give the report as a file."""
        paper = await self._paper(await self._room.meeting(code), language)
        return await self._press.answer(format, paper.rendition())

    async def _paper(self, meeting: Meeting, language: str) -> CredentialsPaper:
        wording, day = self._press.wording(language), self._room.clock().date()
        delegations = await self._room.views.delegations(meeting.meeting_id)
        coming: dict[str, int] = {}
        for one in await self._press.views.groups(meeting.meeting_id):
            if one.status in COMING:
                coming[one.delegation_id] = coming.get(one.delegation_id, 0) + one.count
        named = [
            (self._press.state(one.state, one.name, language=language, day=day), one)
            for one in delegations
            if one.credentials.state is not CredentialsState.NOT_REQUIRED
        ]
        order = self._press.states.order
        named.sort(key=lambda pair: order(pair[1].state, pair[0], language=language, day=day))
        rows = [_row(name, one, wording, meeting, coming.get(one.delegation_id, 0)) for name, one in named]
        return CredentialsPaper(self._press, meeting, wording, rows)


def _row(name: str, one: Delegation, wording: Wording, meeting: Meeting, delegates: int) -> CredentialsRow:
    about = one.credentials
    return CredentialsRow(
        part=CREDENTIALS[about.state][0],
        name=name,
        state=one.state,
        step=about.state,
        issued_by=", ".join(one for one in (about.issued_by, about.authority) if one),
        remark=about.remark,
        recorded=wording.when_text(about.recorded_at, meeting) if about.recorded_at else "",
        delegates=delegates,
    )
