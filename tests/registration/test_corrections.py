"""Corrections: two officers edit one person, and nothing is lost."""

import pytest

from services.registration.commands import MailSignInLink
from services.registration.commands.corrections import CorrectParticipant
from services.registration.commands.review import ApproveParticipant
from services.registration.domain import Participant, ParticipantStatus
from services.registration.domain.corrections import EditedMeanwhile, facts_of
from services.registration.handlers import mail_sign_in_link, notify_delegation, register_participant
from services.registration.handlers.corrections import correct_participant
from services.registration.handlers.review import approve_participant
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import ParticipantCorrected
from tests.fakes import World
from tests.registration.builders import OFFICER, SECOND_OFFICER, a_delegation, a_meeting, a_note, a_registration


@pytest.fixture
async def world() -> World[RegistrationUnit]:
    """Japan is invited and one person registered, par_1."""
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    await world.run(register_participant, a_registration(full_name="Ichikawa Tomko"))
    return world


def she(world: World[RegistrationUnit]) -> Participant:
    found = world.state("participants", "par_1")
    assert isinstance(found, Participant)
    return found


def a_correction(seen: Participant, **changes: object) -> CorrectParticipant:
    facts = dict(facts_of(seen))
    return CorrectParticipant.model_validate(
        {**facts, "participant_id": "par_1", "based_on": seen.version, "was": facts, **changes}
    )


async def test_the_second_of_two_officers_is_shown_the_others_version(world: World[RegistrationUnit]) -> None:
    seen = she(world)
    await world.run(correct_participant, a_correction(seen, function="Director"))
    with pytest.raises(EditedMeanwhile):
        await world.run(correct_participant, a_correction(seen, function="Head of unit"), SECOND_OFFICER)
    assert she(world).function == "Director"

    chosen = a_correction(she(world), function="Head of unit")
    await world.run(correct_participant, chosen, SECOND_OFFICER)
    assert she(world).function == "Head of unit"


async def test_another_kind_of_change_does_not_stand_in_the_way(world: World[RegistrationUnit]) -> None:
    seen = she(world)
    await world.run(approve_participant, ApproveParticipant(participant_id="par_1"))
    await world.run(correct_participant, a_correction(seen, function="Director"))

    assert she(world).function == "Director"


async def test_without_the_facts_seen_the_version_alone_decides(world: World[RegistrationUnit]) -> None:
    seen = she(world)
    await world.run(approve_participant, ApproveParticipant(participant_id="par_1"))

    with pytest.raises(EditedMeanwhile):
        await world.run(correct_participant, a_correction(seen, function="Director", was=None))


async def test_the_same_correction_by_both_is_made_once(world: World[RegistrationUnit]) -> None:
    seen = she(world)
    for _ in range(2):
        await world.run(correct_participant, a_correction(seen, function="Director"))

    assert len(world.told(ParticipantCorrected)) == 1


async def test_who_is_approved_is_confirmed_once_written_as_in_the_note(world: World[RegistrationUnit]) -> None:
    await world.run(notify_delegation, a_note())
    await world.run(approve_participant, ApproveParticipant(participant_id="par_1"))
    assert she(world).status is ParticipantStatus.REGISTERED

    await world.run(correct_participant, a_correction(she(world), full_name="Ichikawa Tomiko"))
    assert she(world).status is ParticipantStatus.CONFIRMED
    (told,) = world.told(ParticipantCorrected)
    assert told.model_dump(include={"full_name", "status"}) == {"full_name": "Ichikawa Tomiko", "status": "registered"}


async def test_a_corrected_address_gets_a_link_and_the_former_one_opens_nothing(
    world: World[RegistrationUnit],
) -> None:
    await world.run(mail_sign_in_link, MailSignInLink(participant_id="par_1"))
    await world.run(correct_participant, a_correction(she(world), email="right@mission.example"))

    links = [row.body for row in world.backend.rows["_sign_in_links"].values()]
    assert [(one["address"], one["revoked_at"] is None) for one in links] == [
        ("tomiko@mission.example", False),
        ("right@mission.example", True),
    ]
    assert world.mails[-1].to == "right@mission.example"
