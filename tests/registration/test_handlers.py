"""Each command of registration: what it leaves, tells and mails; and what it hears, twice."""

from datetime import UTC, date, datetime

import pytest

from services.registration.commands import (
    CheckInParticipant,
    ConfirmParticipant,
    InviteFocalPoint,
    InviteOrganisation,
    InviteStates,
    IssueListOfParticipants,
    MailSignInLink,
    OpenRegistration,
    RecordCredentials,
    RescheduleMeeting,
    WithdrawParticipant,
)
from services.registration.domain import (
    AlreadyAnnounced,
    AlreadyInvited,
    AlreadyRegistered,
    DecisionRecordMissing,
    Delegation,
    Expectation,
    MeetingStatus,
    NotNotified,
    Participant,
    RegistrationNotOpen,
    SamePairOfEyes,
    UnknownConvention,
)
from services.registration.gateways import PackagedConventions
from services.registration.handlers import (
    MeetingRescheduler,
    StatesInviter,
    announce_meeting,
    check_in_participant,
    confirm_participant,
    expect_delegate,
    invite_focal_point,
    invite_organisation,
    issue_list_of_participants,
    mail_sign_in_link,
    notify_delegation,
    open_registration,
    record_credentials,
    register_participant,
    withdraw_participant,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import (
    Category,
    CredentialsState,
    DelegationInvited,
    DelegationNotified,
    ListOfParticipantsIssued,
    MeetingAnnounced,
    MeetingRescheduled,
    ParticipantCheckedIn,
    ParticipantConfirmed,
    ParticipantRegistered,
    ParticipantWithdrawn,
    RegistrationOpened,
)
from shared.contracts.sponsorship import OfferAccepted, TravelCancelled
from shared.errors import NotAllowed
from shared.who import Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import (
    JAPAN_ID,
    MEETING_ID,
    OFFICER,
    SECOND_OFFICER,
    a_delegation,
    a_head,
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
    assert [one.version for one in world.told(MeetingRescheduled)] == [3]
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


async def test_a_note_is_told_with_its_number_of_names(world: World[RegistrationUnit]) -> None:
    answer = await world.run(notify_delegation, a_note())

    assert (answer.named, answer.late) == (2, False)
    (told,) = world.told(DelegationNotified)
    assert isinstance(told, DelegationNotified)
    assert (told.delegation_id, told.named, told.late, told.version) == (JAPAN_ID, 2, False, 2)


async def test_only_an_officer_says_that_a_note_came_in_earlier(world: World[RegistrationUnit]) -> None:
    """R8."""
    world.clock.move(days=20)
    in_time = a_note(received_at=datetime(2025, 11, 3, tzinfo=UTC))
    by_officer = await world.run(notify_delegation, in_time)
    mission = Who(
        subject="focal_point:jpn", name="Mission", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=JAPAN_ID)})
    )
    by_mission = await world.run(notify_delegation, in_time, mission)

    assert (by_officer.late, by_mission.late) == (False, True)


async def test_a_registration_is_one_document_with_its_event(world: World[RegistrationUnit]) -> None:
    answer = await world.run(register_participant, a_registration())

    (change,) = world.backend.written
    assert [record.subject for record in change.outbox] == [ParticipantRegistered.subject]
    (told,) = world.told(ParticipantRegistered)
    assert told == ParticipantRegistered(
        participant_id=answer.participant_id,
        meeting_id=MEETING_ID,
        delegation_id=JAPAN_ID,
        delegation="Japan",
        category=Category.STATE_PARTY,
        state="JPN",
        full_name="Ichikawa Tomiko",
        role=the_participant(world, answer.participant_id).role,
        language="en",
        version=1,
    )


async def test_an_address_registers_once_until_withdrawn(world: World[RegistrationUnit]) -> None:
    first = await world.run(register_participant, a_registration())
    with pytest.raises(AlreadyRegistered) as refusal:
        await world.run(register_participant, a_registration(email="TOMIKO@mission.example"))
    await world.run(withdraw_participant, WithdrawParticipant(participant_id=first.participant_id, reason="Illness"))
    again = await world.run(register_participant, a_registration())

    assert refusal.value.field == "email"
    assert again.participant_id != first.participant_id


async def test_confirmation_needs_the_note_and_mails_a_link(world: World[RegistrationUnit]) -> None:
    """R3."""
    participant_id = (await world.run(register_participant, a_registration())).participant_id
    with pytest.raises(NotNotified):
        await world.run(confirm_participant, ConfirmParticipant(participant_id=participant_id))
    await world.run(notify_delegation, a_note())
    answer = await world.run(confirm_participant, ConfirmParticipant(participant_id=participant_id))

    assert (answer.status, len(world.told(ParticipantConfirmed))) == ("confirmed", 1)
    (mail,) = world.mails
    assert (mail.to, mail.subject) == ("tomiko@mission.example", "Your participation is confirmed")


