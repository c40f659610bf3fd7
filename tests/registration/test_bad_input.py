"""Bad input: each a clear answer with the field and the next step; nothing is lost, logged or broken by it."""

import logging
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shared.contracts.registration import DeadlineKind
from tests.registration.builders import NOTIFICATION_DEADLINE, a_meeting
from tests.registration.test_pages import PAGE, text_of
from tests.registration.test_routes import API, NOBODY, an_open_meeting, register

INDIA = "del_apmbc-bad_ind"
AT = "/registration/meetings/apmbc-bad"
HER = {"delegation_id": INDIA, "full_name": "Asha Rao", "email": "asha@bad.example", "role": "adviser"}
HEAD = {**HER, "full_name": "Vikram Shah", "email": "vikram@bad.example", "role": "head"}
NAMES = {
    "right to left": "Asha \u202eoaR",
    "isolate": "\u2067Asha Rao",
    "emoji": "Asha 🎉",
    "10,000 characters": "x" * 10_000,
    "invisible": "\u200b\u200e",
    "digits": "12345",
    "control": "As\x07ha",
    "empty": "",
}


@pytest.fixture(scope="module")
async def meeting(api: httpx.AsyncClient) -> str:
    """A meeting with one head of India."""
    meeting_id = await an_open_meeting(api, "APMBC-BAD")
    await register(api, INDIA, HEAD["full_name"], HEAD["email"], role="head")
    return meeting_id


async def count(api: httpx.AsyncClient) -> int:
    return len((await api.get(f"{API}/meetings/mtg_apmbc-bad/participants")).json()["rows"])


async def refused(api: httpx.AsyncClient, path: str, body: object, **headers: str) -> dict[str, object]:
    """Send what is wrong; return the problem, complete and without anything of it in the log."""
    answer = await api.post(f"{API}/{path}", json=body, headers=headers)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = dict(answer.json())
    assert problem["next_step"]
    return problem


@pytest.mark.real
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
async def test_a_name_that_is_none_is_refused_beside_its_field(
    api: httpx.AsyncClient, meeting: str, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    caplog.set_level(logging.INFO)
    before = await count(api)
    problem = await refused(api, "participants", {**HER, "full_name": name}, **NOBODY)
    page = await api.post(f"{AT}/register", data={**HER, "full_name": name, "function": "Counsellor"}, headers=PAGE)

    assert "full_name" in repr(problem["errors"])
    assert (page.status_code, 'id="e-full_name"' in page.text) == (422, True)
    assert 'value="Counsellor"' in page.text
    assert not name.strip() or name not in caplog.text
    assert await count(api) == before


@pytest.mark.real
@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"delegation_id": "del_apmbc-bad_atlantis"}, 404, ""),
        ({"role": "emperor"}, 422, "role"),
        ({"email": "nowhere"}, 422, "email"),
        ({"email": HEAD["email"]}, 409, "email"),
        ({"role": "head"}, 409, "role"),
        ({"full_name": HEAD["full_name"]}, 409, "full_name"),
        ({"full_name": "VIKRAM SHAH"}, 409, "full_name"),
        ({"delegation_id": None}, 422, "delegation_id"),
    ],
)
async def test_who_cannot_be_registered_is_told_why(
    api: httpx.AsyncClient, meeting: str, changes: dict[str, str], status: int, field: str
) -> None:
    """An unknown delegation, a second head (R1), an address and a name that are there already."""
    before = await count(api)
    problem = await refused(api, "participants", {**HER, **changes}, **NOBODY)

    assert problem["status"] == status
    assert field in repr(problem.get("errors", ()))
    assert await count(api) == before


def test_a_second_after_the_deadline_is_late() -> None:
    """R8: it is taken and marked."""
    kind = DeadlineKind.NOTIFICATION
    moments = [NOTIFICATION_DEADLINE, NOTIFICATION_DEADLINE + timedelta(seconds=1)]

    assert [a_meeting().late(kind, at) for at in moments] == [False, True]


