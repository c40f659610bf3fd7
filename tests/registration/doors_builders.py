"""Valid values of the doors by default."""

from datetime import UTC, date, datetime, timedelta

from services.registration.commands.passages import RecordPassage
from services.registration.domain.badge_tokens import facts_of
from services.registration.domain.badges import Badge, HolderKind
from services.registration.domain.badges import BadgeState as State
from services.registration.domain.devices import Device, Profile
from services.registration.domain.doors import Doors, Gate
from services.registration.domain.passages import Passage
from services.registration.gateways import BadgeSigner
from shared.contracts.registration import BadgeCategory
from shared.contracts.registration.doors import Direction, FoundBy
from shared.who import Grant, Role, Who
from tests.registration.builders import JAPAN_ID, MEETING_ID

MORNING = datetime(2025, 12, 1, 8, 0, tzinfo=UTC)
"""Nine o'clock in Geneva on the first day."""
EAST, WEST, ROOM = (
    Gate(gate_id="east", name="East"),
    Gate(gate_id="west", name="West"),
    Gate(gate_id="xx", name="XX", zone="CR"),
)
SIGNER = BadgeSigner.from_secrets("a secret for the badges of tests")


def some_doors(**changes: object) -> Doors:
    """Return two gates into the venue and one into the conference rooms."""
    return Doors.model_validate({"meeting_id": MEETING_ID, "gates": (EAST, WEST, ROOM), "version": 1, **changes})


def a_device(gate: Gate = EAST, **changes: object) -> Device:
    """Return an enrolled device at a gate."""
    fields: dict[str, object] = {
        "device_id": f"dev_{gate.gate_id}",
        "meeting_id": MEETING_ID,
        "name": f"Tablet {gate.name}",
        "profile": Profile(gate_id=gate.gate_id),
        "created_at": MORNING - timedelta(days=1),
        "enrolled_at": MORNING - timedelta(days=1),
        "version": 1,
    }
    return Device.model_validate(fields | changes)


def as_device(device: Device) -> Who:
    """Return who a device is."""
    grant = Grant(role=Role.CHECK_IN_DEVICE, scope=device.device_id)
    return Who(subject=device.subject, name=device.name, grants=frozenset({grant}))


def a_badge(**changes: object) -> Badge:
    """Return the collected badge of the head of Japan's delegation."""
    fields: dict[str, object] = {
        "badge_id": "bdg_1",
        "meeting_id": MEETING_ID,
        "holder_id": "par_0",
        "holder_kind": HolderKind.PARTICIPANT,
        "delegation_id": JAPAN_ID,
        "delegation": "Japan",
        "name": "Ichikawa Tomiko",
        "name_key": "ichikawa tomiko",
        "role": "head",
        "category": BadgeCategory.STATE_PARTY,
        "zones": ("CR", "DA"),
        "valid_from": date(2025, 12, 1),
        "valid_to": date(2025, 12, 5),
        "state": State.COLLECTED,
        "changed_at": MORNING - timedelta(days=1),
        "version": 1,
    }
    return Badge.model_validate(fields | changes)


def a_code(badge: Badge, meeting: str = "APMBC-22MSP") -> str:
    """Return what the QR of a badge says."""
    return SIGNER.sign(facts_of(badge, meeting))


def a_scan(passage_id: str = "psg_00000001", *, device: Device | None = None, **changes: object) -> RecordPassage:
    """Return a scan of the badge by the device at the east gate, in the morning."""
    fields: dict[str, object] = {
        "device_id": (device or a_device()).device_id,
        "passage_id": passage_id,
        "code": a_code(a_badge()),
        "scanned_at": MORNING,
    }
    return RecordPassage.model_validate(fields | changes)


def a_passage(passage_id: str = "psg_00000001", gate: Gate = EAST, **changes: object) -> Passage:
    """Return a passage through the east gate, made without a connection, in the morning."""
    fields: dict[str, object] = {
        "passage_id": passage_id,
        "meeting_id": MEETING_ID,
        "device_id": f"dev_{gate.gate_id}",
        "gate_id": gate.gate_id,
        "zone": gate.zone,
        "direction": Direction.ENTRY,
        "by": FoundBy.CODE,
        "badge_id": "bdg_1",
        "serial": 1,
        "holder_id": "par_0",
        "delegation_id": JAPAN_ID,
        "at": MORNING,
        "received_at": MORNING,
        "offline": True,
        "let_in": True,
        "version": 1,
    }
    return Passage.model_validate(fields | changes)
