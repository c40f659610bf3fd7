"""Lists of participants: as it stands and is provisional, what was issued, what changed, and the next issue."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import IssueListOfParticipants
from services.registration.domain import Meeting, Stamp, issue
from services.registration.domain.lists import IssueKind, changes_now, drawn_up, ending, headless, suggested_kind
from services.registration.handlers import issue_list_of_participants
from services.registration.pages.papers.list_paper import Printing, in_order, issued_print, rendition
from services.registration.pages.papers.press import PRINTED, Press
from services.registration.pages.room import OFFICERS, READERS
from shared.errors import NotFound, Refused
from shared.pages import LANGUAGES, Choice, Form, msg, read_form
from shared.pages.rooms import rooms

PROVISIONAL = "provisional"
KINDS = {
    IssueKind.REVISION: msg("A revision: the whole list as it stands now"),
    IssueKind.ADDENDUM: msg("An addendum: only who was added"),
}


class Lists:
    """The lists of a meeting."""

    def __init__(self, press: Press) -> None:
        self._press = press
        self._room = press.room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/meetings/{code}/lists/{list_id}"
        router.get("/meetings/{code}/lists", dependencies=READERS)(self.lists)
        router.post("/meetings/{code}/lists", dependencies=OFFICERS)(self.issue)
        router.get("/meetings/{code}/lists/changes", dependencies=READERS)(self.changes)
        router.get(one, dependencies=READERS)(self.show)
        router.get(f"{one}/{{language}}.{{format}}", dependencies=READERS)(self.file)

    async def lists(self, request: Request, code: str) -> Response:
        """Show what was issued and what an issue would do now."""
        return await self._lists(request, await self._room.meeting(code))

    async def issue(self, request: Request, code: str) -> Response:
        """Say what would be issued and who is told; issue it once that is confirmed."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(IssueListOfParticipants, meeting_id=meeting.meeting_id)
            if not form.text("confirmed"):
                return await self._would_issue(request, meeting, command)
            issued = await self._room.ask(request, issue_list_of_participants, command, form=form)
        except Refused as refused:
            return await self._lists(request, meeting, form.refused(refused), status=refused.status)
        address = f"/registration/meetings/{meeting.address}/lists/{issued.list_of_participants_id}"
        return self._room.pages.go(address, said=msg("The list of participants is issued."))

    async def _would_issue(self, request: Request, meeting: Meeting, command: IssueListOfParticipants) -> Response:
        attendance, kind = await self._press.views.attendance(meeting.meeting_id), IssueKind(command.kind)
        counted, symbol = meeting.issue_list(command.number, ending=ending(attendance.last, kind))
        stamp = Stamp(symbol=symbol, issued_by="", kind=kind)
        would, _ = issue(counted, attendance, stamp, list_id="", at=self._room.clock())
        told = [room.subject for room in rooms() if room.service != "registration"]
        return self._room.page(request, "list_issue.html", meeting, would=would, told=told, number=command.number)

    async def changes(self, request: Request, code: str) -> Response:
        """Show what changed since the last issue."""
        meeting = await self._room.meeting(code)
        attendance = await self._press.views.attendance(meeting.meeting_id)
        changes = changes_now(meeting, attendance, at=self._room.clock())
        return self._room.page(request, "changes.html", meeting, last=attendance.last, changes=changes)

    async def show(self, request: Request, code: str, list_id: str) -> Response:
        """Show one list as it is printed, in the reader's language."""
        meeting = await self._room.meeting(code)
        printing = await self._printing(meeting, list_id)
        language = self._room.pages.speech(request).language
        ordered = in_order(self._press, printing, language)
        return self._room.page(
            request,
            "list.html",
            meeting,
            printing=printing,
            ordered=ordered,
            list_id=list_id,
            files=PRINTED,
            tongues=LANGUAGES,
        )

    async def file(self, code: str, list_id: str, language: str, format: str) -> Response:
        """Give one list as a file in one of the six languages."""
        printing = await self._printing(await self._room.meeting(code), list_id)
        return await self._press.answer(format, rendition(self._press, printing, language))

    async def _printing(self, meeting: Meeting, list_id: str) -> Printing:
        if list_id == PROVISIONAL:
            attendance, now = await self._press.views.attendance(meeting.meeting_id), self._room.clock()
            changes = changes_now(meeting, attendance, at=now)
            return Printing(meeting, drawn_up(attendance), changes, now)
        issued = await self._room.views.list_of_participants(list_id)
        if issued.meeting_id != meeting.meeting_id:
            raise NotFound("There is no such list of participants.", field="list_of_participants_id")
        return issued_print(meeting, issued)

    async def _lists(
        self, request: Request, meeting: Meeting, form: Form | None = None, *, status: int = 200
    ) -> Response:
        attendance = await self._press.views.attendance(meeting.meeting_id)
        changes = changes_now(meeting, attendance, at=self._room.clock())
        suggested = suggested_kind(changes)
        symbol = meeting.list_symbol or ""
        shown: dict[str, object] = {
            "form": form or Form.of(number=1, kind=suggested.value),
            "suggested": suggested,
            "kinds": [Choice(one, KINDS[one], symbol + ending(attendance.last, one)) for one in IssueKind],
            "changes": changes,
            "headless": headless(attendance),
            "issued": await self._room.views.lists(meeting.meeting_id),
            "counts": await self._room.views.counts(meeting.meeting_id),
            "tracks": await self._room.views.tracks(meeting.meeting_id),
        }
        return self._room.page(request, "lists.html", meeting, status=status, **shown)
