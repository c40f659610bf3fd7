"""A ministry's own system at the API: files, notes, imports and access, sent again whenever an answer is lost."""

from typing import Any, cast

import httpx
import pytest

from shared.identity import Grant, Role
from shared.who import Who
from tests.pictures import PDF, a_picture
from tests.registration.test_import_pages import xlsx
from tests.registration.test_routes import API, a_body, a_note, register
from tests.running import as_who
from tests.stacks import until

pytestmark = pytest.mark.real

GHANA, TOGO = "del_apmbc-api_gha", "del_apmbc-api_tgo"
AT = f"{API}/delegations/{GHANA}"


def somebody(name: str, email: str, role: Role, scope: str | None = None) -> dict[str, str]:
    return as_who(Who(subject=email, name=name, email=email, grants=frozenset({Grant(role=role, scope=scope)})))


AS_MINISTRY = somebody("Ama Mensah", "ama@gha.example", Role.FOCAL_POINT, GHANA)
OTHERS = somebody("Edem Koffi", "edem@tgo.example", Role.FOCAL_POINT, TOGO)
READER = somebody("Reader", "reader@x.example", Role.PERSONAL_DATA_OFFICER)
CHANGED = PDF + b"\n"
ROWS = tuple((f"Person {n:03}", "adviser", f"p{n}@gha.example", "") for n in range(298))
WRONG = (("Kofi Boateng", "emperor", "kofi@gha.example", ""), ("=1+1", "adviser", "x@gha.example", ""))


@pytest.fixture(scope="module", autouse=True)
async def meeting(api: httpx.AsyncClient) -> str:
    """A meeting far ahead, so that photos are kept for it, with Ama Mensah as the focal point of Ghana."""
    dates = {"opens_on": "2090-12-04", "closes_on": "2090-12-08", "deadlines": []}
    await api.post(f"{API}/meetings", json=a_body("APMBC-API") | dates)
    for step in ("open", "invite-states"):
        await api.post(f"{API}/meetings/mtg_apmbc-api/{step}")
    await api.post(f"{AT}/focal-point", json={"name": "Ama Mensah", "email": "ama@gha.example"})
    return "mtg_apmbc-api"


async def send(
    api: httpx.AsyncClient, path: str, content: bytes, *, key: str = "", part: str = "file", **asked: str
) -> httpx.Response:
    """Send a file as the ministry does, under a key where one is given."""
    headers = AS_MINISTRY | ({"Idempotency-Key": key} if key else {})
    files = {part: ("a file", content, "application/octet-stream")}
    return await api.post(path, params=asked, files=files, headers=headers)


def told(answer: httpx.Response) -> tuple[int, str, list[str]]:
    """Return the status, the kind of problem and the fields it names."""
    problem = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert problem["next_step"]
    return answer.status_code, problem["type"].rpartition(":")[2], [one["field"] for one in problem["errors"]]


async def test_a_note_is_sent_with_its_file_and_read_again_by_its_own_delegation(api: httpx.AsyncClient) -> None:
    sent = await send(api, f"{AT}/note-files", PDF)
    note = a_note(("Ama Mensah", "head")) | {"file_id": sent.json()["file_id"]}
    stranger = await api.post(f"{API}/delegations/{TOGO}/notify", json=note, headers=OTHERS)
    taken = await api.post(f"{AT}/notify", json=note, headers=AS_MINISTRY)
    on_file = (await api.get(f"{AT}/notes", headers=AS_MINISTRY)).json()[0]
    own = await api.get(f"{AT}/notes/{on_file['note_id']}/file", headers=AS_MINISTRY)
    foreign = await api.get(f"{API}/delegations/{TOGO}/notes/{on_file['note_id']}/file", headers=OTHERS)

    assert (sent.status_code, sent.json()["media_type"], sent.json()["size"]) == (201, "application/pdf", len(PDF))
    assert (taken.status_code, stranger.status_code, foreign.status_code) == (200, 404, 404)
    assert (own.status_code, own.content) == (200, PDF)


