"""One's own page: how each registration stands, the one next step, what is missing and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.domain import Meeting, Participant, Person
from services.registration.domain.changes import ChangeRequest
from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer, FollowUpState
from services.registration.domain.forms import Home, MeetingForm, check_answers, given_of
from services.registration.pages.changes import ChangeShown, changes_shown
from services.registration.pages.form_fields import Reader
from services.registration.pages.person import steps_of
from services.registration.pages.room import Room
from shared.contracts.registration import DeadlineKind
from shared.identity import PUBLIC, permit
from shared.pages import State, Step, Work
from shared.waiting import Offer
from shared.who import Role


@dataclass(frozen=True)
class AnsweredForm:
    """A follow-up form somebody answered: when it closes and which place they have."""

    follow_up: FollowUp
    answer: FollowUpAnswer

    @property
    def offered_until(self) -> datetime | None:
        """Return until when a place is kept for the person, if one is offered."""
        offer = self.follow_up.list.offer_to(self.answer.participant_id)
        return offer.until if offer else None

    @property
    def place(self) -> int | None:
        """Return 0 with a place, else the turn on the waiting list; None where places are not limited."""
        return self.follow_up.place_of(self.answer.participant_id)


@dataclass(frozen=True)
class Mine:
    """One registration of somebody's own."""

    one: Participant
    plan: Meeting
    steps: Sequence[Step]
    missing: Sequence[Work]
    answered: Sequence[AnsweredForm]
    requests: Sequence[tuple[ChangeRequest, Sequence[ChangeShown]]]
    offers: Sequence[Offer]
    secretariat: str


class Me:
    """The page of a participant."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the route."""
        router.get("/me", dependencies=[permit(PUBLIC)])(self.me)

    async def me(self, request: Request) -> Response:
        """Show somebody's own registrations in plain words, each with the next step."""
        who = request.state.who
        scopes = who.scopes(Role.PARTICIPANT) if who else []
        if not scopes:
            return self._room.pages.go("/registration/link?ended=1" if request.state.ended else "/registration/link")
        mine = [await self._mine(request, one) for one in scopes]
        return self._room.pages.render(request, "me.html", mine=mine)

    async def _mine(self, request: Request, participant_id: str) -> Mine:
        views = self._room.views
        one = await views.participant(participant_id)
        meeting = await views.meeting(one.meeting_id)
        form = await views.forms.registration_form(one.meeting_id)
        answers = {given.follow_up_id: given for given in await views.follow_ups.of_person(participant_id)}
        asked = [each for each in await views.follow_ups.of_meeting(one.meeting_id) if each.asks(one)]
        reader = Reader(self._room.pages.speech(request))
        missing = _new_questions(one, form, meeting) + [
            _to_answer(each, one, reader) for each in asked if each.follow_up_id not in answers and self._is_open(each)
        ]
        return Mine(
            one=one,
            plan=meeting,
            steps=steps_of(one, await views.delegation(one.delegation_id)),
            missing=missing,
            answered=[AnsweredForm(each, answers[each.follow_up_id]) for each in asked if each.follow_up_id in answers],
            requests=await self._requests(one, form, reader),
            offers=await self._offers(one, meeting),
            secretariat=self._room.card(meeting).secretariat,
        )

    async def _requests(
        self, one: Participant, form: MeetingForm, reader: Reader
    ) -> list[tuple[ChangeRequest, Sequence[ChangeShown]]]:
        requests = await self._room.views.changes.of_person(one.participant_id)
        delegations = await self._room.views.delegations(one.meeting_id) if requests else []
        return [(each, changes_shown(each.changes, form.fields, delegations, reader=reader)) for each in requests]

    async def _offers(self, one: Participant, meeting: Meeting) -> list[Offer]:
        rooms = await self._room.seating.seats.rooms(meeting.meeting_id) if meeting.rooms else []
        return [offer for room in rooms[:1] if (offer := room.pool.offer_to(one.participant_id))]

    def _is_open(self, follow_up: FollowUp) -> bool:
        late = follow_up.closes_at is not None and self._room.clock() > follow_up.closes_at
        return follow_up.state is FollowUpState.OPEN and not late


def _new_questions(one: Participant, form: MeetingForm, meeting: Meeting) -> list[Work]:
    """Return what a later version of the form asks and this person has not answered."""
    if not one.active or one.form_number == form.number:
        return []
    fields = [field for field in form.fields if field.home is not Home.PERSONAL]
    given = {name: (str(getattr(one, name)),) for name in Person.model_fields} | given_of(one.answers)
    if not check_answers(fields, given, category=one.category, role=one.role).concerns:
        return []
    return [
        Work(
            title="New questions in the registration form",
            href=f"/registration/participants/{one.participant_id}/change",
            action="Answer",
            due=meeting.deadline(DeadlineKind.REGISTRATION),
        )
    ]


def _to_answer(follow_up: FollowUp, one: Participant, reader: Reader) -> Work:
    return Work(
        title=follow_up.title.said(reader.speech.language),
        href=f"/registration/follow-ups/{follow_up.follow_up_id}/answers/{one.participant_id}",
        action="Answer",
        due=follow_up.closes_at,
        state=State.WAITING,
    )
