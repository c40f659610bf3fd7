"""Registering with a form: its answers, its versions, who registers whom, who is late, who may be here twice."""

from datetime import UTC, datetime

import pytest

from services.registration.commands.forms import (
    CopyForm,
    GivenAnswer,
    MoveField,
    PublishForm,
    PutField,
    RemoveField,
    SetLateRegistration,
)
from services.registration.domain import AlreadyRegistered, Participant
from services.registration.domain.forms import (
    Answer,
    AnswersIncomplete,
    FormVersion,
    HeadRegistered,
    MeetingForm,
    NameUnclear,
    RegistrationClosed,
    SameNameRegistered,
    form_id_of,
)
from services.registration.handlers import register_participant
from services.registration.handlers.forms import (
    copy_form,
    move_field,
    publish_form,
    put_field,
    remove_field,
    set_late_registration,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import Deadline, DeadlineKind, DelegateRole
from shared.contracts.registration.forms import AfterDeadline, Demand, FieldKind, Wording
from shared.errors import NotFound
from shared.who import NOBODY, Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import JAPAN_ID, MEETING_ID, OFFICER, a_delegation, a_meeting, a_registration
from tests.registration.form_builders import a_field, a_form

FORM_ID = form_id_of(MEETING_ID)
MISSION = Who(subject="fp", name="Naoko Fujita", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=JAPAN_ID)}))
DIET = a_field("diet", demand=Demand.REQUIRED)
PAST = (Deadline(kind=DeadlineKind.REGISTRATION, at=datetime(2025, 11, 10, 8, 59, 59, tzinfo=UTC)),)
"""A second before the clock of the tests says nine."""


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    return world


def the_form(world: World[RegistrationUnit], form_id: str = FORM_ID) -> MeetingForm:
    state = world.state("forms", form_id)
    assert isinstance(state, MeetingForm)
    return state


async def registered(world: World[RegistrationUnit], who: Who = NOBODY, **changes: object) -> Participant:
    now = await world.run(register_participant, a_registration(**changes), who)
    state = world.state("participants", now.participant_id)
    assert isinstance(state, Participant)
    return state


async def test_an_officer_makes_a_form_and_publishes_it(world: World[RegistrationUnit]) -> None:
    diet = PutField(form_id=FORM_ID, label=Wording(en="What do you eat?", fr="Que mangez-vous ?"))
    put = await world.run(put_field, diet)
    again = await world.run(put_field, diet)
    await world.run(move_field, MoveField(form_id=FORM_ID, field_id=put.field_id, by=-1))
    await world.run(remove_field, RemoveField(form_id=FORM_ID, field_id=again.field_id))
    draft = the_form(world)
    now = await world.run(publish_form, PublishForm(form_id=FORM_ID))
    version = world.state("form_versions", f"{FORM_ID}_v1")

    assert (put.field_id, again.field_id, now.number) == ("what_do_you_eat", "what_do_you_eat_2", 1)
    assert [one.field_id for one in draft.draft][-2:] == ["what_do_you_eat", "photo"]
    assert (draft.number, the_form(world).fields) == (0, draft.draft)
    assert isinstance(version, FormVersion)
    assert version.fields == draft.draft


async def test_a_field_is_changed_in_place_and_keeps_its_kind(world: World[RegistrationUnit]) -> None:
    world.keep(a_form(DIET))
    change = PutField(form_id=FORM_ID, field_id="diet", kind=FieldKind.NUMBER, label=Wording(en="Food"))
    await world.run(put_field, change)

    changed = the_form(world).field("diet")
    assert (changed.kind, changed.label.en, changed.demand) == (FieldKind.SHORT_TEXT, "Food", Demand.OPTIONAL)


async def test_a_form_nobody_can_have_is_not_found(world: World[RegistrationUnit]) -> None:
    for form_id in ("frm_nowhere", "nothing"):
        with pytest.raises(NotFound):
            await world.run(publish_form, PublishForm(form_id=form_id))


