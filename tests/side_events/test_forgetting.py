"""A person whom registration erased is named nowhere in side events; each delivered twice."""

import pytest

from services.side_events.commands import AnswerErasure, CancelSideEvent
from services.side_events.domain import Contact, FlagKind, NotWaiting, SideEvent, Speaker
from services.side_events.domain.wishes import speaker_key
from services.side_events.handlers import (
    accept_side_event,
    answer_erasure,
    cancel_side_event,
    flag_missing_person,
    forget_person,
    request_side_event,
)
from services.side_events.pages.words import FLAGS, STATUS, work
from services.side_events.ports import SideEventsUnit
from shared.contracts.registration import ParticipantErased
from tests.erasures import marked
from tests.fakes import World
from tests.side_events.builders import a_request, a_withdrawal, a_world, an_acceptance, the_event, told_of

NAME, ADDRESS = "Ana María Pérez", "ana@mission.example"


@pytest.fixture
async def world() -> World[SideEventsUnit]:
    """A world where Ana speaks at an event and is its contact, with Lena beside her."""
    world = a_world()
    panel = (Speaker(name="PEREZ, Ana Maria", title="Director"), Speaker(name="Lena Berg"))
    contact = Contact(name=NAME, email=ADDRESS)
    await world.run(request_side_event, a_request(speakers=panel, contact=contact))
    await world.run(accept_side_event, an_acceptance())
    return world


async def erased(world: World[SideEventsUnit], **changes: object) -> SideEvent:
    told = marked(told_of("[erased]", ParticipantErased), world, name=NAME, address=ADDRESS)
    for _ in range(2):
        await world.run(forget_person, told.model_copy(update=changes))
    return the_event(world)


async def test_who_is_erased_speaks_nowhere_and_is_nobodys_contact(world: World[SideEventsUnit]) -> None:
    await world.run(flag_missing_person, a_withdrawal("Ana Maria Perez"))
    event = await erased(world)

    assert (event.speakers, event.contact.name) == ((Speaker(name="Lena Berg"),), "[erased]")
    assert event.contact.email == "sev_1@erased.invalid"
    assert {(flag.kind, flag.about) for flag in event.flags} == {
        (FlagKind.SPEAKER_WITHDRAWN, "[erased]"),
        (FlagKind.CONTACT_WITHDRAWN, "[erased]"),
    }


async def test_nothing_of_side_events_names_them_any_more(world: World[SideEventsUnit]) -> None:
    await erased(world)
    left = repr(world.backend.rows).casefold() + repr(world.mails).casefold()

    assert [word for word in ("pérez", "perez", "ana@") if word in left] == []


async def test_the_second_delivery_changes_nothing(world: World[SideEventsUnit]) -> None:
    await erased(world)
    written = len(world.backend.written)
    await erased(world)

    assert len(world.backend.written) == written


async def test_the_speakers_time_is_free_and_a_namesake_of_another_state_stays(world: World[SideEventsUnit]) -> None:
    ours = Speaker(name=NAME, state="COL")
    await world.run(request_side_event, a_request(title="Second", lead_host="del_apmbc-22msp_col", speakers=(ours,)))
    await erased(world, state="DEU")
    day = world.state("speaker_days", f"{speaker_key(the_event(world).meeting_id, NAME)}.2025-12-01")

    assert the_event(world, "sev_2").speakers == (ours,)
    assert day.model_dump(include={"bookings", "speaker"}) == {"bookings": (), "speaker": "[erased]"}


async def a_namesake(world: World[SideEventsUnit], **changes: object) -> SideEvent:
    """Somebody of Ana's name is erased, whose address nobody here has."""
    told = marked(told_of("[erased]", ParticipantErased), world, name=NAME, address="another@mission.example")
    for _ in range(2):
        await world.run(forget_person, told.model_copy(update=changes), message_id="evt_1")
    return the_event(world)


def to_answer(event: SideEvent, *, erased: bool) -> AnswerErasure:
    (question,) = event.questions
    return AnswerErasure(side_event_id=event.side_event_id, person=question.about, erased=erased)


async def test_where_only_the_name_is_the_same_people_are_asked_once(world: World[SideEventsUnit]) -> None:
    before = the_event(world)
    event = await a_namesake(world)

    assert (event.speakers, event.contact) == (before.speakers, before.contact)
    assert [one.word for one in work([event])] == [FLAGS[FlagKind.PERHAPS_ERASED], STATUS[event.status][1]]


async def test_a_namesake_whom_people_keep_stays_and_is_asked_about_no_more(world: World[SideEventsUnit]) -> None:
    before = the_event(world)
    event = await a_namesake(world)
    await world.run(answer_erasure, to_answer(event, erased=False))

    assert (await a_namesake(world)).model_copy(update={"version": before.version}) == before
    with pytest.raises(NotWaiting):
        await world.run(answer_erasure, to_answer(event, erased=True))


async def test_whom_people_recognise_is_erased_wherever_the_event_names_them(world: World[SideEventsUnit]) -> None:
    await world.run(flag_missing_person, a_withdrawal("Ana Maria Perez"))
    await world.run(answer_erasure, to_answer(await a_namesake(world), erased=True))
    left = repr(world.backend.rows).casefold() + repr(world.mails).casefold()

    assert the_event(world).speakers == (Speaker(name="Lena Berg"),)
    assert [word for word in ("pérez", "perez", "ana@") if word in left] == []


async def test_a_question_outlives_the_event(world: World[SideEventsUnit]) -> None:
    asked = await a_namesake(world)
    await world.run(cancel_side_event, CancelSideEvent(side_event_id="sev_1", reason="No room"))

    assert the_event(world).questions == asked.questions
    assert [one.word for one in work([the_event(world)])] == [FLAGS[FlagKind.PERHAPS_ERASED]]


async def test_a_speaker_of_the_same_name_at_anothers_event_is_asked_about(world: World[SideEventsUnit]) -> None:
    await world.run(
        request_side_event, a_request(title="Second", lead_host="del_apmbc-22msp_col", speakers=(Speaker(name=NAME),))
    )
    await erased(world)

    assert the_event(world).contact.name == "[erased]"
    assert [flag.about for flag in the_event(world, "sev_2").questions] == [NAME]


async def test_somebody_elses_event_stays_as_it_is(world: World[SideEventsUnit]) -> None:
    before = the_event(world)
    other = marked(told_of("[erased]", ParticipantErased), world, name="Ana Perez", address="other@mission.example")
    await world.run(forget_person, other)

    assert the_event(world) == before