async def test_who_registers_can_be_mailed_their_own_page(world: World[RegistrationUnit]) -> None:
    world.keep(a_participant(participant_id="par_9"))
    await world.run(mail_sign_in_link, MailSignInLink(participant_id="par_9"))

    assert [mail.to for mail in world.mails] == ["tomiko@mission.example"]


@pytest.mark.parametrize(
    ("role", "scope", "allowed"),
    [
        (Role.REGISTRATION_OFFICER, None, True),
        (Role.FOCAL_POINT, JAPAN_ID, True),
        (Role.PARTICIPANT, "par_9", True),
        (Role.FOCAL_POINT, "del_apmbc-22msp_fra", False),
        (Role.PARTICIPANT, "par_8", False),
        (Role.MEDIA_OFFICER, None, False),
    ],
)
async def test_who_may_withdraw(world: World[RegistrationUnit], role: Role, scope: str | None, allowed: bool) -> None:
    world.keep(a_participant(participant_id="par_9"))
    who = Who(subject="someone", name="Someone", grants=frozenset({Grant(role=role, scope=scope)}))
    asked = WithdrawParticipant(participant_id="par_9", reason="Recalled")
    if allowed:
        await world.run(withdraw_participant, asked, who)
        assert len(world.told(ParticipantWithdrawn)) == 1
    else:
        with pytest.raises(NotAllowed):
            await world.run(withdraw_participant, asked, who)


async def test_a_device_reports_an_arrival_later(world: World[RegistrationUnit]) -> None:
    participant_id = await confirmed(world)
    arrived_at = world.clock()
    world.clock.move(hours=2)
    await world.run(check_in_participant, CheckInParticipant(participant_id=participant_id, arrived_at=arrived_at))

    (told,) = world.told(ParticipantCheckedIn)
    assert isinstance(told, ParticipantCheckedIn)
    assert (told.arrived_at, told.version) == (arrived_at, 3)


async def test_credentials_need_a_second_officer(world: World[RegistrationUnit]) -> None:
    for state in ("original_received", "examined"):
        await world.run(record_credentials, RecordCredentials(delegation_id=JAPAN_ID, state=CredentialsState(state)))
    in_order = RecordCredentials(delegation_id=JAPAN_ID, state=CredentialsState.IN_ORDER)
    with pytest.raises(SamePairOfEyes):
        await world.run(record_credentials, in_order)
    answer = await world.run(record_credentials, in_order, SECOND_OFFICER)

    assert answer.credentials is CredentialsState.IN_ORDER


async def test_a_new_focal_point_takes_the_place_of_the_former(world: World[RegistrationUnit]) -> None:
    for name in ("sato", "mori"):
        await world.run(
            invite_focal_point, InviteFocalPoint(delegation_id=JAPAN_ID, name=name, email=f"{name}@mission.example")
        )

    assert [mail.to for mail in world.mails] == ["sato@mission.example", "mori@mission.example"]
    links = world.backend.rows["_sign_in_links"].values()
    assert [link.body["revoked_at"] is None for link in links] == [False, True]


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


def an_offer_fact(version: int) -> dict[str, object]:
    return {
        "offer_id": "off_1",
        "nomination_id": "nom_1",
        "meeting_id": MEETING_ID,
        "state": "KHM",
        "delegate": "Sok Dara",
        "version": version,
    }


async def test_an_accepted_offer_lets_us_expect_the_delegate_until_travel_is_cancelled(
    world: World[RegistrationUnit],
) -> None:
    """S7; each fact heard twice, and an old one after a newer."""
    accepted = OfferAccepted.model_validate(an_offer_fact(2))
    cancelled = TravelCancelled.model_validate({**an_offer_fact(3), "refund_task": True})
    await world.run(expect_delegate, accepted)
    await world.run(expect_delegate, accepted)
    expected = world.state("expectations", "off_1")
    for fact in (cancelled, cancelled, accepted):
        await world.run(expect_delegate, fact)

    assert expected == Expectation(
        offer_id="off_1", meeting_id=MEETING_ID, state="KHM", delegate="Sok Dara", name_key="sok dara", version=2
    )
    after = world.state("expectations", "off_1")
    assert isinstance(after, Expectation)
    assert (after.active, after.version) == (False, 3)


async def test_nothing_is_registered_before_the_meeting_opens(world: World[RegistrationUnit]) -> None:
    world.keep(a_meeting(status=MeetingStatus.ANNOUNCED), a_delegation(names=(a_head(),)))
    with pytest.raises(RegistrationNotOpen):
        await world.run(register_participant, a_registration())

    assert world.told() == []
