"""The review as officers and participants use it, without a script."""

import html
import re

import httpx
import pytest

from shared.web import House
from shared.who import Grant, Role, Who
from tests.registration.test_pages import PAGE, page, text_of
from tests.registration.test_routes import API, a_note, an_open_meeting, register
from tests.running import as_who

pytestmark = pytest.mark.real

AT = "/registration/meetings/apmbc-review"
PERU = "del_apmbc-review_per"


@pytest.fixture(scope="module")
async def people(api: httpx.AsyncClient) -> dict[str, str]:
    """A meeting with one person whom the note names, and four whom it does not."""
    await an_open_meeting(api, "APMBC-REVIEW")
    await api.post(f"{API}/delegations/{PERU}/notify", json=a_note(("Ana Díaz", "head")))
    names = ("Ana Diaz", "Eva Cruz", "Luis Vega", "Raul Soto", "Rosa Paz")
    return {
        name.split()[0].lower(): await register(api, PERU, name, f"{name.split()[0].lower()}@per.example")
        for name in names
    }


def own(people: dict[str, str], name: str) -> str:
    return f"/registration/participants/{people[name]}"


async def act(api: httpx.AsyncClient, address: str, **typed: str) -> httpx.Response:
    return await api.post(address, data=typed, headers=PAGE)


@pytest.mark.parametrize("query", ["", "?named=yes", "?named=no&late=no", "?state=asked", "?q=cruz", "?days=3"])
async def test_the_queue_is_filtered_by_its_address(api: httpx.AsyncClient, people: dict[str, str], query: str) -> None:
    expected = {"": 5, "?named=yes": 1, "?named=no&late=no": 4, "?state=asked": 0, "?q=cruz": 1, "?days=3": 0}
    found = (
        await api.get(f"{API}/meetings/mtg_apmbc-review/review{query.replace('days=3', 'before=2020-01-01T00:00:00Z')}")
    ).json()
    shown = await api.get(f"{AT}/review{query}", headers=PAGE)

    assert found["total"] == expected[query]
    assert len(re.findall(r"<li data-row", shown.text)) == expected[query]


async def test_the_queue_tells_apart_who_gave_a_photo(
    api: httpx.AsyncClient, house: House[object], people: dict[str, str]
) -> None:
    given = {"_id": people["eva"], "meeting_id": "mtg_apmbc-review", "held": ["photo"], "_version": 1}
    await house.database["personal_files"].insert_one(given)
    queries = ("photo=yes", "photo=no", "photo=yes&named=no", "photo=yes&named=yes")
    found = [(await api.get(f"{API}/meetings/mtg_apmbc-review/review?{one}")).json()["total"] for one in queries]
    shown = await api.get(f"{AT}/review?photo=yes", headers=PAGE)
    await house.database["personal_files"].delete_one({"_id": people["eva"]})

    assert found == [1, 4, 1, 0]
    assert re.findall(r"<li data-row", shown.text) == ["<li data-row"]


