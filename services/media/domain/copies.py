"""What media knows of others: meetings, side events in the programme, and how many came."""

from datetime import date

from shared.contracts.registration import Deadline, ListOfParticipantsIssued, MeetingFacts
from shared.contracts.side_events import SideEventCancelled, SideEventPlaced
from shared.values import Aggregate, Instant


class MeetingCopy(Aggregate):
    """A meeting as registration last told it."""

    meeting_id: str
    code: str
    title: str
    opens_on: date
    closes_on: date
    venue: str
    city: str
    zone: str
    convention: str = ""
    deadlines: tuple[Deadline, ...] = ()


class SideEventCopy(Aggregate):
    """A side event as it was last told; without room and time if all that was heard of it is its cancellation."""

    side_event_id: str
    meeting_id: str
    title: str
    hosts: tuple[str, ...]
    theme: str | None = None
    description: str = ""
    room: str | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    zone: str = "Europe/Zurich"
    change: str = ""
    """Why it was moved or cancelled last."""
    cancelled: bool = False


class Participation(Aggregate):
    """The numbers of one issue of a list of participants, for use in releases."""

    list_of_participants_id: str
    meeting_id: str
    symbol: str
    issue: int
    states_parties: int
    observer_states: int
    organisations: int
    delegates: int
    women: int
    issued_at: Instant

    @property
    def women_per_cent(self) -> int:
        """The share of women, rounded to a whole per cent."""
        return round(100 * self.women / self.delegates) if self.delegates else 0


def meeting_copy(event: MeetingFacts) -> MeetingCopy:
    """Return our copy of a meeting."""
    return MeetingCopy(**event.model_dump(include=set(MeetingCopy.model_fields)))


def participation(event: ListOfParticipantsIssued) -> Participation:
    """Return the numbers of a list of participants."""
    return Participation(**event.model_dump())


def side_event_copy(event: SideEventPlaced | SideEventCancelled, known: SideEventCopy | None) -> SideEventCopy:
    """Return the side event as the newer of `event` and what is `known` says; a cancellation keeps the known place."""
    if known and known.version >= event.version:
        return known
    told = event.model_dump(include=set(SideEventCopy.model_fields))
    change = getattr(event, "reason", "")
    cancelled = isinstance(event, SideEventCancelled)
    before = known.model_dump() if known else {}
    return SideEventCopy(**{**before, **told, "change": change, "cancelled": cancelled})
