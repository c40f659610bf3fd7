"""Lists of participants as officers use them: as it stands, issued, what changed, five files in six languages."""

import re
from io import BytesIO

import httpx
import pytest
from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from shared.pages import LANGUAGES
from tests.registration.test_pages import PAGE, page, text_of
from tests.registration.test_routes import API, a_note, an_open_meeting

pytestmark = pytest.mark.real

AT = "/registration/meetings/apmbc-print"
PROVISIONAL = f"{AT}/lists/provisional"
SAID = {"Anna Huber": "female", "Eva Roth": "female", "Max Vogel": "male"}


async def confirm(api: httpx.AsyncClient, state: str, *names: str) -> list[str]:
    """Notify a State of these people, the first as head, and confirm those who are not registered yet."""
    delegation = f"del_apmbc-print_{state}"
    note = a_note(*((one, "adviser" if number else "head") for number, one in enumerate(names)))
    assert (await api.post(f"{API}/delegations/{delegation}/notify", json=note)).status_code == 200
    ids = []
    for one in names:
        address = f"{one.replace(' ', '.').lower()}@{state}.example"
        person = {
            "delegation_id": delegation,
            "full_name": one,
            "email": address,
            "gender": SAID.get(one, "undisclosed"),
        }
        answer = await api.post(f"{API}/participants", json=person)
        if answer.status_code == 201:
            ids.append(answer.json()["participant_id"])
            assert (await api.post(f"{API}/participants/{ids[-1]}/confirm")).status_code == 200
    return ids


@pytest.fixture(scope="module")
async def meeting(api: httpx.AsyncClient) -> str:
    """A meeting with three delegations, confirmed, and nothing issued."""
    await an_open_meeting(api, "APMBC-PRINT")
    await confirm(api, "aut", "Anna Huber")
    await confirm(api, "deu", "Max Vogel", "Eva Roth")
    await confirm(api, "tur", "Deniz Aydin")
    return AT


async def test_the_list_as_it_stands_is_provisional_and_kept_nowhere(api: httpx.AsyncClient, meeting: str) -> None:
    shown = await page(api, PROVISIONAL)
    pdf = PdfReader(BytesIO((await api.get(f"{PROVISIONAL}/en.pdf")).content)).pages[0].extract_text()

    assert "provisional" in shown
    assert "Max Vogel · Head of delegation" in shown
    assert "Provisional" in pdf
    assert "No list has been issued yet." in await page(api, f"{AT}/lists")
    assert "No list has been issued yet." in await page(api, f"{AT}/lists/changes")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format", ["pdf", "docx", "xlsx", "csv", "json"])
async def test_a_list_is_had_in_five_files_and_six_languages(
    api: httpx.AsyncClient, meeting: str, language: str, format: str
) -> None:
    answer = await api.get(f"{PROVISIONAL}/{language}.{format}")

    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith(f'-{language}.{format}"')
    assert len(answer.content) > 150


async def test_a_list_is_in_the_order_of_its_language(api: httpx.AsyncClient, meeting: str) -> None:
    async def order(language: str) -> list[str]:
        rows = (await api.get(f"{PROVISIONAL}/{language}.json")).json()
        return list(dict.fromkeys(one["delegation"] for one in rows))

    assert await order("en") == ["Austria", "Germany", "Türkiye"]
    assert await order("fr") == ["Allemagne", "Autriche", "Türkiye"]
    assert await order("es") == ["Alemania", "Austria", "Türkiye"]
    assert await order("ru") == ["Австрия", "Германия", "Турция"]
    assert await order("zh") == ["奥地利", "德国", "土耳其"]
    assert await order("ar") == ["ألمانيا", "تركيا", "النمسا"]


async def test_tables_and_word_have_the_same_people(api: httpx.AsyncClient, meeting: str) -> None:
    sheet = CalamineWorkbook.from_filelike(BytesIO((await api.get(f"{PROVISIONAL}/en.xlsx")).content))
    word = Document(BytesIO((await api.get(f"{PROVISIONAL}/en.docx")).content))

    names = [row[5] for row in sheet.get_sheet_by_index(0).to_python()[1:]]
    assert names == ["Anna Huber", "Max Vogel", "Eva Roth", "Deniz Aydin"]
    said = "\n".join(one.text for one in word.paragraphs)
    assert [one for one in names if str(one) not in said] == []


