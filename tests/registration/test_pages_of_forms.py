"""The form builder and the form it makes, as people use them, without a script."""

import io
import re
from typing import cast

import httpx
import pytest
from PIL import Image

from services.registration.store.personal import PersonalInMongo
from shared.identity import Grant, Role
from shared.web import House
from shared.who import Who
from tests.registration.test_pages import NOBODY, PAGE, page, text_of
from tests.registration.test_routes import API, a_body, an_open_meeting
from tests.running import as_who

pytestmark = pytest.mark.real

AT = "/registration/meetings/apmbc-forms"
FORM = "/registration/forms/frm_apmbc-forms"
KENYA = "del_apmbc-forms_ken"
MISSION = Who(subject="fp", name="Mission of Kenya", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=KENYA)}))
A_PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n"
HER = {"delegation_id": KENYA, "full_name": "Wanjiru Otieno", "email": "wanjiru@ken.example", "role": "head"}


@pytest.fixture(scope="module")
async def form(api: httpx.AsyncClient) -> str:
    """A meeting whose form asks for help with a condition, made by form and published."""
    await an_open_meeting(api, "APMBC-FORMS")
    await put(api, {"kind": "yes_no", "label.en": "Do you need help?", "label.fr": "Besoin d'aide ?"})
    which = {"kind": "choice", "label.en": "Which help?", "options.en": "A wheelchair\nA guide"}
    await put(api, {**which, "demand": "required", "only_if": "do_you_need_help=yes"})
    await put(api, {"kind": "country", "label.en": "Where from?", "demands.state_party": "hidden"})
    published = await api.post(f"{FORM}/publish", data={}, headers=PAGE)
    assert published.status_code == 303, text_of(published)
    return FORM


async def put(api: httpx.AsyncClient, about: dict[str, str]) -> None:
    answer = await api.post(f"{FORM}/fields", data={"demand": "optional", **about}, headers=PAGE)
    assert answer.status_code == 303, text_of(answer)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "address",
    [
        f"{AT}/form",
        FORM,
        f"{FORM}/preview",
        f"{FORM}/preview?category=state_party",
        f"{FORM}/field",
        f"{FORM}/fields/full_name",
        f"{FORM}/fields/which_help",
        f"{AT}/register",
        f"{AT}/register?delegation={KENYA}",
    ],
)
async def test_every_page_of_forms_answers(api: httpx.AsyncClient, form: str, address: str, language: str) -> None:
    answer = await api.get(address, headers=PAGE | {"Accept-Language": language})

    assert answer.status_code == 200, answer.text[:800]


async def test_a_form_says_in_words_for_whom_a_field_is(api: httpx.AsyncClient, form: str) -> None:
    shown = await page(api, f"{AT}/register")
    french = await api.get(f"{AT}/register", headers=PAGE | {"Accept-Language": "fr"})

    assert "Only if your answer to “Do you need help?” is: Yes." in shown
    assert "Not asked of: State Party." in shown
    assert "Besoin d&#39;aide ?" in french.text


async def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(
    api: httpx.AsyncClient, form: str
) -> None:
    typed = {**HER, "answers.do_you_need_help": "yes", "full_name": "x" * 10_000, "function": "Director"}
    long = await api.post(f"{AT}/register", data=typed, headers=NOBODY)
    incomplete = await api.post(f"{AT}/register", data={**typed, "full_name": "Wanjiru Otieno"}, headers=NOBODY)

    assert (long.status_code, "This is too long." in text_of(long)) == (422, True)
    assert (incomplete.status_code, "Which help?: Choose one of the values offered." in text_of(incomplete)) == (
        422,
        True,
    )
    assert 'value="Director"' in incomplete.text
    assert 'id="e-answers.which_help"' in incomplete.text