@pytest.mark.real
async def test_a_note_that_cannot_be_one_is_refused_and_what_was_typed_stays(
    api: httpx.AsyncClient, meeting: str
) -> None:
    at = f"/registration/delegations/{INDIA}/notify"
    typed = {"reference": "NV/9", "dated": "2025-11-03", "names.0.full_name": "Asha Rao", "names.0.role": "head"}
    wrong = {"file": ("note.pdf", b"MZ\x90\0 a program", "application/pdf")}
    twice = {**typed, "names.1.full_name": "ASHA RAO", "names.1.role": "adviser"}
    heads = {**typed, "names.1.full_name": "Dev Patel", "names.1.role": "head"}
    headless = {**typed, "names.0.role": "adviser"}
    answers = [
        await api.post(at, data=typed, files=wrong, headers=PAGE),
        *[await api.post(at, data=body, headers=PAGE) for body in (twice, heads, headless)],
    ]

    assert [(answer.status_code, 'value="Asha Rao"' in answer.text) for answer in answers] == [(422, True)] * 4
    for state in ("zzz", "apmbc-bad_", "del_apmbc-bad_ind%00"):
        await refused(api, f"delegations/{state}/notify", {"reference": "1", "dated": "2025-11-03", "names": []})


@pytest.mark.real
async def test_fifty_megabytes_are_not_read_to_their_end(api: httpx.AsyncClient, meeting: str) -> None:
    one = await register(api, INDIA, "Meera Iyer", "meera@bad.example")
    sent = 0

    async def photo() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
        for _ in range(50):
            sent += 1
            yield b"x" * 1_000_000
        yield b"\r\n--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = await api.post(f"{API}/participants/{one}/personal/photo", content=photo(), headers=headers)

    assert (answer.status_code, bool(answer.json()["next_step"])) in ((413, True), (422, True))


@pytest.mark.real
@pytest.mark.parametrize("address", ["/registration/link/expired", "/registration/door/enrol/expired"])
async def test_a_link_that_has_expired_says_how_to_get_another(api: httpx.AsyncClient, address: str) -> None:
    answer = await api.post(address, headers=NOBODY | PAGE)

    assert 400 <= answer.status_code < 500
    assert "link" in text_of(answer).lower()


@pytest.mark.real
async def test_a_table_with_a_formula_names_its_row_and_writes_nothing(api: httpx.AsyncClient, meeting: str) -> None:
    desk, before = f"{AT}/imports", await count(api)
    text = "Delegation,Name,Role,E-mail\nIndia,=1+1,adviser,f@bad.example\nIndia,Asha \u202eoaR,boss,g@bad.example\n"
    files = {"file": ("people.csv", text.encode(), "text/csv")}
    sent = await api.post(desk, data={"purpose": "registration"}, files=files, headers=PAGE)
    shown = text_of(await api.get(sent.headers["location"], headers=PAGE))

    assert "This is a formula." in shown
    assert await count(api) == before


@pytest.mark.real
async def test_a_name_like_a_formula_is_text_in_an_export(api: httpx.AsyncClient, meeting: str) -> None:
    await register(api, "del_apmbc-bad_nor", "=1+1 Hansen", "hansen@bad.example")
    table = await api.get(f"{AT}/participants?format=csv", headers=PAGE)

    assert "'=1+1 Hansen" in table.text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)
NAMES_OF_FIELDS = st.sampled_from(
    [
        *HER,
        "answers",
        "another_of_this_name",
        "attendance",
        "language",
        "reference",
        "dated",
        "names",
        "received_at",
        "title",
        "code",
        "kind",
        "opens_on",
        "closes_on",
        "deadlines",
        "zone",
        "scans",
        "reason",
        "file_id",
        "days",
    ]
)
PATHS = st.sampled_from(
    [
        "participants",
        "meetings",
        "meetings/mtg_apmbc-bad/media-applications",
        "meetings/mtg_apmbc-bad/observer-requests",
        "meetings/mtg_apmbc-bad/reschedule",
        "meetings/mtg_apmbc-bad/rooms",
        "meetings/mtg_apmbc-bad/retention",
        f"delegations/{INDIA}/notify",
        f"delegations/{INDIA}/credentials",
        f"delegations/{INDIA}/badges",
        "participants/par_none/withdraw",
        "participants/par_none/changes",
        "reminders",
    ]
)


@pytest.mark.real
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(path=PATHS, body=st.dictionaries(NAMES_OF_FIELDS, JSON, max_size=8) | JSON)
async def test_whatever_json_comes_is_answered(api: httpx.AsyncClient, meeting: str, path: str, body: object) -> None:
    answer = await api.post(f"{API}/{path}", json=body)

    assert answer.status_code < 500, (path, body, answer.text)
