"""Gates, rules and devices: what officers set, and a device that is enrolled once and taken back at once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from services.registration.commands.doors import (
    AddDevice,
    AddGate,
    DayRule,
    EnrolDevice,
    LinkDevice,
    RemoveGate,
    ReportDevice,
    RevokeDevice,
    SetDoorRules,
)
from services.registration.domain.devices import Device, DeviceReport, DeviceRevoked, RevokedAlready
from services.registration.domain.doors import (
    AdmissionDay,
    DayTwice,
    Doors,
    DoubleUse,
    Gate,
    GateInUse,
    GateTwice,
    HoursOutOfOrder,
    NoSuchShare,
    Share,
)
from services.registration.handlers.doors import (
    add_device,
    add_gate,
    enrol_device,
    link_device,
    remove_gate,
    report_device,
    revoke_device,
    set_door_rules,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration.doors import Way
from shared.identity.links import LinkExpired, LinkUsed, hash_of
from shared.who import Grant, Role
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_meeting

MONDAY = date(2025, 12, 1)
PREGNY = Gate(gate_id="pregny", name="Pregny", way=Way.BOTH)


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), Doors(meeting_id=MEETING_ID, gates=(PREGNY,)))
    return world


async def a_device(world: World[RegistrationUnit]) -> str:
    command = AddDevice(meeting_id=MEETING_ID, name="Tablet 3", gate_id="pregny", may_search=True)
    return (await world.run(add_device, command)).device_id


async def test_a_gate_is_added_and_bears_a_name_of_its_own(world: World[RegistrationUnit]) -> None:
    now = await world.run(add_gate, AddGate(meeting_id=MEETING_ID, name="Room XX", zone="CR", way=Way.ENTRY))

    assert now.gates == ("pregny", "room-xx")
    with pytest.raises(GateTwice):
        await world.run(add_gate, AddGate(meeting_id=MEETING_ID, name="room  xx"))


async def test_a_gate_where_a_device_stands_is_not_removed(world: World[RegistrationUnit]) -> None:
    device_id = await a_device(world)

    with pytest.raises(GateInUse):
        await world.run(remove_gate, RemoveGate(meeting_id=MEETING_ID, gate_id="pregny"))
    await world.run(revoke_device, RevokeDevice(device_id=device_id))
    assert (await world.run(remove_gate, RemoveGate(meeting_id=MEETING_ID, gate_id="pregny"))).gates == ()


async def test_rules_are_set_whole(world: World[RegistrationUnit]) -> None:
    days = (DayRule(on=MONDAY, opens="08:00", closes="17:00", categories=("state_party",)),)
    await world.run(
        set_door_rules, SetDoorRules(meeting_id=MEETING_ID, days=days, minutes=3, quorum_parts=1, quorum_of=2)
    )

    doors = world.state("doors", MEETING_ID)
    assert isinstance(doors, Doors)
    assert doors.days == (AdmissionDay(on=MONDAY, opens="08:00", closes="17:00", categories=("state_party",)),)
    assert doors.double_use == DoubleUse(minutes=3)
    assert doors.quorum == Share(parts=1, of=2)


@pytest.mark.parametrize(
    ("rules", "refusal"),
    [
        ({"days": (DayRule(on=MONDAY), DayRule(on=MONDAY))}, DayTwice),
        ({"days": (DayRule(on=MONDAY, opens="17:00", closes="08:00"),)}, HoursOutOfOrder),
        ({"quorum_parts": 3, "quorum_of": 2}, NoSuchShare),
        ({"quorum_parts": 2}, NoSuchShare),
    ],
)
async def test_rules_that_cannot_be_are_refused(
    world: World[RegistrationUnit], rules: dict[str, object], refusal: type[Exception]
) -> None:
    command = SetDoorRules.model_validate({"meeting_id": MEETING_ID, **rules})

    with pytest.raises(refusal):
        await world.run(set_door_rules, command)


@pytest.mark.parametrize(
    ("hour", "category", "admitted"),
    [(7, "state_party", False), (8, "state_party", True), (16, "state_party", True), (12, "media", False)],
)
def test_a_day_admits_its_hours_and_categories_on_the_clock_of_the_venue(
    hour: int, category: str, admitted: bool
) -> None:
    rule = AdmissionDay(on=MONDAY, opens="08:00", closes="17:00", categories=("state_party",))
    doors = Doors(meeting_id=MEETING_ID, days=(rule,))
    at = datetime(2025, 12, 1, hour - 1, 0, tzinfo=UTC)  # Geneva is an hour ahead

    assert doors.open_to(category, at, clock="Europe/Zurich") is admitted
    assert doors.open_to(category, at + timedelta(days=1), clock="Europe/Zurich")


def test_a_quorum_is_reached_by_its_share_and_never_of_nothing() -> None:
    half = Share(parts=1, of=2)

    assert [half.reached(present, 161) for present in (80, 81)] == [False, True]
    assert not half.reached(0, 0)


async def test_a_device_is_enrolled_once_by_its_newest_link(world: World[RegistrationUnit]) -> None:
    device_id = await a_device(world)
    await world.run(link_device, LinkDevice(device_id=device_id, token_hash=hash_of("first")))
    await world.run(link_device, LinkDevice(device_id=device_id, token_hash=hash_of("second")))

    with pytest.raises(LinkExpired):
        await world.run(enrol_device, EnrolDevice(token_hash=hash_of("first")))
    person = (await world.run(enrol_device, EnrolDevice(token_hash=hash_of("second")))).person
    with pytest.raises(LinkUsed):
        await world.run(enrol_device, EnrolDevice(token_hash=hash_of("second")))

    device = world.state("devices", device_id)
    assert isinstance(device, Device)
    assert device.enrolled_at == world.clock.now
    assert person.who.grants == {Grant(role=Role.CHECK_IN_DEVICE, scope=device_id)}
    assert not person.who.has(Role.CHECK_IN_DEVICE)


async def test_a_link_that_was_not_opened_dies_with_its_device(world: World[RegistrationUnit]) -> None:
    device_id = await a_device(world)
    await world.run(link_device, LinkDevice(device_id=device_id, token_hash=hash_of("first")))
    await world.run(revoke_device, RevokeDevice(device_id=device_id))

    with pytest.raises(LinkExpired):
        await world.run(enrol_device, EnrolDevice(token_hash=hash_of("first")))
    with pytest.raises(DeviceRevoked):
        await world.run(link_device, LinkDevice(device_id=device_id, token_hash=hash_of("second")))
    with pytest.raises(RevokedAlready):
        await world.run(revoke_device, RevokeDevice(device_id=device_id))


async def test_a_device_tells_how_it_is_until_it_is_taken_back(world: World[RegistrationUnit]) -> None:
    device_id = await a_device(world)
    clock = world.clock.now - timedelta(minutes=4)
    await world.run(report_device, ReportDevice(device_id=device_id, pending=7, clock=clock))

    report = world.state("device_reports", device_id)
    assert isinstance(report, DeviceReport)
    assert (report.pending, report.clock_off_ms, report.seen_at) == (7, 240_000, world.clock.now)
    await world.run(revoke_device, RevokeDevice(device_id=device_id))
    with pytest.raises(DeviceRevoked):
        await world.run(report_device, ReportDevice(device_id=device_id))
