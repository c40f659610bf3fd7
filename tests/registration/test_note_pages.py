"""Notes as people send them: with their PDF, seen before they are taken, worked off by the secretariat."""

import io

import httpx
import pytest
from pypdf import PdfWriter

from tests.registration.test_pages import PAGE, text_of
from tests.registration.test_routes import an_open_meeting

pytestmark = pytest.mark.real

AT = "/registration/delegations/del_apmbc-notes_ita"


@pytest.fixture(scope="module", autouse=True)
async def meeting(api: httpx.AsyncClient) -> str:
    return await an_open_meeting(api, "APMBC-NOTES")


def a_pdf() -> bytes:
    stream = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(stream)
    return stream.getvalue()


def typed(*names: str, **more: str) -> dict[str, str]:
    rows = {f"names.{number}.full_name": name for number, name in enumerate(names)}
    return {"reference": "NV/1", "dated": "2025-11-03", **rows, "names.0.role": "head", **more}


async def send(api: httpx.AsyncClient, fields: dict[str, str], content: bytes = b"") -> httpx.Response:
    files = {"file": ("Note verbale.pdf", content, "application/pdf")} if content else None
    return await api.post(f"{AT}/notify", data=fields, files=files, headers=PAGE)


async def test_a_note_comes_with_its_file_and_the_next_one_is_seen_before_it_is_taken(api: httpx.AsyncClient) -> None:
    first = await send(api, typed("Anna Rossi", "Luca Verdi"), a_pdf())
    second = await send(api, typed("Anna Rossi", "Paolo Neri", reference="NV/2"))
    third = await send(api, typed("Anna Rossi", "Paolo Neri", reference="NV/2", confirmed="1"))
    listed = await api.get("/registration/meetings/apmbc-notes/notes", headers=PAGE)

    assert (first.status_code, second.status_code, third.status_code) == (303, 200, 303)
    assert "Added 1 Paolo Neri Not named any more 1 Luca Verdi" in text_of(second)
    assert "NV/1" in listed.text
    assert "NV/2" in listed.text
    address = listed.text.partition('/file" download')[0].rpartition('href="')[2] + "/file"
    file = await api.get(address, headers=PAGE)
    assert (file.headers["content-type"], file.content[:5]) == ("application/pdf", b"%PDF-")


@pytest.mark.parametrize(("content", "reason"), [(b"%PDF-1.4 cut", "damaged"), (b"MZ\x90\0 program", "not a file of")])
async def test_another_file_is_refused_and_what_was_typed_stays(
    api: httpx.AsyncClient, content: bytes, reason: str
) -> None:
    refused = await send(api, typed("Anna Rossi"), content)

    assert (refused.status_code, reason in text_of(refused)) == (422, True)
    assert 'value="Anna Rossi"' in refused.text


async def test_the_desk_acknowledges_a_note_and_moves_one(api: httpx.AsyncClient) -> None:
    at = "/registration/delegations/del_apmbc-notes_grc"
    await api.post(f"{at}/notify", data=typed("Maria Rossi"), headers=PAGE)
    shown = await api.get(at, headers=PAGE)
    note = shown.text.partition("/move")[0].rpartition("/registration/notes/")[2]
    done = await api.post(f"/registration/notes/{note}/acknowledge", data={}, headers=PAGE)
    form = await api.get(f"/registration/notes/{note}/move", headers=PAGE)
    nowhere = await api.post(f"/registration/notes/{note}/move", data={"delegation_id": ""}, headers=PAGE)
    to = {"delegation_id": "del_apmbc-notes_cyp", "reason": "Came from Nicosia"}
    moved = await api.post(f"/registration/notes/{note}/move", data=to, headers=PAGE)

    assert (done.status_code, form.status_code, nowhere.status_code) == (303, 200, 422)
    assert moved.headers["location"] == "/registration/delegations/del_apmbc-notes_cyp"
    assert "Maria Rossi" in text_of(await api.get(moved.headers["location"], headers=PAGE))


async def test_several_notes_are_acknowledged_once_it_was_seen_which(api: httpx.AsyncClient) -> None:
    at = "/registration/delegations/del_apmbc-notes_prt"
    await api.post(f"{at}/notify", data=typed("Rui Costa", reference="NV/PRT"), headers=PAGE)
    shown = await api.get(at, headers=PAGE)
    note = shown.text.partition("/move")[0].rpartition("/registration/notes/")[2]
    notes = "/registration/meetings/apmbc-notes/notes"
    ticked = {"ticked": note, "act": "acknowledge", "back": notes, "key": "key_several"}
    asked = await api.post(notes, data=ticked, headers=PAGE)
    done = await api.post(notes, data={**ticked, "confirmed": "1"}, headers=PAGE)
    again = await api.post(notes, data={**ticked, "confirmed": "1"}, headers=PAGE)

    assert "Portugal · NV/PRT" in text_of(asked)
    assert (done.status_code, again.status_code) == (303, 303)
    assert "NV/PRT" in text_of(await api.get(f"{notes}?state=acknowledged", headers=PAGE))


async def test_a_note_for_somebody_who_stands_there_names_them_and_leads_back_to_them(api: httpx.AsyncClient) -> None:
    home = "del_apmbc-notes_esp"
    await api.post(f"/registration/delegations/{home}/notify", data=typed("Eva Sol"), headers=PAGE)
    person = {"delegation_id": home, "full_name": "Leo Mar", "email": "leo@mission.example", "role": "adviser"}
    registered = await api.post("/registration/meetings/apmbc-notes/register", data=person, headers=PAGE)
    their = registered.headers["location"].partition("person=")[2].partition("&")[0]
    form = await api.get(f"/registration/delegations/{home}/notify?person={their}", headers=PAGE)
    taken = await api.post(
        f"/registration/delegations/{home}/notify", data=typed("Eva Sol", "Leo Mar", person=their), headers=PAGE
    )

    assert 'name="names.1.full_name" value="Leo Mar"' in form.text
    assert (taken.status_code, taken.headers["location"]) == (303, f"/registration/participants/{their}")
