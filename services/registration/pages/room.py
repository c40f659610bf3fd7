"""What every page of registration is built from, and the steps all its forms share."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

from services.registration.domain import Meeting, MeetingStatus, meeting_id_of
from services.registration.handlers.badge_printing import BadgePrinter
from services.registration.handlers.intake import Intake
from services.registration.pages.sections import sections_of
from services.registration.pages.words import as_done, card_of
from services.registration.ports import Conventions, RegistrationUnit, Views
from services.registration.ports.seating import SeatingViews
from shared.clock import Clock
from shared.errors import NotFound
from shared.identity import Role, permit, scoped
from shared.pages import Form, Happening, MeetingCard, Pages
from shared.records import Origin
from shared.unit import Handler, Units
from shared.web import origin_of

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")

OFFICERS = [permit(Role.REGISTRATION_OFFICER)]
READERS = [permit(Role.REGISTRATION_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)]
DOOR = [permit(Role.REGISTRATION_OFFICER, Role.CHECK_IN_DEVICE)]
MISSION = [permit(Role.REGISTRATION_OFFICER, scoped(Role.FOCAL_POINT, "delegation_id"))]


@dataclass(frozen=True)
class Room:
    """Pages, units, views, clock and timeline of the running service."""

    pages: Pages
    units: Units[RegistrationUnit]
    views: Views
    conventions: Conventions
    clock: Clock
    happened: Callable[[str], Awaitable[list[Happening]]]
    badges: BadgePrinter
    intake: Intake
    seating: SeatingViews

    async def meeting(self, code: str) -> Meeting:
        """Return the meeting of a code, however it is written, or refuse with NotFound; drafts have no pages."""
        meeting = await self.views.meeting(meeting_id_of(code))
        if meeting.status is MeetingStatus.DRAFT:
            raise NotFound("There is no such meeting.", field="meeting_id")
        return meeting

    def card(self, meeting: Meeting) -> MeetingCard:
        """Return what the head and the foot of a page say of a meeting."""
        return card_of(meeting, self.conventions.find(meeting.convention))

    async def timeline(self, id: str) -> list[Happening]:
        """Return what was done to one thing, in words, newest first."""
        return as_done(await self.happened(id))

    async def ask(self, request: Request, handler: Handler[M, RegistrationUnit, R], command: M, *, form: Form) -> R:
        """Run a command for the one who sent this form; the form sent twice acts once."""
        return await self.units.run(handler, command, self.origin(request, form))

    def origin(self, request: Request, form: Form) -> Origin:
        """Return who sent this form, and the key by which it is known when it is sent twice."""
        return origin_of(request, key=form.key)

    def page(
        self, request: Request, template: str, meeting: Meeting, *, status: int = 200, **values: object
    ) -> Response:
        """Return a page of a meeting; `at` is the address of its room."""
        about = {
            "meeting": self.card(meeting),
            "plan": meeting,
            "at": f"/registration/meetings/{meeting.address}",
            "sections": sections_of(meeting, request.state.who, here=request.url.path),
        }
        return self.pages.render(request, template, status=status, headers=None, **about, **values)

    def piece(self, request: Request, template: str, meeting: Meeting, **values: object) -> Response:
        """Return a fragment of a meeting."""
        at = f"/registration/meetings/{meeting.address}"
        return self.pages.fragment(
            request, template, status=200, meeting=self.card(meeting), plan=meeting, at=at, **values
        )


@dataclass(frozen=True)
class Meetings:
    """The meetings as the front pages of the house read them."""

    views: Views
    conventions: Conventions

    async def all(self) -> list[MeetingCard]:
        """Return all meetings."""
        return [card_of(one, self.conventions.find(one.convention)) for one in await self.views.meetings()]

    async def by_code(self, code: str) -> MeetingCard | None:
        """Return the meeting of a code, or None."""
        wanted = meeting_id_of(code)
        return next((one for one in await self.all() if one.meeting_id == wanted), None)
