"""One person instead of another, in one step: role, note, seat, badge, list; and the way back (R8)."""

import pytest

from services.registration.commands import ConfirmParticipant, IssueListOfParticipants, WithdrawParticipant
from services.registration.commands.company import RegisterCompany
from services.registration.commands.substitutions import RevertSubstitution, SubstituteParticipant
from services.registration.domain import Delegation, ListOfParticipants, Participant, ParticipantStatus
from services.registration.domain.seating_refusals import AlreadyReverted, NotTheirColleague, SuccessorArrived
from services.registration.domain.seats import Allotment, allotment_id_of
from services.registration.handlers import (
    confirm_participant,
    issue_list_of_participants,
    notify_delegation,
    register_participant,
    withdraw_participant,
)
from services.registration.handlers.company import register_company
from services.registration.handlers.seats import arrange_room
from services.registration.handlers.substitutions import revert_substitution, substitute_participant
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import (
    AttendanceMode,
    DelegateRole,
    ParticipantConfirmed,
    ParticipantCorrected,
    ParticipantRegistered,
    ParticipantReopened,
    ParticipantWithdrawn,
)
from shared.errors import NotAllowed
from tests.fakes import World
from tests.registration.builders import JAPAN_ID, OFFICER, a_delegation, a_meeting, a_note, a_registration
from tests.registration.seat_builders import ELSEWHERE, MISSION, ROOM_ID, an_arrangement


@pytest.fixture
async def world() -> World[RegistrationUnit]:
    """Japan has named Ichikawa Tomiko as head and José Müller; she is confirmed and sits, he is registered and sits."""
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    await world.run(arrange_room, an_arrangement())
    await world.run(notify_delegation, a_note())
    await world.run(register_participant, a_registration(role="head"))
    await world.run(
        register_participant, a_registration(full_name="José Müller", email="jose@m.example", role="adviser")
    )
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_1"))
    return world


def by_somebody_new(**changes: object) -> SubstituteParticipant:
    fields: dict[str, object] = {"participant_id": "par_1", "full_name": "Mori Aiko", "email": "aiko@m.example"}
    return SubstituteParticipant.model_validate(fields | changes)


def person(world: World[RegistrationUnit], participant_id: str) -> Participant:
    state = world.state("participants", participant_id)
    assert isinstance(state, Participant)
    return state


def names(world: World[RegistrationUnit]) -> list[tuple[str, str, bool]]:
    delegation = world.state("delegations", JAPAN_ID)
    assert isinstance(delegation, Delegation)
    return [(one.full_name, one.role.value, one.late) for one in delegation.names]


def holders(world: World[RegistrationUnit]) -> tuple[str, ...]:
    allotment = world.state("allotments", allotment_id_of(ROOM_ID, JAPAN_ID))
    assert isinstance(allotment, Allotment)
    return allotment.holders


async def test_somebody_new_takes_role_note_seat_and_badge_at_once(world: World[RegistrationUnit]) -> None:
    """R8: accepted during the meeting, marked late."""
    world.clock.move(days=20)
    answer = await world.run(substitute_participant, by_somebody_new(), MISSION)

    left, came = person(world, "par_1"), person(world, answer.successor_id)
    assert (left.status, left.withdrawn_because) == (ParticipantStatus.WITHDRAWN, "Substituted by Mori Aiko")
    assert (came.status, came.role, came.attendance) == (
        ParticipantStatus.CONFIRMED,
        DelegateRole.HEAD,
        AttendanceMode.IN_ROOM,
    )
    assert names(world) == [("Mori Aiko", "head", True), ("José Müller", "adviser", False)]
    assert holders(world) == (came.participant_id, "par_2")
    badges = {row.body["holder_id"]: row.body["state"] for row in world.backend.rows["badges"].values()}
    assert (badges["par_1"], came.participant_id in badges) == ("withdrawn", True)
    assert world.mails[-1].to == "aiko@m.example"


async def test_hearers_learn_who_left_and_who_comes(world: World[RegistrationUnit]) -> None:
    await world.run(substitute_participant, by_somebody_new())

    (withdrawn,) = world.told(ParticipantWithdrawn)
    registered, confirmed = world.told(ParticipantRegistered)[-1], world.told(ParticipantConfirmed)[-1]
    assert isinstance(withdrawn, ParticipantWithdrawn)
    assert isinstance(registered, ParticipantRegistered)
    assert isinstance(confirmed, ParticipantConfirmed)
    assert (withdrawn.full_name, registered.full_name, confirmed.full_name) == (
        "Ichikawa Tomiko",
        "Mori Aiko",
        "Mori Aiko",
    )
    assert registered.version < confirmed.version


async def test_the_list_follows(world: World[RegistrationUnit]) -> None:
    await world.run(substitute_participant, by_somebody_new())
    await world.run(issue_list_of_participants, IssueListOfParticipants(meeting_id="mtg_apmbc-22msp"))
    issued = world.state("lists", "lop_1")

    assert isinstance(issued, ListOfParticipants)
    assert [(one.full_name, one.role.value) for one in issued.entries[0].people] == [("Mori Aiko", "head")]


