"""Consent on a form: given by the person alone, recorded under the words they read, touched by nobody else."""

from typing import cast

import pytest

from services.registration.commands.changes import RequestChange
from services.registration.commands.follow_ups import AnswerFollowUp
from services.registration.commands.forms import GivenAnswer
from services.registration.domain import Participant
from services.registration.domain.decisions import ReviewState
from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer, FollowUpState, answer_id
from services.registration.domain.forms import Answer, AnswersIncomplete
from services.registration.handlers import register_participant
from services.registration.handlers.changes import request_change
from services.registration.handlers.follow_ups import answer_follow_up
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration.forms import Demand, FieldKind, Wording
from shared.who import NOBODY, Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import (
    JAPAN_ID,
    MEETING_ID,
    OFFICER,
    a_delegation,
    a_meeting,
    a_participant,
    a_registration,
)
from tests.registration.form_builders import a_field, a_form

CONSENT = a_field("photos", kind=FieldKind.CONSENT, demand=Demand.REQUIRED)
AGREED = (GivenAnswer(field_id="photos", values=("yes",)),)
KEPT_CONSENT = (Answer(field_id="photos", values=("yes",)),)
MISSION = Who(subject="fp", name="Naoko Fujita", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=JAPAN_ID)}))
HERSELF = Who(subject="participant:par_0", name="T", grants=frozenset({Grant(role=Role.PARTICIPANT, scope="par_0")}))


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation(), a_form(CONSENT))
    return world


async def registered(world: World[RegistrationUnit], who: Who, **about: object) -> Participant:
    now = await world.run(register_participant, a_registration(**about), who)
    return cast(Participant, world.state("participants", now.participant_id))


async def test_who_registers_agrees_to_the_words_of_that_version(world: World[RegistrationUnit]) -> None:
    participant = await registered(world, NOBODY, answers=AGREED)

    assert (participant.answers, participant.form_number) == (KEPT_CONSENT, 1)


@pytest.mark.parametrize("given", [(), ("no",), ("1",)])
async def test_without_consent_nobody_registers_themselves(
    given: tuple[str, ...], world: World[RegistrationUnit]
) -> None:
    with pytest.raises(AnswersIncomplete) as refused:
        await registered(world, NOBODY, answers=(GivenAnswer(field_id="photos", values=given),))

    assert [field for field, _ in refused.value.concerns] == ["answers.photos"]


@pytest.mark.parametrize("who", [OFFICER, MISSION])
async def test_nobody_consents_for_another(who: Who, world: World[RegistrationUnit]) -> None:
    participant = await registered(world, who, answers=AGREED)

    assert participant.answers == ()


async def test_a_change_that_another_asks_for_leaves_the_consent(world: World[RegistrationUnit]) -> None:
    world.keep(a_participant(answers=KEPT_CONSENT, form_number=1))
    her = a_participant()
    names = ("participant_id", "full_name", "email", "role", "gender", "language")
    wish = RequestChange.model_validate({name: getattr(her, name) for name in names} | {"organisation": "Ministry"})
    await world.run(request_change, wish, MISSION)

    assert cast(Participant, world.state("participants", "par_0")).answers == KEPT_CONSENT


async def test_an_answer_that_another_gives_leaves_the_consent(world: World[RegistrationUnit]) -> None:
    title = Wording(en="Visit")
    follow_up = FollowUp(version=1, follow_up_id="fol_1", meeting_id=MEETING_ID, title=title, state=FollowUpState.OPEN)
    form = a_form(form_id="fol_1").model_copy(update={"fields": (CONSENT, a_field("diet"))})
    world.keep(follow_up, form, a_participant(review=ReviewState.APPROVED))
    diet = GivenAnswer(field_id="diet", values=("vegan",))
    for who, answers in ((HERSELF, AGREED), (OFFICER, (diet,))):
        reply = AnswerFollowUp(follow_up_id="fol_1", participant_id="par_0", answers=answers)
        await world.run(answer_follow_up, reply, who)

    answer = cast(FollowUpAnswer, world.state("answers", answer_id("fol_1", "par_0")))
    assert answer.answers == (Answer(field_id="diet", values=("vegan",)), *KEPT_CONSENT)
