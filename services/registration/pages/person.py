"""One participant as the desk shows them: facts, both tracks as steps, timeline."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from markupsafe import Markup

from services.registration.domain import Delegation, Meeting, Participant, ParticipantStatus
from services.registration.domain.badges import Badge
from services.registration.domain.changes import ChangeRequest
from services.registration.domain.decisions import ReviewState
from services.registration.domain.missions import Endorsement
from services.registration.domain.substitutions import Substitution
from services.registration.pages.person_answers import answers_shown
from services.registration.pages.room import Room
from services.registration.pages.words import CATEGORIES, GENDERS, ROLES
from services.registration.pages.words_seating import MODES
from shared.pages import LANGUAGES, Fact, Happening, Speech, State, Step


@dataclass(frozen=True)
class PersonShown:
    """Everything the page of a participant says."""

    participant: Participant
    delegation: Delegation
    meeting: Meeting
    steps: list[Step]
    facts: list[Fact]
    happenings: list[Happening]
    badge: Badge | None = None
    endorsement: Endorsement | None = None
    substitutions: Sequence[Substitution] = ()
    answers: Sequence[Fact] = ()
    changes: Sequence[ChangeRequest] = ()

    @property
    def can_be_confirmed(self) -> bool:
        """Tell whether both tracks are complete and nobody has confirmed yet (R3)."""
        named = self.delegation.names_person(*self.participant.keys)
        return named and self.participant.status is ParticipantStatus.REGISTERED


async def person_shown(room: Room, request: Request, participant_id: str) -> PersonShown:
    """Return what the page of a participant says."""
    participant = await room.views.participant(participant_id)
    delegation = await room.views.delegation(participant.delegation_id)
    badge = await room.badges.views.badge_of(participant_id)
    return PersonShown(
        participant=participant,
        delegation=delegation,
        meeting=await room.views.meeting(participant.meeting_id),
        steps=steps_of(participant, delegation),
        facts=_facts(participant, room.pages.speech(request)),
        happenings=await _happenings(room, participant_id, badge),
        badge=badge,
        endorsement=await room.views.missions.endorsement(participant_id),
        substitutions=await room.seating.seats.substitutions_of(participant_id),
        answers=await answers_shown(room, request, participant),
        changes=await room.views.changes.of_person(participant_id),
    )


async def _happenings(room: Room, participant_id: str, badge: Badge | None) -> list[Happening]:
    """Return what was done to a person and to their badge, newest first; what touched both is said once."""
    own = await room.timeline(participant_id)
    with_badge = await room.timeline(badge.badge_id) if badge else []
    return sorted({(one.at, one.what): one for one in [*with_badge, *own]}.values(), key=_at, reverse=True)


def _at(one: Happening) -> datetime:
    return one.at


def steps_of(participant: Participant, delegation: Delegation) -> list[Step]:
    """Return how far a participant is: named, registered, confirmed, present."""
    named = delegation.names_person(*participant.keys)
    return [
        Step("Named in the note", State.DONE if named else State.WAITING),
        Step("Registered", State.DONE, word="late" if participant.late else ""),
        Step("Approved", *_reviewed(participant)),
        Step("Confirmed", State.DONE if participant.confirmed_at else State.WAITING),
        Step("Present", State.DONE if participant.arrived_at else State.WAITING),
    ]


def _reviewed(participant: Participant) -> tuple[State]:
    if participant.review is ReviewState.REJECTED:
        return (State.PROBLEM,)
    approved = participant.review is ReviewState.APPROVED or participant.confirmed_at
    return (State.DONE if approved else State.WAITING,)


def _facts(one: Participant, speech: Speech) -> list[Fact]:
    say = speech.gettext
    return [
        Fact("Delegation", speech.named(one.delegation), f"/registration/delegations/{one.delegation_id}"),
        Fact("Category", say(CATEGORIES[one.category])),
        Fact("Role", say(ROLES[one.role])),
        *([Fact("Inside the delegation", one.sub_affiliation)] if one.sub_affiliation else []),
        *(
            [Fact("Seat", say(MODES[one.attendance][1]), f"/registration/participants/{one.participant_id}/seat")]
            if one.attendance
            else []
        ),
        *(
            [Fact("Accompanies", one.accompanies, f"/registration/participants/{one.accompanies}")]
            if one.accompanies
            else []
        ),
        *([Fact("Standing badge", one.standing_badge.issuer.value)] if one.standing_badge else []),
        Fact("Function", one.function),
        Fact("Organisation", one.organisation),
        Fact("E-mail", Markup("<bdi>{}</bdi>").format(one.email)),
        Fact("Language", LANGUAGES[one.language]),
        Fact("Gender", say(GENDERS[one.gender])),
        *([Fact("Registered by", one.registered_by)] if one.registered_by else []),
    ]
