"""Who comes with or inside a delegation: member organisations, accompanying persons, holders of standing badges."""

import httpx
import pytest

from services.registration.commands import ConfirmParticipant, IssueListOfParticipants, WithdrawParticipant
from services.registration.commands.company import AdmitBadgeHolder, RegisterCompany, SetSubAffiliations
from services.registration.domain import ListOfParticipants, Participant, ParticipantStatus
from services.registration.domain.refusals import AlreadyMatched, NotNotified
from services.registration.domain.seating_refusals import AccompaniesNobody, BadgeRunsOut, UnknownSubAffiliation
from services.registration.handlers import (
    confirm_participant,
    issue_list_of_participants,
    notify_delegation,
    register_participant,
    withdraw_participant,
)
from services.registration.handlers.company import admit_badge_holder, register_company, set_sub_affiliations
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import DelegateRole
from shared.errors import NotAllowed
from tests.fakes import World
from tests.registration.builders import JAPAN_ID, OFFICER, a_delegation, a_meeting, a_note, a_registration
from tests.registration.seat_builders import ELSEWHERE, MISSION
from tests.registration.test_pages import PAGE, page, text_of
from tests.registration.test_routes import API, an_open_meeting, register
from tests.registration.test_routes import a_note as notified


@pytest.fixture
async def world() -> World[RegistrationUnit]:
    """Japan has named two; the head is registered as par_1."""
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    await world.run(notify_delegation, a_note())
    await world.run(register_participant, a_registration())
    return world


def person(world: World[RegistrationUnit], participant_id: str) -> Participant:
    state = world.state("participants", participant_id)
    assert isinstance(state, Participant)
    return state


def company(**changes: object) -> RegisterCompany:
    fields: dict[str, object] = {"participant_id": "par_1", "full_name": "Ichikawa Taro", "email": "taro@m.example"}
    return RegisterCompany.model_validate(fields | changes)


def a_holder(**changes: object) -> AdmitBadgeHolder:
    fields = {"delegation_id": JAPAN_ID, "full_name": "José Müller", "email": "jose@m.example"}
    badge = {"issuer": "UNOG", "valid_until": "2026-06-30"}
    return AdmitBadgeHolder.model_validate(fields | badge | changes)


async def test_company_is_confirmed_and_leaves_with_the_participant_and_is_not_listed(
    world: World[RegistrationUnit],
) -> None:
    await world.run(register_company, company(), MISSION)
    before = person(world, "par_2")
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_1"))
    after = person(world, "par_2")
    await world.run(issue_list_of_participants, IssueListOfParticipants(meeting_id="mtg_apmbc-22msp"))
    issued = world.state("lists", "lop_1")
    badges = {row.body["holder_id"] for row in world.backend.rows["badges"].values()}
    await world.run(withdraw_participant, WithdrawParticipant(participant_id="par_1"))

    assert (before.status, before.role, before.accompanies) == (
        ParticipantStatus.REGISTERED,
        DelegateRole.ACCOMPANYING,
        "par_1",
    )
    assert (after.status, badges) == (ParticipantStatus.CONFIRMED, {"par_1", "par_2"})
    assert isinstance(issued, ListOfParticipants)
    assert issued.delegates == 1
    assert person(world, "par_2").active is False


async def test_company_of_who_is_confirmed_is_confirmed_at_once(world: World[RegistrationUnit]) -> None:
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_1"))
    answer = await world.run(register_company, company())

    assert answer.status == "confirmed"
    with pytest.raises(AccompaniesNobody):
        await world.run(register_company, company(participant_id=answer.participant_id, email="x@m.example"))
    with pytest.raises(NotAllowed):
        await world.run(register_company, company(), ELSEWHERE)


async def test_a_standing_badge_removes_the_second_track_and_not_the_first(world: World[RegistrationUnit]) -> None:
    """Domain 2.1: HRC-ACC, ESPOO."""
    answer = await world.run(admit_badge_holder, a_holder(), MISSION)
    held = person(world, answer.participant_id)

    assert (held.status, held.role, held.standing_badge is not None) == (
        ParticipantStatus.CONFIRMED,
        DelegateRole.ADVISER,
        True,
    )
    with pytest.raises(AlreadyMatched):
        await world.run(admit_badge_holder, a_holder(email="again@m.example"))
    with pytest.raises(NotNotified):
        await world.run(admit_badge_holder, a_holder(full_name="Nobody Named"))
    with pytest.raises(NotAllowed):
        await world.run(admit_badge_holder, a_holder(), ELSEWHERE)


async def test_a_badge_that_runs_out_before_the_end_is_none(world: World[RegistrationUnit]) -> None:
    with pytest.raises(BadgeRunsOut):
        await world.run(admit_badge_holder, a_holder(valid_until="2025-12-04"))


async def test_members_of_an_umbrella_register_under_its_name(world: World[RegistrationUnit]) -> None:
    """LOG09: ICBL - <name of organisation>."""
    names = SetSubAffiliations(delegation_id=JAPAN_ID, names=("Mines Action Canada", "mines action CANADA", "APOPO"))
    await world.run(set_sub_affiliations, names, MISSION)
    inside = a_registration(full_name="Ann Lee", email="ann@mac.example", sub_affiliation="mines action canada")
    answer = await world.run(register_participant, inside)

    assert person(world, answer.participant_id).affiliation.casefold() == "japan - mines action canada"
    unknown = a_registration(full_name="Bo Ek", email="bo@x.example", sub_affiliation="Friends of X")
    with pytest.raises(UnknownSubAffiliation) as refusal:
        await world.run(register_participant, unknown)
    assert refusal.value.field == "sub_affiliation"
    with pytest.raises(NotAllowed):
        await world.run(set_sub_affiliations, names, ELSEWHERE)


@pytest.mark.real
async def test_company_is_asked_for_on_pages(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-COMP")
    togo = "del_apmbc-comp_tgo"
    await api.post(f"{API}/delegations/{togo}/notify", json=notified(("Kossi Mensah", "head"), ("Ama Doe", "adviser")))
    kossi = await register(api, togo, "Kossi Mensah", "kossi@togo.example")
    address, own = f"/registration/delegations/{togo}/company", f"/registration/participants/{kossi}/company"
    holder = {"full_name": "Ama Doe", "email": "ama@togo.example", "issuer": "UNOG", "valid_until": "2025-12-01"}
    early = await api.post(f"{address}/badge-holder", data=holder, headers=PAGE)
    admitted = await api.post(f"{address}/badge-holder", data={**holder, "valid_until": "2027-01-01"}, headers=PAGE)
    taken = await api.post(f"{address}/organisations", data={"organisations": "APOPO\n\nMAG"}, headers=PAGE)
    spouse = await api.post(own, data={"full_name": "Efua M", "email": "efua@togo.example"}, headers=PAGE)

    assert (early.status_code, "runs out before" in text_of(early)) == (422, True)
    assert (admitted.status_code, taken.status_code, spouse.status_code) == (303, 303, 303)
    assert "Everyone whom the note names is registered." in await page(api, address)
    assert "Efua M" in await page(api, own)
    assert "APOPO" in await page(api, f"/registration/meetings/apmbc-comp/register?delegation={togo}")
    assert "Badge holders and organisations" in await page(api, f"/registration/delegations/{togo}/portal")