async def test_the_desk_acknowledges_a_note_and_moves_it(api: httpx.AsyncClient, meeting: str) -> None:
    at = f"{API}/delegations/del_apmbc-api_mli"
    await api.post(f"{at}/notify", json=a_note(("Awa Diarra", "head")))
    waiting = (await api.get(f"{API}/meetings/{meeting}/notes?acknowledged=false&q=mali")).json()
    one = f"{API}/notes/{waiting[0]['note_id']}"
    done, again = await api.post(f"{one}/acknowledge"), await api.post(f"{one}/acknowledge")
    moved = await api.post(f"{one}/move", json={"delegation_id": "del_apmbc-api_ner", "reason": "Came from Niamey"})

    assert len(waiting) == 1
    assert (done.json()["acknowledged"], again.status_code) == (True, 409)
    assert moved.json()["delegation_id"] == "del_apmbc-api_ner"


@pytest.mark.parametrize(
    ("content", "kind", "words"),
    [
        (b"", "file-missing", "No file was sent."),
        (b"MZ\x90\0 a program", "file-refused", "not a file of the kind PDF"),
        (b"%PDF-1.7 cut off", "file-refused", "damaged or not complete"),
        (b"x" * 50_000_000, "file-refused", "50 MB; 10 MB is the most"),
    ],
    ids=["nothing", "a program", "cut off", "50 MB"],
)
async def test_another_file_is_refused_beside_its_part(
    api: httpx.AsyncClient, content: bytes, kind: str, words: str
) -> None:
    answer = await send(api, f"{AT}/note-files", content)

    assert told(answer) == (422, kind, ["file"])
    assert words in answer.text


async def test_a_request_without_any_form_is_told_which_part_is_missing(api: httpx.AsyncClient) -> None:
    answer = await api.post(f"{AT}/note-files", json={"file": "what?"}, headers=AS_MINISTRY)

    assert told(answer) == (422, "file-missing", ["file"])


async def test_a_file_sent_again_under_its_key_is_answered_again_and_another_one_is_refused(
    api: httpx.AsyncClient,
) -> None:
    person = await register(api, GHANA, "Yaw Owusu", "yaw@gha.example")
    photo = f"{API}/participants/{person}/personal/photo"
    paper = f"{API}/participants/{person}/personal/documents"
    portrait, other = a_picture(600, 800), a_picture(900, 1_200)
    for path, part, first, second in (
        (f"{AT}/note-files", "file", PDF, CHANGED),
        (photo, "photo", portrait, other),
        (paper, "document", PDF, CHANGED),
    ):
        key = f"key of {path}"
        answers = [await send(api, path, first, key=key, part=part) for _ in range(2)]
        changed = await send(api, path, second, key=key, part=part)

        assert [one.is_success for one in answers] == [True, True], answers[1].text
        assert answers[0].json() == answers[1].json()
        assert told(changed) == (422, "key-reused", ["Idempotency-Key"])
    known = (await api.get(f"{API}/participants/{person}/personal", headers=READER)).json()
    assert len(known["documents"]) == 1


async def test_the_press_sends_its_letter_of_assignment(api: httpx.AsyncClient, meeting: str) -> None:
    asked = {"full_name": "Nana Addo", "email": "nana@press.example", "outlet": "GNA"}
    application = (await api.post(f"{API}/meetings/{meeting}/media-applications", json=asked)).json()
    id = application["media_application_id"]
    own = somebody("Nana Addo", "nana@press.example", Role.PRESS_APPLICANT, id)
    letter, path = {"document": ("letter.pdf", PDF, "application/pdf")}, f"{API}/media-applications/{id}/documents"
    sent = await api.post(f"{path}/letter_of_assignment", files=letter, headers=own)
    read = await api.get(f"{path}/letter_of_assignment", headers=own)
    ministry = await api.post(f"{path}/letter_of_assignment", files=letter, headers=AS_MINISTRY)

    assert (sent.status_code, sent.json()["media_application_id"]) == (200, id)
    assert (read.content, ministry.status_code) == (PDF, 403)


