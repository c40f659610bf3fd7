"""Scans as devices send them: each taken once, arrivals told once, double use found whoever comes back first."""

from datetime import timedelta
from itertools import permutations

import pytest

from services.registration.commands.passages import CloseDoorAlert, PassageNow, RecordPassage, ReopenDoorAlert
from services.registration.domain import Participant, ParticipantStatus
from services.registration.domain.alerts import DoorAlert
from services.registration.domain.badges import BadgeState
from services.registration.domain.devices import Device, DeviceRevoked, NotForThisDevice, Profile
from services.registration.domain.passages import Presence
from services.registration.handlers.passages import PassageRecorder, close_door_alert, reopen_door_alert
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import ParticipantCheckedIn
from shared.contracts.registration.doors import FoundBy, Outcome, Reason
from shared.errors import NotAllowed
from tests.fakes import World
from tests.registration.builders import OFFICER, a_delegation, a_meeting, a_participant
from tests.registration.doors_builders import (
    EAST,
    MORNING,
    SIGNER,
    WEST,
    a_badge,
    a_code,
    a_device,
    a_scan,
    as_device,
    some_doors,
)

RECORD = PassageRecorder(SIGNER)
AT_EAST, AT_WEST = a_device(), a_device(WEST)


def a_world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.clock.now = MORNING + timedelta(minutes=1)
    world.keep(a_meeting(), a_delegation(), some_doors(), AT_EAST, AT_WEST, a_badge())
    world.keep(a_participant(status=ParticipantStatus.CONFIRMED, confirmed_at=MORNING - timedelta(days=9)))
    return world


@pytest.fixture
def world() -> World[RegistrationUnit]:
    return a_world()


async def record(world: World[RegistrationUnit], scan: RecordPassage) -> PassageNow:
    return await world.run(RECORD, scan, as_device(AT_EAST if scan.device_id == AT_EAST.device_id else AT_WEST))


def alerts(world: World[RegistrationUnit]) -> list[DoorAlert]:
    found = [world.state("door_alerts", id) for id in world.backend.rows.get("door_alerts", {})]
    return [one for one in found if isinstance(one, DoorAlert)]


async def test_the_first_entry_is_admitted_and_checks_in(world: World[RegistrationUnit]) -> None:
    now = await record(world, a_scan())

    assert (now.outcome, now.let_in, now.name, now.delegation) == (
        Outcome.ADMITTED,
        True,
        "Ichikawa Tomiko",
        "Japan",
    )
    (told,) = world.told(ParticipantCheckedIn)
    assert isinstance(told, ParticipantCheckedIn)
    assert (told.participant_id, told.arrived_at) == ("par_0", MORNING)
    presence = world.state("presences", "par_0")
    assert isinstance(presence, Presence)
    assert (presence.inside, presence.days, presence.role) == (("",), ("2025-12-01",), "representative")


async def test_a_scan_sent_twice_is_one_passage_with_one_answer(world: World[RegistrationUnit]) -> None:
    first = await record(world, a_scan())
    world.clock.move(minutes=3)
    written = len(world.backend.written)

    assert await record(world, a_scan(offline=True, let_in=False)) == first
    assert len(world.backend.written) == written


async def test_a_replayed_code_is_double_use_and_stopped(world: World[RegistrationUnit]) -> None:
    await record(world, a_scan())
    again = await record(world, a_scan("psg_00000002", scanned_at=MORNING + timedelta(seconds=30)))

    assert (again.outcome, again.reason, again.let_in) == (Outcome.DOUBLE_USE, Reason.TWICE_IN, False)
    assert (again.against, again.against_gate, again.against_at) == ("psg_00000001", "East", MORNING)
    (alert,) = alerts(world)
    assert (alert.passage_id, alert.against) == ("psg_00000002", "psg_00000001")


