"""Delegations act for themselves: invite, endorse, share access and hand it over; what is missing and by when."""

import pytest

from services.registration.commands import ConfirmParticipant
from services.registration.commands.missions import (
    AddFocalPoint,
    DeclineParticipant,
    EndorseParticipants,
    HandOverDelegation,
    InvitePerson,
    RemoveFocalPoint,
    SetMissionRules,
)
from services.registration.domain import Delegation, FocalPoint
from services.registration.domain.missions import (
    AUTHORITIES,
    Endorsement,
    Endorsing,
    FocalPointAlready,
    MissionRules,
    NotEndorsed,
    NotOfThisDelegation,
    NotTheAdministrator,
    Seen,
    lacks,
    must_be_endorsed,
    provisional,
)
from services.registration.handlers import confirm_participant
from services.registration.handlers.missions import (
    add_focal_point,
    decline_participant,
    endorse_participants,
    hand_over_delegation,
    invite_person,
    remove_focal_point,
    set_mission_rules,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.errors import NotAllowed
from shared.who import Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import (
    JAPAN_ID,
    MEETING_ID,
    NOTED_AT,
    NOTIFICATION_DEADLINE,
    OFFICER,
    a_delegation,
    a_head,
    a_meeting,
    a_participant,
)

NAOKO = FocalPoint(name="Naoko Fujita", email="naoko@jpn.example")
GRANTS = frozenset({Grant(role=Role.FOCAL_POINT, scope=JAPAN_ID)})
MISSION = Who(subject="fp", name="Naoko Fujita", email=NAOKO.email, grants=GRANTS)
SECOND = Who(subject="fp2", name="Ken Abe", email="ken@jpn.example", grants=GRANTS)


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world: World[RegistrationUnit] = World("registration", KEPT, who=MISSION)
    world.keep(a_meeting(), a_delegation(focal_point=NAOKO, names=(a_head(),)), a_participant())
    return world


def japan(world: World[RegistrationUnit]) -> Delegation:
    found = world.state("delegations", JAPAN_ID)
    assert isinstance(found, Delegation)
    return found


async def test_somebody_is_asked_by_mail_to_register_and_asked_again(world: World[RegistrationUnit]) -> None:
    asked = InvitePerson(delegation_id=JAPAN_ID, name="Ito Ren", email="ren@jpn.example")
    await world.run(invite_person, asked)
    await world.run(invite_person, asked)

    assert [mail.to for mail in world.mails] == ["ren@jpn.example"] * 2
    assert "plenary:/registration/asked/inv_1" in world.mails[0].text


async def test_an_endorsement_is_given_refused_and_given_after_all(world: World[RegistrationUnit]) -> None:
    await world.run(endorse_participants, EndorseParticipants(delegation_id=JAPAN_ID, participant_ids=("par_0",)))
    declined = DeclineParticipant(delegation_id=JAPAN_ID, participant_id="par_0", reason="Left the ministry")
    await world.run(decline_participant, declined)
    said = world.state("endorsements", "par_0")
    assert isinstance(said, Endorsement)
    assert (said.endorsed, said.reason, said.by, said.version) == (False, "Left the ministry", "Naoko Fujita", 2)

    await world.run(endorse_participants, EndorseParticipants(delegation_id=JAPAN_ID, participant_ids=("par_0",)))
    again = world.state("endorsements", "par_0")
    assert isinstance(again, Endorsement)
    assert again.endorsed


async def test_nobody_is_confirmed_without_the_endorsement_a_meeting_requires(world: World[RegistrationUnit]) -> None:
    rules = SetMissionRules(meeting_id=MEETING_ID, endorsing="required")
    await world.run(set_mission_rules, rules, who=OFFICER)
    with pytest.raises(NotEndorsed):
        await world.run(confirm_participant, ConfirmParticipant(participant_id="par_0"), who=OFFICER)
    await world.run(endorse_participants, EndorseParticipants(delegation_id=JAPAN_ID, participant_ids=("par_0",)))
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_0"), who=OFFICER)


def test_whom_the_delegation_registered_itself_needs_no_endorsement() -> None:
    rules = MissionRules(meeting_id=MEETING_ID, endorsing=Endorsing.REQUIRED)

    must_be_endorsed(rules, None, registered_by="Naoko Fujita")
    must_be_endorsed(None, None, registered_by="")
    with pytest.raises(NotEndorsed):
        must_be_endorsed(rules, None, registered_by="")


async def test_people_of_others_are_not_theirs(world: World[RegistrationUnit]) -> None:
    world.keep(a_participant("Ana Díaz", participant_id="par_9", delegation_id="del_per", email="ana@per.example"))

    with pytest.raises(NotOfThisDelegation):
        await world.run(endorse_participants, EndorseParticipants(delegation_id=JAPAN_ID, participant_ids=("par_9",)))
    world.keep(a_delegation(delegation_id="del_per", name="Peru"))
    asked = InvitePerson(delegation_id="del_per", name="X", email="x@per.example")
    with pytest.raises(NotAllowed):
        await world.run(invite_person, asked)


async def test_the_access_administrator_adds_a_second_and_takes_them_off(world: World[RegistrationUnit]) -> None:
    person = AddFocalPoint(delegation_id=JAPAN_ID, name="Ken Abe", email="ken@jpn.example")
    await world.run(add_focal_point, person)
    with pytest.raises(FocalPointAlready):
        await world.run(add_focal_point, person)
    with pytest.raises(NotTheAdministrator):
        await world.run(add_focal_point, person.model_copy(update={"email": "z@jpn.example"}), who=SECOND)
    await world.run(invite_person, InvitePerson(delegation_id=JAPAN_ID, name="A", email="a@x.example"), who=SECOND)
    await world.run(remove_focal_point, RemoveFocalPoint(delegation_id=JAPAN_ID, email="ken@jpn.example"))

    assert japan(world).other_focal_points == ()
    links = world.backend.rows["_sign_in_links"].values()
    assert [row.body["revoked_at"] is not None for row in links] == [True]
    with pytest.raises(NotAllowed):
        await world.run(invite_person, InvitePerson(delegation_id=JAPAN_ID, name="A", email="b@x.example"), who=SECOND)


async def test_who_hands_over_acts_no_more(world: World[RegistrationUnit]) -> None:
    person = HandOverDelegation(delegation_id=JAPAN_ID, name="Ken Abe", email="ken@jpn.example")
    await world.run(hand_over_delegation, person)

    assert japan(world).focal_point == FocalPoint(name="Ken Abe", email="ken@jpn.example")
    assert [mail.to for mail in world.mails] == ["ken@jpn.example"]
    with pytest.raises(NotAllowed):
        await world.run(hand_over_delegation, person)


async def test_who_still_acts_for_the_delegation_keeps_their_access(world: World[RegistrationUnit]) -> None:
    person = HandOverDelegation(delegation_id=JAPAN_ID, name="Ken Abe", email="ken@jpn.example")
    await world.run(hand_over_delegation, person)
    await world.run(remove_focal_point, RemoveFocalPoint(delegation_id=JAPAN_ID, email="ken@jpn.example"), who=OFFICER)

    (link,) = world.backend.rows["_sign_in_links"].values()
    assert (link.body["address"], link.body["revoked_at"]) == ("ken@jpn.example", None)


async def test_a_meeting_without_rules_of_its_own_has_the_usual_authorities(world: World[RegistrationUnit]) -> None:
    await world.run(set_mission_rules, SetMissionRules(meeting_id=MEETING_ID), who=OFFICER)

    assert world.state("mission_rules", MEETING_ID) == MissionRules(meeting_id=MEETING_ID, version=1)
    assert MissionRules(meeting_id=MEETING_ID).authorities == AUTHORITIES


def test_what_is_missing_is_counted_with_its_deadline() -> None:
    rules = MissionRules(meeting_id=MEETING_ID)
    seen = Seen(people=(a_participant(),), missing=())
    silent = lacks(a_delegation(), a_meeting(), seen, rules, at=NOTED_AT)
    noted = a_delegation(notes=(), names=(a_head(),))

    assert [(one.kind, one.count, one.by, one.late) for one in silent] == [
        ("note", 1, NOTIFICATION_DEADLINE, False),
        ("unendorsed", 1, None, False),
        ("credentials", 1, None, False),
    ]
    assert lacks(noted, a_meeting(), seen, rules, at=NOTIFICATION_DEADLINE.replace(day=30))[0].late
    assert provisional(a_delegation())
