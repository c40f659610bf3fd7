"""A program in place of a page: a device that is no browser, letters for everybody, everything about oneself."""

import hashlib
import io
import json
from zipfile import ZipFile

import httpx
import pytest

from shared.identity import Grant, Role
from shared.who import Who
from tests.pictures import PDF
from tests.registration.test_routes import API, NOBODY, a_note, an_open_meeting, register
from tests.running import as_who
from tests.stacks import until

pytestmark = pytest.mark.real

MEETING = "mtg_apmbc-programs"
PERU = "del_apmbc-programs_per"
TOKEN = "a-long-token-of-a-turnstile-that-nobody-guesses"  # noqa: S105 - of tests only


@pytest.fixture(scope="module", autouse=True)
async def meeting(api: httpx.AsyncClient) -> str:
    return await an_open_meeting(api, "APMBC-PROGRAMS", opens_on="2090-12-04", closes_on="2090-12-08", deadlines=[])


async def test_a_turnstile_is_enrolled_works_and_is_taken_back(api: httpx.AsyncClient) -> None:
    gate = (await api.post(f"{API}/meetings/{MEETING}/doors/gates", json={"name": "East"})).json()["gates"][0]
    body = {"name": "Turnstile", "gate_id": gate}
    device_id = (await api.post(f"{API}/meetings/{MEETING}/doors/devices", json=body)).json()["device_id"]
    one = f"{API}/devices/{device_id}"
    await api.post(f"{one}/link", json={"token_hash": hashlib.sha256(TOKEN.encode()).hexdigest()})

    first, again, other = [
        await api.post(f"{API}/devices/enrol", json={"token": TOKEN}, headers=NOBODY | {"Idempotency-Key": key})
        for key in ("once", "once", "other")
    ]
    unknown = await api.post(f"{API}/devices/enrol", json={"token": "guessed"}, headers=NOBODY)
    as_device = {"Authorization": f"Bearer {first.json()['access_token']}"}
    listed = await api.get(f"{one}/list", headers=as_device)
    reported = await api.post(f"{one}/report", json={"pending": 0}, headers=as_device)
    foreign = await api.get(f"{API}/devices/dev_other/list", headers=as_device)
    await api.post(f"{one}/revoke")
    late = await api.post(f"{one}/report", json={"pending": 0}, headers=as_device)

    assert (first.status_code, first.json()["device_id"], first.headers["cache-control"]) == (
        201,
        device_id,
        "no-store",
    )
    assert again.json()["device_id"] == device_id
    assert [one.status_code for one in (other, unknown, listed, reported, foreign)] == [410, 410, 200, 200, 403]
    assert listed.json()["content"]
    assert late.status_code in {401, 403}


async def test_letters_for_everybody_are_begun_followed_and_fetched(api: httpx.AsyncClient) -> None:
    await api.post(f"{API}/delegations/{PERU}/notify", json=a_note(("Ana Diaz", "head"), ("Luis Soto", "adviser")))
    for name in ("Ana Diaz", "Luis Soto"):
        one = await register(api, PERU, name, f"{name[:3].lower()}@programs.example")
        assert (await api.post(f"{API}/participants/{one}/confirm")).status_code == 200
    asked, key = {"kind": "confirmation"}, {"Idempotency-Key": "letters"}
    begun = [await api.post(f"{API}/meetings/{MEETING}/letters", json=asked, headers=key) for _ in range(2)]
    batch = f"{API}/meetings/{MEETING}/letter-batches/{begun[0].json()['batch_id']}"
    await until(lambda: done(api, batch))
    made, listed = (await api.get(batch)).json(), (await api.get(f"{API}/meetings/{MEETING}/letters")).json()
    pdf, packed = await api.get(f"{batch}/letters.pdf"), await api.get(f"{batch}/letters.zip")
    nowhere = await api.get(f"{API}/meetings/mtg_none/letter-batches/{made['batch_id']}")

    assert [one.status_code for one in begun] == [202, 202]
    assert begun[0].json() == begun[1].json()
    assert (made["made"], listed["total"], pdf.content[:5], nowhere.status_code) == (2, 2, b"%PDF-", 404)
    assert len(ZipFile(io.BytesIO(packed.content)).namelist()) == 2


async def done(api: httpx.AsyncClient, batch: str) -> bool:
    return bool((await api.get(batch)).json()["done"])


async def test_a_person_takes_along_everything_that_is_kept_of_them(api: httpx.AsyncClient) -> None:
    one = await register(api, PERU, "Rosa Quispe", "rosa@programs.example")
    own = f"{API}/participants/{one}/personal"
    await api.post(f"{own}/documents", files={"document": ("visa.pdf", PDF, "application/pdf")})
    grants = frozenset({Grant(role=Role.PARTICIPANT, scope=one)})
    herself = as_who(Who(subject=f"participant:{one}", name="Rosa Quispe", grants=grants))
    taken = await api.get(f"{own}/export", headers=herself)
    foreign = await api.get(f"{own}/export")

    archive = ZipFile(io.BytesIO(taken.content))
    assert (taken.headers["content-type"], foreign.status_code) == ("application/zip", 403)
    assert json.loads(archive.read("everything.json"))["participants"]
    assert archive.read("files/01 visa.pdf") == PDF
