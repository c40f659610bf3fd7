"""The pages: what each person sees, what each form does, and that what was typed is never lost."""

import re

import httpx
import pytest

from services.sponsorship.ports import SponsorshipUnit
from shared.web import House
from shared.who import Grant, Role, Who
from tests.sponsorship.builders import (
    ADA,
    ANSWER_BY,
    CORA,
    FUND_ID,
    MEETING_ID,
    a_contribution,
    a_delegation,
    a_fund,
    a_meeting,
    a_nomination,
    a_proposed,
    a_reserve,
    costs,
    to_receive,
)
from tests.sponsorship.conftest import Put, as_who

pytestmark = pytest.mark.real

ROOM = "/sponsorship/meetings/apmbc-22msp"
FOCAL = Who(subject="fp", name="Fina", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope="del_apmbc-22msp_ago")}))
COSTS = {
    "costs.ticket": "1000",
    "costs.ticket__currency": "CHF",
    "costs.hotel": "1000.00",
    "costs.hotel__currency": "CHF",
    "costs.allowance": "1 000",
    "costs.allowance__currency": "CHF",
}
ANSWERED = {"answer_by": "2025-11-17T18:00", "answer_by__zone": "Europe/Zurich"}


def page(who: Who | None = None) -> dict[str, str]:
    return {"Accept": "text/html", **(as_who(who) if who else {})}


async def offered(api: httpx.AsyncClient) -> str:
    body = {"costs": costs(3000).model_dump(mode="json"), "answer_by": ANSWER_BY.isoformat()}
    answer = await api.post("/sponsorship/api/nominations/nom_ago/offer", json=body, headers=as_who(CORA))
    return str(answer.json()["offer_id"])


async def test_the_room_shows_money_that_adds_up_and_nominations_in_order(api: httpx.AsyncClient, put: Put) -> None:
    earmarked = a_contribution(2000, contribution_id="ctr_2", donor="Germany", earmark=("AGO",))
    await put(a_meeting(), a_fund(a_contribution(9000), earmarked), a_proposed("AGO"), a_nomination("SWE"), a_reserve())
    await offered(api)
    text = (await api.get(ROOM, headers=page(CORA))).text

    for figure in ("CHF 11,000.00", "CHF 3,000.00", "CHF 8,000.00", "Germany (Angola)"):
        assert figure in text
    assert text.index("Maria Ago") < text.index("Maria Swe")
    assert "on reserve, and there is money" in text


async def test_the_administrator_sees_what_to_propose_and_the_coordinator_what_to_decide(
    api: httpx.AsyncClient, put: Put
) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_nomination("AGO"), a_proposed("SEN"))
    found = [await api.get(f"{ROOM}/waiting", headers=page(who) | {"X-Fragment": "1"}) for who in (ADA, CORA)]
    work = [re.findall(r"/sponsorship/nominations/(nom_\w+)\" data-open", answer.text) for answer in found]

    assert work == [["nom_ago"], ["nom_sen"]]


async def test_the_hall_shows_counts_to_everyone_and_names_to_staff_only(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_proposed("AGO"))
    await offered(api)
    for part in ("tile", "waiting", "recent"):
        answer = await api.get(f"{ROOM}/{part}", headers=page())
        assert answer.status_code == 200
        assert "Maria" not in answer.text
        assert "CHF" not in answer.text
    assert "Maria Ago" in (await api.get(f"{ROOM}/recent", headers=page(ADA))).text


async def test_nominations_are_exported_as_shown(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_proposed("AGO"), a_nomination("SEN"))
    rows = (await api.get(f"{ROOM}?status=proposed&format=json", headers=page(ADA))).json()
    lines = (await api.get(f"{ROOM}?sort=-delegate&format=csv", headers=page(ADA))).text.splitlines()

    assert [(row["delegate"], row["proposed"], row["proposed_by"]) for row in rows] == [("Maria Ago", 300_000, "Ada")]
    assert [line.split(",")[2] for line in lines] == ["delegate", "Maria Sen", "Maria Ago"]


