"""Corrections of a person by the secretariat; where two edited at once the second chooses field by field."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.corrections import CorrectParticipant
from services.registration.domain import Participant
from services.registration.domain.corrections import EditedMeanwhile, facts_of
from services.registration.handlers.corrections import correct_participant
from services.registration.pages.room import OFFICERS, Room
from services.registration.pages.words import GENDERS, ROLES, choices
from services.registration.ports.review import ReviewViews
from shared.errors import Refused
from shared.pages import LANGUAGES, Form, disagreements, msg, read_form

LABELS: Mapping[str, str] = {
    "full_name": msg("Full name"),
    "email": msg("E-mail"),
    "role": msg("Role"),
    "function": msg("Function"),
    "organisation": msg("Organisation"),
    "language": msg("Language"),
    "gender": msg("Gender"),
}


class Corrections:
    """The form by which an officer corrects a person."""

    def __init__(self, room: Room, views: ReviewViews) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/participants/{participant_id}/correct", dependencies=OFFICERS)(self.form)
        router.post("/participants/{participant_id}/correct", dependencies=OFFICERS)(self.correct)

    async def form(self, request: Request, participant_id: str) -> Response:
        """Show what is known, to be corrected."""
        participant = await self._room.views.participant(participant_id)
        return await self._form(request, participant, Form.of(**typed(participant)))

    async def correct(self, request: Request, participant_id: str) -> Response:
        """Correct; where somebody was faster show both versions."""
        form = await read_form(request)
        try:
            command = form.command(CorrectParticipant, participant_id=participant_id)
            await self._room.ask(request, correct_participant, command, form=form)
        except EditedMeanwhile as refused:
            return await self._both(request, participant_id, form, status=refused.status)
        except Refused as refused:
            participant = await self._room.views.participant(participant_id)
            return await self._form(request, participant, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/participants/{participant_id}", said=msg("Corrected."))

    async def _form(self, request: Request, participant: Participant, form: Form, *, status: int = 200) -> Response:
        meeting = await self._room.views.meeting(participant.meeting_id)
        shown: dict[str, object] = {
            "participant": participant,
            "form": form,
            "based_on": form.text("based_on") or str(participant.version),
            "was": {name: form.text(f"was.{name}") or value for name, value in typed(participant).items()},
            "role_choices": choices(ROLES),
            "gender_choices": choices(GENDERS),
            "language_choices": choices(LANGUAGES),
        }
        return self._room.page(request, "correct.html", meeting, status=status, **shown)

    async def _both(self, request: Request, participant_id: str, form: Form, *, status: int) -> Response:
        """Show what the other made of it beside what was typed; what is chosen is based on the other's version."""
        participant = await self._room.views.participant(participant_id)
        meeting = await self._room.views.meeting(participant.meeting_id)
        say = self._room.pages.speech(request).gettext
        words: dict[str, Mapping[str, str]] = {}
        for name, each in (("role", ROLES), ("gender", GENDERS), ("language", LANGUAGES)):
            words[name] = {str(key): str(say(word)) for key, word in each.items()}
        theirs, mine = typed(participant), {name: form.text(name) for name in LABELS}
        rows = disagreements(
            LABELS,
            was={name: form.text(f"was.{name}") for name in LABELS},
            theirs=theirs,
            mine=mine,
            words=words,
        )
        agreed = {name: value for name, value in theirs.items() if name not in {row.name for row in rows}}
        fields = {"based_on": str(participant.version), **agreed, **{f"was.{name}": v for name, v in theirs.items()}}
        done = await self._room.timeline(participant_id)
        shown: dict[str, object] = {"participant": participant, "rows": rows, "fields": fields}
        shown["by"] = done[0].who if done else ""
        return self._room.page(request, "correct_both.html", meeting, status=status, **shown)


def typed(participant: Participant) -> dict[str, str]:
    """Return the facts of a person as a form holds them."""
    facts = facts_of(participant).model_dump(mode="json")
    return {name: str(facts[name]) for name in LABELS}
