"""Valid values of side events by default: a meeting in Geneva, delegations, two rooms, a request for Monday lunch."""

from datetime import UTC, date, datetime
from typing import TypeVar

from services.side_events.commands import AcceptSideEvent, AddRoom, OfficialSessionTimes, RequestSideEvent
from services.side_events.domain import (
    Contact,
    DelegationCopy,
    MeetingCopy,
    Preference,
    Room,
    Session,
    SideEvent,
)
from services.side_events.ports import SideEventsUnit
from services.side_events.store import KEPT
from shared.contracts.registration import (
    Category,
    Deadline,
    DeadlineKind,
    DelegationInvited,
    MeetingAnnounced,
    MeetingRescheduled,
    ParticipantFacts,
    ParticipantWithdrawn,
)
from shared.who import Grant, Role, Who
from tests.fakes import World

P = TypeVar("P", bound=ParticipantFacts)
MEETING = "mtg_apmbc-22msp"
OPENS, CLOSES = date(2025, 12, 1), date(2025, 12, 5)
ZONE = "Europe/Zurich"
XXIV = "roo_palais-e-xxiv"
VIII = "roo_palais-a-viii"
OFFICER = Who(subject="staff:ana", name="Ana Ruiz", grants=frozenset({Grant(role=Role.SIDE_EVENTS_OFFICER)}))


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return an instant in December 2025 by the wall clock of Geneva (UTC+1)."""
    return datetime(2025, 12, day, hour - 1, minute, tzinfo=UTC)


def a_meeting(**changes: object) -> MeetingCopy:
    meeting = MeetingCopy(
        version=1,
        meeting_id=MEETING,
        code="APMBC-22MSP",
        convention="APMBC",
        title="Twenty-Second Meeting of the States Parties",
        opens_on=OPENS,
        closes_on=CLOSES,
        venue="Palais des Nations",
        city="Geneva",
        zone=ZONE,
        deadlines=(Deadline(kind=DeadlineKind.SIDE_EVENTS, at=datetime(2025, 11, 14, 17, tzinfo=UTC)),),
    )
    return meeting.model_copy(update=changes)


def a_delegation(slug: str, name: str, **changes: object) -> DelegationCopy:
    delegation = DelegationCopy(
        version=1,
        delegation_id=f"del_apmbc-22msp_{slug}",
        meeting_id=MEETING,
        name=name,
        category=Category.STATE_PARTY,
        state=slug.upper(),
    )
    return delegation.model_copy(update=changes)


def a_room(room_id: str = XXIV, **changes: object) -> Room:
    room = Room(
        version=1,
        room_id=room_id,
        site="Palais",
        building="E",
        name="XXIV",
        zone=ZONE,
        capacity=260,
        wheelchair_accessible=True,
    )
    return room.model_copy(update=changes)


def a_request(**changes: object) -> RequestSideEvent:
    request = RequestSideEvent(
        meeting_id=MEETING,
        title="Clearing the last mined areas",
        lead_host="del_apmbc-22msp_deu",
        contact=Contact(name="Lena Berg", email="lena@example.org"),
        preferences=(Preference(day=OPENS),),
        expected_attendance=80,
        accepts_conditions=True,
    )
    return request.model_copy(update=changes)


def an_acceptance(side_event_id: str = "sev_1", **changes: object) -> AcceptSideEvent:
    acceptance = AcceptSideEvent(side_event_id=side_event_id, room_id=XXIV, starts_at=at(1, 13), ends_at=at(1, 15))
    return acceptance.model_copy(update=changes)


def session_times(day: int, start: int, end: int) -> OfficialSessionTimes:
    return OfficialSessionTimes(title="the plenary", starts_at=at(day, start), ends_at=at(day, end))


def an_added_room(**changes: object) -> AddRoom:
    return AddRoom(site="Palais", building="E", name="XXIV", capacity=260).model_copy(update=changes)


def a_session(day: int, start: int, end: int) -> Session:
    return Session(title="the plenary", starts_at=at(day, start), ends_at=at(day, end))


def new_dates(opens_on: date, closes_on: date, **changes: object) -> MeetingRescheduled:
    told = MeetingRescheduled(
        version=2,
        meeting_id=MEETING,
        code="APMBC-22MSP",
        convention="APMBC",
        kind="msp",
        title="Twenty-Second Meeting of the States Parties",
        opens_on=opens_on,
        closes_on=closes_on,
        venue="Palais des Nations",
        city="Geneva",
        country="CHE",
        zone=ZONE,
        languages=("en",),
        deadlines=(),
        previous_opens_on=OPENS,
        previous_closes_on=CLOSES,
    )
    return told.model_copy(update=changes)


def a_meeting_told() -> MeetingAnnounced:
    """Return the announcement of the meeting."""
    dates = new_dates(OPENS, CLOSES)
    return MeetingAnnounced.model_validate({**dates.model_dump(), "version": 1})


def a_delegation_told(delegation_id: str) -> DelegationInvited:
    """Return the invitation of a delegation."""
    return DelegationInvited(
        version=1,
        delegation_id=delegation_id,
        meeting_id=MEETING,
        name=f"Delegation {delegation_id}",
        category=Category.STATE_PARTY,
    )


def a_withdrawal(full_name: str) -> ParticipantWithdrawn:
    return told_of(full_name, ParticipantWithdrawn)


def told_of(full_name: str, kind: type[P]) -> P:
    """Return a fact about somebody as registration tells it."""
    return kind.model_validate(
        {
            "version": 3,
            "participant_id": "par_1",
            "meeting_id": MEETING,
            "delegation_id": "del_apmbc-22msp_deu",
            "delegation": "Germany",
            "category": Category.STATE_PARTY,
            "full_name": full_name,
            "role": "adviser",
        }
    )


def a_world() -> World[SideEventsUnit]:
    """Return a service in memory that knows the meeting, three delegations and two rooms."""
    world = World[SideEventsUnit]("side_events", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_room(), a_room(VIII, building="A", name="VIII", capacity=60, wheelchair_accessible=None))
    world.keep(a_delegation("deu", "Germany"), a_delegation("col", "Colombia"), a_delegation("mag", "MAG", state=None))
    return world


def the_event(world: World[SideEventsUnit], side_event_id: str = "sev_1") -> SideEvent:
    """Return a side event as it stands now."""
    state = world.state("side_events", side_event_id)
    assert isinstance(state, SideEvent)
    return state