async def test_a_stranger_is_led_to_sign_in_and_a_guest_sees_no_names(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_delegation("AGO"), a_nomination("SEN"))
    stranger = await api.get(ROOM, headers=page())
    guest = await api.get(ROOM, headers=page(FOCAL))

    assert (stranger.status_code, stranger.headers["location"]) == (303, f"/sign-in?next={ROOM}")
    assert "/sponsorship/delegations/del_apmbc-22msp_ago/nominate" in guest.text
    assert "Maria Sen" not in guest.text


async def test_the_fund_is_opened_and_filled_by_forms(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting())
    given = {"donor": "Germany", "amount": "30 000", "amount__currency": "EUR", "received_on": "2025-09-01"}
    opened = await api.post(f"{ROOM}/fund", data={"nominees_per_state": "1"}, headers=page(ADA))
    wrong = await api.post(f"{ROOM}/contribute", data={**given, "rate": "about one"}, headers=page(ADA))
    right = await api.post(
        f"{ROOM}/contribute", data={**given, "rate": "0.94", "earmark": "ago, sen"}, headers=page(ADA)
    )

    assert (opened.status_code, wrong.status_code, right.status_code) == (303, 422, 303)
    assert 'value="30 000"' in wrong.text
    fund = (await api.get(f"/sponsorship/api/funds/{FUND_ID}", headers=as_who(ADA))).json()
    assert (fund["received"], fund["contributions"][0]["earmark"]) == (2_820_000, ["AGO", "SEN"])


async def test_a_focal_point_nominates_and_a_second_nomination_is_refused_in_the_form(
    api: httpx.AsyncClient, put: Put
) -> None:
    await put(a_meeting(), a_fund(), a_delegation("AGO"))
    address = "/sponsorship/delegations/del_apmbc-22msp_ago/nominate"
    typed = to_receive("AGO").model_dump(mode="json", exclude={"meeting_id", "state", "documents"})
    typed |= {"languages": "fr", "documents.passport_copy": "1", "first_time": "1", "geneva_mission": ""}
    assert (await api.get(address, headers=page(FOCAL))).status_code == 200
    first = await api.post(address, data=typed, headers=page(FOCAL))
    second = await api.post(address, data={**typed, "email": "b@ago.example"}, headers=page(FOCAL))

    assert (first.status_code, second.status_code) == (303, 422)
    assert "as many delegates as the round allows" in second.text
    ranked = (await api.get(f"/sponsorship/api/meetings/{MEETING_ID}/nominations", headers=as_who(ADA))).json()
    assert [one["nomination"]["documents"]["passport_copy"] for one in ranked] == [True]


async def test_a_nomination_goes_from_proposal_to_offer_on_its_page(
    api: httpx.AsyncClient, put: Put, house: House[SponsorshipUnit]
) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_nomination("AGO"))
    address = "/sponsorship/nominations/nom_ago"
    for who in (ADA, CORA):
        assert (await api.get(address, headers=page(who))).status_code == 200
    proposed = await api.post(f"{address}/propose", data=COSTS, headers=page(ADA))
    less = COSTS | {"costs.ticket": "900.50"}
    unexplained = await api.post(f"{address}/offer", data={**less, **ANSWERED}, headers=page(CORA))
    offer = await api.post(f"{address}/offer", data={**less, **ANSWERED, "reason": "Cheaper."}, headers=page(CORA))

    assert (proposed.status_code, unexplained.status_code, offer.status_code) == (303, 422, 303)
    assert "900.50" in unexplained.text
    shown = (await api.get(address, headers=page(ADA))).text
    for words in ("CHF 2,900.50", "Cheaper.", "Mon 17 Nov 2025, 18:00 (Geneva)", "Offer proposed to the Coordinator"):
        assert words in shown


async def test_the_reserve_list_is_filled_by_its_form(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_proposed("AGO"))
    address = "/sponsorship/nominations/nom_ago/reserve"
    assert "1000.00" in (await api.get(address, headers=page(CORA))).text
    typed = {**COSTS, "rank": "1", "answer_within_days": "5"}

    assert (await api.post(address, data={**typed, "rank": "first"}, headers=page(CORA))).status_code == 422
    assert (await api.post(address, data=typed, headers=page(CORA))).status_code == 303
    assert "on the reserve list" in (await api.get(ROOM, headers=page(CORA))).text


