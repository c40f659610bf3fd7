"""What a device keeps to judge badges without a connection: only what a door needs, signed by the server."""

from datetime import date, datetime
from typing import Protocol

from services.registration.domain.access import Zone
from services.registration.domain.doors import AdmissionDay, DoubleUse, Gate
from shared.contracts.registration.doors import Reason
from shared.values import Value


class DoorRow(Value):
    """One badge, or one person without; never more of them than a door must know (R9).

    `refused` says why the badge opens nothing whatever the gate; serial numbers below `serial` were replaced.
    """

    badge_id: str = ""
    serial: int = 0
    holder_id: str
    name: str
    key: str
    delegation: str = ""
    role: str = ""
    category: str = ""
    zones: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    refused: Reason | None = None


class DoorList(Value):
    """Everything a device of a meeting judges by; `stamp` changes with it."""

    meeting_id: str
    code: str
    zone: str
    opens_on: date
    closes_on: date
    stamp: str
    made_at: datetime
    gates: tuple[Gate, ...]
    zones: tuple[Zone, ...]
    days: tuple[AdmissionDay, ...]
    double_use: DoubleUse
    rows: tuple[DoorRow, ...]


class SealedList(Value):
    """A list as JSON with its signature (Ed25519, base64url) and the id of the key; empty where nothing is new."""

    stamp: str
    key: str = ""
    content: str = ""
    signature: str = ""


class DeviceState(Value):
    """Answer to a report: the hour of the server, the stamp of the list, and what the device may do now."""

    device_id: str
    now: datetime
    stamp: str
    gate_id: str
    may_search: bool
    may_check_in: bool
    may_see_photo: bool


class DoorLists(Protocol):
    """Where the lists for devices come from."""

    async def stamp(self, meeting_id: str) -> str:
        """Return what changes whenever the list of a meeting does."""

    async def door_list(self, meeting_id: str, *, stamp: str, at: datetime) -> DoorList:
        """Return the list of a meeting."""

    async def found(self, meeting_id: str, q: str) -> list[DoorRow]:
        """Return the first people whose name or delegation contains the words."""