async def test_three_hundred_people_are_imported_and_the_same_file_changes_nothing(api: httpx.AsyncClient) -> None:
    sheet = xlsx(*ROWS, *WRONG, formula=True)
    started = await send(api, f"{AT}/imports", sheet, key="first", purpose="registration", mails="false")
    again = await send(api, f"{AT}/imports", sheet, key="first", purpose="registration", mails="false")
    other = await send(api, f"{AT}/imports", xlsx(*ROWS), key="first", purpose="registration", mails="false")
    one = f"{API}/imports/{started.json()['import_id']}"
    await stands_at(api, one, "checked")
    first = await rows_of(api, one, size="200")
    rest = await rows_of(api, one, size="200", after=str(first["after"]))
    wrong = (await rows_of(api, one, verdict="error"))["rows"]

    assert (started.status_code, again.json(), other.status_code) == (201, started.json(), 422)
    assert (first["total"], len(first["rows"]), len(rest["rows"]), rest["after"]) == (300, 200, 100, None)
    assert [(row["number"], [error["field"] for error in row["errors"]]) for row in wrong] == [
        (300, ["role"]),
        (301, ["full_name"]),
    ]
    assert (await api.get(one, headers=OTHERS)).status_code == 403
    assert (await api.post(f"{one}/apply", headers=OTHERS)).status_code == 403
    right = {"full_name": "Kofi Boateng", "role": "adviser", "email": "kofi@gha.example"}
    await api.post(f"{one}/rows/300", json=right, headers=AS_MINISTRY)
    await stands_at(api, one, "checked")
    await api.post(f"{one}/rows/301/drop", headers=AS_MINISTRY)
    await stands_at(api, one, "checked")
    taken = await api.post(f"{one}/apply", headers=AS_MINISTRY)
    done = await stands_at(api, one, "done")

    assert (taken.status_code, done["taken"], done["done"]) == (202, 299, 299)
    await the_same_file_changes_nothing(api, sheet)


async def the_same_file_changes_nothing(api: httpx.AsyncClient, sheet: bytes) -> None:
    """Send it once more, as a file of its own, and put it away."""
    anew = await send(api, f"{AT}/imports", sheet, purpose="registration", mails="false")
    one = f"{API}/imports/{anew.json()['import_id']}"
    counts = (await stands_at(api, one, "checked"))["counts"]
    cancelled = await api.post(f"{one}/cancel", headers=AS_MINISTRY)
    late = await api.post(f"{one}/apply", headers=AS_MINISTRY)

    assert (counts["new"], counts["changed"], counts["unchanged"]) == (0, 0, 298)
    assert (cancelled.json()["stage"], late.status_code) == ("cancelled", 409)


async def test_a_list_is_read_page_by_page_and_no_page_is_without_end(api: httpx.AsyncClient, meeting: str) -> None:
    at, after, read = f"{API}/meetings/{meeting}/participants", None, list[str]()
    while after is not None or not read:
        asked = {"delegation_id": GHANA, "size": "90"} | ({"after": after} if after else {})
        page = (await api.get(at, params=asked)).json()
        read, after = read + [one["full_name"] for one in page["rows"]], page["after"]
    wrong = [(await api.get(at, params={"size": size})).status_code for size in ("0", "-1", "100001")]

    assert len(read) == len(set(read)) == page["total"] >= 299
    assert read == sorted(read)
    assert wrong == [422, 422, 422]


