"""From the programme on: publication, moves, cancellations, and official sessions that need the room."""

from datetime import date, timedelta

import pytest

from services.side_events.commands import (
    CancelSideEvent,
    ConfirmSideEvent,
    HoldOfficialSession,
    InviteHost,
    MoveSideEvent,
    PublishSideEvent,
)
from services.side_events.domain import (
    ChangeKind,
    NotConfirmed,
    ReasonNeeded,
    Status,
)
from services.side_events.handlers import (
    accept_side_event,
    cancel_side_event,
    confirm_side_event,
    hold_official_session,
    invite_host,
    move_side_event,
    publish_side_event,
    request_side_event,
)
from services.side_events.ports import SideEventsUnit
from shared.contracts.side_events import (
    SideEventCancelled,
    SideEventMoved,
    SideEventPublished,
)
from tests.fakes import World
from tests.side_events.builders import (
    XXIV,
    ZONE,
    a_request,
    a_world,
    an_acceptance,
    at,
    the_event,
)

COLOMBIA = "del_apmbc-22msp_col"


@pytest.fixture
def world() -> World[SideEventsUnit]:
    return a_world()


async def published(world: World[SideEventsUnit]) -> None:
    await world.run(request_side_event, a_request())
    await world.run(accept_side_event, an_acceptance())
    await world.run(confirm_side_event, ConfirmSideEvent(side_event_id="sev_1"))
    await world.run(publish_side_event, PublishSideEvent(side_event_id="sev_1"))


async def test_only_a_confirmed_event_is_published(world: World[SideEventsUnit]) -> None:
    await world.run(request_side_event, a_request(description="What is left to clear."))
    await world.run(accept_side_event, an_acceptance())
    with pytest.raises(NotConfirmed):
        await world.run(publish_side_event, PublishSideEvent(side_event_id="sev_1"))
    await world.run(confirm_side_event, ConfirmSideEvent(side_event_id="sev_1"))
    await world.run(publish_side_event, PublishSideEvent(side_event_id="sev_1"))

    (told,) = world.told(SideEventPublished)
    assert isinstance(told, SideEventPublished)
    assert (told.description, told.starts_at, told.version) == ("What is left to clear.", at(1, 13), 4)


async def test_a_published_event_that_moves_shows_the_change(world: World[SideEventsUnit]) -> None:
    await published(world)
    world.clock.move(hours=1)
    move = MoveSideEvent(
        side_event_id="sev_1", room_id=XXIV, starts_at=at(2, 13), ends_at=at(2, 15), reason="The plenary runs on."
    )
    await world.run(move_side_event, move)

    (told,) = world.told(SideEventMoved)
    assert isinstance(told, SideEventMoved)
    assert (told.starts_at, told.previous_starts_at, told.reason) == (at(2, 13), at(1, 13), "The plenary runs on.")
    (change,) = the_event(world).changes
    assert (change.kind, change.at, change.previous_starts_at) == (ChangeKind.MOVED, world.clock.now, at(1, 13))
    assert "The plenary runs on." in world.mails[-1].text


async def test_a_moved_event_leaves_its_old_place_free(world: World[SideEventsUnit]) -> None:
    await published(world)
    await world.run(request_side_event, a_request(title="Second", lead_host=COLOMBIA))
    move = MoveSideEvent(
        side_event_id="sev_1", room_id=XXIV, starts_at=at(1, 14), ends_at=at(1, 16), reason="An hour later."
    )
    await world.run(move_side_event, move)

    await world.run(accept_side_event, an_acceptance("sev_2", starts_at=at(1, 11), ends_at=at(1, 13)))
    assert the_event(world, "sev_2").status is Status.SCHEDULED


async def test_a_cancelled_event_releases_its_room_and_stays_visible(world: World[SideEventsUnit]) -> None:
    await published(world)
    await world.run(cancel_side_event, CancelSideEvent(side_event_id="sev_1", reason="The speaker is ill."))
    await world.run(request_side_event, a_request(title="Second"))
    await world.run(accept_side_event, an_acceptance("sev_2"))

    (told,) = world.told(SideEventCancelled)
    assert isinstance(told, SideEventCancelled)
    assert told.reason == "The speaker is ill."
    assert [change.kind for change in the_event(world).changes] == [ChangeKind.CANCELLED]


async def test_a_new_official_session_pushes_side_events_out(world: World[SideEventsUnit]) -> None:
    await published(world)
    session = HoldOfficialSession(room_id=XXIV, title="the plenary", starts_at=at(1, 14), ends_at=at(1, 18))

    answer = await world.run(hold_official_session, session)

    event = the_event(world)
    assert (answer.side_event_ids, event.placement, event.needs_new_slot) == (("sev_1",), None, True)
    assert [change.kind for change in event.changes] == [ChangeKind.NEEDS_NEW_SLOT]
    assert "The room is needed for the plenary." in world.mails[-1].text


async def test_a_session_in_the_clear_out_time_pushes_nobody_out(world: World[SideEventsUnit]) -> None:
    await published(world)
    session = HoldOfficialSession(room_id=XXIV, title="the plenary", starts_at=at(1, 15), ends_at=at(1, 18))

    assert (await world.run(hold_official_session, session)).side_event_ids == ()


async def test_an_event_that_lost_its_place_gets_a_new_one(world: World[SideEventsUnit]) -> None:
    await published(world)
    session = HoldOfficialSession(room_id=XXIV, title="the plenary", starts_at=at(1, 14), ends_at=at(1, 18))
    await world.run(hold_official_session, session)
    move = MoveSideEvent(
        side_event_id="sev_1", room_id=XXIV, starts_at=at(3, 13), ends_at=at(3, 15), reason="The plenary runs on."
    )
    await world.run(move_side_event, move)

    event = the_event(world)
    assert (event.status, event.flags) == (Status.PUBLISHED, ())
    (told,) = world.told(SideEventMoved)
    assert isinstance(told, SideEventMoved)
    assert told.previous_starts_at == at(1, 13)


async def test_a_host_can_be_invited_again(world: World[SideEventsUnit]) -> None:
    await world.run(request_side_event, a_request())
    world.clock.now += timedelta(days=1)
    await world.run(invite_host, InviteHost(side_event_id="sev_1"))

    assert [mail.to for mail in world.mails] == ["lena@example.org"] * 2


async def test_a_move_outside_the_days_of_the_meeting_needs_a_reason(world: World[SideEventsUnit]) -> None:
    await published(world)
    move = MoveSideEvent(side_event_id="sev_1", room_id=XXIV, starts_at=at(8, 13), ends_at=at(8, 15), reason="Later.")

    with pytest.raises(ReasonNeeded):
        await world.run(move_side_event, move)
    assert the_event(world).placed().day(ZONE) == date(2025, 12, 1)
