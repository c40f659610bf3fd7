"""Imports as people use them: template, dry run, corrections, taking, with real files on real servers."""

import asyncio
import io
import re
from html import unescape
from zipfile import ZipFile

import httpx
import pytest
import xlsxwriter  # type: ignore[import-untyped] # it carries no types
from python_calamine import CalamineWorkbook

from shared.identity import Grant, Role
from shared.who import Who
from tests.registration.test_pages import PAGE, text_of
from tests.registration.test_routes import an_open_meeting
from tests.running import as_who

pytestmark = pytest.mark.real

CHILE = "del_apmbc-import_chl"
AT = f"/registration/delegations/{CHILE}/imports"
DESK = "/registration/meetings/apmbc-import/imports"
PATIENCE = 60
MISSION = Who(subject="fp", name="Mission of Chile", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=CHILE)}))
AS_MISSION = PAGE | as_who(MISSION)
HEADER = ("Full name", "Role", "E-mail", "Function")


@pytest.fixture(scope="module", autouse=True)
async def meeting(api: httpx.AsyncClient) -> str:
    return await an_open_meeting(api, "APMBC-IMPORT")


def xlsx(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER, formula: bool = False) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate((header, *rows)):
            for place, cell in enumerate(row):
                if formula and cell.startswith("="):
                    sheet.write_formula(number, place, cell, None, "harmless")
                else:
                    sheet.write_string(number, place, cell)
    return stream.getvalue()


async def send(
    api: httpx.AsyncClient, content: bytes, *, to: str = AT, name: str = "people.xlsx", **fields: str
) -> httpx.Response:
    note = {"purpose": "both", "reference": "NV/7", "dated": "2025-11-03", "mails": "1"}
    files = {"file": (name, content, "application/octet-stream")}
    return await api.post(to, data=note | fields, files=files, headers=AS_MISSION if to == AT else PAGE)


async def settled(api: httpx.AsyncClient, address: str, word: str) -> str:
    async with asyncio.timeout(PATIENCE):
        while True:
            shown = text_of(await api.get(address, headers=AS_MISSION if AT in address else PAGE))
            if word in shown:
                return shown
            await asyncio.sleep(0.05)


async def test_the_template_has_choices_and_help_and_comes_back_as_it_went(api: httpx.AsyncClient) -> None:
    answer = await api.get(f"{AT}/template.xlsx", headers=AS_MISSION)
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    table = await api.get(f"{DESK}/template.csv", headers=PAGE)
    empty = await send(api, answer.content)

    assert book.sheet_names == ["People", "Help"]
    assert book.get_sheet_by_index(0).to_python()[0][:3] == ["Title", "Full name", "Function"]
    assert b"head of delegation" in await asyncio.to_thread(_part, answer.content, "xl/worksheets/sheet1.xml")
    assert table.text.startswith("\ufeffDelegation,Title,Full name")
    assert (empty.status_code, "no rows below its headings" in text_of(empty)) == (422, True)


