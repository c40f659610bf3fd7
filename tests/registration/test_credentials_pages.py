"""The work list of credentials and the page of one: document, steps, undoing."""

import httpx
import pytest

from tests.registration.test_note_pages import a_pdf
from tests.registration.test_pages import PAGE, text_of
from tests.registration.test_routes import an_open_meeting

pytestmark = pytest.mark.real

AT = "/registration/delegations/del_apmbc-papers_nor/credentials"
DESK = "/registration/meetings/apmbc-papers/credentials"


@pytest.fixture(scope="module", autouse=True)
async def meeting(api: httpx.AsyncClient) -> str:
    return await an_open_meeting(api, "APMBC-PAPERS")


async def test_a_document_is_recorded_found_in_the_list_and_undone(api: httpx.AsyncClient) -> None:
    files = {"file": ("credentials.pdf", a_pdf(), "application/pdf")}
    typed = {"state": "original_received", "authority": "Permanent Representative", "issued_by": "Kari Nordmann"}
    recorded = await api.post(AT, data=typed, files=files, headers=PAGE)
    shown = await api.get(AT, headers=PAGE)
    document = await api.get(f"{AT}/file", headers=PAGE)
    listed = text_of(await api.get(f"{DESK}?other=yes", headers=PAGE))
    report = text_of(await api.get("/registration/meetings/apmbc-papers/credentials-report", headers=PAGE))
    wordless = await api.post(f"{AT}/undo", data={"reason": ""}, headers=PAGE)
    undone = await api.post(f"{AT}/undo", data={"reason": "Wrong State"}, headers=PAGE)

    assert (recorded.status_code, document.content[:5]) == (303, b"%PDF-")
    assert "None of the authorities of this meeting issued these credentials." in text_of(shown)
    assert "Norway original received Permanent Representative another authority" in listed
    assert "Kari Nordmann, Permanent Representative" in report
    assert (wordless.status_code, undone.status_code) == (422, 303)
    assert "A step was undone: Wrong State" in text_of(await api.get(AT, headers=PAGE))


async def test_what_is_refused_stands_beside_its_field(api: httpx.AsyncClient) -> None:
    rules = {"endorsing": "asked", "outsiders": "refused"}
    await api.post("/registration/meetings/apmbc-papers/mission-rules", data=rules, headers=PAGE)
    refused = await api.post(AT, data={"state": "copy_received", "authority": "The Mayor"}, headers=PAGE)

    assert refused.status_code == 422
    assert "None of the authorities of this meeting issued these credentials." in text_of(refused)
    assert 'value="The Mayor"' in refused.text
