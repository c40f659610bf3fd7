"""The doors of a meeting: its gates and zones, who comes in on which day, what counts as double use, the quorum."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self
from zoneinfo import ZoneInfo

from services.registration.domain.devices import Device
from services.registration.domain.names import slug
from shared.contracts.registration.doors import Direction, Severity, Way
from shared.errors import NotFound, Refused
from shared.values import Aggregate, Value

ENTRANCE = ""
"""The zone of a gate that leads into the venue itself; every valid badge opens it."""


class GateTwice(Refused):
    """Two gates of a meeting bear one name."""

    next_step = "Give each gate a name of its own."


class GateInUse(Refused):
    """A device stands at the gate."""

    next_step = "Take back the devices of this gate first."


class DayTwice(Refused):
    """A day of the meeting has two rules of admission."""

    next_step = "Leave one rule for each day."


class HoursOutOfOrder(Refused):
    """A gate would close before it opens."""

    next_step = "Give the hour of opening first, then the hour of closing."


class NoSuchShare(Refused):
    """A quorum is a part of a whole, such as 1 of 2."""

    next_step = "Write a part that is not larger than the whole, such as 1 of 2 or 2 of 3."


class Gate(Value):
    """A gate, the zone behind it, and the way it is used."""

    gate_id: str
    name: str
    zone: str = ENTRANCE
    way: Way = Way.BOTH

    def direction(self, asked: Direction) -> Direction:
        """Return the way somebody goes: where the gate has one, that one."""
        return asked if self.way is Way.BOTH else Direction(self.way.value)


class AdmissionDay(Value):
    """On one day of the venue: from when to when (`HH:MM`), and which categories of badges (empty: all)."""

    on: date
    opens: str = "00:00"
    closes: str = "23:59"
    categories: tuple[str, ...] = ()


class DoubleUse(Value):
    """What counts as double use of a badge, and how severe each is (inferred, therefore a setting of the meeting)."""

    twice_in: Severity = Severity.BLOCK
    two_gates: Severity = Severity.WARN
    minutes: int = 5
    old_serial: Severity = Severity.BLOCK


class Share(Value):
    """A part of a whole, such as 1 of 2."""

    parts: int
    of: int

    def reached(self, present: int, total: int) -> bool:
        """Tell whether so many of all reach the share; of nothing no share is reached."""
        return total > 0 and present * self.of >= self.parts * total


class Doors(Aggregate):
    """Everything set for the doors of one meeting; days without a rule admit every valid badge at any hour."""

    meeting_id: str
    gates: tuple[Gate, ...] = ()
    days: tuple[AdmissionDay, ...] = ()
    double_use: DoubleUse = DoubleUse()
    quorum: Share | None = None

    def gate(self, gate_id: str) -> Gate:
        """Return one gate, or refuse with NotFound."""
        found = next((one for one in self.gates if one.gate_id == gate_id), None)
        if found is None:
            raise NotFound("There is no such gate.", field="gate_id")
        return found

    @property
    def zones(self) -> tuple[str, ...]:
        """Return the zones behind the gates, in the order of the gates."""
        return tuple(dict.fromkeys(one.zone for one in self.gates))

    def open_to(self, category: str, at: datetime, *, clock: str) -> bool:
        """Tell whether the rule of the day admits badges of this category now; `clock` is the venue's zone."""
        local = at.astimezone(ZoneInfo(clock))
        rule = next((one for one in self.days if one.on == local.date()), None)
        if rule is None:
            return True
        within = rule.opens <= f"{local:%H:%M}" <= rule.closes
        return within and (not rule.categories or category in rule.categories)

    def with_gates(self, gates: tuple[Gate, ...]) -> Self:
        """Replace the gates; each needs a name of its own."""
        if len({one.gate_id for one in gates}) < len(gates):
            raise GateTwice("Two gates have the same name.", field="gates")
        return self.next(gates=gates)

    def without_gate(self, gate_id: str, devices: Iterable[Device]) -> Self:
        """Take a gate away at which no working device stands."""
        gate = self.gate(gate_id)
        if any(one.profile.gate_id == gate_id and one.revoked_at is None for one in devices):
            raise GateInUse("A device stands at this gate.", field="gate_id")
        return self.next(gates=tuple(one for one in self.gates if one is not gate))

    def with_rules(self, days: tuple[AdmissionDay, ...], *, double_use: DoubleUse, quorum: Share | None) -> Self:
        """Replace what is admitted when, what counts as double use, and the quorum."""
        if len({one.on for one in days}) < len(days):
            raise DayTwice("One day has two rules.", field="days")
        if any(one.closes <= one.opens for one in days):
            raise HoursOutOfOrder("A day closes before it opens.", field="days")
        if quorum and not 0 < quorum.parts <= quorum.of:
            raise NoSuchShare("This is no part of a whole.", field="quorum.parts")
        return self.next(days=tuple(sorted(days, key=lambda one: one.on)), double_use=double_use, quorum=quorum)


def a_gate(name: str, zone: str, way: Way) -> Gate:
    """Return a gate; its id is its name as it stands in addresses."""
    return Gate(gate_id=slug(name) or "gate", name=name, zone=zone, way=way)
