"""Spreadsheets that ask for more than any machine has are refused, and nobody else notices."""

import io
from zipfile import ZipFile

import pytest
import xlsxwriter  # type: ignore[import-untyped] # it carries no types

from services.registration.domain.imports.refusals import NotATable
from services.registration.gateways.sheets import SheetReader

SHEET = "xl/worksheets/sheet1.xml"


def a_workbook(*cells: tuple[int, int, str]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        for row, column, text in cells:
            sheet.write_string(row, column, text)
    return stream.getvalue()


def with_sheet(content: bytes, rows: str) -> bytes:
    stream = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(stream, "w", compression=8) as after:
        for name in before.namelist():
            after.writestr(name, f"<worksheet><sheetData>{rows}" if name == SHEET else before.read(name))
    return stream.getvalue()


FAR_CELL = a_workbook((0, 0, "Full name"), (1_048_575, 16_383, "x"))
ENDLESS = with_sheet(a_workbook((0, 0, "Full name")), '<c r="A1"><f>' * 400_000)
"""Formulas that do not end: to look for each end through the whole sheet would take hours."""


@pytest.mark.parametrize("content", [FAR_CELL, ENDLESS], ids=["a cell far away", "formulas without an end"])
async def test_a_small_file_that_unfolds_without_end_is_refused_and_the_next_is_read(content: bytes) -> None:
    reader = SheetReader()

    with pytest.raises(NotATable):
        await reader.read("people.xlsx", content)
    sheet = await reader.read("people.xlsx", a_workbook((0, 0, "Full name"), (2, 0, "Ana Ruiz")))

    assert sheet.header == ("Full name",)
    assert [(one.number, one.cells) for one in sheet.rows] == [(3, ("Ana Ruiz",))]