async def test_the_nominee_reads_the_consequences_and_accepts(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_proposed("AGO"))
    offer_id = await offered(api)
    maria = Who(subject="n", name="Maria", grants=frozenset({Grant(role=Role.NOMINEE, scope=offer_id)}))
    address = f"/sponsorship/offers/{offer_id}"
    before = (await api.get(address, headers=page(maria))).text
    for words in ("Mon 17 Nov 2025, 18:00 (Geneva)", "CHF 3,000.00", "the money goes to the next nominee"):
        assert words in before

    assert (await api.get(ROOM, headers=page(maria))).status_code == 200
    accepted = await api.post(f"{address}/accept", data={"key": "k1"}, headers=page(maria))
    again = await api.post(f"{address}/decline", data={"key": "k2"}, headers=page(maria))
    after = (await api.get(address, headers=page(maria))).text
    assert (accepted.status_code, again.status_code) == (303, 409)
    assert "The offer is accepted." in after
    assert "not registered" in after


async def test_ticket_and_refund_are_entered_on_the_page(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_proposed("AGO"))
    offer_id = await offered(api)
    await api.post(f"/sponsorship/api/offers/{offer_id}/accept", headers=as_who(ADA))
    typed = {"reference": "ZRH-7", "cost": "950", "cost__currency": "CHF"}
    ticket = f"/sponsorship/offers/{offer_id}/ticket"
    wrong = await api.post(ticket, data={**typed, "cost": "a lot"}, headers=page(ADA))
    right = await api.post(ticket, data=typed, headers=page(ADA))
    refund = await api.post(
        f"/sponsorship/offers/{offer_id}/refund", data={"refunded": "1", "refunded__currency": "CHF"}, headers=page(ADA)
    )

    assert (wrong.status_code, right.status_code, refund.status_code) == (422, 303, 409)
    assert "issued" in (await api.get(ROOM, headers=page(ADA))).text


@pytest.mark.parametrize("language", ["ar", "zh", "fr", "ru", "es"])
async def test_the_room_reads_in_every_language(api: httpx.AsyncClient, put: Put, language: str) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_proposed("AGO"))
    answer = await api.get(ROOM, headers=page(ADA) | {"Accept-Language": language})

    assert (answer.status_code, f'lang="{language}"' in answer.text) == (200, True)


async def test_front_pages_are_served_here_too(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting())
    for address in ("/", "/meetings/apmbc-22msp"):
        assert "Twenty-Second Meeting" in (await api.get(address, headers=page())).text
    assert (await api.get("/meetings/nowhere", headers=page())).status_code == 404


async def test_the_administrator_says_whether_a_nominee_was_erased(api: httpx.AsyncClient, put: Put) -> None:
    asked = [a_nomination(state, perhaps_erased_at=ANSWER_BY) for state in ("AGO", "SEN")]
    await put(a_meeting(), a_fund(a_contribution()), *asked)
    ago, sen = (f"/sponsorship/nominations/{one.nomination_id}" for one in asked)
    waiting = await api.get(f"{ROOM}/waiting", headers=page(ADA) | {"X-Fragment": "1"})
    refused = await api.post(f"{ago}/erasure", headers=page(CORA))
    shown = {at: (await api.get(at, headers=page(ADA))).text for at in (ago, sen)}
    answers = [await press(api, "Keep", shown[ago]), await press(api, "Erase", shown[sen])]
    again = await press(api, "Keep", shown[ago])

    assert (waiting.text.count("asked to be erased"), refused.status_code) == (2, 403)
    assert f"{ago}/erasure" not in (await api.get(ago, headers=page(CORA))).text
    assert ([one.status_code for one in answers], again.status_code) == ([303, 303], 409)
    assert "Nobody asks this about the person any more." in again.text
    assert "maria@ago.example" in (await api.get(ago, headers=page(ADA))).text
    assert "maria@sen.example" not in (await api.get(sen, headers=page(ADA))).text


async def press(api: httpx.AsyncClient, button: str, text: str) -> httpx.Response:
    """Send the form of a button as a browser does: with the fields that are in it."""
    form = next(one for one in re.findall(r"<form.*?</form>", text, re.DOTALL) if f">{button}</button>" in one)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    action = re.search(r'action="([^"]+)"', form)
    assert action is not None
    return await api.post(action[1], data=fields | {"key": ""}, headers=page(ADA))