async def test_the_figures_of_the_report_have_charts_with_tables(api: httpx.AsyncClient, meeting: str) -> None:
    shown = await page(api, f"{AT}/figures")
    markup = (await api.get(f"{AT}/figures", headers=PAGE)).text
    rows = (await api.get(f"{AT}/figures/confirmed/fr.json")).json()
    pdf = PdfReader(BytesIO((await api.get(f"{AT}/figures/confirmed/en.pdf")).content))
    printed = "\n".join(one.extract_text() for one in pdf.pages)

    assert "Delegates by category" in shown
    assert "States Parties by region" in shown
    assert markup.count('<svg class="bar"') >= 6
    drawn = re.findall(r'aria-label="([^"]+): Women (\d+)%"', markup)
    assert drawn == [("States Parties", "67"), ("Europe", "67")]
    assert printed.count("Women in per cent") == 2
    assert " style=" not in markup
    europe = next(one for one in rows if one["key"] == "Europe")
    assert (europe["label"], europe["figure"]["delegations"]) == ("Europe", 2)


@pytest.mark.parametrize("paper", ["figures/present", "figures/confirmed", "credentials-report"])
@pytest.mark.parametrize("file", ["ar.pdf", "zh.docx", "ru.xlsx", "es.csv", "fr.json"])
async def test_every_report_is_had_as_a_file(api: httpx.AsyncClient, meeting: str, paper: str, file: str) -> None:
    answer = await api.get(f"{AT}/{paper}/{file}")

    assert answer.status_code == 200
    assert len(answer.content) > 150


async def test_the_committee_reads_whose_credentials_are_where(api: httpx.AsyncClient, meeting: str) -> None:
    """Domain 2.3, R6."""
    step = {"state": "original_received", "issued_by": "Minister for Foreign Affairs"}
    await api.post(f"{API}/delegations/del_apmbc-print_deu/credentials", json=step)

    shown = await page(api, f"{AT}/credentials-report")
    rows = (await api.get(f"{AT}/credentials-report/fr.json")).json()
    pdf = PdfReader(BytesIO((await api.get(f"{AT}/credentials-report/en.pdf")).content)).pages[0].extract_text()

    assert "Credentials received and not decided yet 1" in shown
    assert next(one for one in rows if one["state"] == "DEU")["name"] == "Allemagne"
    assert {one["step"] for one in rows} == {"awaited", "original_received"}
    assert [one["state"] for one in rows if one["delegates"]] == ["DEU", "AUT", "TUR"]
    assert "Minister for Foreign Affairs" in pdf


async def test_nobody_else_reads_a_list(api: httpx.AsyncClient, meeting: str) -> None:
    answer = await api.get(f"{PROVISIONAL}/en.json", headers={"Authorization": ""})

    assert answer.status_code in {401, 403}


@pytest.mark.parametrize("file", ["de.pdf", "en.exe"])
async def test_what_is_not_printed_is_not_found(api: httpx.AsyncClient, meeting: str, file: str) -> None:
    assert (await api.get(f"{PROVISIONAL}/{file}")).status_code == 404


async def test_an_issued_list_stays_as_it_is_and_an_addendum_follows(api: httpx.AsyncClient, meeting: str) -> None:
    """R8, domain 2.5."""
    issued = await api.post(
        f"{AT}/lists", data={"number": "3", "kind": "revision", "key": "first", "confirmed": "1"}, headers=PAGE
    )
    first = str(issued.url).rpartition("/")[2] if issued.history else issued.headers["location"].rpartition("/")[2]
    before = [(await api.get(f"{AT}/lists/{first}/fr.{one}")).content for one in ("pdf", "docx", "json")]
    await confirm(api, "tur", "Deniz Aydin", "Ece Kaya")

    changes = await page(api, f"{AT}/lists/changes")
    lists = await page(api, f"{AT}/lists")
    added = await api.post(
        f"{AT}/lists", data={"number": "1", "kind": "addendum", "key": "second", "confirmed": "1"}, headers=PAGE
    )

    assert "Ece Kaya added" in changes
    assert "People were only added: an addendum is enough." in lists
    assert "APLC/MSP.22/2025/INF.3/Add.1" in lists
    shown = text_of(added) if added.status_code == 200 else await page(api, added.headers["location"])
    assert "Ece Kaya" in shown
    assert "Anna Huber" not in shown
    days = {"opens_on": "2025-12-01", "closes_on": "2025-12-04"}
    elsewhere = {**days, "venue": "CICG", "city": "Nyon", "country": "CHE"}
    assert (await api.post(f"{API}/meetings/mtg_apmbc-print/reschedule", json=elsewhere)).status_code == 200
    after = [(await api.get(f"{AT}/lists/{first}/fr.{one}")).content for one in ("pdf", "docx", "json")]
    assert after == before


async def test_a_list_of_another_meeting_is_not_shown_here(api: httpx.AsyncClient, meeting: str) -> None:
    await an_open_meeting(api, "APMBC-OTHER")
    lists = (await api.get(f"{API}/meetings/mtg_apmbc-print/lists-of-participants")).json()

    assert lists
    id = lists[0]["list_of_participants_id"]
    assert (await api.get(f"/registration/meetings/apmbc-other/lists/{id}")).status_code == 404
