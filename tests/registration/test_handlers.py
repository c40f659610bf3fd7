"""Each command of registration: what it leaves, tells and mails; and what it hears, twice."""

from datetime import UTC, datetime

import pytest

from services.registration.commands import (
    CheckInParticipant,
    ConfirmParticipant,
    InviteFocalPoint,
    MailSignInLink,
    RecordCredentials,
    WithdrawParticipant,
)
from services.registration.domain import (
    AlreadyRegistered,
    Delegation,
    Expectation,
    MeetingStatus,
    NotNotified,
    Participant,
    RegistrationNotOpen,
    SamePairOfEyes,
)
from services.registration.handlers import (
    check_in_participant,
    confirm_participant,
    expect_delegate,
    invite_focal_point,
    mail_sign_in_link,
    notify_delegation,
    record_credentials,
    register_participant,
    withdraw_participant,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import (
    Category,
    CredentialsState,
    DelegationNotified,
    ParticipantCheckedIn,
    ParticipantConfirmed,
    ParticipantRegistered,
    ParticipantWithdrawn,
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
    assert (mail.to, mail.subject) == ("tomiko@mission.example", "Your participation is confirmed · APMBC-22MSP")


async def test_who_registers_can_be_mailed_their_own_page(world: World[RegistrationUnit]) -> None:
    world.keep(a_participant(participant_id="par_9"))
    await world.run(mail_sign_in_link, MailSignInLink(participant_id="par_9"))

    (mail,) = world.mails
    assert mail.to == "tomiko@mission.example"
    assert "(Geneva) = Mon 24 Nov 2025" in mail.text
    assert mail.text.endswith(
        "\nJapan\nTwenty-Second Meeting of the States Parties\n1–5 December 2025 · Palais des Nations, Geneva\n"
    )


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
