"""What registration decides reaches everyone: a rejected observer, a speaker who stays away, dates, treaties, lists."""

from datetime import date, timedelta

import pytest

from services.media.domain.copies import Participation
from services.media.domain.release import Release
from services.registration.commands import (
    ConfirmParticipant,
    IssueListOfParticipants,
    NotifyDelegation,
    RegisterParticipant,
    RescheduleMeeting,
    WithdrawParticipant,
)
from services.registration.commands.badge_requests import RequestBadge
from services.registration.commands.delegations import NamedPerson
from services.registration.commands.observers import (
    DecideObserver,
    InviteObserver,
    RecommendObserver,
    RequestObserverStatus,
)
from services.registration.commands.treaty import RecordTreatyStatus
from services.registration.domain import Meeting, Participant, ParticipantStatus
from services.registration.gateways import PackagedConventions
from services.registration.handlers import (
    MeetingRescheduler,
    confirm_participant,
    issue_list_of_participants,
    notify_delegation,
    register_participant,
    withdraw_participant,
)
from services.registration.handlers.badge_requests import request_badge
from services.registration.handlers.observers import (
    ObserverInviter,
    decide_observer,
    recommend_observer,
    request_observer_status,
)
from services.registration.handlers.treaty import TreatyStatusRecorder
from services.side_events.domain import SideEvent, Status
from services.side_events.handlers import accept_side_event, add_room, request_side_event
from shared.contracts.registration import BadgeRevoked, DelegateRole
from tests.journeys.town import Town, an_open_meeting
from tests.registration.builders import MEETING_ID
from tests.registration.builders import OFFICER as DESK
from tests.side_events.builders import OFFICER, a_request, an_acceptance, an_added_room

CONVENTIONS = PackagedConventions.read()
REQUEST, MAC = "obs_apmbc-22msp_mines-aware", "del_apmbc-22msp_mines-aware"
GERMANY = "del_apmbc-22msp_deu"


@pytest.fixture
async def town() -> Town:
    town = Town()
    await an_open_meeting(town)
    return town


async def confirmed(town: Town, delegation_id: str, full_name: str) -> str:
    """Register somebody whom the note of their delegation names, and confirm them."""
    desk = town["registration"]
    named = NamedPerson(full_name=full_name, role=DelegateRole.HEAD)
    note = NotifyDelegation(delegation_id=delegation_id, reference="1", dated=date(2025, 11, 3), names=(named,))
    await desk.run(notify_delegation, note, DESK)
    person = RegisterParticipant(
        delegation_id=delegation_id, full_name=full_name, email="head@x.example", role=DelegateRole.HEAD
    )
    now = await desk.run(register_participant, person, DESK)
    await desk.run(confirm_participant, ConfirmParticipant(participant_id=now.participant_id), DESK)
    await town.settle()
    return str(now.participant_id)


async def a_provisional_observer(town: Town) -> None:
    desk = town["registration"]
    asking = RequestObserverStatus(
        meeting_id=MEETING_ID,
        organisation="Mines Aware",
        purpose="Clearance",
        contact_name="Mia Ek",
        contact_email="mia@aware.example",
    )
    await desk.run(request_observer_status, asking, DESK)
    weighed = RecommendObserver(
        observer_request_id=REQUEST, recommended=True, non_profit=True, consistent=True, record="Committee, 3 June"
    )
    await desk.run(recommend_observer, weighed, DESK)
    await desk.run(ObserverInviter(CONVENTIONS), InviteObserver(observer_request_id=REQUEST), DESK)
    await town.settle()


async def a_side_event(town: Town, host: str, contact: str = "") -> str:
    """Let a delegation hold a side event on the first day; return its id."""
    side_events, request = town["side_events"], a_request(lead_host=host)
    if contact:
        request = request.model_copy(update={"contact": request.contact.model_copy(update={"name": contact})})
    room = await side_events.run(add_room, an_added_room(), OFFICER)
    requested = await side_events.run(request_side_event, request, OFFICER)
    place = an_acceptance(requested.side_event_id, room_id=room.room_id, override_reason="The Meeting decides.")
    await side_events.run(accept_side_event, place, OFFICER)
    await town.settle()
    return str(requested.side_event_id)


