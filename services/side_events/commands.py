"""What can be asked of side events."""

from datetime import datetime
from zoneinfo import available_timezones

from pydantic import Field, field_validator

from shared.contracts.side_events import Contact, Format, LateRequests, Needs, Preference, Speaker, Theme
from shared.messages import Command
from shared.values import Instant, LongText, Text, Value

PLACES_MOST = 20


class OfficialSessionTimes(Value):
    """What the meeting needs a room for, and when."""

    title: Text
    starts_at: Instant
    ends_at: Instant


class AddRoom(Command):
    """Make a room known; `parts` are the room ids a combined room takes, `official_sessions` outrank side events."""

    site: Text
    building: Text | None = None
    name: Text
    zone: str = "Europe/Zurich"
    capacity: int | None = Field(None, ge=1)
    wheelchair_accessible: bool | None = None
    parts: tuple[str, ...] = Field((), max_length=PLACES_MOST)
    set_up_minutes: int = Field(15, ge=0, le=240)
    clear_out_minutes: int = Field(15, ge=0, le=240)
    official_sessions: tuple[OfficialSessionTimes, ...] = ()

    @field_validator("zone")
    @classmethod
    def _is_known(cls, zone: str) -> str:
        if zone not in available_timezones():
            raise ValueError("Write a time zone such as Europe/Zurich.")
        return zone


class HoldOfficialSession(Command, OfficialSessionTimes):
    """Reserve a room for an official session; side events it hits lose their place (E3)."""

    room_id: str


class HowRequestsAreTaken(Value):
    """What becomes of late requests, and which conditions hosts accept."""

    late_requests: LateRequests
    conditions: LongText = ""


class SetRequestRules(Command, HowRequestsAreTaken):
    """Say how requests are taken at a meeting."""

    meeting_id: str


class RequestSideEvent(Command):
    """Ask for a side event; hosts are delegations of the meeting (E6), the lead host's contact is written to."""

    meeting_id: str
    title: Text
    lead_host: str
    supporting_hosts: tuple[str, ...] = Field((), max_length=PLACES_MOST)
    contact: Contact
    description: LongText = ""
    theme: Theme | None = None
    preferences: tuple[Preference, ...] = Field(min_length=1, max_length=3)
    expected_attendance: int = Field(ge=1, le=5_000)
    format: Format = Format.IN_PERSON
    speakers: tuple[Speaker, ...] = Field((), max_length=PLACES_MOST)
    needs: Needs = Needs()
    accepts_conditions: bool = False


class RoomAndTime(Value):
    """Where and when; times without an offset are read on the wall clock of the venue.

    Where warnings stand (E2, E4, E9), `override_reason` says why all the same.
    """

    room_id: str
    starts_at: datetime
    ends_at: datetime
    override_reason: Text | None = None


class NewRoomAndTime(RoomAndTime):
    """Where and when from now on; the reason is told to the host and stands in the programme."""

    reason: Text


class Why(Value):
    """The reason, as the host reads it."""

    reason: Text


class AcceptSideEvent(Command, RoomAndTime):
    """Give a request its room and time."""

    side_event_id: str

    @property
    def reason(self) -> str | None:
        """What the audit keeps as the reason."""
        return self.override_reason


class MoveSideEvent(Command, NewRoomAndTime):
    """Give a side event another room or time."""

    side_event_id: str


class DeclineSideEvent(Command, Why):
    """Turn a request down."""

    side_event_id: str


class ConfirmSideEvent(Command):
    """Note that the host agrees to the room and time."""

    side_event_id: str


class PublishSideEvent(Command):
    """Put a confirmed side event into the programme."""

    side_event_id: str


class CancelSideEvent(Command, Why):
    """Call a side event off and release its room."""

    side_event_id: str


class ErasureAnswer(Value):
    """Whether the person of this name is the one who asked to be erased."""

    person: str = Field(max_length=10_000)
    erased: bool

    @property
    def reason(self) -> str:
        """What the audit keeps as the reason."""
        return "erased" if self.erased else "kept"


class AnswerErasure(Command, ErasureAnswer):
    """Erase a person of a side event of whom only the name is known to be that of somebody erased, or keep them."""

    side_event_id: str


class InviteHost(Command):
    """Mail the contact a link that opens the host's own page."""

    side_event_id: str


class RoomAdded(Value):
    """The answer to AddRoom."""

    room_id: str


class Requested(Value):
    """The answer to RequestSideEvent."""

    side_event_id: str
    late: bool


class Displaced(Value):
    """The answer to HoldOfficialSession: the side events that lost their place."""

    side_event_ids: tuple[str, ...] = ()
