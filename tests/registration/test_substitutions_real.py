"""A substitution over the pages and the API on real servers: what the desk and the focal point do."""

import httpx
import pytest

from services.registration.domain.substitutions import Substitution
from shared.identity import Grant, Role
from shared.who import Who
from tests.registration.test_pages import PAGE, page, text_of
from tests.registration.test_routes import API, a_note, an_open_meeting, register
from tests.running import as_who

pytestmark = pytest.mark.real

TOGO = "del_apmbc-subst_tgo"
MISSION = Who(subject="fp", name="Mission of Togo", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=TOGO)}))


@pytest.fixture(scope="module")
async def head(api: httpx.AsyncClient) -> str:
    """A confirmed head of delegation."""
    await an_open_meeting(api, "APMBC-SUBST")
    await api.post(f"{API}/delegations/{TOGO}/notify", json=a_note(("Kossi Mensah", "head"), ("Ama Doe", "adviser")))
    kossi = await register(api, TOGO, "Kossi Mensah", "kossi@mission.example", role="head")
    assert (await api.post(f"{API}/participants/{kossi}/confirm")).status_code == 200
    return kossi


async def test_a_focal_point_substitutes_and_the_secretariat_takes_it_back(api: httpx.AsyncClient, head: str) -> None:
    mission = PAGE | as_who(MISSION)
    address = f"/registration/participants/{head}/substitute"
    asked = await page(api, address, MISSION)
    nobody = await api.post(address, data={"full_name": "", "email": ""}, headers=mission)
    typed = {"full_name": "Efua Lawson", "email": "efua@mission.example", "key": "form_s"}
    done = await api.post(address, data=typed, headers=mission)
    again = await api.post(address, data=typed, headers=mission)
    (record,) = [
        Substitution.model_validate(one) for one in (await api.get(f"{API}/participants/{head}/substitutions")).json()
    ]
    hers = await page(api, f"/registration/participants/{record.successor_id}")
    his = await page(api, f"/registration/participants/{head}")
    delegation = (await api.get(f"{API}/delegations/{TOGO}")).json()

    assert "Substitute Kossi Mensah" in asked
    assert (nobody.status_code, "Say who comes instead" in text_of(nobody)) == (422, True)
    assert (done.status_code, done.headers["location"]) == (303, f"/registration/delegations/{TOGO}/portal")
    assert again.status_code == 303
    assert ("Comes instead of Kossi Mensah" in hers, "Substituted by Efua Lawson" in his) == (True, True)
    assert [one["full_name"] for one in delegation["names"]] == ["Efua Lawson", "Ama Doe"]
    back = await api.post(f"/registration/substitutions/{record.substitution_id}/revert", data={}, headers=PAGE)
    twice = await api.post(f"{API}/substitutions/{record.substitution_id}/revert")
    restored = (await api.get(f"{API}/participants/{head}")).json()

    assert (back.status_code, twice.status_code) == (303, 409)
    assert (restored["status"], restored["role"]) == ("confirmed", "head")


async def test_company_goes_and_comes_back_with_the_head(api: httpx.AsyncClient, head: str) -> None:
    child = {"full_name": "Yao Mensah", "email": "yao@home.example"}
    yao = (await api.post(f"{API}/participants/{head}/company", json=child)).json()["participant_id"]
    instead = {"full_name": "Afi Lawson", "email": "afi@mission.example"}
    done = (await api.post(f"{API}/participants/{head}/substitute", json=instead)).json()
    gone = (await api.get(f"{API}/participants/{yao}")).json()
    await api.post(f"{API}/substitutions/{done['substitution_id']}/revert")
    back = (await api.get(f"{API}/participants/{yao}")).json()

    assert (gone["status"], back["status"]) == ("withdrawn", "confirmed")


async def test_strangers_are_sent_away(api: httpx.AsyncClient, head: str) -> None:
    other = Who(subject="fp2", name="Other", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope="del_x")}))
    page_ = await api.get(f"/registration/participants/{head}/substitute", headers=PAGE | as_who(other))
    body = {"full_name": "X Y", "email": "x@y.example"}
    asked = await api.post(f"{API}/participants/{head}/substitute", json=body, headers=as_who(other))

    assert (page_.headers["location"], asked.status_code) == ("/registration/link", 403)