async def test_more_than_a_page_is_not_decided_at_once(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    many = [*people.values(), *(f"par_{n}" for n in range(200))]
    refused = await api.post(f"{AT}/review", data={"act": "approve", "ticked": many, "key": "many"}, headers=PAGE)
    counts = (await api.get(f"{API}/meetings/mtg_apmbc-review/review/counts")).json()

    assert (refused.status_code, counts["decided"]) == (303, 0)


async def test_decisions_are_held_previewed_and_published_in_one_act(
    api: httpx.AsyncClient, people: dict[str, str]
) -> None:
    held = await act(api, f"{own(people, 'ana')}/approve", hold="1", back=f"{AT}/review?late=no")
    assert held.headers["location"] == f"{AT}/review?late=no"
    several = {"ticked": [people["luis"], people["raul"]], "act": "reject", "key": "k1"}
    asked = await api.post(f"{AT}/review", data=several, headers=PAGE)
    assert "Reject 2 people" in text_of(asked)
    unsaid = await api.post(f"{AT}/review", data={**several, "asked": "1"}, headers=PAGE)
    assert (unsaid.status_code, "Reason: Fill this in." in text_of(unsaid)) == (422, True)
    await api.post(f"{AT}/review", data={**several, "written": "Not of the delegation."}, headers=PAGE)

    preview = await page(api, f"{AT}/decisions")
    assert "Publish 3 decisions and mail them" in preview
    assert preview.count("Not of the delegation.") == 2
    await act(api, f"{own(people, 'raul')}/reopen")

    three = {"ticked": [people["ana"], people["luis"], people["raul"]], "key": "k2", "confirmed": "1"}
    for _ in range(2):
        done = await api.post(f"{AT}/decisions", data=three, headers=PAGE)
        assert done.status_code == 303
    states = [(await api.get(f"{API}/participants/{people[one]}")).json()["status"] for one in ("ana", "luis", "raul")]
    assert states == ["confirmed", "rejected", "registered"]


async def test_what_was_decided_of_several_is_taken_back_by_one_button(
    api: httpx.AsyncClient, people: dict[str, str]
) -> None:
    several = {"ticked": [people["eva"], people["rosa"]], "act": "approve", "key": "k3"}
    await api.post(f"{AT}/review", data=several, headers=PAGE)
    decided = await api.get(f"{AT}/review?state=decided", headers=PAGE)
    undo = re.search(r'action="([^"]+undo=[^"]+)"', decided.text)
    assert undo is not None
    await act(api, html.unescape(undo[1]), key="k4")

    counts = (await api.get(f"{API}/meetings/mtg_apmbc-review/review/counts")).json()
    assert counts["decided"] == 0
    assert "Taken back." in await page(api, f"{AT}/review")


async def test_a_held_decision_is_not_shown_to_the_person(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    await act(api, f"{own(people, 'rosa')}/reject", hold="1", written="Secret so far")
    grants = frozenset({Grant(role=Role.PARTICIPANT, scope=people["rosa"])})
    rosa = as_who(Who(subject="p", name="Rosa", grants=grants))
    mine = await api.get("/registration/me", headers=PAGE | rosa)
    raw = await api.get(f"{API}/participants/{people['rosa']}", headers=rosa)

    assert "Secret so far" not in mine.text
    assert raw.json()["decided"] is None
    await act(api, f"{own(people, 'rosa')}/reopen")


async def test_a_question_is_answered_on_the_persons_own_page(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    await act(api, f"{own(people, 'eva')}/ask", question="Which ministry?")
    grants = frozenset({Grant(role=Role.PARTICIPANT, scope=people["eva"])})
    eva = PAGE | as_who(Who(subject="p", name="Eva", grants=grants))
    assert "Which ministry?" in text_of(await api.get("/registration/me", headers=eva))

    answered = await api.post(f"{own(people, 'eva')}/answer", data={"answer": "Defence"}, headers=eva)
    assert answered.headers["location"] == "/registration/me"
    assert "Defence" in await page(api, own(people, "eva"))
    foreign = await api.post(f"{own(people, 'rosa')}/answer", data={"answer": "x"}, headers=eva)
    assert foreign.status_code == 403


async def test_what_cannot_be_decided_says_why(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    gone = await register(api, PERU, "Juan Rey", "juan@per.example")
    await api.post(f"{API}/participants/{gone}/withdraw", json={})
    one = await act(api, f"/registration/participants/{gone}/approve")
    several = await api.post(f"{AT}/review", data={"ticked": [gone], "act": "approve", "key": "k7"}, headers=PAGE)

    assert (one.status_code, "This person was withdrawn." in text_of(one)) == (409, True)
    assert (several.status_code, "This person was withdrawn." in text_of(several)) == (422, True)


async def test_two_registrations_of_one_person_are_compared_merged_and_taken_apart_again(
    api: httpx.AsyncClient, people: dict[str, str]
) -> None:
    other = await register(api, "del_apmbc-review_col", "Cruz Eva", "eva.cruz@col.example")
    both = f"/registration/duplicates/{people['eva']}/{other}"
    listed = await page(api, f"{AT}/duplicates")
    assert "Cruz Eva" in listed
    assert "the same name in another order or script" in await page(api, both)
    assert (await api.get(f"{API}/meetings/mtg_apmbc-review/review?duplicates=yes&q=cruz")).json()["total"] == 2

    merged = await act(api, f"{both}/same", keep=people["eva"])
    assert merged.status_code == 303
    assert (await api.get(f"{API}/participants/{other}")).json()["merged_into"] == people["eva"]
    assert "the same person" in await page(api, f"{AT}/duplicates")
    await act(api, f"{both}/reopen")
    assert (await api.get(f"{API}/participants/{other}")).json()["active"]


async def test_the_second_of_two_officers_chooses_field_by_field(
    api: httpx.AsyncClient, people: dict[str, str]
) -> None:
    address = f"{own(people, 'rosa')}/correct"
    form = (await api.get(address, headers=PAGE)).text
    typed = dict(re.findall(r'name="((?:was\.)?[a-z_]+)" value="([^"]*)"', form.partition("<main")[2]))
    typed |= {"role": "representative", "gender": "undisclosed", "language": "en"}
    first = await api.post(address, data=typed | {"function": "Director", "key": "c1"}, headers=PAGE)
    second = await api.post(address, data=typed | {"function": "Head of unit", "key": "c2"}, headers=PAGE)

    assert (first.status_code, second.status_code) == (303, 409)
    assert "Two of you changed this" in text_of(second)
    assert ('value="Director"' in second.text, 'value="Head of unit" checked' in second.text) == (True, True)
    hidden = dict(
        re.findall(r'type="hidden" name="([a-z_.]+)" value="([^"]*)"', second.text.partition('id="conflict"')[2])
    )
    chosen = await api.post(address, data=hidden | {"function": "Head of unit"}, headers=PAGE)
    assert chosen.status_code == 303
    now = (await api.get(f"{API}/participants/{people['rosa']}")).json()
    assert (now["function"], now["full_name"]) == ("Head of unit", "Rosa Paz")
