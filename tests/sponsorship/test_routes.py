"""The JSON API: who may ask what, and what a round looks like over HTTP."""

import httpx
import pytest

from shared.identity import undeclared_routes
from shared.money import Money
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
    a_proposed,
    costs,
    to_receive,
)
from tests.sponsorship.conftest import Put, as_who

pytestmark = pytest.mark.real

API = "/sponsorship/api"
COSTS = costs(3000).model_dump(mode="json")
FINN = Who(subject="staff:finn", name="Finn", grants=frozenset({Grant(role=Role.FINANCE_OFFICER)}))
MEDIA = Who(subject="staff:mia", name="Mia", grants=frozenset({Grant(role=Role.MEDIA_OFFICER)}))


def the_nominee(offer_id: str) -> Who:
    return Who(subject="nominee:x", name="Maria", grants=frozenset({Grant(role=Role.NOMINEE, scope=offer_id)}))


async def test_a_round_over_http_from_the_fund_to_the_refund(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_delegation("AGO"))
    ada, cora, finn = as_who(ADA), as_who(CORA), as_who(FINN)
    fund = await api.post(f"{API}/funds", json={"meeting_id": MEETING_ID}, headers=ada)
    given = {"donor": "Germany", "amount": {"minor": 1_000_000, "currency": "EUR"}, "rate": "0.94"}
    booked = await api.post(
        f"{API}/funds/{FUND_ID}/contributions", json={**given, "received_on": "2025-09-01"}, headers=finn
    )
    nominated = await api.post(f"{API}/nominations", json=to_receive("AGO").model_dump(mode="json"), headers=ada)
    nomination = f"{API}/nominations/{nominated.json()['nomination_id']}"
    proposed = await api.post(f"{nomination}/propose", json={"costs": COSTS}, headers=ada)
    body = {"costs": COSTS, "answer_by": ANSWER_BY.isoformat()}
    offered = await api.post(f"{nomination}/offer", json=body, headers=cora)
    offer = f"{API}/offers/{offered.json()['offer_id']}"
    accepted = await api.post(f"{offer}/accept", headers=as_who(the_nominee(offered.json()["offer_id"])))
    cost = Money(minor=90_000, currency="CHF").model_dump()
    ticketed = await api.post(f"{offer}/ticket", json={"reference": "ZRH-7", "cost": cost}, headers=ada)

    answers = [fund, booked, nominated, proposed, offered, accepted, ticketed]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 204, 201, 204, 204]
    seen = (await api.get(f"{API}/funds/{FUND_ID}", headers=finn)).json()
    figures = {name: seen[name] for name in ("received", "reserved", "committed", "spent", "left")}
    assert figures == {"received": 940_000, "reserved": 0, "committed": 200_000, "spent": 90_000, "left": 650_000}
    counts = (await api.get(f"{API}/meetings/{MEETING_ID}/counts")).json()
    assert (counts["nominations"], counts["accepted"], counts["ticketed"]) == (1, 1, 1)
    ranked = (await api.get(f"{API}/meetings/{MEETING_ID}/nominations", headers=cora)).json()
    assert ranked[0]["points"] == sum(part["points"] for part in ranked[0]["parts"]) > 0


async def test_the_coordinator_decides_and_the_secretariat_does_not(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_proposed("AGO"))
    body = {"costs": COSTS, "answer_by": ANSWER_BY.isoformat()}
    answer = await api.post(f"{API}/nominations/nom_ago/offer", json=body, headers=as_who(ADA))

    assert answer.status_code == 403


async def test_more_than_the_fund_has_is_a_problem_with_a_next_step(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution(100)), a_proposed("AGO"))
    body = {"costs": COSTS, "answer_by": ANSWER_BY.isoformat()}
    answer = await api.post(f"{API}/nominations/nom_ago/offer", json=body, headers=as_who(CORA))

    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (422, "urn:plenary:problem:fund-exhausted")
    assert "another contribution" in problem["next_step"]


async def test_a_nominee_reads_and_answers_the_own_offer_only(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_proposed("AGO"))
    body = {"costs": COSTS, "answer_by": ANSWER_BY.isoformat()}
    offered = await api.post(f"{API}/nominations/nom_ago/offer", json=body, headers=as_who(CORA))
    offer, other = f"{API}/offers/{offered.json()['offer_id']}", as_who(the_nominee("off_other"))
    mine = as_who(the_nominee(offered.json()["offer_id"]))

    assert [(await api.get(offer, headers=who)).status_code for who in (mine, other)] == [200, 403]
    assert (await api.post(f"{offer}/decline", headers=other)).status_code == 403
    assert (await api.post(f"{offer}/decline", json={"reason": "Another duty."}, headers=mine)).status_code == 204


async def test_names_and_money_are_for_staff_of_sponsorship(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_fund(a_contribution()), a_proposed("AGO"))
    for path in (f"funds/{FUND_ID}", f"meetings/{MEETING_ID}/nominations", f"meetings/{MEETING_ID}/offers"):
        assert (await api.get(f"{API}/{path}")).status_code == 401
        assert (await api.get(f"{API}/{path}", headers=as_who(MEDIA))).status_code == 403


async def test_a_focal_point_nominates_at_the_own_delegations_address(api: httpx.AsyncClient, put: Put) -> None:
    await put(a_meeting(), a_delegation("AGO"), a_delegation("COD"), a_fund())
    grant = Grant(role=Role.FOCAL_POINT, scope="del_apmbc-22msp_ago")
    focal = as_who(Who(subject="fp", name="Focal point", grants=frozenset({grant})))
    own = f"{API}/delegations/del_apmbc-22msp_ago/nominations"
    bodies = [to_receive(state).model_dump(mode="json") for state in ("COD", "AGO")]

    assert [(await api.post(own, json=body, headers=focal)).status_code for body in bodies] == [403, 201]


def test_every_route_says_who_may_use_it(api: httpx.AsyncClient) -> None:
    assert undeclared_routes(api._transport.app) == []  # type: ignore[attr-defined] # the app under the client
