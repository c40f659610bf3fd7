"""Files that answer a form, over HTTP: sent ahead, named by the registration, read by who may."""

import httpx
import pytest

from shared.identity import Grant, Role
from shared.who import Who
from tests.pictures import PDF, a_picture
from tests.registration.test_routes import API, NOBODY, a_body
from tests.running import as_who

pytestmark = pytest.mark.real

KENYA = "del_apmbc-formfiles_ken"
MEETING = "mtg_apmbc-formfiles"
READER = as_who(
    Who(subject="reader", name="Reader", grants=frozenset({Grant(role=Role.PERSONAL_DATA_OFFICER)})),
)


@pytest.fixture(scope="module")
async def fields(api: httpx.AsyncClient) -> list[str]:
    """A photo and a letter that the form of a coming meeting asks for."""
    dates = {"opens_on": "2090-12-04", "closes_on": "2090-12-08", "deadlines": []}
    await api.post(f"{API}/meetings", json=a_body("APMBC-FORMFILES") | dates)
    for step in ("open", "invite-states"):
        await api.post(f"{API}/meetings/{MEETING}/{step}")
    form = f"{API}/forms/{(await api.get(f'{API}/meetings/{MEETING}/form')).json()['form_id']}"
    for kind, label in (("photo", "Your photo"), ("file", "Letter")):
        answer = await api.post(f"{form}/fields", json={"kind": kind, "label": {"en": label}})
        assert answer.status_code == 201, answer.text
    await api.post(f"{form}/publish")
    asked = (await api.get(f"{API}/meetings/{MEETING}/form")).json()["fields"]
    return [next(one["field_id"] for one in asked if one["kind"] == kind) for kind in ("photo", "file")]


async def send(api: httpx.AsyncClient, field_id: str, content: bytes) -> httpx.Response:
    path, key = f"{API}/meetings/{MEETING}/form/fields/{field_id}/files", {"Idempotency-Key": f"key of {field_id}"}
    return await api.post(path, files={"file": ("a file", content, "image/png")}, headers=NOBODY | key)


async def test_a_registration_names_the_files_sent_ahead_of_it(api: httpx.AsyncClient, fields: list[str]) -> None:
    photo, letter = fields
    program = await send(api, photo, b"MZ a program")
    paper = await send(api, photo, PDF)
    sent = [await send(api, photo, a_picture()), await send(api, letter, PDF)]
    again = await send(api, letter, PDF)
    ids = [one.json()["file_id"] for one in sent]
    answers = [{"field_id": field_id, "values": [file_id]} for field_id, file_id in zip(fields, ids, strict=True)]
    person = {"delegation_id": KENYA, "full_name": "Joy Mwangi", "email": "joy@formfiles.example", "answers": answers}
    joy = (await api.post(f"{API}/participants", json=person, headers=NOBODY)).json()
    thief = {**person, "full_name": "Eve Oduor", "email": "eve@formfiles.example"}
    stolen = await api.post(f"{API}/participants", json=thief, headers=NOBODY)
    known = (await api.get(f"{API}/participants/{joy['participant_id']}/personal", headers=READER)).json()

    assert [one.status_code for one in (program, paper, *sent, again)] == [422, 422, 201, 201, 201]
    assert again.json() == sent[1].json()
    assert (known["photo_file_id"], [one["file_id"] for one in known["documents"]]) == (ids[0], ids[1:])
    assert stolen.status_code in {404, 422}


async def test_a_form_takes_no_file_it_does_not_ask_for(api: httpx.AsyncClient, fields: list[str]) -> None:
    answers = [await send(api, field_id, PDF) for field_id in ("full_name", "nothing")]

    assert [one.status_code for one in answers] == [404, 404]
