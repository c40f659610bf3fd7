"""Phones without a connection: however often and in whatever order they send their scans, the doors say the same."""

from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.registration.commands.passages import RecordPassage
from services.registration.domain import ParticipantStatus
from services.registration.domain.badges import BadgeState
from services.registration.domain.devices import Device
from services.registration.domain.doors import DoubleUse
from services.registration.handlers.passages import PassageRecorder
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import ParticipantCheckedIn
from shared.contracts.registration.doors import Direction, FoundBy, Severity
from tests.fakes import World
from tests.registration.builders import OFFICER, a_delegation, a_meeting, a_participant
from tests.registration.doors_builders import (
    EAST,
    MORNING,
    ROOM,
    SIGNER,
    WEST,
    a_badge,
    a_code,
    a_device,
    as_device,
    some_doors,
)

DEVICES = {f"dev_{gate.gate_id}": a_device(gate) for gate in (EAST, WEST, ROOM)}
AT_FORTY = MORNING + timedelta(minutes=40)
HERS, HIS, THEIRS = (
    a_badge(),
    a_badge(badge_id="bdg_2", holder_id="par_2"),
    a_badge(badge_id="bdg_3", holder_id="par_3"),
)
HIS_NEW = HIS.model_copy(update={"serial": 2, "reissued_at": AT_FORTY})
LOST = THEIRS.model_copy(update={"state": BadgeState.LOST, "changed_at": AT_FORTY})
COMING = {
    id: a_participant(
        participant_id=id,
        email=f"{id}@mission.example",
        status=ParticipantStatus.CONFIRMED,
        confirmed_at=MORNING - timedelta(days=9),
    )
    for id in ("par_0", "par_2", "par_3", "par_4")
}
SHOWN = {
    "hers": {"code": a_code(HERS)},
    "his old one": {"code": a_code(HIS)},
    "his new one": {"code": a_code(HIS_NEW)},
    "one lost later": {"code": a_code(THEIRS)},
    "its name": {"by": FoundBy.SEARCH, "holder_id": "par_3"},
    "a name without badge": {"by": FoundBy.SEARCH, "holder_id": "par_4"},
    "no badge at all": {"code": "hello"},
}


def a_world(rules: DoubleUse) -> World[RegistrationUnit]:
    """Four people come; three have badges."""
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.clock.now = MORNING + timedelta(hours=30)
    world.keep(a_meeting(), a_delegation(), some_doors(double_use=rules), *DEVICES.values(), HERS, HIS, THEIRS)
    world.keep(*COMING.values())
    return world


def a_scan(shown: str, device: Device, *, direction: Direction, minutes: float, let_in: bool) -> RecordPassage:
    return RecordPassage.model_validate(
        {
            "passage_id": "psg_00000000",
            "device_id": device.device_id,
            "direction": direction,
            "scanned_at": MORNING + timedelta(minutes=minutes),
            "offline": True,
            "let_in": let_in,
            **SHOWN[shown],
        }
    )


SCANS = st.lists(
    st.builds(
        a_scan,
        st.sampled_from(sorted(SHOWN)),
        st.sampled_from(list(DEVICES.values())),
        direction=st.sampled_from(Direction),
        minutes=st.integers(0, 39) | st.integers(40, 90) | st.integers(24 * 60, 24 * 60 + 20),
        let_in=st.sampled_from([True, True, True, False]),
    ),
    min_size=2,
    max_size=8,
).map(lambda scans: [one.model_copy(update={"passage_id": f"psg_{n:08}"}) for n, one in enumerate(scans)])
RULES = st.builds(DoubleUse, twice_in=st.sampled_from(Severity), two_gates=st.sampled_from(Severity))


async def said_after(scans: Sequence[RecordPassage], rules: DoubleUse, *, known_after: int) -> tuple[object, ...]:
    """Let devices send these scans one after the other, minutes apart; return what the doors then say.

    After so many of them the desk gave one person a new badge and took a lost one back. Zones, gates, quorum and the
    curve of a day are read from passages and presences alone.
    """
    world, record = a_world(rules), PassageRecorder(SIGNER)
    for number, scan in enumerate((*scans, None)):
        if number == known_after:
            world.keep(HIS_NEW, LOST)
        world.clock.move(minutes=7)
        if scan:
            await world.run(record, scan, as_device(DEVICES[scan.device_id]))
    people = [world.state("participants", id).model_dump() for id in COMING]
    told = [one.participant_id for one in world.told(ParticipantCheckedIn) if isinstance(one, ParticipantCheckedIn)]
    assert len(told) == len(set(told))
    return (
        kept(world, "passages"),
        kept(world, "presences"),
        {id: one for id, one in kept(world, "door_alerts").items() if one["state"] == "open"},
        [(one["status"], one["arrived_at"], one["arrived_on"]) for one in people],
        sorted(told),
    )


def kept(world: World[RegistrationUnit], collection: str) -> dict[str, dict[str, object]]:
    """Return the documents of a collection without what says when they came in."""
    rows = world.backend.rows.get(collection, {})
    return {id: {name: is_ for name, is_ in row.body.items() if name != "received_at"} for id, row in rows.items()}


@given(scans=SCANS, rules=RULES, data=st.data())
async def test_whatever_the_order_of_syncs_the_doors_say_the_same(
    scans: list[RecordPassage], rules: DoubleUse, data: st.DataObject
) -> None:
    """Phones come back in any order, break off, send again what they had sent, and others come between."""
    once = sorted(scans, key=lambda one: (one.scanned_at, one.passage_id))
    again = data.draw(st.lists(st.sampled_from(scans), max_size=6))
    anyhow = data.draw(st.permutations([*scans, *again]))
    first = data.draw(st.sets(st.sampled_from([one.passage_id for one in anyhow if one.scanned_at < AT_FORTY] or [""])))
    anyhow = sorted(anyhow, key=lambda one: one.passage_id not in first)
    known_after = sum(one.passage_id in first for one in anyhow)

    assert await said_after(anyhow, rules, known_after=known_after) == await said_after(once, rules, known_after=0)
