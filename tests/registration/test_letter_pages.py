"""Letters as people use them: made by the person or for everybody, printed, verified by anybody, withdrawn."""

import re
from io import BytesIO
from zipfile import ZipFile

import httpx
import pytest
from pypdf import PdfReader

from shared.identity import Grant, Role
from shared.who import Who
from tests.registration.test_pages import NOBODY, PAGE, page, text_of
from tests.registration.test_routes import API, a_note, an_open_meeting, register
from tests.running import as_who

pytestmark = pytest.mark.real

AT = "/registration/meetings/apmbc-letters"
JAPAN = "del_apmbc-letters_jpn"
EVERYBODY = {"kind": "confirmation", "key": "all"}


@pytest.fixture(scope="module")
async def people(api: httpx.AsyncClient) -> dict[str, str]:
    """One who arrived, one who is confirmed, one who is only registered."""
    await an_open_meeting(api, "APMBC-LETTERS")
    await api.post(f"{API}/delegations/{JAPAN}/notify", json=a_note(("Sato Aiko", "head"), ("Mori Ken", "adviser")))
    ids = {
        "aiko": await register(api, JAPAN, "Sato Aiko", "aiko@mission.example"),
        "ken": await register(api, JAPAN, "Mori Ken", "ken@mission.example"),
        "yuri": await register(api, JAPAN, "Abe Yuri", "yuri@mission.example"),
    }
    for name in ("aiko", "ken"):
        await api.post(f"{API}/participants/{ids[name]}/confirm")
    await api.post(f"{API}/participants/{ids['aiko']}/check-in", json={"arrived_at": "2025-11-01T09:00:00Z"})
    return ids


def own(participant_id: str) -> str:
    return f"/registration/participants/{participant_id}/letters"


def herself(participant_id: str) -> Who:
    scope = frozenset({Grant(role=Role.PARTICIPANT, scope=participant_id)})
    return Who(subject=f"participant:{participant_id}", name="Sato Aiko", grants=scope)


async def make(api: httpx.AsyncClient, participant_id: str, kind: str, key: str, who: Who | None = None) -> str:
    """Make a letter by the form; return the page that follows."""
    headers = PAGE | (as_who(who) if who else {})
    answer = await api.post(
        own(participant_id), data={"kind": kind, "key": key}, headers=headers, follow_redirects=True
    )
    assert answer.status_code == 200, text_of(answer)
    return answer.text


def links(markup: str) -> list[str]:
    return re.findall(r'href="([^"]+\.(?:pdf|zip))"', markup)


async def test_a_person_makes_and_downloads_their_own_letters(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    aiko = herself(people["aiko"])
    for kind in ("confirmation", "visa_support", "attendance"):
        shown = await make(api, people["aiko"], kind, f"own-{kind}", aiko)
    made = [await api.get(link, headers=as_who(aiko)) for link in links(shown)]
    texts = [PdfReader(BytesIO(one.content)).pages[0].extract_text() for one in made]

    assert sorted(one.status_code for one in made) == [200, 200, 200]
    assert all("Sato Aiko" in text for text in texts)
    assert sum("Visa support letter" in text for text in texts) == 1
    assert sum("Certificate of attendance" in text for text in texts) == 1


@pytest.mark.parametrize(("who", "kind"), [("ken", "attendance"), ("yuri", "confirmation"), ("yuri", "visa_support")])
async def test_a_letter_that_is_not_true_is_refused_with_what_to_do(
    api: httpx.AsyncClient, people: dict[str, str], who: str, kind: str
) -> None:
    answer = await api.post(own(people[who]), data={"kind": kind, "key": f"no-{kind}"}, headers=PAGE)

    assert answer.status_code == 422
    assert "can be made once" in text_of(answer) or "first" in text_of(answer)


async def test_nobody_reads_the_letters_of_another(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    ken = as_who(herself(people["ken"]))

    assert (await api.get(own(people["aiko"]), headers=ken)).status_code == 403
    assert (await api.get(f"{AT}/letters", headers=ken)).status_code == 403


async def test_anybody_verifies_a_number_and_learns_nothing_else(
    api: httpx.AsyncClient, people: dict[str, str]
) -> None:
    shown = await make(api, people["ken"], "confirmation", "verify")
    number = re.search(r"C-[A-Z2-7]{4}-[A-Z2-7]{4}", shown)
    assert number
    typed = number[0].lower().replace("-", " ")

    asked = {"number": typed}
    found = await api.get("/registration/letters", params=asked, headers=NOBODY, follow_redirects=True)
    unknown = await api.get("/registration/letters/C-AAAA-AAAA", headers=NOBODY)
    letter_id = links(shown)[0].rpartition("/")[2].removesuffix(".pdf")
    await api.post(f"{own(people['ken'])}/{letter_id}/withdraw", data={"key": "withdraw"}, headers=PAGE)
    withdrawn = text_of(await api.get(f"/registration/letters/{number[0]}", headers=NOBODY))

    valid = text_of(found)
    assert "This paper is valid." in valid
    assert "Confirmation of participation" in valid
    assert "Mori" not in valid
    assert (unknown.status_code, "There is no paper with this number." in text_of(unknown)) == (404, True)
    assert "not valid any more" in withdrawn
    assert (await api.get(links(shown)[0])).status_code == 409


async def test_letters_for_everybody_come_as_one_pdf_or_a_zip(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    made = await api.post(f"{AT}/letters", data=EVERYBODY, headers=PAGE, follow_redirects=True)
    pdf, archive = [await api.get(link) for link in links(made.text)]
    again = await api.post(f"{AT}/letters", data=EVERYBODY, headers=PAGE, follow_redirects=True)

    assert len(PdfReader(BytesIO(pdf.content)).pages) == 2
    names = ZipFile(BytesIO(archive.content)).namelist()
    assert [bool(re.fullmatch(r"C-\w{4}-\w{4}\.pdf", one)) for one in names] == [True, True]
    assert str(again.url) == str(made.url)
    assert "Sato Aiko" in await page(api, f"{AT}/letters?kind=confirmation")
    table = (await api.get(f"{AT}/letters?format=csv")).text
    assert len(table.splitlines()) >= 5


async def test_programs_ask_for_letters_and_figures_too(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    kind = {"kind": "visa_support"}
    made = await api.post(f"{API}/participants/{people['ken']}/letters", json=kind)
    again = await api.post(f"{API}/participants/{people['ken']}/letters", json=kind)
    refused = await api.post(f"{API}/participants/{people['ken']}/letters", json=kind, headers={"Authorization": ""})
    figures = (await api.get(f"{API}/meetings/mtg_apmbc-letters/figures?counted=present")).json()
    withdrawn = await api.post(f"{API}/letters/{made.json()['letter_id']}/withdraw", json={"reason": "lost"})

    assert (made.status_code, made.json()) == (201, again.json())
    assert refused.status_code == 403
    assert (figures["states_parties"], figures["total"]["delegates"]) == (1, 1)
    assert withdrawn.status_code == 204