async def test_two_bad_rows_are_shown_corrected_and_the_file_is_taken(api: httpx.AsyncClient) -> None:
    rows = (
        ("Rosa Pérez", "head", "rosa@chl.example", "Director"),
        ("=1+1", "adviser", "formula@chl.example", ""),
        ("Luis \u202eVega", "boss", "luis@chl.example", ""),
    )
    sent = await send(api, xlsx(*rows, formula=True))
    at = sent.headers["location"]
    shown = text_of(await api.get(at, headers=AS_MISSION))
    errors = await api.get(f"{at}/errors.csv", headers=AS_MISSION)

    assert "2 rows are wrong" in shown
    assert "This is a formula." in shown
    assert [line.split(",")[:2] for line in errors.text.splitlines()[1:]] == [
        ["3", "Full name"],
        ["4", "Full name"],
        ["4", "Role"],
    ]
    form = (await api.get(f"{at}/rows/4", headers=AS_MISSION)).text
    assert ('<option value="adviser">Adviser' in form, '<option value="boss" selected>' in form) == (True, True)
    right = {"full_name": "Luis Vega", "role": "adviser", "email": "luis@chl.example"}
    await api.post(f"{at}/rows/4", data=right, headers=AS_MISSION)
    await api.post(f"{at}/rows/3/drop", data={}, headers=AS_MISSION)
    await api.post(f"{at}/take", data={}, headers=AS_MISSION)
    assert "2 rows were taken." in await settled(api, at, "were taken")
    portal = text_of(await api.get(f"/registration/delegations/{CHILE}/portal", headers=AS_MISSION))
    assert "Luis Vega Adviser · registered" in portal


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("Full name;Role;E-mail\nJosé Ñandú;head;jose@chl.example\n".encode("cp1252"), "windows.csv"),
        ("\ufeffFull name,Role,E-mail\nJosé Ñandú,head,jose@chl.example\n".encode(), "mark.csv"),
        ("Full name\tRole\tE-mail\nJosé Ñandú\thead\tjose@chl.example\n".encode("utf-16"), "unicode.txt"),
        ('sep=|\nFull name|Role|E-mail\n"José\nÑandú"|head|jose@chl.example\n'.encode(), "pipe.csv"),
    ],
)
async def test_csv_is_read_in_whatever_encoding(api: httpx.AsyncClient, content: bytes, name: str) -> None:
    sent = await send(api, content, name=name)
    shown = text_of(await api.get(sent.headers["location"], headers=AS_MISSION))

    assert "José Ñandú" in shown


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty."),
        (b"PK\x03\x04 nothing", "no spreadsheet that can be read"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "neither a spreadsheet nor a text"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"a,b\n1,2\n", "No column of the file is called Full name."),
    ],
)
async def test_another_file_is_refused_and_says_why(api: httpx.AsyncClient, content: bytes, reason: str) -> None:
    sent = await send(api, content)

    assert (sent.status_code, reason in text_of(sent)) == (422, True)


async def test_a_file_of_another_delegation_is_not_theirs_to_see(api: httpx.AsyncClient) -> None:
    header = ("Delegation", *HEADER)
    sent = await send(api, xlsx(("Peru", "Ana Díaz", "head", "ana@per.example", ""), header=header), to=DESK)
    id = sent.headers["location"].rpartition("/")[2]

    assert (await api.get(f"{AT}/{id}", headers=AS_MISSION)).status_code == 404
    assert (await api.get(f"{DESK}/{id}", headers=AS_MISSION)).status_code in {303, 403}


async def test_two_thousand_rows_take_seconds_and_show_how_far_they_are(api: httpx.AsyncClient) -> None:
    rows = tuple((f"Person {n:04}", "adviser", f"p{n}@many.example", "") for n in range(2_000))
    clock = asyncio.get_running_loop().time
    began = clock()
    sent = await send(api, xlsx(*rows), purpose="registration", mails="")
    at = sent.headers["location"]
    await settled(api, at, "Take 2000 rows")
    looked = clock() - began
    await api.post(f"{at}/take", data={}, headers=AS_MISSION)
    state = text_of(await api.get(f"{at}/state", headers=AS_MISSION))
    await settled(api, at, "2000 rows were taken")

    print(f"2,000 rows: looked at in {looked:.1f} s, all in {clock() - began:.1f} s")  # noqa: T201 - a figure of the test
    assert re.search(r"of 2,000", state)
    assert clock() - began < 60
    again = await send(api, xlsx(*rows), purpose="registration", mails="")
    assert "nothing to take" in await settled(api, again.headers["location"], "here already")
    await _the_portal_pages_through_them(api)


async def _the_portal_pages_through_them(api: httpx.AsyncClient) -> None:
    portal = f"/registration/delegations/{CHILE}/portal"
    first = await api.get(f"{portal}?need=unnamed", headers=AS_MISSION)
    way = re.search(r'href="([^"]+)" rel="next"', first.text)
    assert way is not None
    second = text_of(await api.get(unescape(way[1]), headers=AS_MISSION))
    found = text_of(await api.get(f"{portal}?q=person+1999", headers=AS_MISSION))
    table = await api.get(f"{portal}?format=csv&status=registered", headers=AS_MISSION)

    assert len(first.content) < 100_000
    assert ("Person 0000" in text_of(first), "Person 0050" in second, "Person 0000" in second) == (True, True, False)
    assert ("1–1 of 1" in found, "Person 1998" in found) == (True, False)
    assert sum("@many.example" in line for line in table.text.splitlines()) == 2_000


def _part(content: bytes, name: str) -> bytes:
    with ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
