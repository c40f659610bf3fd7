"""A follow-up form as it is answered: by the person, their focal point or an officer."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.follow_ups import AnswerFollowUp
from services.registration.domain import Participant
from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer
from services.registration.handlers.follow_ups import answer_follow_up
from services.registration.pages.changes import may_change, own_page
from services.registration.pages.form_fields import Reader, steps_shown
from services.registration.pages.registering import answers_of
from services.registration.pages.room import Room
from services.registration.pages.uploads import take_uploads
from shared.errors import Refused
from shared.identity import PUBLIC, permit
from shared.pages import Form, msg, read_form
from shared.who import Role


class FollowUpReplies:
    """What people answer to follow-up forms."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes; for whom somebody may answer is the handler's to say."""
        one = "/follow-ups/{follow_up_id}/answers/{participant_id}"
        router.get(one, dependencies=[permit(PUBLIC)])(self.form)
        router.post(one, dependencies=[permit(PUBLIC)])(self.answer)

    async def form(self, request: Request, follow_up_id: str, participant_id: str) -> Response:
        """Show the form, with what was answered before."""
        participant = await self._room.views.participant(participant_id)
        if not may_change(participant, request.state.who):
            return self._room.pages.go("/registration/link")
        follow_up = await self._room.views.follow_ups.follow_up(follow_up_id)
        before = await self._before(follow_up_id, participant_id)
        values = {f"answers.{one.field_id}": one.values for one in before.answers} if before else {}
        return await self._form(request, follow_up, participant, Form.of(**values))

    async def answer(self, request: Request, follow_up_id: str, participant_id: str) -> Response:
        """Take the answers, or give the place back."""
        participant = await self._room.views.participant(participant_id)
        if not may_change(participant, request.state.who):
            return self._room.pages.go("/registration/link")
        follow_up = await self._room.views.follow_ups.follow_up(follow_up_id)
        fields = (await self._room.views.forms.form(follow_up_id)).fields
        sent = await read_form(request)
        origin = self._room.origin(request, sent)
        form, wrong = await take_uploads(self._room.intake, sent, fields=fields, origin=origin, owner=participant_id)
        if wrong:
            return await self._form(request, follow_up, participant, form.refused(wrong), status=wrong.status)
        comes = form.text("act") != "stay"
        command = AnswerFollowUp(
            follow_up_id=follow_up_id,
            participant_id=participant_id,
            answers=answers_of(form, fields) if comes else (),
            comes=comes,
        )
        try:
            now = await self._room.ask(request, answer_follow_up, command, form=form)
        except Refused as refused:
            return await self._form(request, follow_up, participant, form.refused(refused), status=refused.status)
        said = msg("Kept.") if not now.place else msg("Kept. There is no place now: you are on the waiting list.")
        return self._room.pages.go(own_page(participant, request.state.who), said=said)

    async def _before(self, follow_up_id: str, participant_id: str) -> FollowUpAnswer | None:
        given = await self._room.views.follow_ups.of_person(participant_id)
        return next((one for one in given if one.follow_up_id == follow_up_id), None)

    async def _form(
        self, request: Request, follow_up: FollowUp, participant: Participant, form: Form, *, status: int = 200
    ) -> Response:
        meeting = await self._room.views.meeting(participant.meeting_id)
        asked = await self._room.views.forms.form(follow_up.follow_up_id)
        own = request.state.who.has(Role.PARTICIPANT, participant.participant_id)
        reader = Reader(self._room.pages.speech(request), participant.category, for_another=not own)
        values: dict[str, object] = {
            "form": form,
            "follow_up": follow_up,
            "one": participant,
            "steps": steps_shown(asked.filled_in(by_themselves=own).fields, reader),
            "place": follow_up.place_of(participant.participant_id),
            "offer": follow_up.list.offer_to(participant.participant_id),
            "back": own_page(participant, request.state.who),
        }
        return self._room.page(request, "follow_up_reply.html", meeting, status=status, **values)
