"""Who loses access is shut out by the next request, through the door and on a real database."""

import re

import httpx
import pytest

from shared.web import House
from tests.registration.test_pages import PAGE
from tests.registration.test_routes import API, NOBODY, a_note, an_open_meeting, register

pytestmark = pytest.mark.real

KENYA = "del_apmbc-ended_ken"
AT = f"/registration/delegations/{KENYA}"
FORM = "/registration/link?ended=1"


@pytest.fixture(scope="module", autouse=True)
async def meeting(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-ENDED")
    await api.post(f"{AT}/focal-point", data={"name": "Amina Otieno", "email": "amina@ended.example"}, headers=PAGE)


async def signed_in(api: httpx.AsyncClient, house: House[object], address: str) -> dict[str, str]:
    """Press the button behind the newest link mailed to an address; return the cookie of the session."""
    link = await house.database["_sign_in_links"].find_one({"address": address}, sort=[("issued_at", -1)])
    assert link is not None
    mail = await house.database["_mails"].find_one({"_id": link["_id"]})
    assert mail is not None
    found = re.search(r"plenary:(/\S+)", mail["text"])
    assert found is not None
    answer = await api.post(found[1], headers=NOBODY | PAGE)
    assert answer.status_code == 303, answer.text
    api.cookies.clear()
    return NOBODY | PAGE | {"Cookie": answer.headers["set-cookie"].partition(";")[0]}


async def a_second(api: httpx.AsyncClient, house: House[object], address: str) -> dict[str, str]:
    """Return the session of one more focal point."""
    person = {"name": "Tom Ruto", "email": address, "language": "en"}
    assert (await api.post(f"{AT}/access/add", data=person, headers=PAGE)).status_code == 303
    return await signed_in(api, house, address)


async def is_shut_out(api: httpx.AsyncClient, session: dict[str, str], page: str) -> bool:
    """Tell whether a page leads to the form for another link."""
    answer = await api.get(page, headers=session)
    return (answer.status_code, answer.headers.get("location")) == (303, FORM)


async def test_a_focal_point_taken_off_is_shut_out_of_pages_and_api(
    api: httpx.AsyncClient, house: House[object]
) -> None:
    tom = await a_second(api, house, "tom@ended.example")
    assert (await api.get(f"{AT}/portal", headers=tom)).status_code == 200
    await api.post(f"{AT}/access/remove", data={"email": "tom@ended.example"}, headers=PAGE)

    assert await is_shut_out(api, tom, f"{AT}/portal")
    assert await is_shut_out(api, tom, f"{AT}/notify")
    program = tom | {"Accept": "application/json"}
    notified = await api.post(f"{API}/delegations/{KENYA}/notify", json=a_note(("A B", "head")), headers=program)
    said = notified.json()
    assert (notified.status_code, said["type"]) == (401, "urn:plenary:problem:access-ended")
    assert said["next_step"] == "Ask for a new sign-in link."


async def test_a_focal_point_taken_off_and_asked_again_works(api: httpx.AsyncClient, house: House[object]) -> None:
    before = await a_second(api, house, "zoe@ended.example")
    await api.post(f"{AT}/access/remove", data={"email": "zoe@ended.example"}, headers=PAGE)
    again = await a_second(api, house, "zoe@ended.example")

    assert await is_shut_out(api, before, f"{AT}/portal")
    assert (await api.get(f"{AT}/portal", headers=again)).status_code == 200


async def test_who_hands_a_delegation_over_is_shut_out(api: httpx.AsyncClient, house: House[object]) -> None:
    amina = await signed_in(api, house, "amina@ended.example")
    person = {"name": "Ken Otieno", "email": "ken@ended.example", "language": "en"}
    assert (await api.get(f"{AT}/portal", headers=amina)).status_code == 200
    assert (await api.post(f"{AT}/access/hand-over", data=person, headers=PAGE)).status_code == 303

    assert await is_shut_out(api, amina, f"{AT}/portal")
    replaced = await signed_in(api, house, "ken@ended.example")
    await api.post(f"{AT}/focal-point", data={"name": "Amina Otieno", "email": "amina@ended.example"}, headers=PAGE)
    assert await is_shut_out(api, replaced, f"{AT}/portal")


async def test_somebody_erased_is_shut_out(api: httpx.AsyncClient, house: House[object]) -> None:
    joy = await register(api, KENYA, "Joy Mwangi", "joy@ended.example")
    await api.post(f"{API}/participants/{joy}/link")
    session = await signed_in(api, house, "joy@ended.example")
    await api.post(f"{API}/participants/{joy}/withdraw", json={"reason": "Ill"})
    own = await api.get("/registration/me", headers=session)
    assert (own.status_code, "withdrawn" in own.text) == (200, True)
    assert (await api.post(f"{API}/participants/{joy}/erase")).status_code == 200

    assert await is_shut_out(api, session, "/registration/me")
    assert await is_shut_out(api, session, f"/registration/participants/{joy}/personal/export")


async def test_a_former_address_lets_nobody_in(api: httpx.AsyncClient, house: House[object]) -> None:
    ali = await register(api, KENYA, "Ali Hassan", "alii@ended.example")
    await api.post(f"{API}/participants/{ali}/link")
    stranger = await signed_in(api, house, "alii@ended.example")
    known = (await api.get(f"{API}/participants/{ali}")).json()
    right = {"full_name": "Ali Hassan", "email": "ali@ended.example", "based_on": known["version"]}
    corrected = await api.post(f"{API}/participants/{ali}/correct", json=right)
    assert corrected.status_code == 200, corrected.text

    assert await is_shut_out(api, stranger, "/registration/me")
    himself = await signed_in(api, house, "ali@ended.example")
    assert "Ali Hassan" in (await api.get("/registration/me", headers=himself)).text
