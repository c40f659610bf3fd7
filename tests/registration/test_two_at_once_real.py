"""What two acts of the same instant decide from each other, on a real database: places, gates, rooms, company."""

from datetime import timedelta
from itertools import pairwise

import httpx
import pytest

from services.registration.commands import RegisterParticipant, WithdrawParticipant
from services.registration.commands.company import RegisterCompany
from services.registration.commands.doors import AddDevice, RemoveGate
from services.registration.commands.duplicates import MergeParticipants
from services.registration.commands.follow_ups import AnswerFollowUp, DraftFollowUp, OpenFollowUp, SetFollowUp
from services.registration.commands.observers import (
    DecideObserver,
    InviteObserver,
    RecommendObserver,
    RequestObserverStatus,
)
from services.registration.commands.programme import ScheduleSession
from services.registration.commands.review import ApproveParticipant
from services.registration.gateways import PackagedConventions
from services.registration.handlers import register_participant, withdraw_participant
from services.registration.handlers.company import register_company
from services.registration.handlers.doors import add_device, remove_gate
from services.registration.handlers.duplicates import merge_participants
from services.registration.handlers.follow_ups import answer_follow_up, draft_follow_up, open_follow_up, set_follow_up
from services.registration.handlers.observers import (
    ObserverInviter,
    decide_observer,
    recommend_observer,
    request_observer_status,
)
from services.registration.handlers.programme import schedule_session
from services.registration.handlers.review import approve_participant
from services.registration.ports import RegistrationUnit
from shared.clock import utc_now
from shared.contracts.registration.forms import Wording
from shared.records import Origin
from shared.web import House
from tests.registration.builders import OFFICER
from tests.registration.test_races_real import STATES, act, at_once
from tests.registration.test_routes import API, a_body, an_open_meeting, register

pytestmark = pytest.mark.real

MEETING = "mtg_apmbc-atonce"
LATER = utc_now() + timedelta(days=30)


@pytest.fixture(scope="module", autouse=True)
async def meeting(api: httpx.AsyncClient) -> str:
    return await an_open_meeting(api, "APMBC-ATONCE")


def place(state: str) -> str:
    return f"del_apmbc-atonce_{state}"


async def people(api: httpx.AsyncClient, name: str) -> list[str]:
    """Return one person registered by each State."""
    return [await register(api, place(one), name, f"{name.lower().replace(' ', '.')}@{one}.example") for one in STATES]


async def active(house: House[RegistrationUnit], **where: object) -> list[str]:
    return [one["_id"] async for one in house.database["participants"].find({**where, "active": True})]


async def test_nobody_accompanies_somebody_who_withdraws(
    api: httpx.AsyncClient, house: House[RegistrationUnit]
) -> None:
    hosts = await people(api, "Host Person")
    await at_once(
        *(act(house, withdraw_participant, WithdrawParticipant(participant_id=one, reason="Ill.")) for one in hosts),
        *(
            act(
                house,
                register_company,
                RegisterCompany(participant_id=one, full_name="A Child", email=f"c@{one}.example"),
            )
            for one in hosts
        ),
    )
    assert await active(house, accompanies={"$in": hosts}) == []


async def test_who_withdraws_while_taking_a_place_does_not_keep_it(
    api: httpx.AsyncClient, house: House[RegistrationUnit]
) -> None:
    visit = await a_visit(house)
    going = await people(api, "Going There")
    await at_once(*(act(house, approve_participant, ApproveParticipant(participant_id=one)) for one in going))
    await at_once(
        *(act(house, answer_follow_up, AnswerFollowUp(follow_up_id=visit, participant_id=one)) for one in going),
        *(act(house, withdraw_participant, WithdrawParticipant(participant_id=one, reason="Ill.")) for one in going),
    )
    found = await house.database["follow_ups"].find_one({"_id": visit})
    assert found is not None
    assert (found["list"]["held"], found["list"]["waiting"]) == ([], [])


async def a_visit(house: House[RegistrationUnit]) -> str:
    """Return a form for a field visit with five places."""
    draft = await house.units.run(
        draft_follow_up, DraftFollowUp(meeting_id=MEETING, title="Visit"), Origin(who=OFFICER)
    )
    settings = SetFollowUp(follow_up_id=draft.follow_up_id, title=Wording(en="Visit"), places=5, closes_at=LATER)
    await house.units.run(set_follow_up, settings, Origin(who=OFFICER))
    await house.units.run(open_follow_up, OpenFollowUp(follow_up_id=draft.follow_up_id), Origin(who=OFFICER))
    return draft.follow_up_id


