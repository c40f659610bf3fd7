"""Pages name States in the reader's language and order; the API and files name them as records do."""

import re

import httpx
import pytest

from tests.registration.test_routes import API, a_note, an_open_meeting, register

pytestmark = pytest.mark.real

CODE = "APMBC-TONGUES"
AT = f"/registration/meetings/{CODE}"
SENEGAL, GERMANY = "del_apmbc-tongues_sen", "del_apmbc-tongues_deu"


@pytest.fixture(scope="module")
async def meeting(api: httpx.AsyncClient) -> None:
    """A meeting with somebody of Senegal and of Germany."""
    await an_open_meeting(api, CODE)
    await api.post(f"{API}/delegations/{SENEGAL}/notify", json=a_note(("Awa Ndiaye", "head")))
    await register(api, SENEGAL, "Awa Ndiaye", "awa@tongues.example")
    await register(api, GERMANY, "Ute Klein", "ute@tongues.example")


async def read(api: httpx.AsyncClient, address: str, language: str) -> str:
    answer = await api.get(address, headers={"Accept": "text/html", "Cookie": f"plenary_language={language}"})
    assert answer.status_code == 200, answer.text[:300]
    return answer.text.partition("<main")[2] or answer.text


@pytest.mark.parametrize(
    "address",
    [
        AT,
        f"{AT}/participants",
        f"{AT}/review",
        f"{AT}/delegations",
        f"{AT}/notes",
        f"{AT}/credentials",
        f"{AT}/reconcile",
        f"{AT}/recent",
        f"{AT}/waits?list=confirm",
        f"{AT}/waits?list=unnotified",
        f"/registration/delegations/{SENEGAL}",
        f"/registration/delegations/{SENEGAL}/portal",
        f"/registration/delegations/{SENEGAL}/notify",
        "/registration/conventions/APMBC",
    ],
)
@pytest.mark.usefixtures("meeting")
async def test_a_french_page_names_states_in_french(api: httpx.AsyncClient, address: str) -> None:
    shown = re.sub(r"<[^>]+>", " ", await read(api, address, "fr"))

    assert re.search(r"Sénégal|Allemagne", shown)
    assert re.findall(r"Senegal|Germany", shown) == []


@pytest.mark.parametrize(
    ("language", "begins"),
    [
        ("ar", ["الاتحاد الروسي", "إثيوبيا", "أذربيجان"]),
        ("zh", ["阿尔巴尼亚", "阿尔及利亚", "阿富汗"]),
        ("en", ["Afghanistan", "Albania", "Algeria"]),
        ("fr", ["Afghanistan", "Afrique du Sud", "Albanie"]),
        ("ru", ["Австралия", "Австрия", "Азербайджан"]),
        ("es", ["Afganistán", "Albania", "Alemania"]),
    ],
)
@pytest.mark.usefixtures("meeting")
async def test_the_choice_of_delegations_stands_in_the_order_of_the_language(
    api: httpx.AsyncClient, language: str, begins: list[str]
) -> None:
    form = await read(api, f"{AT}/register", language)
    choices = re.findall(r'<option value="del_apmbc-tongues_[a-z]{3}" data-category="[^"]*">([^<]*)', form)

    assert choices[:3] == begins


@pytest.mark.usefixtures("meeting")
async def test_a_state_is_found_by_its_name_in_the_language_of_the_page(api: httpx.AsyncClient) -> None:
    assert "Ute Klein" in await read(api, f"{AT}/participants?q=Allemagne", "fr")
    assert "Awa Ndiaye" in await read(api, f"{AT}/review?q=%D8%A7%D9%84%D8%B3%D9%86%D8%BA%D8%A7%D9%84", "ar")
    assert "Германия" in await read(api, f"{AT}/delegations?q=герман", "ru")


@pytest.mark.usefixtures("meeting")
async def test_files_keep_the_names_of_records(api: httpx.AsyncClient) -> None:
    answer = await api.get(f"{AT}/participants?format=csv", headers={"Cookie": "plenary_language=fr"})

    assert "Senegal" in answer.text
    assert "Sénégal" not in answer.text