async def test_a_person_registers_with_the_form_and_a_second_of_the_name_is_asked_about(
    api: httpx.AsyncClient, form: str
) -> None:
    typed = {**HER, "answers.do_you_need_help": "yes", "answers.which_help": "a_guide"}
    done = await api.post(f"{AT}/register", data={**typed, "key": "form_k1"}, headers=NOBODY)
    twin = {**typed, "email": "other@ken.example", "role": "adviser"}
    asked = await api.post(f"{AT}/register", data=twin, headers=NOBODY)
    another = await api.post(f"{AT}/register", data={**twin, "another_of_this_name": "1"}, headers=NOBODY)
    people = (await api.get(f"{API}/meetings/mtg_apmbc-forms/participants")).json()["rows"]

    assert (done.status_code, asked.status_code, another.status_code) == (200, 409, 200)
    assert "This is another person of the same name" in text_of(asked)
    assert people[0]["answers"] == [
        {"field_id": "do_you_need_help", "values": ["yes"]},
        {"field_id": "which_help", "values": ["a_guide"]},
    ]


async def test_an_unknown_delegation_is_an_answer_not_an_accident(api: httpx.AsyncClient, form: str) -> None:
    typed = {**HER, "delegation_id": "del_apmbc-forms_atlantis"}
    answer = await api.post(f"{AT}/register", data=typed, headers=NOBODY)

    assert (answer.status_code, 'value="Wanjiru Otieno"' in answer.text) == (404, True)


async def test_a_focal_point_is_told_that_it_registers_another(api: httpx.AsyncClient, form: str) -> None:
    shown = await page(api, f"{AT}/register?delegation={KENYA}", MISSION)
    own = await api.get(f"{AT}/register?delegation={KENYA}", headers=NOBODY)
    another = await api.get(f"{AT}/register?delegation={KENYA}", headers=PAGE | as_who(MISSION))
    typed = {**HER, "full_name": "Ken Mutua", "email": "ken@ken.example", "role": "adviser"}
    done = await api.post(f"{AT}/register", data=typed, headers=PAGE | as_who(MISSION))
    people = await api.get(f"{API}/meetings/mtg_apmbc-forms/participants?q=mutua")

    assert "You register somebody else." in shown
    assert ("Their own address" in shown, "Your own address" in shown) == (True, False)
    assert ('autocomplete="email"' in own.text, 'autocomplete="email"' in another.text) == (True, False)
    assert done.status_code == 303
    assert people.json()["rows"][0]["registered_by"] == "Mission of Kenya"


async def test_the_draft_is_worked_on_by_form(api: httpx.AsyncClient, form: str) -> None:
    await put(api, {"kind": "date", "label.en": "Arrival"})
    moved = await api.post(f"{FORM}/move", data={"field_id": "arrival", "by": "-1"}, headers=PAGE)
    fixed = await api.post(f"{FORM}/remove", data={"field_id": "email"}, headers=PAGE)
    removed = await api.post(f"{FORM}/remove", data={"field_id": "arrival"}, headers=PAGE)
    nothing = await api.post(f"{FORM}/publish", data={}, headers=PAGE)
    late = await api.post(f"{FORM}/late", data={"after_deadline": "closed"}, headers=PAGE)
    asked = (await api.get(f"{API}/meetings/mtg_apmbc-forms/form?category=state_party")).json()

    assert [one.status_code for one in (moved, fixed, removed, nothing, late)] == [303, 422, 303, 409, 303]
    assert (asked["number"], asked["after_deadline"]) == (1, "closed")
    assert "where_from" not in [one["field_id"] for one in asked["fields"]]


