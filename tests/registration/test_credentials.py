"""Credentials: issued by the meeting's authorities, corrected, a wrong step undone; provisional until in order."""

import pytest

from services.registration.commands import RecordCredentials
from services.registration.commands.credentials import UndoCredentialsStep
from services.registration.commands.missions import SetMissionRules
from services.registration.domain import Credentials, Delegation
from services.registration.domain.credentials import NothingToUndo, OtherAuthority
from services.registration.domain.missions import provisional
from services.registration.domain.refusals import SamePairOfEyes
from services.registration.handlers import record_credentials
from services.registration.handlers.credentials import undo_credentials_step
from services.registration.handlers.missions import set_mission_rules
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from tests.fakes import World
from tests.registration.builders import JAPAN_ID, MEETING_ID, OFFICER, SECOND_OFFICER, a_delegation, a_meeting


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world: World[RegistrationUnit] = World("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    return world


def credentials(world: World[RegistrationUnit]) -> Credentials:
    delegation = world.state("delegations", JAPAN_ID)
    assert isinstance(delegation, Delegation)
    return delegation.credentials


async def step(world: World[RegistrationUnit], *states: str, **about: str) -> None:
    for state in states:
        command = RecordCredentials.model_validate({"delegation_id": JAPAN_ID, "state": state, **about})
        await world.run(record_credentials, command)


async def test_another_authority_is_marked_or_refused_as_the_meeting_says(world: World[RegistrationUnit]) -> None:
    """Domain 2.3: Head of State, Head of Government or Minister for Foreign Affairs, by configuration."""
    await step(world, "copy_received", authority="minister for foreign affairs")
    assert not credentials(world).other_authority
    await step(world, "original_received", authority="Permanent Representative")
    assert credentials(world).other_authority

    world.keep(a_delegation())
    await world.run(set_mission_rules, SetMissionRules(meeting_id=MEETING_ID, outsiders="refused"))
    with pytest.raises(OtherAuthority):
        await step(world, "copy_received", authority="Permanent Representative")
    rules = SetMissionRules(meeting_id=MEETING_ID, outsiders="refused", authorities=("Permanent Representative",))
    await world.run(set_mission_rules, rules)
    await step(world, "copy_received", authority="Permanent Representative")


async def test_defective_credentials_are_corrected_and_examined_again(world: World[RegistrationUnit]) -> None:
    await step(world, "original_received", "examined", "defective", "corrected", "examined")

    assert (credentials(world).state.value, credentials(world).examined_by) == ("examined", "staff:ana")
    with pytest.raises(SamePairOfEyes):
        await step(world, "in_order")


async def test_what_was_remarked_on_one_step_is_not_said_of_the_next(world: World[RegistrationUnit]) -> None:
    await step(world, "original_received", "examined")
    await step(world, "defective", remark="The seal is missing.")
    await step(world, "original_received", authority="Head of State")

    assert (credentials(world).remark, credentials(world).steps[-1].remark) == ("", "The seal is missing.")


async def test_a_wrong_step_is_undone_with_its_reason_and_four_eyes_stay(world: World[RegistrationUnit]) -> None:
    await step(world, "original_received", "examined", issued_by="Taro Kono")
    in_order = RecordCredentials.model_validate({"delegation_id": JAPAN_ID, "state": "in_order"})
    await world.run(record_credentials, in_order, who=SECOND_OFFICER)
    undo = UndoCredentialsStep(delegation_id=JAPAN_ID, reason="Another delegation's paper")
    await world.run(undo_credentials_step, undo)

    now = credentials(world)
    assert (now.state.value, now.issued_by, now.undone_because) == ("examined", "Taro Kono", undo.reason)
    with pytest.raises(SamePairOfEyes):
        await world.run(record_credentials, in_order)


async def test_there_is_nothing_to_undo_before_the_first_step(world: World[RegistrationUnit]) -> None:
    with pytest.raises(NothingToUndo):
        await world.run(undo_credentials_step, UndoCredentialsStep(delegation_id=JAPAN_ID, reason="Mistake"))


def test_a_delegation_takes_part_provisionally_until_its_credentials_are_in_order() -> None:
    in_order = a_delegation(credentials=Credentials.model_validate({"state": "in_order"}))
    nothing_asked = a_delegation(credentials=Credentials.model_validate({"state": "not_required"}))

    assert [provisional(one) for one in (a_delegation(), in_order, nothing_asked)] == [True, False, False]
