"""Passages: the scans devices make, what each comes to, and the alerts they raise."""

from typing import Annotated

from pydantic import Field, StringConstraints

from shared.contracts.registration.doors import Direction, FoundBy, Outcome, Reason
from shared.messages import Command
from shared.values import Instant, LongText, Value

DeviceMade = Annotated[str, StringConstraints(pattern=r"^psg_[0-9a-zA-Z-]{8,60}$")]
"""An id made by a device: what it sends twice is one passage."""


class ScanMade(Value):
    """One scan as a device made it: a code, or a person found by name."""

    passage_id: DeviceMade
    direction: Direction = Direction.ENTRY
    by: FoundBy = FoundBy.CODE
    code: Annotated[str, StringConstraints(strip_whitespace=True, max_length=600)] = ""
    holder_id: Annotated[str, StringConstraints(max_length=80)] = ""
    scanned_at: Instant
    clock_off_ms: int = Field(default=0, ge=-(10**12), le=10**12)
    offline: bool = False
    let_in: bool = False


class RecordPassage(Command, ScanMade):
    """Take a scan into the log; the same one again changes nothing."""

    device_id: str


class ScansMade(Value):
    """What a device sends when it has a connection, oldest first."""

    scans: tuple[ScanMade, ...] = Field(max_length=100)


class CloseDoorAlert(Command):
    """Record what was found out about an alert."""

    alert_id: str
    remark: LongText = ""


class ReopenDoorAlert(Command):
    """Undo the closing of an alert."""

    alert_id: str


class PassageNow(Value):
    """Answer: what a passage comes to; `against` is the passage it contradicts."""

    passage_id: str
    outcome: Outcome
    reason: Reason | None = None
    let_in: bool
    holder_id: str = ""
    name: str = ""
    delegation: str = ""
    role: str = ""
    against: str = ""
    against_gate: str = ""
    against_at: Instant | None = None


class AlertNow(Value):
    """Answer: how an alert stands."""

    alert_id: str
    state: str
