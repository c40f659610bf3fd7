"""Who asks to be erased is erased wherever something names them, and nowhere counted less (R9)."""

import json
from typing import cast

import pytest

from services.registration.commands import WithdrawParticipant
from services.registration.commands.privacy import (
    DeclineErasure,
    EraseParticipant,
    RequestErasure,
    WithdrawErasureRequest,
)
from services.registration.domain.erasures import (
    ErasedAlready,
    ErasureNotAsked,
    ErasureState,
    StillExpected,
)
from services.registration.domain.personal import PersonalFile
from services.registration.domain.retention import end_of
from services.registration.handlers import withdraw_participant
from services.registration.handlers.privacy import (
    decline_erasure,
    erase_participant,
    request_erasure,
    withdraw_erasure_request,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import ParticipantErased
from shared.erasure import NAMELESS
from shared.errors import NotAllowed
from shared.files import FileState, StoredFile
from shared.identity.links import SignInLink
from shared.who import NOBODY
from tests.fakes import World
from tests.registration.builders import OFFICER, a_delegation, a_meeting, a_participant
from tests.registration.erasing_builders import TRACES, a_link
from tests.registration.personal_builders import (
    AT,
    SOMEBODY_ELSE,
    TOMIKO,
    a_kept_file,
    a_personal_file,
)

LAST_DAY = end_of(a_meeting())


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world: World[RegistrationUnit] = World("registration", KEPT, who=TOMIKO)
    world.keep(a_meeting(), a_delegation(), a_participant())
    return world


def the_file(world: World[RegistrationUnit]) -> PersonalFile:
    return cast(PersonalFile, world.state("personal_files", "par_0"))


def kept_file(world: World[RegistrationUnit], file_id: str = "fil_1") -> StoredFile:
    return cast(StoredFile, world.state("files", file_id))


async def test_only_the_person_asks_to_be_erased_and_can_take_it_back(world: World[RegistrationUnit]) -> None:
    for who in (OFFICER, SOMEBODY_ELSE, NOBODY):
        with pytest.raises(NotAllowed):
            await world.run(request_erasure, RequestErasure(participant_id="par_0"), who=who)
    asked = [(await world.run(request_erasure, RequestErasure(participant_id="par_0"))).state for _ in range(2)]
    back = await world.run(withdraw_erasure_request, WithdrawErasureRequest(participant_id="par_0"))

    assert (asked, back.state) == ([ErasureState.ASKED] * 2, ErasureState.WITHDRAWN)
    with pytest.raises(ErasureNotAsked):
        await world.run(decline_erasure, DeclineErasure(participant_id="par_0", reason="No."), who=OFFICER)


async def test_somebody_who_is_expected_is_withdrawn_first(world: World[RegistrationUnit]) -> None:
    with pytest.raises(StillExpected):
        await world.run(erase_participant, EraseParticipant(participant_id="par_0"), who=OFFICER)
    world.clock.now = LAST_DAY
    done = await world.run(erase_participant, EraseParticipant(participant_id="par_0"), who=OFFICER)

    assert done.state == ErasureState.DONE


async def test_erasing_takes_name_address_data_files_and_links_and_tells_it(world: World[RegistrationUnit]) -> None:
    known, _ = a_personal_file().with_photo("fil_1", at=AT)
    world.keep(known, a_kept_file("fil_1", state=FileState.ATTACHED))
    await world.run(withdraw_participant, WithdrawParticipant(participant_id="par_0", reason="Ill."), who=OFFICER)
    await world.run(request_erasure, RequestErasure(participant_id="par_0"))
    await world.run(erase_participant, EraseParticipant(participant_id="par_0"), who=OFFICER)
    erased = world.state("participants", "par_0").model_dump(mode="json")

    assert (erased["full_name"], erased["name_key"], erased["email"]) == (NAMELESS, "", "par_0@erased.invalid")
    assert (erased["delegation"], erased["category"]) == ("Japan", "state_party")
    assert "Tomiko" not in json.dumps(erased)
    assert the_file(world).held == ()
    assert kept_file(world).content_key == ""
    (told,) = world.told(ParticipantErased)
    assert told.model_dump(include={"participant_id", "full_name", "version"}) == {
        "participant_id": "par_0",
        "full_name": NAMELESS,
        "version": erased["version"],
    }
    with pytest.raises(ErasedAlready):
        await world.run(erase_participant, EraseParticipant(participant_id="par_0"), who=OFFICER)
    with pytest.raises(ErasedAlready):
        await world.run(request_erasure, RequestErasure(participant_id="par_0"))


async def test_links_of_somebody_erased_open_nothing_and_name_nobody(world: World[RegistrationUnit]) -> None:
    from_link = a_link()
    world.keep(from_link, a_participant(active=False))
    await world.run(erase_participant, EraseParticipant(participant_id="par_0"), who=OFFICER)
    link = cast(SignInLink, world.state("links", "lnk_1"))

    assert link.revoked_at == world.clock.now
    assert "tomiko" not in link.model_dump_json().lower()


async def test_links_to_an_invitation_of_theirs_open_nothing_either(world: World[RegistrationUnit]) -> None:
    link = a_link().model_copy(update={"subject": "expert:inv_1"})
    world.keep(a_participant(active=False), TRACES["invitations"], link)
    await world.run(erase_participant, EraseParticipant(participant_id="par_0"), who=OFFICER)
    left = cast(SignInLink, world.state("links", "lnk_1"))

    assert (left.revoked_at, left.person.name) == (world.clock.now, "-")
