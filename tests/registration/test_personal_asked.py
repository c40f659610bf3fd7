"""Personal data as people ask for them over HTTP: encrypted where they lie, given out to few, bad files refused."""

import io
import json
import zipfile
from typing import Any, cast

import httpx
import pytest
from PIL import Image

from shared.identity import Grant, Role
from shared.web import House
from shared.who import Who
from tests.pictures import PDF, a_bomb, a_photograph, a_picture
from tests.registration.builders import OFFICER
from tests.registration.personal_builders import READER
from tests.registration.test_pages import PAGE, page
from tests.registration.test_routes import API, a_body, an_open_meeting, register
from tests.running import as_who
from tests.stacks import until

pytestmark = pytest.mark.real

PERU = "del_apmbc-vault_per"
AT = "/registration/meetings/APMBC-VAULT"
MISSION = Who(subject="fp", name="Mission of Peru", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=PERU)}))
PASSPORT = {
    "passport_number": "pe 7654321",
    "passport_country": "PER",
    "passport_expires_on": "2030-01-31",
    "birth_date": "1980-02-29",
    "nationality": "PER",
}
Upload = dict[str, tuple[str, bytes, str]]


@pytest.fixture(scope="module")
async def ana(api: httpx.AsyncClient) -> str:
    """Somebody registered for a meeting that is not over for a long time: only then is anything kept of her."""
    dates = {"opens_on": "2090-12-04", "closes_on": "2090-12-08"}
    await api.post(f"{API}/meetings", json=a_body("APMBC-VAULT") | dates)
    await api.post(f"{API}/meetings/mtg_apmbc-vault/open")
    await api.post(f"{API}/meetings/mtg_apmbc-vault/invite-states")
    return await register(api, PERU, "Ana Diaz", "ana@vault.example")


@pytest.fixture
def herself(ana: str) -> Who:
    return Who(
        subject=f"participant:{ana}",
        name="Ana Diaz",
        grants=frozenset({Grant(role=Role.PARTICIPANT, scope=ana)}),
    )


def own(ana: str) -> str:
    return f"/registration/participants/{ana}/personal"


async def send(api: httpx.AsyncClient, ana: str, who: Who, files: Upload, **typed: str) -> httpx.Response:
    return await api.post(own(ana), data=typed, files=files, headers=PAGE | as_who(who))


def a_file(field: str, content: bytes, name: str = "photo.jpg") -> Upload:
    return {field: (name, content, "image/jpeg")}


async def test_a_person_gives_data_photo_and_document_and_reads_them_again(
    api: httpx.AsyncClient, ana: str, herself: Who, house: House[Any]
) -> None:
    files = a_file("photo", a_photograph(1_600, 1_200)) | a_file("document", PDF, "visa \u202efdp.exe")
    sent = await send(api, ana, herself, files, **PASSPORT, document_kind="visa")
    assert sent.status_code == 303
    seen = (await api.get(own(ana), headers=PAGE | as_who(herself))).text
    known = (await api.get(f"{API}/participants/{ana}/personal", headers=as_who(herself))).json()

    assert "PE 7654321" in seen
    assert "visa fdp.pdf" in seen
    assert known["held"] == ["passport", "birth_date", "nationality", "photo", "documents"]
    photo = await api.get(f"{own(ana)}/files/{known['photo_file_id']}", headers=as_who(herself))
    assert photo.headers["content-disposition"].startswith("inline")
    with Image.open(io.BytesIO(photo.content)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((900, 1200), {})
    paper = await api.get(f"{own(ana)}/files/{known['documents'][0]['file_id']}", headers=as_who(herself))
    assert paper.content == PDF
    assert paper.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in paper.headers["content-security-policy"]
    raw = await house.database["personal_files"].find_one({"_id": ana})
    assert raw
    assert {raw[name].subtype for name in ("passport_number", "birth_date", "nationality", "documents")} == {6}


async def test_nothing_of_it_lies_anywhere_in_clear(api: httpx.AsyncClient, ana: str, house: House[Any]) -> None:
    names = await house.database.list_collection_names()
    mine = [one for name in names if name != "system.views" async for one in house.database[name].find({})]

    assert "7654321" not in repr(mine)
    assert "1980-02-29" not in repr(mine)
    assert b"%PDF" not in b"".join(one["data"] for one in mine if isinstance(one.get("data"), bytes))


async def test_who_has_the_role_reads_and_the_desk_and_the_person_see_that(
    api: httpx.AsyncClient, ana: str, herself: Who
) -> None:
    seen = (await api.get(own(ana), headers=PAGE | as_who(READER))).text
    timeline = await page(api, f"/registration/participants/{ana}")
    told = await page(api, own(ana), herself)

    assert "PE 7654321" in seen
    assert "Personal data looked at · Eva Lind" in timeline
    assert "Personal data looked at · Eva Lind" in told
    assert "Personal data looked at · Ana Diaz" not in told


async def test_officers_and_focal_points_give_and_do_not_read(api: httpx.AsyncClient, ana: str) -> None:
    for who in (OFFICER, MISSION):
        seen = (await api.get(own(ana), headers=PAGE | as_who(who))).text
        known = await api.get(f"{API}/participants/{ana}/personal", headers=as_who(who))

        assert "7654321" not in seen
        assert "You can give data here, but not read them" in seen
        assert known.status_code == 403
    kept = await send(api, ana, MISSION, {}, nationality="CHE")
    assert kept.status_code == 303


async def test_nobody_else_comes_near(api: httpx.AsyncClient, ana: str) -> None:
    other = Who(subject="fp2", name="Other", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope="del_x")}))
    auditor = Who(subject="aud", name="Aud", grants=frozenset({Grant(role=Role.AUDITOR)}))
    for who in (other, auditor):
        assert (await api.get(own(ana), headers=PAGE | as_who(who))).status_code == 403
        assert (await api.post(own(ana), data=PASSPORT, headers=PAGE | as_who(who))).status_code == 403
    asked = await api.get(own(ana), headers=PAGE | {"Authorization": ""})
    assert (asked.status_code, asked.headers["location"][:8]) == (303, "/sign-in")


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (PDF, "photo.jpg", "This is not a file of the kind"),
        (b"MZ" + b"\0" * 500, "photo.jpg", "This is not a file of the kind"),
        (a_bomb(), "photo.png", "too many pixels"),
        (a_picture(1_200, 1_600)[:9_000], "photo.jpg", "damaged or not complete"),
        (a_picture() + b"\0" * 50_000_000, "photo.jpg", "50 MB; 10 MB is the most"),
    ],
)
async def test_a_bad_photo_is_refused_beside_its_field_and_nothing_typed_is_lost(
    api: httpx.AsyncClient, ana: str, herself: Who, content: bytes, name: str, said: str
) -> None:
    typed = PASSPORT | {"passport_number": "NEW 12345"}
    answer = await send(api, ana, herself, a_file("photo", content, name), **typed)
    known = (await api.get(f"{API}/participants/{ana}/personal", headers=as_who(herself))).json()

    assert answer.status_code == 422
    assert said in answer.text
    assert 'id="e-photo"' in answer.text
    assert "NEW 12345" in answer.text
    assert known["passport_number"] != "NEW 12345"


