"""Workbooks (XLSX) written row by row to disk: as many rows as wanted in the memory of one."""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from datetime import date, datetime
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

from xlsxwriter import Workbook  # type: ignore[import-untyped]  # it has no types
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]  # it has no types

BATCH = 500
CELL = 32_767
"""Letters that fit into a cell of this format."""
PIECE = 64 * 1024

Row = Sequence[object]


async def workbook(header: Sequence[str], rows: AsyncIterable[Row] | Iterable[Row]) -> AsyncIterator[bytes]:
    """Yield an XLSX file piece by piece; texts stay texts, none is ever a formula or a link."""
    with TemporaryFile() as file:
        book, sheet = await asyncio.to_thread(_begin, file, header)
        at = 1
        async for batch in _batches(rows):
            await asyncio.to_thread(_write, sheet, batch, at)
            at += len(batch)
        await asyncio.to_thread(book.close)
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, PIECE):
            yield piece


def _begin(file: IO[bytes], header: Sequence[str]) -> tuple[Workbook, Worksheet]:
    book = Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, max(len(header) - 1, 0), 24)
    bold = book.add_format({"bold": True})
    for column, label in enumerate(header):
        sheet.write_string(0, column, label, bold)
    return book, sheet


def _write(sheet: Worksheet, batch: Sequence[Row], at: int) -> None:
    for line, row in enumerate(batch, at):
        for column, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_number(line, column, cell)
            else:
                sheet.write_string(line, column, _text(cell))


def _text(cell: object) -> str:
    text = cell.isoformat() if isinstance(cell, date | datetime) else str(cell)
    return text if len(text) <= CELL else f"{text[: CELL - 1]}…"


async def _batches(rows: AsyncIterable[Row] | Iterable[Row]) -> AsyncIterator[list[Row]]:
    if isinstance(rows, AsyncIterable):
        batch: list[Row] = []
        async for row in rows:
            batch.append(row)
            if len(batch) == BATCH:
                yield batch
                batch = []
        if batch:
            yield batch
        return
    source = iter(rows)
    while batch := list(islice(source, BATCH)):
        yield batch
