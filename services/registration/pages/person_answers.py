"""What a person answered on forms, in words: for the page the desk has of them."""

from fastapi import Request

from services.registration.domain import Participant
from services.registration.domain.forms import Answer, given_of
from services.registration.pages.form_fields import Reader, answer_in_words
from services.registration.pages.room import Room
from shared.pages import Fact


async def answers_shown(room: Room, request: Request, participant: Participant) -> list[Fact]:
    """Return the answers to the registration form under the version they were given, then those to follow-up forms."""
    form_id = (await room.views.forms.registration_form(participant.meeting_id)).form_id
    shown = await _in_words(room, request, form_id, number=participant.form_number, answers=participant.answers)
    for one in await room.views.follow_ups.of_person(participant.participant_id):
        shown += await _in_words(room, request, one.follow_up_id, number=one.number, answers=one.answers)
    return shown


async def _in_words(
    room: Room, request: Request, form_id: str, *, number: int, answers: tuple[Answer, ...]
) -> list[Fact]:
    version = await room.views.forms.version(form_id, number) if answers else None
    if version is None:
        return [Fact(one.field_id, ", ".join(one.values)) for one in answers]
    reader, given = Reader(room.pages.speech(request)), given_of(answers)
    return [
        Fact(one.label.said(reader.speech.language), answer_in_words(one, given[one.field_id], reader))
        for one in version.fields
        if one.field_id in given
    ]
