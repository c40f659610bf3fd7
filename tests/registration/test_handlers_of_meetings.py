"""What is asked about meetings and their delegations: what it leaves, tells and mails."""

from datetime import date

import pytest

from services.registration.commands import (
    CheckInParticipant,
    ConfirmParticipant,
    InviteOrganisation,
    InviteStates,
    IssueListOfParticipants,
    OpenRegistration,
    RescheduleMeeting,
)
from services.registration.domain import (
    AlreadyAnnounced,
    AlreadyInvited,
    DecisionRecordMissing,
    Delegation,
    Participant,
    UnknownConvention,
)
from services.registration.gateways import PackagedConventions
from services.registration.handlers import (
    MeetingRescheduler,
    StatesInviter,
    announce_meeting,
    check_in_participant,
    confirm_participant,
    invite_organisation,
    issue_list_of_participants,
    notify_delegation,
    open_registration,
    register_participant,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import (
    Category,
    CredentialsState,
    DelegationInvited,
    ListOfParticipantsIssued,
    MeetingAnnounced,
    MeetingRescheduled,
    RegistrationOpened,
)
from tests.fakes import World
from tests.registration.builders import (
    JAPAN_ID,
    MEETING_ID,
    OFFICER,
    a_delegation,
    a_meeting,
    a_note,
    a_participant,
    a_registration,
    an_announcement,
)

CONVENTIONS = PackagedConventions.read()
ESTONIA_ID = "del_apmbc-22msp_est"
JANUARY = RescheduleMeeting(
    meeting_id=MEETING_ID,
    opens_on=date(2026, 1, 5),
    closes_on=date(2026, 1, 9),
    venue="Palais des Nations",
    city="Geneva",
    country="CHE",
)


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    return world


async def confirmed(world: World[RegistrationUnit]) -> str:
    """Take her through both tracks."""
    await world.run(notify_delegation, a_note())
    participant_id = (await world.run(register_participant, a_registration())).participant_id
    await world.run(confirm_participant, ConfirmParticipant(participant_id=participant_id))
    return participant_id


def the_participant(world: World[RegistrationUnit], participant_id: str) -> Participant:
    state = world.state("participants", participant_id)
    assert isinstance(state, Participant)
    return state


def the_delegation(world: World[RegistrationUnit], delegation_id: str = JAPAN_ID) -> Delegation:
    state = world.state("delegations", delegation_id)
    assert isinstance(state, Delegation)
    return state


async def test_an_announced_meeting_is_opened_and_both_are_told(world: World[RegistrationUnit]) -> None:
    answer = await world.run(announce_meeting, an_announcement(code="APMBC-23MSP"))
    await world.run(open_registration, OpenRegistration(meeting_id=answer.meeting_id))

    announced, opened = world.told(MeetingAnnounced, RegistrationOpened)
    assert (answer.meeting_id, announced.version, opened.version) == ("mtg_apmbc-23msp", 1, 2)
    assert isinstance(announced, MeetingAnnounced)
    assert (announced.code, announced.kind, announced.zone) == ("APMBC-23MSP", "MSP", "Europe/Zurich")


async def test_a_code_is_announced_once(world: World[RegistrationUnit]) -> None:
    with pytest.raises(AlreadyAnnounced):
        await world.run(announce_meeting, an_announcement(code="apmbc-22msp"))


async def test_every_state_and_observer_is_invited_once(world: World[RegistrationUnit]) -> None:
    invite = InviteStates(meeting_id=MEETING_ID)
    first = await world.run(StatesInviter(CONVENTIONS), invite)
    again = await world.run(StatesInviter(CONVENTIONS), invite)

    assert (first.invited, first.total, again.invited, again.total) == (207, 208, 0, 208)
    assert len(world.told(DelegationInvited)) == 207
    assert the_delegation(world, ESTONIA_ID).category is Category.STATE_PARTY


async def test_states_of_an_unknown_convention_are_not_invited(world: World[RegistrationUnit]) -> None:
    world.keep(a_meeting(meeting_id="mtg_x", code="X", convention="XYZ"))
    with pytest.raises(UnknownConvention):
        await world.run(StatesInviter(CONVENTIONS), InviteStates(meeting_id="mtg_x"))


async def test_another_opening_date_changes_categories(world: World[RegistrationUnit]) -> None:
    """R5: the Baltic States are no longer parties when the meeting opens in January; Finland and Poland still are."""
    await world.run(StatesInviter(CONVENTIONS), InviteStates(meeting_id=MEETING_ID))
    world.keep(a_participant(delegation_id=ESTONIA_ID, participant_id="par_est"))
    answer = await world.run(MeetingRescheduler(CONVENTIONS), JANUARY)

    assert answer.recategorised == 3
    assert the_delegation(world, ESTONIA_ID).credentials.state is CredentialsState.NOT_REQUIRED
    assert the_participant(world, "par_est").category is Category.STATE_NOT_PARTY
    assert [one.version for one in world.told(MeetingRescheduled)] == [4]


async def test_a_meeting_may_say_another_day_for_the_categories(world: World[RegistrationUnit]) -> None:
    """R5 is our reading; with the day of the convocation the Baltic States stay parties at a meeting in January."""
    await world.run(StatesInviter(CONVENTIONS), InviteStates(meeting_id=MEETING_ID))
    before = JANUARY.model_copy(update={"categories_on": date(2025, 12, 1)})

    kept = await world.run(MeetingRescheduler(CONVENTIONS), before)
    opening = await world.run(MeetingRescheduler(CONVENTIONS), JANUARY)

    assert (kept.recategorised, opening.recategorised) == (0, 3)
    assert the_delegation(world, ESTONIA_ID).category is Category.STATE_NOT_PARTY
    last = world.told(DelegationInvited)[-3:]
    assert [(one.aggregate_id[-3:], one.version) for one in last] == [("est", 2), ("ltu", 2), ("lva", 2)]


async def test_an_organisation_is_invited_once_and_by_decision(world: World[RegistrationUnit]) -> None:
    """R4."""
    asked = InviteOrganisation(meeting_id=MEETING_ID, name="Mines Action Canada", decision_record="CC/2025/7, para. 3")
    answer = await world.run(invite_organisation, asked)

    assert (answer.delegation_id, answer.category) == ("del_apmbc-22msp_mines-action-canada", "other_organisation")
    with pytest.raises(AlreadyInvited):
        await world.run(invite_organisation, asked)
    with pytest.raises(DecisionRecordMissing):
        await world.run(invite_organisation, asked.model_copy(update={"name": "Another", "decision_record": ""}))


async def test_lists_are_numbered_and_then_revised(world: World[RegistrationUnit]) -> None:
    """R8."""
    participant_id = await confirmed(world)
    first = await world.run(issue_list_of_participants, IssueListOfParticipants(meeting_id=MEETING_ID, number=2))
    jose = await world.run(
        register_participant, a_registration(full_name="Jose Muller", email="jose@mission.example", gender="male")
    )
    await world.run(confirm_participant, ConfirmParticipant(participant_id=jose.participant_id))
    await world.run(check_in_participant, CheckInParticipant(participant_id=participant_id))
    second = await world.run(issue_list_of_participants, IssueListOfParticipants(meeting_id=MEETING_ID))

    assert (first.symbol, first.delegates) == ("APLC/MSP.22/2025/INF.2", 1)
    assert (second.symbol, second.delegates) == ("APLC/MSP.22/2025/INF.2/Rev.1", 2)
    told = [one for one in world.told(ListOfParticipantsIssued) if isinstance(one, ListOfParticipantsIssued)]
    assert [(one.issue, one.states_parties, one.delegates, one.women) for one in told] == [(1, 1, 1, 1), (2, 1, 2, 1)]