async def test_no_gate_is_removed_from_under_a_device(api: httpx.AsyncClient, house: House[RegistrationUnit]) -> None:
    gates = [f"gate-{number}" for number in range(8)]
    for one in gates:
        await api.post(f"{API}/meetings/{MEETING}/doors/gates", json={"name": one})
    await at_once(
        *(act(house, remove_gate, RemoveGate(meeting_id=MEETING, gate_id=one)) for one in gates),
        *(act(house, add_device, AddDevice(meeting_id=MEETING, name="D", gate_id=one)) for one in gates),
    )
    doors = await house.database["doors"].find_one({"_id": MEETING})
    assert doors is not None
    there = {one["gate_id"] for one in doors["gates"]}
    assert {one["profile"]["gate_id"] async for one in house.database["devices"].find({"meeting_id": MEETING})} == there


async def test_a_room_is_given_to_one_session_an_hour(api: httpx.AsyncClient, house: House[RegistrationUnit]) -> None:
    body = a_body("APMBC-ATONCE-VA") | {"kind": "EM", "parent_id": MEETING}
    answer = await api.post(f"{API}/meetings", json=body)
    assert answer.status_code == 201, answer.text
    hours = [f"2025-12-02T{hour:02}:00:00Z" for hour in range(8, 18)]
    wanted = [
        ScheduleSession.model_validate(
            {"meeting_id": "mtg_apmbc-atonce-va", "title": title, "room": "XXV", "starts_at": begin, "ends_at": end}
        )
        for begin, end in pairwise(hours)
        for title in ("One", "Other")
    ]
    done = await at_once(*(act(house, schedule_session, one) for one in wanted))
    pairs = list(zip(done[::2], done[1::2], strict=True))
    assert [one + other for one, other in pairs] == [1] * len(pairs)


async def test_nobody_is_given_up_for_a_registration_that_is_withdrawn(
    api: httpx.AsyncClient, house: House[RegistrationUnit]
) -> None:
    kept, other = await people(api, "Twice Registered"), await people(api, "Registered Twice")
    pairs = list(zip(kept, other, strict=True))
    merged = await at_once(
        *(act(house, merge_participants, MergeParticipants(keep=one, give_up=two)) for one, two in pairs),
        *(act(house, withdraw_participant, WithdrawParticipant(participant_id=one, reason="Ill.")) for one in kept),
    )
    left = await active(house, _id={"$in": other})
    assert len(left) == sum(not one for one in merged[: len(pairs)])
    trail = house.database["participants"].find({"_id": {"$in": other}, "active": False})
    given_up = {one["merged_into"]: one["withdrawn_at"] async for one in trail}
    gone = house.database["participants"].find({"_id": {"$in": list(given_up)}})
    assert [one["_id"] async for one in gone if one["withdrawn_at"] < given_up[one["_id"]]] == []


async def test_a_rejection_takes_off_whoever_registers_meanwhile(house: House[RegistrationUnit]) -> None:
    """R4."""
    for number in range(6):
        request, delegation_id = await an_organisation(house, f"Society {number}")
        coming = [
            RegisterParticipant(
                delegation_id=delegation_id, full_name=f"Member {one}", email=f"m{number}{one}@s.example"
            )
            for one in "abcd"
        ]
        decision = DecideObserver(observer_request_id=request, approved=False, record="Final report, paragraph 12")
        await at_once(*(act(house, register_participant, one) for one in coming), act(house, decide_observer, decision))
        assert await active(house, delegation_id=delegation_id) == []


async def an_organisation(house: House[RegistrationUnit], name: str) -> tuple[str, str]:
    """Return the request of an organisation that was invited provisionally, and its delegation."""
    origin = Origin(who=OFFICER)
    contact = f"{name.replace(' ', '.').lower()}@s.example"
    asked = RequestObserverStatus(
        meeting_id=MEETING, organisation=name, purpose="Peace", contact_name="A B", contact_email=contact
    )
    request = (await house.units.run(request_observer_status, asked, origin)).observer_request_id
    weighed = RecommendObserver(
        observer_request_id=request, recommended=True, non_profit=True, consistent=True, record="Note 1"
    )
    await house.units.run(recommend_observer, weighed, origin)
    inviter = ObserverInviter(PackagedConventions.read(None))
    invited = await house.units.run(inviter, InviteObserver(observer_request_id=request), origin)
    assert invited.delegation_id
    return request, invited.delegation_id
