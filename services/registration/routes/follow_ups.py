"""The API of follow-up forms."""

from fastapi import APIRouter

from services.registration.commands.follow_ups import (
    AnswerFollowUp,
    CloseFollowUp,
    DraftFollowUp,
    FollowUpNow,
    FollowUpReply,
    FollowUpSettings,
    FollowUpToDraft,
    OpenFollowUp,
    ReplyNow,
    SetFollowUp,
)
from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer
from services.registration.handlers.follow_ups import (
    answer_follow_up,
    close_follow_up,
    draft_follow_up,
    open_follow_up,
    set_follow_up,
)
from services.registration.ports import RegistrationUnit
from services.registration.ports.follow_ups import FollowUpViews
from services.registration.routes.needs import FOR_READERS, Anyone, Officer
from shared.unit import Units
from shared.values import Value


class Unanswered(Value):
    """Somebody who is asked and has not answered."""

    participant_id: str
    full_name: str
    delegation: str
    language: str


class FollowUpRoutes:
    """Follow-up forms over HTTP; their fields are those of the form of the same id."""

    def __init__(self, units: Units[RegistrationUnit], views: FollowUpViews) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/follow-ups/{follow_up_id}"
        router.post("/meetings/{meeting_id}/follow-ups", status_code=201)(self.draft)
        router.get("/meetings/{meeting_id}/follow-ups", dependencies=FOR_READERS)(self.follow_ups)
        router.put(one)(self.set)
        router.post(f"{one}/open")(self.open)
        router.post(f"{one}/close")(self.close)
        router.get(f"{one}/answers", dependencies=FOR_READERS)(self.answers)
        router.get(f"{one}/missing", dependencies=FOR_READERS)(self.missing)
        router.post(f"{one}/answers/{{participant_id}}")(self.answer)

    async def draft(self, meeting_id: str, about: FollowUpToDraft, origin: Officer) -> FollowUpNow:
        """Begin a follow-up form."""
        return await self._units.run(draft_follow_up, DraftFollowUp(meeting_id=meeting_id, **dict(about)), origin)

    async def follow_ups(self, meeting_id: str) -> list[FollowUp]:
        """The follow-up forms of a meeting."""
        return await self._views.of_meeting(meeting_id)

    async def set(self, follow_up_id: str, settings: FollowUpSettings, origin: Officer) -> FollowUpNow:
        """Say of whom a form is asked, until when, and for how many."""
        return await self._units.run(set_follow_up, SetFollowUp(follow_up_id=follow_up_id, **dict(settings)), origin)

    async def open(self, follow_up_id: str, origin: Officer) -> FollowUpNow:
        """Publish a form and open it to its audience."""
        return await self._units.run(open_follow_up, OpenFollowUp(follow_up_id=follow_up_id), origin)

    async def close(self, follow_up_id: str, origin: Officer) -> FollowUpNow:
        """Take no more answers."""
        return await self._units.run(close_follow_up, CloseFollowUp(follow_up_id=follow_up_id), origin)

    async def answers(self, follow_up_id: str) -> list[FollowUpAnswer]:
        """What was answered, by name."""
        return await self._views.answers(follow_up_id)

    async def missing(self, follow_up_id: str) -> list[Unanswered]:
        """Who is asked and has not answered."""
        people = await self._views.missing(await self._views.follow_up(follow_up_id))
        shown = ("participant_id", "full_name", "delegation", "language")
        return [Unanswered.model_validate({name: getattr(one, name) for name in shown}) for one in people]

    async def answer(self, follow_up_id: str, participant_id: str, reply: FollowUpReply, origin: Anyone) -> ReplyNow:
        """Answer a form: the person, their focal point or an officer."""
        command = AnswerFollowUp(follow_up_id=follow_up_id, participant_id=participant_id, **dict(reply))
        return await self._units.run(answer_follow_up, command, origin)
