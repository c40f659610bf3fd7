"""The form builder and the form it makes, as people use them, without a script."""

import httpx
import pytest

from shared.identity import Grant, Role
from shared.who import Who
from tests.registration.test_pages import NOBODY, PAGE, page, text_of
from tests.registration.test_routes import API, an_open_meeting
from tests.running import as_who

pytestmark = pytest.mark.real

AT = "/registration/meetings/apmbc-forms"
FORM = "/registration/forms/frm_apmbc-forms"
KENYA = "del_apmbc-forms_ken"
MISSION = Who(subject="fp", name="Mission of Kenya", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=KENYA)}))
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
    typed = {**HER, "full_name": "Ken Mutua", "email": "ken@ken.example", "role": "adviser"}
    done = await api.post(f"{AT}/register", data=typed, headers=PAGE | as_who(MISSION))
    people = await api.get(f"{API}/meetings/mtg_apmbc-forms/participants?q=mutua")

    assert "You register somebody else." in shown
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
