"""What every page of side events is built from."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel
from starlette.requests import Request

from services.side_events.domain import MeetingCopy
from services.side_events.ports import Planner, Proposal, SideEventsUnit, Situation, Views
from shared.errors import Refused
from shared.pages import Form, Happening, Pages, read_form
from shared.unit import Handler, Units
from shared.web import origin_of
from shared.who import Role, Who

Asked = TypeVar("Asked", bound=BaseModel)
Answer = TypeVar("Answer")

STYLE = Path(__file__).parent / "side_events.css"


@dataclass(frozen=True)
class Desk:
    """The templates, the handlers' units, the views, the planner and the audit's timeline."""

    pages: Pages
    units: Units[SideEventsUnit]
    views: Views
    plan: Planner
    timeline: Callable[[str], Awaitable[list[Happening]]]

    async def meeting(self, code: str) -> MeetingCopy:
        """Return the meeting of a code, however it is written."""
        return await self.views.meeting(f"mtg_{code.lower()}")

    async def situation(self, meeting: MeetingCopy) -> Situation:
        """Return what the planner and the grid look at."""
        rooms = await self.views.rooms()
        days = await self.views.room_days(meeting.opens_on, meeting.closes_on)
        events = await self.views.side_events(meeting.meeting_id)
        return Situation(meeting=meeting, rooms=tuple(rooms), room_days=tuple(days), side_events=tuple(events))

    async def ask(self, request: Request, handler: Handler[Asked, SideEventsUnit, Answer], command: Asked) -> Answer:
        """Run a command asked by a form without fields."""
        form = await read_form(request)
        return await self.units.run(handler, command, origin_of(request, key=form.key))

    async def proposals(self, situation: Situation) -> Sequence[Proposal]:
        """Return what the planner proposes, worked out beside the event loop."""
        return await asyncio.to_thread(self.plan, situation)

    async def try_form(
        self,
        request: Request,
        handler: Handler[Asked, SideEventsUnit, Answer],
        asked: type[Asked],
        **given: object,
    ) -> tuple[Form, Answer | None]:
        """Run the command a form makes; a refusal comes back in the form, with everything that was typed."""
        form = await read_form(request)
        try:
            answer = await self.units.run(handler, form.command(asked, **given), origin_of(request, key=form.key))
        except Refused as refused:
            return form.refused(refused), None
        return form, answer


def decides(who: Who | None) -> bool:
    """Tell whether a reader may decide about side events."""
    return who is not None and who.has(Role.SIDE_EVENTS_OFFICER)
