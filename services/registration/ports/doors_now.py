"""What happens at the doors now: people in zones, passages at gates, who is present, what is to be looked at."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol

from services.registration.domain import Meeting
from services.registration.domain.alerts import DoorAlert
from services.registration.domain.occupancy import Minute
from services.registration.domain.passages import Passage
from services.registration.ports.doors import DeviceShown
from shared.values import PageSize, Value


class ZoneNow(Value):
    """A zone: how many people are in it, and how many entered it today; the venue itself has no code."""

    zone: str
    inside: int = 0
    entered: int = 0


class GateNow(Value):
    """A gate: what went through it today."""

    gate_id: str
    name: str
    entries: int = 0
    exits: int = 0
    refused: int = 0
    double_use: int = 0


class Present(Value):
    """A delegation with somebody inside, and whether that is its head."""

    delegation_id: str
    name: str
    people: int
    head: bool


class AlertShown(Value):
    """An alert with the person it is about and both passages."""

    alert: DoorAlert
    name: str = ""
    delegation: str = ""
    passage: Passage | None = None
    against: Passage | None = None


class DoorsSeen(Value):
    """The doors of a meeting at one instant."""

    at: datetime
    zones: tuple[ZoneNow, ...]
    gates: tuple[GateNow, ...]
    states: tuple[Present, ...]
    others: tuple[Present, ...]
    parties_present: int
    parties: int
    quorum: int | None = None
    """So many States Parties are a quorum, where one is asked."""
    curve: tuple[Minute, ...]
    devices: tuple[DeviceShown, ...]

    @property
    def heads(self) -> int:
        """How many heads of delegation are inside."""
        return sum(one.head for one in (*self.states, *self.others))

    @property
    def quorum_reached(self) -> bool:
        """Tell whether enough States Parties are present."""
        return self.quorum is not None and self.parties_present >= self.quorum


class PassagesAsked(Value):
    """Which passages of a meeting, from where on."""

    gate_id: str = ""
    outcome: str = ""
    holder_id: str = ""
    after: str | None = None
    size: PageSize = 50


class PassageShown(Value):
    """A passage with the name of its person."""

    passage: Passage
    name: str = ""
    delegation: str = ""


class Passages(Value):
    """One page of passages, the last first."""

    rows: tuple[PassageShown, ...]
    total: int
    after: str | None


class DoorsNowViews(Protocol):
    """The read side of what happens at the doors."""

    async def seen(self, meeting: Meeting, at: datetime) -> DoorsSeen:
        """Return the doors of a meeting now."""

    async def alerts(self, meeting_id: str, *, state: str) -> list[AlertShown]:
        """Return the alerts of a meeting in a state, the last first."""

    async def alert(self, alert_id: str) -> AlertShown:
        """Return one alert, or refuse with NotFound."""

    async def passages(self, meeting_id: str, asked: PassagesAsked) -> Passages:
        """Return one page of the scan log."""

    def every_passage(self, meeting_id: str, asked: PassagesAsked) -> AsyncIterator[PassageShown]:
        """Yield the whole scan log, or the part that is asked for, for files."""

    async def days_present(self, participant_id: str) -> tuple[str, ...]:
        """Return the days (YYYY-MM-DD at the venue) on which somebody came through a gate."""
