"""Substitution as a form: who comes instead, what follows, and the way back."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.substitutions import RevertSubstitution, SubstituteParticipant
from services.registration.domain import Participant
from services.registration.handlers.substitutions import revert_substitution, substitute_participant
from services.registration.pages.room import Room
from services.registration.pages.words import GENDERS, choices
from shared.errors import Refused
from shared.identity import PUBLIC, permit, safe_next
from shared.pages import LANGUAGES, Choice, Form, msg, read_form
from shared.who import Role, Who

SUBSTITUTED = msg("Substituted. Role, seat and entry in the note are taken over; the former badge opens no door.")
REVERTED = msg("The substitution is taken back.")


class Substitutions:
    """For the secretariat, and for the focal point of the delegation; the handler says who may."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        anyone = [permit(PUBLIC)]
        router.get("/participants/{participant_id}/substitute", dependencies=anyone)(self.ask)
        router.post("/participants/{participant_id}/substitute", dependencies=anyone)(self.substitute)
        router.post("/substitutions/{substitution_id}/revert", dependencies=anyone)(self.revert)

    async def ask(self, request: Request, participant_id: str) -> Response:
        """Ask who comes instead, and say what follows."""
        return await self._ask(request, participant_id, Form())

    async def substitute(self, request: Request, participant_id: str) -> Response:
        """Substitute, and lead to whoever came."""
        form = await read_form(request)
        try:
            command = form.command(SubstituteParticipant, participant_id=participant_id)
            now = await self._room.ask(request, substitute_participant, command, form=form)
        except Refused as refused:
            return await self._ask(request, participant_id, form.refused(refused), status=refused.status)
        participant = await self._room.views.participant(now.successor_id)
        return self._room.pages.go(_home(participant, request.state.who), said=SUBSTITUTED)

    async def revert(self, request: Request, substitution_id: str) -> Response:
        """Take a substitution back."""
        form = await read_form(request)
        command = RevertSubstitution(substitution_id=substitution_id)
        now = await self._room.ask(request, revert_substitution, command, form=form)
        participant = await self._room.views.participant(now.participant_id)
        back = form.text("back") or _home(participant, request.state.who)
        return self._room.pages.go(safe_next(back), said=REVERTED)

    async def _ask(self, request: Request, participant_id: str, form: Form, *, status: int = 200) -> Response:
        participant = await self._room.views.participant(participant_id)
        if not acts_for(participant, request.state.who):
            return self._room.pages.go("/registration/link")
        meeting = await self._room.views.meeting(participant.meeting_id)
        seen = await self._room.views.delegation_with_people(participant.delegation_id)
        colleagues = [one for one in seen.people if one.active and one.participant_id != participant_id]
        shown: dict[str, object] = {
            "participant": participant,
            "named": seen.delegation.named_as(*participant.keys),
            "form": form,
            "colleagues": [Choice(one.participant_id, one.full_name) for one in colleagues],
            "gender_choices": choices(GENDERS),
            "language_choices": choices(LANGUAGES),
            "back": _home(participant, request.state.who),
        }
        return self._room.page(request, "substitute.html", meeting, status=status, **shown)


def acts_for(participant: Participant, who: Who | None) -> bool:
    """Tell whether somebody acts for the participant's delegation: the secretariat or its focal point."""
    return who is not None and (
        who.has(Role.REGISTRATION_OFFICER) or who.has(Role.FOCAL_POINT, participant.delegation_id)
    )


def _home(participant: Participant, who: Who | None) -> str:
    if who and who.has(Role.REGISTRATION_OFFICER):
        return f"/registration/participants/{participant.participant_id}"
    return f"/registration/delegations/{participant.delegation_id}/portal"
