"""Lists as files: CSV, XLSX and JSON of the same rows, any number of them, and never a formula."""

import tracemalloc
from collections.abc import AsyncIterator
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook
from starlette.responses import StreamingResponse

from shared.documents import workbook
from shared.pages.exports import Table, csv_answer, guarded, table_answer
from shared.pages.lists import Format
from shared.values import Value

FORMULAS = ["=1+1", "+41 22", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\uff1d1"]


class Seat(Value):
    name: str
    number: int
    letter_key: str = "kept"


SEATS = [Seat(name="=HYPERLINK(1)", number=-3), Seat(name="Türkiye", number=2)]
TABLE = Table[Seat]("seats", ("Name", "Number"), lambda one: (one.name, one.number))


async def content(answer: StreamingResponse) -> bytes:
    pieces = [piece async for piece in answer.body_iterator]
    return b"".join(piece.encode() if isinstance(piece, str) else bytes(piece) for piece in pieces)


async def read(rows: list[tuple[object, ...]]) -> list[list[object]]:
    made = b"".join([piece async for piece in workbook(("A",), rows)])
    return [list(row) for row in CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"


def test_no_part_of_a_csv_cell_is_one_where_something_else_parts_cells() -> None:
    """A semicolon in some countries, a tab, the end of a line within quotation marks."""
    assert guarded("Paris;=1+1\n +2; a-b; 3") == "Paris;'=1+1\n '+2; a-b; 3"


@pytest.mark.parametrize("cell", FORMULAS)
async def test_a_cell_of_a_workbook_that_looks_like_a_formula_is_text(cell: str) -> None:
    made = await read([(cell, "https://example.org")])

    assert made[1:] == [[cell, "https://example.org"]]


async def test_a_cell_too_long_for_a_workbook_is_cut_visibly() -> None:
    ((long,),) = (await read([("ab" * 20_000,)]))[1:]

    assert isinstance(long, str)
    assert (len(long), long[-1]) == (32_767, "…")


async def test_numbers_of_a_workbook_are_numbers_and_nothing_is_empty() -> None:
    assert (await read([(None, -3, 2.5, True)]))[1:] == [["", -3.0, 2.5, "True"]]


@pytest.mark.parametrize(
    ("format", "told"),
    [
        ("csv", b"\xef\xbb\xbfName,Number\r\n'=HYPERLINK(1),-3\r\nT\xc3\xbcrkiye,2\r\n"),
        ("json", '[{"Name": "=HYPERLINK(1)", "Number": -3},\n{"Name": "Türkiye", "Number": 2}]'.encode()),
    ],
)
async def test_a_list_is_given_as_it_was_asked_for(format: Format, told: bytes) -> None:
    answer = table_answer(format, TABLE, SEATS)

    assert await content(answer) == told
    assert answer.headers["content-disposition"] == f'attachment; filename="seats.{format}"'


def test_a_download_bears_whatever_name_its_document_has() -> None:
    """A symbol may be written in any of the six scripts; a header has ASCII alone."""
    answer = csv_answer('АПЛК-1"; x', TABLE.header, rows=[])

    assert answer.headers["content-disposition"].startswith('attachment; filename="____-1__ x.csv"; filename*=UTF-8')


async def test_json_gives_whole_values_only_where_that_is_said() -> None:
    whole = Table[Seat]("seats", TABLE.header, TABLE.row, whole=True)

    assert b"kept" in await content(table_answer("json", whole, SEATS))
    assert await content(table_answer("json", whole, [])) == b"[]"


async def test_a_workbook_takes_rows_that_come_one_by_one() -> None:
    async def rows() -> AsyncIterator[Seat]:
        for number in range(1200):
            yield Seat(name=f"Seat {number}", number=number)

    made = await content(table_answer("xlsx", TABLE, rows()))

    sheet = CalamineWorkbook.from_filelike(BytesIO(made)).get_sheet_by_index(0).to_python()
    assert (len(sheet), sheet[0], sheet[1200]) == (1201, ["Name", "Number"], ["Seat 1199", 1199.0])


async def test_a_workbook_is_never_whole_in_memory() -> None:
    """A hundred thousand rows cost what some hundred cost: 3,000 rows of nine cells would be some three megabytes."""

    async def rows() -> AsyncIterator[tuple[str, ...]]:
        for number in range(3_000):
            yield tuple(f"cell {number} {column}" for column in range(9))

    tracemalloc.start()
    size = sum([len(piece) async for piece in workbook(("A",) * 9, rows())])
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert size > 60_000
    assert peak < 1_500_000
