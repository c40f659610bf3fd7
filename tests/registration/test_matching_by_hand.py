"""A human matches a name in the note with a registration: in memory, and on the page on real servers."""

import httpx
import pytest

from services.registration.commands import ConfirmParticipant
from services.registration.commands.matching import MatchNames, ReconsiderMatch, RejectMatch, UnmatchNames
from services.registration.domain import Delegation, Participant
from services.registration.domain.forms.refusals import HeadRegistered
from services.registration.domain.names import name_key
from services.registration.handlers import confirm_participant, register_participant
from services.registration.handlers.matching import match_names, reconsider_match, reject_match, unmatch_names
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import ParticipantConfirmed
from tests.fakes import World
from tests.registration.builders import (
    JAPAN_ID,
    OFFICER,
    a_delegation,
    a_head,
    a_meeting,
    a_participant,
    a_registration,
)
from tests.registration.test_pages import PAGE, page, text_of
from tests.registration.test_routes import API, NOBODY, a_note, a_person, an_open_meeting, register

AT = "/registration/meetings/APMBC-PAIRS"
CHINA = "del_apmbc-pairs_chn"


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation(names=(a_head("市川 富子"),)), a_participant(participant_id="par_9"))
    return world


async def test_a_match_lets_the_person_be_confirmed_and_is_taken_back(world: World[RegistrationUnit]) -> None:
    """R3."""
    key = name_key("市川 富子")
    answer = await world.run(match_names, MatchNames(participant_id="par_9", name_key=key))
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_9"))
    await world.run(unmatch_names, UnmatchNames(participant_id="par_9"))

    assert (answer.named_as, len(world.told(ParticipantConfirmed))) == (key, 1)
    taken_back = world.state("participants", "par_9")
    delegation = world.state("delegations", JAPAN_ID)
    assert isinstance(taken_back, Participant)
    assert isinstance(delegation, Delegation)
    assert (taken_back.named_as, delegation.version) == (None, 2)


async def test_a_rejection_is_kept_until_reconsidered(world: World[RegistrationUnit]) -> None:
    rejected = await world.run(reject_match, RejectMatch(participant_id="par_9", name_key="x"))
    again = await world.run(reconsider_match, ReconsiderMatch(participant_id="par_9", name_key="x"))

    assert (rejected.not_named_as, again.not_named_as) == (("x",), ())


async def test_a_delegation_has_one_head_among_its_registrations(world: World[RegistrationUnit]) -> None:
    """R1."""
    await world.run(register_participant, a_registration(full_name="Mori Aiko", email="1@m.example", role="head"))
    with pytest.raises(HeadRegistered) as refusal:
        await world.run(register_participant, a_registration(full_name="Sato Ken", email="2@m.example", role="head"))

    assert refusal.value.field == "role"


@pytest.mark.real
async def test_the_desk_reconciles_a_pair(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-PAIRS")
    await api.post(f"{API}/delegations/{CHINA}/notify", json=a_note(("王小明", "head"), ("李娜", "adviser")))
    wang = await register(api, CHINA, "WANG Xiaoming", "wang@mission.example", role="head")
    await register(api, CHINA, "Zhao Lei", "zhao@mission.example")
    second = a_person(CHINA, "Chen Gang", "chen@mission.example", role="head")
    two_heads = await api.post(f"{API}/participants", json=second, headers=NOBODY)
    before = await page(api, f"{AT}/reconcile")
    matched = await api.post(f"/registration/participants/{wang}/match", data={"name_key": "王小明"}, headers=PAGE)
    confirmed = await api.post(f"{API}/participants/{wang}/confirm")
    after = await page(api, f"{AT}/reconcile")
    twice = await api.post(f"/registration/participants/{wang}/match", data={"name_key": "nobody"}, headers=PAGE)
    (open_,) = (await api.get(f"{API}/meetings/mtg_apmbc-pairs/mismatches")).json()

    assert (two_heads.status_code, two_heads.json()["errors"][0]["field"]) == (409, "role")
    assert "1 pair is proposed." in before
    assert "another script" in before
    assert (matched.status_code, confirmed.json()["status"]) == (303, "confirmed")
    assert "Matched by hand 1" in after
    assert (twice.status_code, "The notification in force has no such name." in text_of(twice)) == (422, True)
    assert ([one["full_name"] for one in open_["names"]], len(open_["people"])) == (["李娜"], 1)
    issued = await api.post(f"{API}/meetings/mtg_apmbc-pairs/list-of-participants", json={"number": 1})
    assert issued.json()["delegates"] == 1
