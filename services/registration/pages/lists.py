"""Lists of participants: what was issued, and the next issue with what it would say."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import IssueListOfParticipants
from services.registration.domain import Meeting
from services.registration.handlers import issue_list_of_participants
from services.registration.pages.room import OFFICERS, READERS, Room
from shared.errors import Refused
from shared.pages import Form, msg, read_form


class Lists:
    """The issued lists of a meeting."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/lists", dependencies=READERS)(self.lists)
        router.post("/meetings/{code}/lists", dependencies=OFFICERS)(self.issue)
        router.get("/meetings/{code}/lists/{list_id}", dependencies=READERS)(self.show)

    async def lists(self, request: Request, code: str) -> Response:
        """Show what was issued and what an issue would do now."""
        return await self._lists(request, await self._room.meeting(code), Form.of(number=1))

    async def issue(self, request: Request, code: str) -> Response:
        """Issue the list or its next revision."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(IssueListOfParticipants, meeting_id=meeting.meeting_id)
            issued = await self._room.ask(request, issue_list_of_participants, command, form=form)
        except Refused as refused:
            return await self._lists(request, meeting, form.refused(refused), status=refused.status)
        address = f"/registration/meetings/{meeting.address}/lists/{issued.list_of_participants_id}"
        return self._room.pages.go(address, said=msg("The list of participants is issued."))

    async def show(self, request: Request, code: str, list_id: str) -> Response:
        """Show one issued list as it is printed."""
        issued = await self._room.views.list_of_participants(list_id)
        return self._room.page(request, "list.html", await self._room.meeting(code), issued=issued)

    async def _lists(self, request: Request, meeting: Meeting, form: Form, *, status: int = 200) -> Response:
        shown: dict[str, object] = {
            "form": form,
            "issued": await self._room.views.lists(meeting.meeting_id),
            "counts": await self._room.views.counts(meeting.meeting_id),
            "tracks": await self._room.views.tracks(meeting.meeting_id),
        }
        return self._room.page(request, "lists.html", meeting, status=status, **shown)
