"""Follow-up forms: of whom they are asked and until when; places that run out, given back, taken over."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest

from services.registration.commands import WithdrawParticipant
from services.registration.commands.duplicates import MergeParticipants
from services.registration.commands.follow_ups import (
    AnswerFollowUp,
    CloseFollowUp,
    DraftFollowUp,
    LapsePlaces,
    OpenFollowUp,
    SetFollowUp,
)
from services.registration.commands.forms import GivenAnswer
from services.registration.commands.review import RejectParticipant
from services.registration.commands.substitutions import SubstituteParticipant
from services.registration.domain.decisions import ReviewState
from services.registration.domain.follow_ups import (
    DeadlineMissing,
    FollowUp,
    FollowUpAnswer,
    FollowUpNotOpen,
    FollowUpState,
    NotAsked,
    missing_of,
)
from services.registration.domain.forms import READY, AnswersIncomplete, MeetingForm, check_answers
from services.registration.handlers import withdraw_participant
from services.registration.handlers.duplicates import merge_participants
from services.registration.handlers.follow_ups import (
    answer_follow_up,
    close_follow_up,
    draft_follow_up,
    lapse_places,
    open_follow_up,
    set_follow_up,
)
from services.registration.handlers.review import reject_participant
from services.registration.handlers.substitutions import substitute_participant
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.forms import ReadyForm, Wording
from shared.errors import NotAllowed
from shared.waiting import PlacesInUse, order
from shared.who import Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_delegation, a_meeting, a_participant

CLOSES = datetime(2025, 11, 20, 17, 0, tzinfo=UTC)
VISIT = (
    GivenAnswer(field_id="walks_well", values=("yes",)),
    GivenAnswer(field_id="emergency_contact", values=("Ken",)),
)
DIET = (GivenAnswer(field_id="diet", values=("vegan",)),)
NAMES = ("Ana Diaz", "Ben Kaya", "Chi Mora")


def person(number: int) -> Who:
    grants = frozenset({Grant(role=Role.PARTICIPANT, scope=f"par_{number}")})
    return Who(subject=f"participant:par_{number}", name=NAMES[number], grants=grants)


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    for number, name in enumerate(NAMES):
        about = {"participant_id": f"par_{number}", "email": f"p{number}@x.example", "review": ReviewState.APPROVED}
        world.keep(a_participant(name, **about))
    return world


async def opened(world: World[RegistrationUnit], ready: ReadyForm, **settings: object) -> str:
    drafted = await world.run(draft_follow_up, DraftFollowUp(meeting_id=MEETING_ID, title="Visit", ready=ready))
    about = {"follow_up_id": drafted.follow_up_id, "title": Wording(en="Visit"), "closes_at": CLOSES}
    await world.run(set_follow_up, SetFollowUp.model_validate({**about, **settings}))
    await world.run(open_follow_up, OpenFollowUp(follow_up_id=drafted.follow_up_id))
    return drafted.follow_up_id


def the_follow_up(world: World[RegistrationUnit], follow_up_id: str) -> FollowUp:
    return cast(FollowUp, world.state("follow_ups", follow_up_id))


async def reply(world: World[RegistrationUnit], follow_up_id: str, number: int, **about: object) -> int | None:
    command = {"follow_up_id": follow_up_id, "participant_id": f"par_{number}", "answers": VISIT, **about}
    return (await world.run(answer_follow_up, AnswerFollowUp.model_validate(command), person(number))).place


async def test_an_officer_opens_a_ready_form_for_an_audience(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.DIETARY)
    form = cast(MeetingForm, world.state("forms", id))
    await reply(world, id, 0, answers=DIET)
    answer = cast(FollowUpAnswer, world.state("answers", f"{id}_par_0"))

    assert (form.number, form.fields) == (1, READY[ReadyForm.DIETARY])
    assert the_follow_up(world, id).state is FollowUpState.OPEN
    assert (answer.full_name, answer.number, answer.answers[0].values, answer.given_by) == (
        "Ana Diaz",
        1,
        ("vegan",),
        "",
    )


async def test_a_form_opens_with_a_deadline_that_lies_ahead(world: World[RegistrationUnit]) -> None:
    drafted = await world.run(draft_follow_up, DraftFollowUp(meeting_id=MEETING_ID, title="Diet"))
    with pytest.raises(DeadlineMissing):
        await world.run(open_follow_up, OpenFollowUp(follow_up_id=drafted.follow_up_id))


async def test_answers_come_until_the_deadline_and_after_it_by_officers(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.DIETARY)
    world.clock.now = CLOSES
    await reply(world, id, 0, answers=DIET)
    world.clock.now = CLOSES + timedelta(seconds=1)
    with pytest.raises(FollowUpNotOpen):
        await reply(world, id, 1, answers=DIET)
    entered = AnswerFollowUp(follow_up_id=id, participant_id="par_1", answers=DIET)
    await world.run(answer_follow_up, entered, OFFICER)

    assert cast(FollowUpAnswer, world.state("answers", f"{id}_par_1")).given_by == "Ana Ruiz"


async def test_a_closed_form_takes_no_answers(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.DIETARY)
    await world.run(close_follow_up, CloseFollowUp(follow_up_id=id))
    with pytest.raises(FollowUpNotOpen):
        await reply(world, id, 0, answers=DIET)


async def test_what_is_missing_is_said_and_nobody_answers_for_others(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.DIETARY)
    with pytest.raises(AnswersIncomplete):
        await reply(world, id, 0, answers=())
    foreign = AnswerFollowUp(follow_up_id=id, participant_id="par_0", answers=DIET)
    with pytest.raises(NotAllowed):
        await world.run(answer_follow_up, foreign, person(1))


async def test_a_form_is_for_its_audience(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.DIETARY, roles=(DelegateRole.HEAD,))
    with pytest.raises(NotAsked):
        await reply(world, id, 0, answers=DIET)
    confirmed = the_follow_up(world, id).model_copy(update={"confirmed_only": True, "roles": ()})
    observers = confirmed.model_copy(update={"confirmed_only": False, "categories": (Category.SIGNATORY,)})

    assert not confirmed.asks(a_participant(review=ReviewState.APPROVED))
    assert confirmed.asks(a_participant(confirmed_at=CLOSES))
    assert not observers.asks(a_participant(confirmed_at=CLOSES))


def standing(world: World[RegistrationUnit], follow_up_id: str) -> tuple[list[str], list[str], list[str]]:
    """Return who has a place, who is offered one and who waits."""
    places = the_follow_up(world, follow_up_id).list
    waits = [one.waiter.key for one in order(places)]
    return [one.key for one in places.held], [one.key for one in places.offers], waits


async def test_places_run_out_and_are_offered_in_order_for_a_day(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.FIELD_VISIT, places=1)
    places = [await reply(world, id, number) for number in range(3)]
    again = await reply(world, id, 1)
    gone = await reply(world, id, 0, comes=False, answers=())

    assert (places, again, gone) == ([0, 1, 2], 1, None)
    assert standing(world, id) == ([], ["par_1"], ["par_2"])
    assert [(one.to, one.subject) for one in world.mails] == [("p1@x.example", "A place is free for you · APMBC-22MSP")]
    assert await reply(world, id, 1) == 0
    assert standing(world, id) == (["par_1"], [], ["par_2"])


async def test_an_offer_that_lapses_goes_to_the_next_and_lapses_once(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.FIELD_VISIT, places=1)
    for number in range(3):
        await reply(world, id, number)
    await reply(world, id, 0, comes=False, answers=())
    early = the_follow_up(world, id)
    await world.run(lapse_places, LapsePlaces(follow_up_id=id))
    assert the_follow_up(world, id) == early
    world.clock.move(days=1)
    for _ in range(2):
        await world.run(lapse_places, LapsePlaces(follow_up_id=id), message_id="due_1")

    assert standing(world, id) == ([], ["par_2"], [])
    assert [one.to for one in world.mails] == ["p1@x.example", "p2@x.example"]
    assert [subject for subject, _ in world.scheduled() if "lapse" in subject] == ["registration.due.lapse_places"] * 2


async def withdrawn(world: World[RegistrationUnit]) -> None:
    await world.run(withdraw_participant, WithdrawParticipant(participant_id="par_0"))


async def rejected(world: World[RegistrationUnit]) -> None:
    await world.run(reject_participant, RejectParticipant(participant_id="par_0", reason="Not of this delegation"))


async def substituted(world: World[RegistrationUnit]) -> None:
    await world.run(substitute_participant, SubstituteParticipant(participant_id="par_0", successor_id="par_2"))


async def merged(world: World[RegistrationUnit]) -> None:
    await world.run(merge_participants, MergeParticipants(keep="par_2", give_up="par_0"))


@pytest.mark.parametrize("leaves", [withdrawn, rejected, substituted, merged])
async def test_who_does_not_come_gives_the_place_back(
    leaves: Callable[[World[RegistrationUnit]], Awaitable[None]], world: World[RegistrationUnit]
) -> None:
    id = await opened(world, ReadyForm.FIELD_VISIT, places=1)
    await reply(world, id, 0)
    await reply(world, id, 1)
    await leaves(world)

    assert standing(world, id) == ([], ["par_1"], [])


async def test_more_places_are_offered_to_those_who_wait_and_fewer_than_taken_there_are_never(
    world: World[RegistrationUnit],
) -> None:
    id = await opened(world, ReadyForm.FIELD_VISIT, places=1)
    for number in range(3):
        await reply(world, id, number)
    more = SetFollowUp(follow_up_id=id, title=Wording(en="Visit"), closes_at=CLOSES, places=2)
    await world.run(set_follow_up, more)
    with pytest.raises(PlacesInUse):
        await world.run(set_follow_up, more.model_copy(update={"places": 1}))

    assert standing(world, id) == (["par_0"], ["par_1"], ["par_2"])


async def test_who_has_not_answered_is_known(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.DIETARY)
    await reply(world, id, 0, answers=DIET)
    people = [
        a_participant(name, participant_id=f"par_{n}", review=ReviewState.APPROVED) for n, name in enumerate(NAMES)
    ]
    answered = [cast(FollowUpAnswer, world.state("answers", f"{id}_par_0"))]

    missing = missing_of(the_follow_up(world, id), [*people, a_participant("Not Approved")], answered)
    assert [one.full_name for one in missing] == ["Ben Kaya", "Chi Mora"]


@pytest.mark.parametrize("ready", ReadyForm)
def test_every_ready_form_can_be_published_and_says_what_is_missing(ready: ReadyForm) -> None:
    form = MeetingForm(form_id="fup_1", meeting_id=MEETING_ID, draft=READY[ready], fields=(), version=1)
    published, _ = form.publish(at=CLOSES)
    concerns = check_answers(published.fields, {}, category=None, role=None).concerns

    assert bool(concerns) is (ready is not ReadyForm.EMPTY)