async def test_a_colleague_takes_the_place_and_leaves_a_seat_to_the_delegation(world: World[RegistrationUnit]) -> None:
    await world.run(substitute_participant, SubstituteParticipant(participant_id="par_1", successor_id="par_2"))

    came = person(world, "par_2")
    assert (came.role, came.status) == (DelegateRole.HEAD, ParticipantStatus.CONFIRMED)
    assert (names(world), holders(world)) == ([("José Müller", "head", False)], ("par_2",))
    assert len(world.told(ParticipantCorrected)) == 1


@pytest.mark.parametrize("colleague", [False, True])
async def test_a_substitution_is_taken_back_whole_and_once(world: World[RegistrationUnit], *, colleague: bool) -> None:
    before = names(world)
    choice = {"successor_id": "par_2", "full_name": "", "email": None} if colleague else {}
    answer = await world.run(substitute_participant, by_somebody_new(**choice))
    back = RevertSubstitution(substitution_id=answer.substitution_id)
    await world.run(revert_substitution, back)
    with pytest.raises(AlreadyReverted):
        await world.run(revert_substitution, back)

    left, came = person(world, "par_1"), person(world, answer.successor_id)
    assert (left.status, left.active, left.attendance) == (ParticipantStatus.CONFIRMED, True, AttendanceMode.IN_ROOM)
    assert (came.active, came.role) == (colleague, DelegateRole.ADVISER if colleague else DelegateRole.HEAD)
    assert sorted(names(world)) == sorted(before)
    assert sorted(holders(world)) == ["par_1", "par_2"]
    assert len(world.told(ParticipantReopened)) == 1
    live = {row.body["holder_id"] for row in world.backend.rows["badges"].values() if row.body["state"] != "withdrawn"}
    assert "par_1" in live


async def test_company_that_left_with_somebody_comes_back_with_them(world: World[RegistrationUnit]) -> None:
    """Who had gone before stays away, and who accompanies the successor goes with the successor."""
    for name in ("Ichikawa Jun", "Ichikawa Rei", "Ichikawa Kei"):
        await world.run(register_company, a_companion(name))
    await world.run(withdraw_participant, WithdrawParticipant(participant_id="par_4", reason="Ill."))
    world.clock.move(hours=1)
    answer = await world.run(substitute_participant, by_somebody_new())
    await world.run(register_company, a_companion("Mori Ren", participant_id=answer.successor_id))
    await world.run(register_company, a_companion("Ichikawa Kei", participant_id=answer.successor_id))
    assert [person(world, id).active for id in ("par_3", "par_4", "par_5")] == [False] * 3
    world.clock.move(hours=1)
    await world.run(revert_substitution, RevertSubstitution(substitution_id=answer.substitution_id))

    jun, rei, kei = (person(world, id) for id in ("par_3", "par_4", "par_5"))
    assert (jun.status, jun.active, jun.withdrawn_at) == (ParticipantStatus.CONFIRMED, True, None)
    assert (rei.active, kei.active) == (False, True)
    assert not any(person(world, id).active for id in ("par_7", "par_8"))
    assert {one.aggregate_id for one in world.told(ParticipantReopened)} >= {"par_1", "par_3"}
    live = {row.body["holder_id"] for row in world.backend.rows["badges"].values() if row.body["live"]}
    assert {"par_1", "par_3"} <= live


def a_companion(full_name: str, *, participant_id: str = "par_1") -> RegisterCompany:
    email = f"{full_name.lower().replace(' ', '.')}@home.example"
    return RegisterCompany(participant_id=participant_id, full_name=full_name, email=email)


async def test_a_later_note_stands_when_a_substitution_is_taken_back(world: World[RegistrationUnit]) -> None:
    answer = await world.run(substitute_participant, by_somebody_new())
    await world.run(notify_delegation, a_note(reference="NV/119"))
    after = names(world)
    await world.run(revert_substitution, RevertSubstitution(substitution_id=answer.substitution_id))

    assert names(world) == after


async def test_whoever_is_not_confirmed_is_followed_by_somebody_not_confirmed(world: World[RegistrationUnit]) -> None:
    """R3."""
    answer = await world.run(substitute_participant, by_somebody_new(participant_id="par_2"))

    assert (answer.status, names(world)[1]) == ("registered", ("Mori Aiko", "adviser", False))


async def test_only_the_delegation_or_the_secretariat_substitutes(world: World[RegistrationUnit]) -> None:
    with pytest.raises(NotAllowed):
        await world.run(substitute_participant, by_somebody_new(), ELSEWHERE)
    for wrong in ({"full_name": ""}, {"successor_id": "par_1"}):
        with pytest.raises(NotTheirColleague):
            await world.run(substitute_participant, by_somebody_new(**wrong))


async def test_who_has_arrived_is_not_sent_away_by_a_click(world: World[RegistrationUnit]) -> None:
    answer = await world.run(substitute_participant, by_somebody_new())
    came = person(world, answer.successor_id)
    world.keep(came.model_copy(update={"arrived_at": world.clock(), "status": ParticipantStatus.PRESENT}))
    with pytest.raises(SuccessorArrived):
        await world.run(revert_substitution, RevertSubstitution(substitution_id=answer.substitution_id))