async def test_what_is_wrong_in_the_data_is_named_beside_its_field(
    api: httpx.AsyncClient, ana: str, herself: Who
) -> None:
    for wrong, field in (({"birth_date": "2999-01-01"}, "birth_date"), ({"passport_number": "👍"}, "passport_number")):
        answer = await send(api, ana, herself, {}, **wrong)
        assert (answer.status_code, f'id="e-{field}"' in answer.text) == (422, True)


async def test_a_person_takes_everything_away_as_one_file(api: httpx.AsyncClient, ana: str, herself: Who) -> None:
    answer = await api.get(f"{own(ana)}/export", headers=as_who(herself))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        everything = json.loads(archive.read("everything.json"))
        names = archive.namelist()

    assert answer.headers["cache-control"] == "private, no-store"
    assert everything["personal_data"]["birth_date"] == "1980-02-29"
    assert everything["participants"][0]["full_name"] == "Ana Diaz"
    assert {"personal_accesses", "mails", "what_was_done"} <= set(everything)
    assert names == ["everything.json", "files/01 photo.jpg", "files/02 visa fdp.pdf"]
    assert "token" not in json.dumps(everything)
    assert (await api.get(f"{own(ana)}/export", headers=as_who(READER))).status_code == 403


async def test_an_officer_sets_how_long_and_sees_what_is_kept(api: httpx.AsyncClient, ana: str) -> None:
    before = await page(api, f"{AT}/privacy")
    wrong = await api.post(f"{AT}/privacy", data={"passport": "-1"}, headers=PAGE)
    days = {"passport": "10", "birth_date": "10", "nationality": "10", "photo": "20", "documents": "10"}
    done = await api.post(f"{AT}/privacy", data=days, headers=PAGE)
    retention = (await api.get(f"{API}/meetings/mtg_apmbc-vault/retention")).json()

    assert "Passport 1" in before
    assert (wrong.status_code, done.status_code) == (422, 303)
    assert retention["days"]["photo"] == 20


async def test_a_person_asks_to_be_erased_and_the_desk_carries_it_out(
    api: httpx.AsyncClient, ana: str, herself: Who, house: House[Any]
) -> None:
    at = f"/registration/participants/{ana}"
    assert (await api.post(f"{at}/erasure", headers=PAGE | as_who(herself))).status_code == 303
    work = await page(api, f"{AT}/privacy")
    expected = await page(api, f"{at}/erase")
    early = await api.post(f"{at}/erase", headers=PAGE)
    await api.post(f"{API}/participants/{ana}/withdraw", json={})
    said = await page(api, f"{at}/erase")
    done = await api.post(f"{at}/erase", headers=PAGE)
    participant = (await api.get(f"{API}/participants/{ana}")).json()
    raw = await house.database["personal_files"].find_one({"_id": ana})

    assert "Ana Diaz Peru" in work
    assert "Withdraw the person first" in expected
    assert "Erase for good" not in expected
    assert (early.status_code, done.status_code) == (409, 303)
    assert "lists of participants that were issued" in said
    assert participant["full_name"] == "[erased]"
    assert raw
    assert raw["held"] == []
    assert await house.files.sweep() >= 2
    left = [one["_id"] async for one in house.database["_files"].find({"owner": ana})]
    assert await house.database["fs.files"].count_documents({"_id": {"$in": left}}) == 0


async def test_a_purge_that_is_due_runs_by_itself_and_reports(api: httpx.AsyncClient) -> None:
    await an_open_meeting(api, "APMBC-OVER")
    at = f"{API}/meetings/mtg_apmbc-over/retention"
    await api.post(at, json={"passport": 1})

    async def report() -> dict[str, Any] | None:
        retention: dict[str, Any] = (await api.get(at)).json()
        return next(iter(retention["reports"]), None)

    done = cast(dict[str, Any], await until(report))

    assert done["kinds"] == ["passport", "birth_date", "nationality", "phone", "photo", "documents"]
    assert "Nothing was purged yet" not in await page(api, "/registration/meetings/APMBC-OVER/privacy")
