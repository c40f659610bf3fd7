"""The pages of registration as people use them, without a script."""

import re

import httpx
import pytest

from shared.identity import Grant, Role
from shared.who import Who
from tests.registration.test_routes import API, a_note, an_open_meeting, register
from tests.running import as_who

pytestmark = pytest.mark.real

PAGE = {"Accept": "text/html"}
AT = "/registration/meetings/APMBC-PAGES"
PERU = "del_apmbc-pages_per"
NOBODY = PAGE | {"Authorization": ""}
MISSION = Who(subject="fp", name="Mission of Peru", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=PERU)}))


@pytest.fixture(scope="module")
async def people(api: httpx.AsyncClient) -> dict[str, str]:
    """A meeting with one person ready to be confirmed and one whom no note names."""
    await an_open_meeting(api, "APMBC-PAGES")
    await api.post(f"{API}/delegations/{PERU}/notify", json=a_note(("Ana Díaz", "head"), ("Luis Vega", "adviser")))
    return {
        "ana": await register(api, PERU, "Ana Diaz", "ana@mission.example"),
        "eva": await register(api, PERU, "Eva Cruz", "eva@mission.example"),
    }


async def page(api: httpx.AsyncClient, address: str, who: Who | None = None, status: int = 200) -> str:
    headers = PAGE | (as_who(who) if who else {})
    answer = await api.get(address, headers=headers)
    assert answer.status_code == status, f"{address}: {answer.status_code} {answer.text[:500]}"
    return text_of(answer)


def text_of(answer: httpx.Response) -> str:
    """Return what a person reads on a page."""
    main = answer.text.partition("<main")[2] or answer.text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


