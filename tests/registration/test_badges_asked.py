"""Badges over HTTP: their steps, their list, and what devices read to judge without a connection."""

from typing import Any

import httpx
import pytest

from services.registration.domain.badge_tokens import facts_of
from services.registration.domain.badges import Badge
from services.registration.gateways import BadgeSigner
from tests.registration.test_routes import API, DEVICE, NOBODY, a_note, an_open_meeting, register
from tests.running import SECRET, as_who

pytestmark = pytest.mark.real

MEETING = "mtg_apmbc-badges"
PERU = "del_apmbc-badges_per"


@pytest.fixture(scope="module")
async def badge_id(api: httpx.AsyncClient) -> str:
    """The badge of someone confirmed."""
    await an_open_meeting(api, "APMBC-BADGES")
    await api.post(f"{API}/delegations/{PERU}/notify", json=a_note(("Ana Díaz", "head"), ("Luis Vega", "adviser")))
    ana = await register(api, PERU, "Ana Díaz", "ana.badges@mission.example")
    await api.post(f"{API}/participants/{ana}/confirm")
    (badge,) = (await api.get(f"{API}/meetings/{MEETING}/badges")).json()["rows"]
    assert (badge["holder_id"], badge["state"], badge["serial"]) == (ana, "approved", 1)
    found: str = badge["badge_id"]
    return found


async def step(api: httpx.AsyncClient, badge_id: str, name: str, **body: object) -> tuple[int, str]:
    """Take one step; return the status and the state, or the kind of refusal."""
    answer = await api.post(f"{API}/badges/{badge_id}/{name}", json=body or None)
    return answer.status_code, answer.json().get("state") or answer.json()["type"].rpartition(":")[2]


async def test_a_badge_is_printed_handed_over_lost_and_issued_again(api: httpx.AsyncClient, badge_id: str) -> None:
    assert await step(api, badge_id, "print") == (200, "ready")
    assert await step(api, badge_id, "hand-over", identity_checked=False) == (422, "identity-not-checked")
    assert await step(api, badge_id, "hand-over", identity_checked=True) == (200, "collected")
    start = (await standings(api, "standings"))["cursor"]
    assert await step(api, badge_id, "lost", reason="In the tram") == (200, "lost")
    assert await step(api, badge_id, "reissue") == (200, "approved")
    assert await step(api, badge_id, "hand-over", identity_checked=True) == (409, "badge-out-of-order")

    revoked = await standings(api, "revoked", cursor=start)
    assert [(one["badge_id"], one["serial"], one["admitted"]) for one in revoked["rows"]] == [(badge_id, 2, True)]
    assert await standings(api, "revoked", cursor=revoked["cursor"]) == revoked


async def standings(api: httpx.AsyncClient, which: str, cursor: str = "") -> dict[str, Any]:
    answer = await api.get(
        f"{API}/meetings/{MEETING}/badges/{which}", params={"cursor": cursor}, headers=as_who(DEVICE)
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_a_cursor_of_something_else_is_refused(api: httpx.AsyncClient, badge_id: str) -> None:
    answer = await api.get(f"{API}/meetings/{MEETING}/badges/revoked", params={"cursor": "yesterday"})

    assert (answer.status_code, answer.json()["next_step"]) == (404, "Ask without a cursor.")


async def test_anyone_may_have_the_keys_that_verify(api: httpx.AsyncClient, badge_id: str) -> None:
    keys = (await api.get(f"{API}/badge-keys", headers=NOBODY)).json()
    badge = Badge.model_validate((await api.get(f"{API}/badges/{badge_id}")).json())
    token = BadgeSigner.from_secrets(SECRET).sign(facts_of(badge, "APMBC-BADGES"))

    assert [(one["kty"], one["crv"]) for one in keys] == [("OKP", "Ed25519")]
    assert token.split("/")[1] == keys[0]["kid"]


async def test_badges_are_for_the_secretariat_and_standings_for_the_door(api: httpx.AsyncClient, badge_id: str) -> None:
    mine = f"{API}/meetings/{MEETING}"

    assert (await api.get(f"{mine}/badges", headers=NOBODY)).status_code == 401
    assert (await api.get(f"{mine}/badges", headers=as_who(DEVICE))).status_code == 403
    assert (await api.post(f"{API}/badges/{badge_id}/withdraw", headers=as_who(DEVICE))).status_code == 403
    assert (await api.get(f"{mine}/badges/standings", headers=NOBODY)).status_code == 401


async def test_the_plan_of_access_is_read_and_set(api: httpx.AsyncClient, badge_id: str) -> None:
    mine = f"{API}/meetings/{MEETING}/access"
    usual = (await api.get(mine)).json()
    assert [one["code"] for one in usual["zones"]] == ["CR", "DA", "PR", "SE"]

    hall = {"zones": [{"code": "hall", "name": "Assembly Hall"}], "rules": [{"category": "staff", "zones": ["HALL"]}]}
    assert (await api.post(mine, json=hall)).status_code == 200
    assert [one["code"] for one in (await api.get(mine)).json()["zones"]] == ["HALL"]
    staff = await api.post(f"{API}/meetings/{MEETING}/badges", json={"name": "Luc Blanc", "function": "Usher"})
    assert staff.status_code == 201
    found = (await api.get(f"{API}/meetings/{MEETING}/badges", params={"holder_kind": "staff", "q": "blanc"})).json()
    assert [(one["name"], one["zones"]) for one in found["rows"]] == [("Luc Blanc", ["HALL"])]
