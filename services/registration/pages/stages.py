"""What officers do with a meeting's stage: one button a stage, and one to go back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import MeetingNow, OpenRegistration
from services.registration.commands.meetings import (
    ArchiveMeeting,
    CloseRegistration,
    ConcludeMeeting,
    ConveneMeeting,
    ReopenMeeting,
)
from services.registration.domain import MeetingStatus
from services.registration.handlers import open_registration
from services.registration.handlers.meetings import (
    archive_meeting,
    close_registration,
    conclude_meeting,
    convene_meeting,
    reopen_meeting,
)
from services.registration.pages.room import OFFICERS, Room
from services.registration.ports import RegistrationUnit
from shared.messages import Command
from shared.pages import State, msg, read_form
from shared.unit import Handler

C = TypeVar("C", bound=Command)
S = MeetingStatus

STAGES: Mapping[MeetingStatus, tuple[State, str]] = {
    S.DRAFT: (State.OFF, msg("draft")),
    S.ANNOUNCED: (State.WAITING, msg("announced")),
    S.OPEN: (State.DONE, msg("registration open")),
    S.CLOSED: (State.IN_HAND, msg("registration closed")),
    S.IN_SESSION: (State.IN_HAND, msg("in session")),
    S.CONCLUDED: (State.DONE, msg("concluded")),
    S.ARCHIVED: (State.OFF, msg("archived")),
}


@dataclass(frozen=True)
class Act:
    """One button: its address, its words, what is said when it is done."""

    path: str
    label: str
    done: str


OPEN = Act("open-registration", msg("Open registration"), msg("Registration is open."))
CLOSE = Act("close-registration", msg("Close the public form"), msg("The public form is closed."))
CONVENE = Act("convene", msg("The meeting is in session"), msg("The meeting is in session."))
CONCLUDE = Act("conclude", msg("The meeting is over"), msg("The meeting is concluded."))
ARCHIVE = Act("archive", msg("Put into the archive"), msg("The meeting is in the archive."))
BACK = Act("reopen", msg("One stage back"), msg("The meeting is one stage back."))

NEXT: Mapping[MeetingStatus, tuple[Act, ...]] = {
    S.ANNOUNCED: (OPEN,),
    S.OPEN: (CLOSE, CONVENE),
    S.CLOSED: (CONVENE, OPEN),
    S.IN_SESSION: (CONCLUDE, BACK),
    S.CONCLUDED: (ARCHIVE, BACK),
    S.ARCHIVED: (BACK,),
}
"""What can be done at each stage, the usual next step first."""


class StagePages:
    """The buttons of a meeting's stage."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/meetings/{code}"
        router.post(f"{one}/{OPEN.path}", dependencies=OFFICERS)(self.open)
        router.post(f"{one}/{CLOSE.path}", dependencies=OFFICERS)(self.close)
        router.post(f"{one}/{CONVENE.path}", dependencies=OFFICERS)(self.convene)
        router.post(f"{one}/{CONCLUDE.path}", dependencies=OFFICERS)(self.conclude)
        router.post(f"{one}/{ARCHIVE.path}", dependencies=OFFICERS)(self.archive)
        router.post(f"{one}/{BACK.path}", dependencies=OFFICERS)(self.reopen)

    async def open(self, request: Request, code: str) -> Response:
        """Open registration, or open it again."""
        return await self._move(request, code, OpenRegistration, handler=open_registration, act=OPEN)

    async def close(self, request: Request, code: str) -> Response:
        """Close the public form (R8)."""
        return await self._move(request, code, CloseRegistration, handler=close_registration, act=CLOSE)

    async def convene(self, request: Request, code: str) -> Response:
        """The meeting is opened."""
        return await self._move(request, code, ConveneMeeting, handler=convene_meeting, act=CONVENE)

    async def conclude(self, request: Request, code: str) -> Response:
        """The meeting is over."""
        return await self._move(request, code, ConcludeMeeting, handler=conclude_meeting, act=CONCLUDE)

    async def archive(self, request: Request, code: str) -> Response:
        """Put the meeting away."""
        return await self._move(request, code, ArchiveMeeting, handler=archive_meeting, act=ARCHIVE)

    async def reopen(self, request: Request, code: str) -> Response:
        """Go one stage back."""
        return await self._move(request, code, ReopenMeeting, handler=reopen_meeting, act=BACK)

    async def _move(
        self,
        request: Request,
        code: str,
        kind: type[C],
        *,
        handler: Handler[C, RegistrationUnit, MeetingNow],
        act: Act,
    ) -> Response:
        meeting, form = await self._room.meeting(code), await read_form(request)
        await self._room.ask(request, handler, form.command(kind, meeting_id=meeting.meeting_id), form=form)
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/plan", said=act.done)
