"""What side events need: their unit with its stores, their views, the planner and the files of the programme."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal, Protocol

from pydantic import Field

from services.side_events.domain import (
    Change,
    DelegationCopy,
    Format,
    MeetingCopy,
    RequestRules,
    Room,
    RoomDay,
    SideEvent,
    Slot,
    SpeakerDay,
    Status,
    Theme,
    Warning,
)
from services.side_events.domain.copies import ProgrammeSession
from shared.identity.links import LinksUnit
from shared.stored import Stored
from shared.values import Instant, Value


class SideEventsUnit(LinksUnit, Protocol):
    """One message's work in side events."""

    meetings: Stored[MeetingCopy]
    delegations: Stored[DelegationCopy]
    programme_sessions: Stored[ProgrammeSession]
    rules: Stored[RequestRules]
    rooms: Stored[Room]
    room_days: Stored[RoomDay]
    speaker_days: Stored[SpeakerDay]
    side_events: Stored[SideEvent]


class Placed(Value):
    """The answer to acceptance and move: where the side event is now, and the warnings that were overridden."""

    side_event_id: str
    room_id: str
    starts_at: Instant
    ends_at: Instant
    warnings: tuple[Warning, ...] = ()


class Counts(Value):
    """How many side events of a meeting stand where; `flagged` need another look, `late` came after the deadline."""

    meeting_id: str
    requested: int = 0
    scheduled: int = 0
    confirmed: int = 0
    published: int = 0
    declined: int = 0
    cancelled: int = 0
    flagged: int = 0
    late: int = 0


class OnPanel(Value):
    """A speaker as the programme names them."""

    name: str
    title: str | None = None


class ProgrammeEntry(Value):
    """One side event as everybody reads it; without a time while it waits for a new one."""

    side_event_id: str
    title: str
    hosts: tuple[str, ...]
    theme: Theme | None
    description: str
    format: Format
    speakers: tuple[OnPanel, ...]
    interpretation: tuple[str, ...]
    cancelled: bool
    room: str | None
    starts_at: Instant | None
    ends_at: Instant | None
    zone: str
    published_at: Instant
    changes: tuple[Change, ...]


class Asked(Value):
    """Which side events of a meeting, in which order, from where on."""

    status: Status | None = None
    theme: Theme | None = None
    host: str = ""
    room: str = ""
    q: str = Field("", max_length=200)
    sort: Literal["requested_at", "title", "status"] = "requested_at"
    descending: bool = False
    after: str | None = None
    size: int = Field(50, ge=1, le=200)


class Found(Value):
    """One page of side events, how many match in all, and the id behind which the next page starts."""

    rows: tuple[SideEvent, ...]
    total: int
    after: str | None = None


class Views(Protocol):
    """The read side."""

    async def meetings(self) -> list[MeetingCopy]:
        """Return the meetings, earliest first."""

    async def meeting(self, meeting_id: str) -> MeetingCopy:
        """Return a meeting, or refuse with NotFound."""

    async def rules(self, meeting_id: str) -> RequestRules:
        """Return how requests are taken at a meeting."""

    async def delegations(self, meeting_id: str) -> list[DelegationCopy]:
        """Return the delegations of a meeting by name."""

    async def rooms(self) -> list[Room]:
        """Return all rooms by site, building and name."""

    async def room_days(self, first: date, last: date) -> list[RoomDay]:
        """Return what is booked and held officially on these days."""

    async def side_event(self, side_event_id: str) -> SideEvent:
        """Return a side event, or refuse with NotFound."""

    async def side_events(self, meeting_id: str) -> list[SideEvent]:
        """Return every side event of a meeting, in the order they were asked for."""

    async def find(self, meeting_id: str, asked: Asked) -> Found:
        """Return one page of the side events of a meeting."""

    async def programme(self, meeting_id: str) -> list[ProgrammeEntry]:
        """Return what was published, by time; what waits for a new time comes last."""

    async def counts(self, meeting_id: str) -> Counts:
        """Return how many stand where."""


class Situation(Value):
    """What the planner looks at: the requests of a meeting and everything that is placed already."""

    meeting: MeetingCopy
    rooms: tuple[Room, ...]
    room_days: tuple[RoomDay, ...]
    side_events: tuple[SideEvent, ...]


class Blocker(Value):
    """Why one room at one preferred time is not proposed."""

    slot: Slot
    room: str
    reason: str


class Proposal(Value):
    """Where a request could go and why, or what is in its way everywhere; it decides nothing."""

    side_event_id: str
    room_id: str | None = None
    room: str = ""
    slot: Slot | None = None
    choice: int = 0
    spare: int | None = None
    blockers: tuple[Blocker, ...] = ()


Planner = Callable[[Situation], Sequence[Proposal]]
ProgrammeRows = Callable[[Iterable[ProgrammeEntry]], Iterable[Sequence[object]]]