def a_picture(width: int = 1200, height: int = 900) -> bytes:
    """Return a picture whose left third is red: what is cut off can be told."""
    picture = Image.new("RGB", (width, height), "white")
    picture.paste((255, 0, 0), (0, 0, width // 3, height))
    content = io.BytesIO()
    picture.save(content, "JPEG")
    return content.getvalue()


@pytest.fixture(scope="module")
async def asks_for_papers(api: httpx.AsyncClient) -> str:
    """A meeting that lies ahead, whose form requires a photo, a passport and a letter."""
    ahead = {"opens_on": "2031-12-01", "closes_on": "2031-12-05", "deadlines": []}
    await api.post(f"{API}/meetings", json=a_body("APMBC-MINISTRY") | ahead)
    for step in ("open", "invite-states"):
        assert (await api.post(f"{API}/meetings/mtg_apmbc-ministry/{step}")).is_success
    form = "/registration/forms/frm_apmbc-ministry"
    for field_id in ("photo", "passport_number", "passport_country", "birth_date"):
        asked = {"field_id": field_id, "label.en": field_id.title(), "demand": "required"}
        assert (await api.post(f"{form}/fields", data=asked, headers=PAGE)).status_code == 303
    letter = {"kind": "file", "label.en": "Letter of your ministry", "demand": "required"}
    assert (await api.post(f"{form}/fields", data=letter, headers=PAGE)).status_code == 303
    phone = {"kind": "phone", "label.en": "Mobile", "demand": "required"}
    assert (await api.post(f"{form}/fields", data=phone, headers=PAGE)).status_code == 303
    assert (await api.post(f"{form}/publish", data={}, headers=PAGE)).status_code == 303
    return "/registration/meetings/apmbc-ministry/register"


async def test_personal_answers_go_where_they_are_encrypted_and_a_file_sent_once_is_kept(
    api: httpx.AsyncClient, asks_for_papers: str, house: House[object]
) -> None:
    shown = await api.get(asks_for_papers, headers=NOBODY)
    her = {**HER, "delegation_id": "del_apmbc-ministry_ken", "passport_number": "AB 123456", "passport_country": "KEN"}
    her |= {"answers.phone_number": "+254 20 331 8581"}
    photo = ("me.jpg", a_picture(), "image/jpeg")
    crop = {"photo.left": "0", "photo.top": "0", "photo.width": "0.25"}
    wrong = {"answers.letter_of_your_ministry": ("letter.pdf", b"no such thing", "application/pdf"), "photo": photo}
    refused = await api.post(asks_for_papers, data={**her, **crop}, files=wrong, headers=NOBODY)
    kept = dict(re.findall(r'name="(photo(?:\.kept)?)" value="([^"]+)"', refused.text))
    letter = {"answers.letter_of_your_ministry": ("letter.pdf", A_PDF, "application/pdf")}
    unborn = {**her, **kept, "birth_date": "2999-01-01"}
    second = await api.post(asks_for_papers, data=unborn, files=letter, headers=NOBODY)
    kept |= dict(re.findall(r'name="(answers.letter_of_your_ministry(?:\.kept)?)" value="([^"]+)"', second.text))
    done = await api.post(asks_for_papers, data={**her, **kept, "birth_date": "1980-02-01"}, headers=NOBODY)

    assert (refused.status_code, kept["photo.kept"]) == (422, "me.jpg")
    assert (second.status_code, "This date of birth cannot be right." in text_of(second)) == (422, True)
    assert done.status_code == 200, text_of(done)
    (row,) = (await api.get(f"{API}/meetings/mtg_apmbc-ministry/participants")).json()["rows"]
    assert ("123456" in str(row), "8581" in str(row)) == (False, False)
    assert re.search(r'<input type="tel" id="f-answers.phone_number"[^>]* autocomplete="tel"', shown.text)
    personal = await PersonalInMongo(house.database).summary(row["participant_id"])
    assert set(personal.held) == {"passport", "birth_date", "phone", "photo", "documents"}
    _is_cut_as_chosen((await house.files.read(kept["photo"])).content)


def _is_cut_as_chosen(content: bytes) -> None:
    """Look at the photo: 3 to 4, and of the red third on the left alone."""
    cut = Image.open(io.BytesIO(content)).convert("RGB")
    red, green, _ = cast(tuple[int, int, int], cut.getpixel((cut.width - 2, cut.height // 2)))

    assert (cut.width * 4 == cut.height * 3, red > 200, green < 60) == (True, True, True)


async def test_the_number_of_a_passport_is_not_asked_without_its_state(api: httpx.AsyncClient, form: str) -> None:
    for field_id in ("passport_number", "passport_country"):
        asked = {"field_id": field_id, "label.en": "Passport", "demand": "required"}
        await api.post(f"{FORM}/fields", data=asked, headers=PAGE)
    await api.post(f"{FORM}/remove", data={"field_id": "passport_country"}, headers=PAGE)
    refused = await api.post(f"{FORM}/publish", data={}, headers=PAGE)
    await api.post(f"{FORM}/remove", data={"field_id": "passport_number"}, headers=PAGE)

    assert (refused.status_code, "means nothing without its State" in text_of(refused)) == (422, True)
