"""A good file beside something wrong: it is kept with what was typed, and need not be chosen again."""

import io
import re

import httpx
import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from shared.web import House
from tests.registration.test_note_pages import a_pdf
from tests.registration.test_pages import PAGE, text_of
from tests.registration.test_routes import an_open_meeting, register

pytestmark = pytest.mark.real

CHILE = "/registration/delegations/del_apmbc-held_chl"
DESK = "/registration/meetings/apmbc-held"
PEOPLE = b"Delegation,Name,Role,E-mail\nChile,Rosa Diaz,head,rosa@held.example\n"
NOTE = {"reference": "NV/1", "dated": "2025-11-03", "names.0.full_name": "Rosa Diaz", "names.0.role": "head"}


@pytest.fixture(scope="module", autouse=True)
async def meeting(api: httpx.AsyncClient) -> str:
    return await an_open_meeting(api, "APMBC-HELD", opens_on="2031-12-01", closes_on="2031-12-05")


def a_picture() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (300, 400), "gray").save(stream, "JPEG")
    return stream.getvalue()


def holds(page: httpx.Response, *fields: str) -> dict[str, str]:
    """Return the files a refused form holds, by field, as its hidden fields send them again."""
    found = dict(re.findall(r'<input type="hidden" name="([\w.]+)" value="([^"]*)"', page.text))
    return {name: found[name] for field in fields for name in (field, f"{field}.kept")}


@pytest.mark.parametrize(
    ("address", "fields", "wrong", "files"),
    [
        (f"{CHILE}/notify", NOTE, {"dated": "3 November"}, {"file": ("note.pdf", a_pdf())}),
        (
            f"{CHILE}/credentials",
            {"state": "copy_received"},
            {"state": "in_order"},
            {"file": ("credentials.pdf", a_pdf())},
        ),
        (
            f"{DESK}/imports",
            {"purpose": "both", "reference": "NV/2", "dated": "2025-11-04"},
            {"reference": ""},
            {"file": ("people.csv", PEOPLE)},
        ),
        (
            f"{DESK}/imports/sources",
            {"name": "e-deleGATE", "purpose": "registration"},
            {"name": ""},
            {"file": ("people.csv", PEOPLE)},
        ),
    ],
)
async def test_a_file_stays_while_something_else_is_put_right(
    api: httpx.AsyncClient, address: str, fields: dict[str, str], wrong: dict[str, str], files: dict[str, object]
) -> None:
    refused = await api.post(address, data=fields | wrong, files=files, headers=PAGE)  # type: ignore[arg-type] # httpx wants its own union
    again = await api.post(address, data=fields | holds(refused, "file"), headers=PAGE)

    assert 400 <= refused.status_code < 500
    assert "Kept: " in text_of(refused)
    assert again.status_code in {200, 303}, text_of(again)


async def test_a_photo_and_a_document_stay_while_a_date_is_put_right(
    api: httpx.AsyncClient, house: House[object]
) -> None:
    one = await register(api, "del_apmbc-held_chl", "Luis Soto", "luis@held.example")
    own = f"/registration/participants/{one}/personal"
    files = {"photo": ("me.jpg", a_picture()), "document": ("passport.pdf", a_pdf())}
    refused = await api.post(own, data={"birth_date": "yesterday", "nationality": "CHL"}, files=files, headers=PAGE)
    typed = {"birth_date": "1980-05-01", "nationality": "CHL", **holds(refused, "photo", "document")}
    again = await api.post(own, data=typed, headers=PAGE)
    kept = await house.database["personal_files"].find_one({"_id": one})

    assert (refused.status_code, again.status_code) == (422, 303)
    assert kept
    assert {"photo", "documents", "birth_date"} <= set(kept["held"])


async def test_a_file_held_for_one_delegation_is_no_other_s(api: httpx.AsyncClient) -> None:
    files = {"file": ("note.pdf", a_pdf())}
    refused = await api.post(f"{CHILE}/notify", data=NOTE | {"dated": ""}, files=files, headers=PAGE)
    peru = "/registration/delegations/del_apmbc-held_per"
    foreign = [
        await api.post(f"{peru}/{one}", data=NOTE | {"state": "copy_received"} | holds(refused, "file"), headers=PAGE)
        for one in ("notify", "credentials", "imports")
    ]

    assert [(answer.status_code, "This file is not there any more." in text_of(answer)) for answer in foreign] == [
        (404, True)
    ] * 3


async def test_a_note_for_another_meeting_is_taken_once_somebody_says_that_it_is_right(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-ELSEWHERE")
    files = {"file": ("note.pdf", saying("For APMBC-ELSEWHERE"))}
    peru = "/registration/delegations/del_apmbc-held_per/notify"
    refused = await api.post(peru, data=NOTE, files=files, headers=PAGE)
    unsaid = await api.post(peru, data=NOTE | holds(refused, "file"), headers=PAGE)
    said = await api.post(peru, data=NOTE | holds(unsaid, "file") | {"nevertheless": "1"}, headers=PAGE)

    assert (refused.status_code, unsaid.status_code, said.status_code) == (422, 422, 303)
    assert "The text of this file names another meeting." in text_of(unsaid)


def saying(text: str) -> bytes:
    """Return a note as PDF with one line of text."""
    stream, writer = io.BytesIO(), PdfWriter()
    page = writer.add_blank_page(400, 200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(name): NameObject(value) for name, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): named})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    line = DecodedStreamObject()
    line.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = line
    writer.write(stream)
    return stream.getvalue()
