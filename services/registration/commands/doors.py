"""Gates, rules of admission, devices and what they report."""

from typing import Annotated

from pydantic import Field, StringConstraints

from services.registration.commands.fields import Language, Line
from shared.contracts.registration.doors import Severity, Way
from shared.messages import Command
from shared.values import Day, Instant, Text, Value

Hour = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class GateToAdd(Value):
    """A gate: its name, the zone behind it (empty: the venue itself), and the way it is used."""

    name: Text
    zone: Line = ""
    way: Way = Way.BOTH


class AddGate(Command, GateToAdd):
    """Give a meeting one more gate."""

    meeting_id: str


class RemoveGate(Command):
    """Take a gate away that no device stands at."""

    meeting_id: str
    gate_id: str


class DayRule(Value):
    """From when to when one day admits, and which categories of badges (empty: all)."""

    on: Day
    opens: Hour = "00:00"
    closes: Hour = "23:59"
    categories: tuple[str, ...] = ()


class DoorRules(Value):
    """Who is admitted when, what counts as double use, and the share of States Parties that is a quorum."""

    days: tuple[DayRule, ...] = Field(default=(), max_length=60)
    twice_in: Severity = Severity.BLOCK
    two_gates: Severity = Severity.WARN
    minutes: int = Field(default=5, ge=0, le=120)
    old_serial: Severity = Severity.BLOCK
    quorum_parts: int | None = Field(default=None, ge=1, le=100)
    quorum_of: int | None = Field(default=None, ge=1, le=100)


class SetDoorRules(Command, DoorRules):
    """Set the rules of the doors of a meeting."""

    meeting_id: str


class DeviceToAdd(Value):
    """A phone or tablet: its name, its gate, and what it may do there."""

    name: Text
    gate_id: str
    may_search: bool = False
    may_check_in: bool = False
    may_see_photo: bool = False
    language: Language = "en"


class AddDevice(Command, DeviceToAdd):
    """Give a meeting one more check-in device."""

    meeting_id: str


class LinkDevice(Command):
    """Make the one link that enrols a device, in place of an earlier one; only the hash of its token is kept."""

    device_id: str
    token_hash: str


class EnrolDevice(Command):
    """The link of a device is opened on it."""

    token_hash: str


class RevokeDevice(Command):
    """Take a device back at once."""

    device_id: str


class DeviceSays(Value):
    """What a device tells of itself: how much it still has to send, how old its list is, what its clock says."""

    pending: int = Field(default=0, ge=0, le=1_000_000)
    list_at: Instant | None = None
    clock: Instant | None = None


class ReportDevice(Command, DeviceSays):
    """Note what a device tells of itself."""

    device_id: str


class DoorsNow(Value):
    """Answer: the gates of a meeting."""

    meeting_id: str
    gates: tuple[str, ...]


class DeviceNow(Value):
    """Answer: how a device stands."""

    device_id: str
    meeting_id: str
    name: str
    revoked: bool