@pytest.mark.parametrize(
    ("content", "asked", "field"),
    [
        (b"", {"purpose": "registration"}, "file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), {"purpose": "registration"}, "file"),
        (b"x" * 5_000_001, {"purpose": "registration"}, "file"),
        (xlsx(*ROWS[:2]), {"purpose": "both"}, "reference"),
        (xlsx(*ROWS[:2]), {}, "purpose"),
    ],
    ids=["nothing", "a picture", "6 MB", "no note", "no purpose"],
)
async def test_what_is_no_import_is_refused_beside_its_field(
    api: httpx.AsyncClient, content: bytes, asked: dict[str, str], field: str
) -> None:
    status, _, fields = told(await send(api, f"{AT}/imports", content, **asked))

    assert (status, fields) == (422, [field])


async def test_the_list_of_another_system_is_read_as_was_said_once(api: httpx.AsyncClient) -> None:
    columns = [{"heading": "Nom", "field": "full_name"}, {"heading": "Courriel", "field": "email"}]
    source = {"name": "Courrier", "purpose": "registration", "columns": columns}
    said = (await api.post(f"{AT}/import-sources", json=source, headers=AS_MINISTRY)).json()
    known = (await api.get(f"{AT}/import-sources", headers=AS_MINISTRY)).json()
    listed = b"Nom,Courriel\nEfua Asante,efua@gha.example\n"
    started = await send(api, f"{AT}/imports", listed, purpose="registration", source_id=said["source_id"])

    assert [one["source_id"] for one in known] == [said["source_id"]]
    rows = await rows_of(api, f"{API}/imports/{started.json()['import_id']}")
    assert rows["rows"][0]["cells"]["full_name"] == "Efua Asante"


async def test_a_ministry_invites_endorses_and_says_who_is_not_its_own(api: httpx.AsyncClient) -> None:
    ours = await register(api, GHANA, "Kwame Darko", "kwame@gha.example")
    theirs = await register(api, GHANA, "Somebody Else", "else@x.example")
    foreign = await register(api, TOGO, "Edem Koffi", "edem@tgo.example")
    person = {"name": "Abena Osei", "email": "abena@gha.example"}
    invited = await api.post(f"{AT}/invite", json=person, headers=AS_MINISTRY)
    endorsed = await api.post(f"{AT}/endorse", json={"participant_ids": [ours]}, headers=AS_MINISTRY)
    declined = await api.post(f"{AT}/people/{theirs}/decline", json={"reason": "Unknown"}, headers=AS_MINISTRY)
    not_theirs = await api.post(f"{AT}/endorse", json={"participant_ids": [foreign]}, headers=AS_MINISTRY)
    mission = (await api.get(f"{AT}/mission", headers=AS_MINISTRY)).json()
    said = {one["participant_id"]: one["endorsed"] for one in mission["people"]}

    assert [one.status_code for one in (invited, endorsed, declined, not_theirs)] == [200, 200, 200, 422]
    assert (said[ours], said[theirs]) == (True, False)
    assert [one["email"] for one in mission["invited"]] == ["abena@gha.example"]
    assert (await api.get(f"{AT}/mission", headers=OTHERS)).status_code == 403
    assert (await api.post(f"{AT}/endorse", json={"participant_ids": [ours]}, headers=OTHERS)).status_code == 403


async def test_access_is_shared_and_handed_over_by_its_administrator_alone(api: httpx.AsyncClient) -> None:
    at, benin = f"{API}/delegations/del_apmbc-api_ben", "del_apmbc-api_ben"
    first = somebody("First", "fp1@ben.example", Role.FOCAL_POINT, benin)
    second = somebody("Second", "fp2@ben.example", Role.FOCAL_POINT, benin)
    person = {"name": "Second", "email": "fp2@ben.example"}
    await api.post(f"{at}/focal-point", json={"name": "First", "email": "fp1@ben.example"})
    added = await api.post(f"{at}/focal-points", json=person, headers=first)
    meddling = await api.post(f"{at}/focal-points", json={**person, "email": "fp3@ben.example"}, headers=second)
    removed = await api.post(f"{at}/focal-points/remove", json={"email": "fp2@ben.example"}, headers=first)
    handed = await api.post(f"{at}/hand-over", json=person, headers=first)
    former = await api.post(f"{at}/invite", json=person, headers=first)

    assert [one.status_code for one in (added, meddling, removed, handed, former)] == [200, 403, 200, 200, 403]


async def stands_at(api: httpx.AsyncClient, one: str, stage: str) -> dict[str, Any]:
    """Wait for an import to come so far, and return it."""

    async def check() -> dict[str, Any] | None:
        now: dict[str, Any] = (await api.get(one, headers=AS_MINISTRY)).json()
        return now if now["stage"] == stage else None

    return cast(dict[str, Any], await until(check))


async def rows_of(api: httpx.AsyncClient, one: str, **asked: str) -> dict[str, Any]:
    answer = await api.get(f"{one}/rows", params=asked, headers=AS_MINISTRY)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())