OFFLINE = (
    a_scan("psg_00000001", device=AT_EAST, offline=True, let_in=True),
    a_scan("psg_00000002", device=AT_WEST, offline=True, let_in=True, scanned_at=MORNING + timedelta(seconds=20)),
    a_scan("psg_00000003", device=AT_EAST, offline=True, let_in=True, scanned_at=MORNING + timedelta(seconds=40)),
)


@pytest.mark.parametrize(
    "order", list(permutations(OFFLINE)), ids=lambda order: "".join(one.passage_id[-1] for one in order)
)
async def test_double_use_is_found_whichever_device_comes_back_first(order: tuple[RecordPassage, ...]) -> None:
    world = a_world()
    for scan in order:
        await record(world, scan)

    assert {(one.passage_id, one.against, one.reason) for one in alerts(world)} == {
        ("psg_00000002", "psg_00000001", Reason.TWICE_IN),
        ("psg_00000003", "psg_00000002", Reason.TWICE_IN),
    }
    assert len(world.told(ParticipantCheckedIn)) == 1
    participant = world.state("participants", "par_0")
    assert isinstance(participant, Participant)
    assert participant.arrived_at == MORNING


async def test_an_old_badge_is_refused_at_once(world: World[RegistrationUnit]) -> None:
    world.keep(a_badge(serial=2, state=BadgeState.READY, reissued_at=MORNING - timedelta(seconds=1)))

    now = await record(world, a_scan())
    assert (now.outcome, now.reason, now.let_in) == (Outcome.DOUBLE_USE, Reason.REPLACED, False)
    assert not world.told(ParticipantCheckedIn)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("hello", Reason.MALFORMED),
        (a_code(a_badge(), "APMBC-21MSP"), Reason.OTHER_MEETING),
        (a_code(a_badge(badge_id="bdg_9")), Reason.UNKNOWN),
    ],
)
async def test_a_code_that_is_no_badge_of_this_meeting_is_refused_and_kept(
    world: World[RegistrationUnit], code: str, reason: Reason
) -> None:
    now = await record(world, a_scan(code=code))

    assert (now.outcome, now.reason, now.let_in) == (Outcome.REFUSED, reason, False)
    assert "psg_00000001" in world.backend.rows["passages"]


async def test_a_device_that_was_taken_back_is_told_so(world: World[RegistrationUnit]) -> None:
    world.keep(AT_EAST.revoke(at=MORNING))

    with pytest.raises(DeviceRevoked):
        await record(world, a_scan())


async def test_a_device_searches_and_lets_in_by_name_only_where_its_profile_says_so(
    world: World[RegistrationUnit],
) -> None:
    by_name = a_scan(by=FoundBy.SEARCH, code="", holder_id="par_0")
    assert (await record(world, by_name)).let_in

    profile = Profile(gate_id=EAST.gate_id, may_search=False, may_check_in=False)
    device = Device.model_validate({**dict(AT_EAST), "profile": profile})
    world.keep(device)
    with pytest.raises(NotForThisDevice):
        await record(world, a_scan("psg_00000002", by=FoundBy.SEARCH, code="", holder_id="par_0"))
    with pytest.raises(NotForThisDevice):
        device.must_search()


async def test_a_scan_of_another_device_is_not_answered(world: World[RegistrationUnit]) -> None:
    await record(world, a_scan())

    with pytest.raises(NotAllowed):
        await record(world, a_scan(device=AT_WEST))


async def test_an_alert_is_closed_and_the_closing_undone(world: World[RegistrationUnit]) -> None:
    await record(world, a_scan())
    await record(world, a_scan("psg_00000002", scanned_at=MORNING + timedelta(seconds=30)))
    (alert,) = alerts(world)

    closed = await world.run(close_door_alert, CloseDoorAlert(alert_id=alert.alert_id, remark="Scanned twice."))
    assert closed.state == "closed"
    assert alerts(world)[0].closed_by == "Ana Ruiz"
    assert (await world.run(reopen_door_alert, ReopenDoorAlert(alert_id=alert.alert_id))).state == "open"