async def test_the_desk_begins_with_whom_to_confirm(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    desk = await page(api, AT)

    assert "To confirm 1" in desk
    assert "Registered, not notified 1" in desk
    assert "Notified, not registered 1" in desk
    assert "Confirm and mail ana@mission.example" in desk


async def test_the_desk_shows_what_waits_beside_people(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    asked = {"organisation": "Mine Watch", "purpose": "-", "contact_name": "Ida", "contact_email": "ida@watch.example"}
    await api.post(f"{API}/meetings/mtg_apmbc-pages/observer-requests", json=asked)
    desk = await page(api, AT)

    assert "Notes to acknowledge 1" in desk
    assert "Observers 1 Mine Watch requested" in re.sub(r" · [^·]* ago", "", desk)
    assert "Nothing waits here. Alerts of the doors Expected by sponsorship" in desk


async def test_the_search_of_the_desk_opens_the_one_it_finds(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    one = await api.get(f"{AT}?q=eva+cruz", headers=PAGE)
    none = await api.get(f"{AT}?q=nobody", headers=PAGE)

    assert one.headers["location"] == f"{AT.lower()}?person={people['eva']}"
    assert none.headers["location"] == f"{AT.lower()}/participants?q=nobody"
    assert "register?name=nobody" in (await api.get(none.headers["location"], headers=PAGE)).text


async def test_the_queue_marks_the_person_shown(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    queue = (await api.get(f"{AT}?person={people['eva']}", headers=PAGE)).text

    (row,) = re.findall(r'<li data-row data-key="([^"]+)"[^>]*aria-current="true"', queue)
    assert row == people["eva"]


@pytest.mark.parametrize(
    "address",
    [
        f"{AT}?person=%(eva)s",
        f"{AT}/queue",
        f"{AT}/waits",
        f"{AT}/observe",
        f"{AT}/messages",
        f"{AT}/messages/new?starter=practical",
        f"{AT}/messages/reminders/credentials",
        f"{AT}/messages/reminders/field_visit",
        f"{AT}/messages/reminders/observer_requests",
        f"{AT}/programme",
        f"{AT}/observers",
        f"{AT}/observers?format=csv",
        "/registration/conventions",
        "/registration/conventions/APMBC?on=2025-12-01",
        "/registration/conventions/CCM?format=csv",
        f"{AT}/waits?list=silent",
        f"{AT}/tile",
        f"{AT}/waiting",
        f"{AT}/recent",
        f"{AT}/participants",
        f"{AT}/participants?status=registered&q=diaz&sort=-registered_at",
        f"{AT}/participants?delegation_id={PERU}",
        f"{AT}/delegations",
        f"{AT}/delegations?notified=yes&category=state_party",
        f"{AT}/lists",
        f"{AT}/plan",
        f"{AT}/invite",
        f"{AT}/register",
        "/registration/announce",
        "/registration/participants/%(ana)s",
        "/registration/participants/%(ana)s/withdraw",
        f"/registration/delegations/{PERU}",
        f"/registration/delegations/{PERU}/notify",
        f"/registration/delegations/{PERU}/portal",
        f"/registration/delegations/{PERU}/members",
        "/meetings/apmbc-pages",
        "/",
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
async def test_every_page_answers(api: httpx.AsyncClient, people: dict[str, str], address: str, language: str) -> None:
    answer = await api.get(address % people, headers=PAGE | {"Accept-Language": language})

    assert answer.status_code == 200, answer.text[:800]
    assert len(answer.content) < 100_000 or "register" in address


async def test_a_list_is_exported_as_it_is_seen(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    table = await api.get(f"{AT}/participants?q=cruz&format=csv")
    rows = await api.get(f"{AT}/delegations?notified=yes&format=json")

    assert [line.split(",")[0] for line in table.text.splitlines()[1:]] == ["Eva Cruz"]
    assert [one["name"] for one in rows.json()] == ["Peru"]


async def test_others_are_led_to_their_own_page(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    nobody = await api.get(AT, headers=NOBODY)
    mission = await api.get(AT, headers=PAGE | as_who(MISSION))
    waiting = await api.get(f"{AT}/waiting", headers=NOBODY)

    assert nobody.headers["location"] == "/registration/meetings/apmbc-pages/register"
    assert mission.headers["location"] == f"/registration/delegations/{PERU}/portal"
    assert (waiting.status_code, waiting.text) == (204, "")


async def test_somebody_registers_by_form_and_nothing_typed_is_lost(
    api: httpx.AsyncClient, people: dict[str, str]
) -> None:
    typed = {"delegation_id": PERU, "full_name": "Luis Vega", "email": "luis@mission.example", "key": "form_1"}
    refused = await api.post(f"{AT}/register", data={**typed, "email": "ana@mission.example"}, headers=NOBODY)
    done = await api.post(f"{AT}/register", data=typed, headers=NOBODY)
    again = await api.post(f"{AT}/register", data=typed, headers=NOBODY)

    assert refused.status_code == 409
    assert 'value="Luis Vega"' in refused.text
    assert "registered for this meeting already" in text_of(refused)
    assert (done.status_code, again.status_code) == (200, 200)
    assert "mailed to luis@mission.example" in text_of(done)


async def test_whom_an_officer_registers_stands_on_the_desk_at_once(api: httpx.AsyncClient) -> None:
    typed = {"delegation_id": PERU, "full_name": "Rosa Lima", "email": "rosa@mission.example", "role": "adviser"}
    done = await api.post(f"{AT}/register", data=typed, headers=PAGE)

    assert "?person=par_" in done.headers["location"]
    assert "Enter a note that names this person" in await page(api, done.headers["location"])


async def test_a_mission_sends_its_note_by_form(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    address = f"/registration/delegations/{PERU}/notify"
    note = {
        "reference": "NV/2",
        "dated": "2025-11-20",
        "names.0.full_name": "Ana Díaz",
        "names.0.role": "adviser",
        "names.1.full_name": "Luis Vega",
        "names.1.role": "",
        "names.2.full_name": "",
        "names.2.role": "",
    }
    mission = PAGE | as_who(MISSION)
    headless = await api.post(address, data=note, headers=mission)
    more = await api.post(address, data={**note, "more": "1"}, headers=mission)
    seen = await api.post(address, data={**note, "names.0.role": "head"}, headers=mission)
    taken = await api.post(address, data={**note, "names.0.role": "head", "confirmed": "1"}, headers=mission)

    assert (headless.status_code, "exactly one head" in text_of(headless)) == (422, True)
    assert ("Person 6" in text_of(more), 'value="Ana Díaz"' in more.text) == (True, True)
    assert (seen.status_code, "What this note changes" in text_of(seen)) == (200, True)
    assert (taken.status_code, taken.headers["location"]) == (303, f"/registration/delegations/{PERU}/portal")


async def test_one_button_confirms_and_the_door_lets_in(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    ana = f"/registration/participants/{people['ana']}"
    eva = f"/registration/participants/{people['eva']}"
    confirmed = await api.post(f"{ana}/confirm", data={"back": "/registration/meetings/apmbc-pages"}, headers=PAGE)
    not_named = await api.post(f"{eva}/confirm", data={}, headers=PAGE)
    arrived = await api.post(f"{ana}/check-in", data={}, headers=PAGE)
    again = await api.post(f"{ana}/check-in", data={}, headers=PAGE)

    assert (confirmed.status_code, confirmed.headers["location"]) == (303, "/registration/meetings/apmbc-pages")
    assert "No notification of the delegation names this person." in text_of(not_named)
    assert (arrived.status_code, again.status_code) == (303, 409)
    own = await page(
        api,
        "/registration/me",
        Who(subject="p", name="Ana", grants=frozenset({Grant(role=Role.PARTICIPANT, scope=people["ana"])})),
    )
    assert "You were checked in." in own


async def test_several_are_confirmed_after_saying_whom(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    ticked = {"ticked": [people["eva"], people["ana"]], "act": "confirm", "key": "form_9"}
    asked = await api.post(f"{AT}/participants", data=ticked, headers=PAGE)
    done = await api.post(f"{AT}/participants", data={**ticked, "confirmed": "1"}, headers=PAGE)

    assert "Confirm 2 people and mail them" in text_of(asked)
    assert "0 people were confirmed and mailed." in text_of(done)


async def test_a_focal_point_withdraws_its_own_people_only(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    gone = await register(api, PERU, "Raul Soto", "raul@mission.example")
    other = await register(api, "del_apmbc-pages_fra", "Jean Petit", "jean@mission.example")
    mission = PAGE | as_who(MISSION)
    own = await api.post(f"/registration/participants/{gone}/withdraw", data={"reason": "Ill"}, headers=mission)
    foreign = await api.get(f"/registration/participants/{other}/withdraw", headers=mission)

    assert (own.status_code, own.headers["location"]) == (303, f"/registration/delegations/{PERU}/portal")
    assert foreign.headers["location"] == "/registration/link"


async def test_credentials_and_focal_point_are_recorded_on_the_page_of_a_delegation(
    api: httpx.AsyncClient, people: dict[str, str]
) -> None:
    address = f"/registration/delegations/{PERU}"
    recorded = await api.post(f"{address}/credentials", data={"state": "copy_received"}, headers=PAGE)
    wrong = await api.post(f"{address}/credentials", data={"state": "in_order"}, headers=PAGE)
    invited = await api.post(
        f"{address}/focal-point", data={"name": "Rosa", "email": "rosa@mission.example"}, headers=PAGE
    )

    assert (recorded.status_code, wrong.status_code, invited.status_code) == (303, 422, 303)
    shown = await page(api, address)
    assert "copy received" in shown
    assert "rosa@mission.example" in shown


async def test_a_list_is_issued_and_shown(api: httpx.AsyncClient, people: dict[str, str]) -> None:
    asked = await api.post(f"{AT}/lists", data={"number": "3"}, headers=PAGE)
    issued = await api.post(f"{AT}/lists", data={"number": "3", "confirmed": "1"}, headers=PAGE)
    again = await api.post(f"{AT}/lists", data={"number": "3"}, headers=PAGE)
    shown = await page(api, issued.headers["location"])
    assert (asked.status_code, issued.status_code, again.status_code) == (200, 303, 409)
    assert "INF.3 Issue the next one" in text_of(asked)
    assert ("INF.3" in shown, "Ana Díaz" in shown) == (True, True)


async def test_a_meeting_is_announced_opened_and_moved_by_form(api: httpx.AsyncClient) -> None:
    plan = {"venue": "WMO", "city": "Geneva", "country": "CHE", "zone": "Europe/Zurich"}
    days = {"opens_on": "2026-06-15", "closes_on": "2026-06-17"}
    due = {"deadlines.0.kind": "notification", "deadlines.0.at": "2026-06-01T17:00", "deadlines.1.kind": "registration"}
    about = {"code": "APMBC-IM26", "convention": "APMBC", "kind": "IM", "title": "Intersessional", "languages": "en"}
    zone = {"deadlines.0.at__zone": "Europe/Zurich", "deadlines.1.at": ""}
    form = {**about, **plan, **days, **due, **zone, "symbol_pattern": "APLC/IM/2026/INF.{number}"}
    wrong = await api.post("/registration/announce", data={**form, "closes_on": "2026-06-01"}, headers=PAGE)
    announced = await api.post("/registration/announce", data=form, headers=PAGE)
    at = "/registration/meetings/apmbc-im26"
    closed = await page(api, f"{at}/register")
    opened = await api.post(f"{at}/open-registration", data={}, headers=PAGE)
    moved = await api.post(f"{at}/plan", data={**plan, **due, **zone, **days, "closes_on": "2026-06-18"}, headers=PAGE)
    meeting = (await api.get(f"{API}/meetings/mtg_apmbc-im26")).json()

    assert wrong.status_code == 422
    assert (announced.status_code, announced.headers["location"]) == (303, f"{at}/plan")
    assert "Registration for this meeting is not open." in closed
    assert (opened.status_code, moved.status_code) == (303, 303)
    assert (meeting["closes_on"], meeting["status"]) == ("2026-06-18", "open")
    assert meeting["deadlines"] == [{"kind": "notification", "at": "2026-06-01T15:00:00Z"}]


async def test_the_second_of_two_officers_who_reschedule_chooses_field_by_field(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-CHOOSES")
    at = "/registration/meetings/apmbc-chooses/plan"
    shown = (await api.get(at, headers=PAGE)).text
    form = dict(
        re.findall(r'name="((?:was\.|deadlines\.)?[\w.]+)"[^>]* value="([^"]*)"', shown.split('action="' + at)[1])
    )
    first = await api.post(at, data={**form, "venue": "WMO", "key": "chooses-1"}, headers=PAGE)
    second = await api.post(at, data={**form, "venue": "CICG", "city": "Lausanne", "key": "chooses-2"}, headers=PAGE)
    kept = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', second.text.split('id="conflict"')[1]))
    chosen = await api.post(at, data={**kept, "venue": "WMO", "city": "Lausanne", "key": "chooses-3"}, headers=PAGE)
    meeting = (await api.get(f"{API}/meetings/mtg_apmbc-chooses")).json()

    assert (first.status_code, second.status_code, chosen.status_code) == (303, 409, 303)
    assert {"WMO", "CICG", "Lausanne"} <= set(re.findall(r"<bdi>([^<]+)</bdi>", second.text))
    assert (meeting["venue"], meeting["city"]) == ("WMO", "Lausanne")
    assert [one["kind"] for one in meeting["deadlines"]] == ["notification"]