async def test_a_form_is_copied_from_another_meeting(world: World[RegistrationUnit]) -> None:
    world.keep(a_form(DIET, meeting_id="mtg_apmbc-21msp"))
    await world.run(copy_form, CopyForm(form_id=FORM_ID, from_meeting_id="mtg_apmbc-21msp"))

    assert the_form(world).draft[-1] == DIET
    assert the_form(world).number == 0


async def test_answers_are_kept_with_the_version_they_were_given_under(world: World[RegistrationUnit]) -> None:
    world.keep(a_form(DIET))
    answers = (GivenAnswer(field_id="diet", values=("No nuts",)), GivenAnswer(field_id="other", values=("x",)))
    one = await registered(world, answers=answers)

    assert (one.answers, one.form_number) == ((Answer(field_id="diet", values=("No nuts",)),), 1)


async def test_what_is_missing_is_said_and_nobody_is_registered(world: World[RegistrationUnit]) -> None:
    world.keep(a_form(DIET))
    with pytest.raises(AnswersIncomplete) as refused:
        await registered(world)

    assert refused.value.concerns == (("answers.diet", "Fill this in."),)
    assert "participants" not in world.backend.rows


async def test_nobody_has_to_send_what_the_form_does_not_require(world: World[RegistrationUnit]) -> None:
    gender = a_form().field("gender").model_copy(update={"demand": Demand.REQUIRED})
    world.keep(a_form().put(gender).model_copy(update={"fields": (gender,)}))
    sent = {name: value for name, value in a_registration() if name in {"delegation_id", "full_name", "email"}}
    with pytest.raises(AnswersIncomplete):
        await world.run(register_participant, type(a_registration()).model_validate(sent))


async def test_who_registers_another_is_recorded(world: World[RegistrationUnit]) -> None:
    own = await registered(world)
    by_mission = await registered(world, MISSION, full_name="Sato Ken", email="ken@mission.example")
    by_officer = await registered(world, OFFICER, full_name="Mori Aiko", email="aiko@mission.example")

    assert [own.registered_by, by_mission.registered_by, by_officer.registered_by] == ["", "Naoko Fujita", "Ana Ruiz"]


async def test_a_second_after_the_deadline_is_late_and_taken(world: World[RegistrationUnit]) -> None:
    """R8: what is late stays possible, but is marked."""
    world.keep(a_meeting(deadlines=PAST))

    assert (await registered(world)).late


async def test_a_meeting_that_closes_takes_nobody_late_but_what_an_officer_enters(
    world: World[RegistrationUnit],
) -> None:
    world.keep(a_meeting(deadlines=PAST))
    closing = SetLateRegistration(form_id=FORM_ID, after_deadline=AfterDeadline.CLOSED)
    await world.run(set_late_registration, closing)
    for who in (NOBODY, MISSION):
        with pytest.raises(RegistrationClosed):
            await registered(world, who)

    assert (await registered(world, OFFICER)).late


async def test_a_name_twice_in_a_delegation_is_asked_about(world: World[RegistrationUnit]) -> None:
    await registered(world)
    with pytest.raises(SameNameRegistered) as refused:
        await registered(world, full_name="ICHIKAWA Tomíko", email="other@mission.example")
    another = await registered(world, email="other@mission.example", another_of_this_name=True)

    assert refused.value.field == "full_name"
    assert another.full_name == "Ichikawa Tomiko"


async def test_one_address_twice_is_refused_as_that(world: World[RegistrationUnit]) -> None:
    await registered(world)
    with pytest.raises(AlreadyRegistered):
        await registered(world)


async def test_a_delegation_has_one_head_who_registers(world: World[RegistrationUnit]) -> None:
    """R1."""
    await registered(world, role=DelegateRole.HEAD)
    with pytest.raises(HeadRegistered) as refused:
        await registered(world, role=DelegateRole.HEAD, full_name="Sato Ken", email="ken@mission.example")

    assert refused.value.field == "role"


async def test_a_name_with_hidden_characters_registers_nobody(world: World[RegistrationUnit]) -> None:
    with pytest.raises(NameUnclear):
        await registered(world, full_name="Tomiko \u202eawakihcI")