def the_side_event(town: Town, id: str) -> SideEvent:
    event = town["side_events"].state("side_events", id)
    assert isinstance(event, SideEvent)
    return event


async def test_a_rejected_observer_loses_slot_people_and_badges(town: Town) -> None:
    await a_provisional_observer(town)
    person = await confirmed(town, MAC, "Mia Ek")
    event = await a_side_event(town, MAC)
    await town["registration"].run(
        request_badge, RequestBadge(delegation_id=MAC, name="Their driver", function="Driver"), DESK
    )
    decision = DecideObserver(observer_request_id=REQUEST, approved=False, record="MSP.22/2025/11")
    await town["registration"].run(decide_observer, decision, DESK)
    await town.settle()

    participant = town["registration"].state("participants", person)
    assert isinstance(participant, Participant)
    assert participant.status is ParticipantStatus.WITHDRAWN
    assert len(town["registration"].told(BadgeRevoked)) == 2
    assert (the_side_event(town, event).status, the_side_event(town, event).placement) == (Status.CANCELLED, None)


async def test_a_side_event_is_flagged_once_when_its_contact_withdraws(town: Town) -> None:
    person = await confirmed(town, GERMANY, "Lena Berg")
    event = await a_side_event(town, GERMANY, contact="Lena Berg")
    withdrawal = WithdrawParticipant(participant_id=person, reason="Needed in Berlin")
    await town["registration"].run(withdraw_participant, withdrawal, DESK)
    await town.settle()

    assert [flag.about for flag in the_side_event(town, event).flags] == ["Lena Berg"]


async def test_a_meeting_that_moves_is_known_with_its_deadlines_by_every_service(town: Town) -> None:
    plan = RescheduleMeeting(
        meeting_id=MEETING_ID,
        opens_on=date(2025, 12, 8),
        closes_on=date(2025, 12, 12),
        venue="Palais des Nations",
        city="Geneva",
        country="CHE",
    )
    await confirmed(town, GERMANY, "Lena Berg")
    await town["registration"].run(MeetingRescheduler(CONVENTIONS), plan, DESK)
    await town.settle()

    told = town["registration"].state("meetings", MEETING_ID)
    assert isinstance(told, Meeting)
    for service in ("media", "side_events", "sponsorship"):
        copy = town[service].state("meetings", MEETING_ID).model_dump()
        assert (copy["opens_on"], copy["deadlines"]) == (told.opens_on, told.model_dump()["deadlines"]), service
    for _ in range(8):
        await town.wait_until(town.clock.now + timedelta(minutes=5))
    assert [one.to for one in town["registration"].mails if "other dates" in one.subject] == ["head@x.example"]


async def test_an_accession_is_drafted_as_a_release_once(town: Town) -> None:
    act = RecordTreatyStatus(
        convention="APMBC", state="CHN", act="accession", dated=date(2025, 9, 1), reference="C.N.1.2025"
    )
    await town["registration"].run(TreatyStatusRecorder(CONVENTIONS), act, DESK)
    await town.settle()

    media = town["media"]
    (id,) = media.backend.rows["releases"]
    release = media.state("releases", id)
    assert isinstance(release, Release)
    assert "accession" in release.content.texts[0].body


async def test_the_figures_of_an_issued_list_are_known_to_media(town: Town) -> None:
    await confirmed(town, GERMANY, "Lena Berg")
    await town["registration"].run(issue_list_of_participants, IssueListOfParticipants(meeting_id=MEETING_ID), DESK)
    await town.settle()

    media = town["media"]
    (id,) = media.backend.rows["participations"]
    known = media.state("participations", id)
    assert isinstance(known, Participation)
    assert (known.states_parties, known.delegates) == (1, 1)
