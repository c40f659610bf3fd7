"""What registration tells that speaks against a place: rejected and provisional hosts, experts' sessions."""

import pytest

from services.side_events.domain import NotADelegation, ReasonNeeded, Status
from services.side_events.handlers import (
    accept_side_event,
    keep_delegation,
    keep_session,
    release_slots,
    request_side_event,
)
from services.side_events.ports import SideEventsUnit
from shared.contracts.registration import (
    Category,
    ObserverApproved,
    ObserverRejected,
    SessionCancelled,
    SessionScheduled,
)
from shared.contracts.side_events import SideEventCancelled
from tests.fakes import World
from tests.side_events.builders import MEETING, a_delegation, a_request, a_world, an_acceptance, at, the_event

MAC = "del_apmbc-22msp_mines-action-canada"
COLOMBIA = "del_apmbc-22msp_col"
FACTS = {
    "version": 9,
    "delegation_id": MAC,
    "meeting_id": MEETING,
    "name": "Mines Action Canada",
    "category": Category.OTHER_ORGANISATION,
}
REJECTED = ObserverRejected.model_validate(FACTS)


@pytest.fixture
def world() -> World[SideEventsUnit]:
    world = a_world()
    world.keep(a_delegation("mines-action-canada", "Mines Action Canada", provisional=True))
    return world


async def test_what_a_rejected_organisation_leads_is_called_off_once(world: World[SideEventsUnit]) -> None:
    """R4, E6, section 8: the side-event slot of that host is released."""
    await world.run(request_side_event, a_request(lead_host=MAC))
    await world.run(accept_side_event, an_acceptance(override_reason="The Meeting decides on Monday."))
    for message_id in ("m1", "m1", "again"):
        await world.run(release_slots, REJECTED, message_id=message_id)

    event = the_event(world)
    assert (event.status, event.placement) == (Status.CANCELLED, None)
    assert len(world.told(SideEventCancelled)) == 1


async def test_where_it_only_supports_it_is_host_no_more(world: World[SideEventsUnit]) -> None:
    await world.run(request_side_event, a_request(lead_host=COLOMBIA, supporting_hosts=(MAC,)))
    for message_id in ("m1", "m1", "again"):
        await world.run(release_slots, REJECTED, message_id=message_id)

    assert [host.delegation_id for host in the_event(world).hosts] == [COLOMBIA]


async def test_a_rejected_organisation_asks_for_nothing(world: World[SideEventsUnit]) -> None:
    for message_id in ("m1", "m1"):
        await world.run(keep_delegation, REJECTED, message_id=message_id)

    with pytest.raises(NotADelegation):
        await world.run(request_side_event, a_request(lead_host=MAC))


async def test_a_provisional_host_has_its_place_provisionally_until_it_is_approved(
    world: World[SideEventsUnit],
) -> None:
    """E6: provisional observers only provisionally; going on needs a reason."""
    await world.run(request_side_event, a_request(lead_host=MAC))
    with pytest.raises(ReasonNeeded):
        await world.run(accept_side_event, an_acceptance())
    await world.run(keep_delegation, ObserverApproved.model_validate(FACTS))
    await world.run(accept_side_event, an_acceptance())

    assert the_event(world).status is Status.SCHEDULED


async def test_a_session_of_the_experts_programme_is_seen_as_a_clash(world: World[SideEventsUnit]) -> None:
    """Domain 6: it runs in parallel and must be visible as a clash; going on needs a reason."""
    told = SessionScheduled(
        session_id="ses_1",
        meeting_id="mtg_apmbc-22msp-va",
        parent_id=MEETING,
        title="Rights of survivors",
        room="XXV",
        starts_at=at(1, 14),
        ends_at=at(1, 16),
        version=1,
    )
    await world.run(request_side_event, a_request(lead_host=COLOMBIA))
    for message_id in ("m1", "m1"):
        await world.run(keep_session, told, message_id=message_id)
    with pytest.raises(ReasonNeeded, match="Rights of survivors"):
        await world.run(accept_side_event, an_acceptance())

    cancelled = SessionCancelled.model_validate(told.model_dump() | {"version": 2})
    await world.run(keep_session, cancelled)
    await world.run(accept_side_event, an_acceptance())
    assert the_event(world).status is Status.SCHEDULED
