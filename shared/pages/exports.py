"""Lists as files, a row at a time: CSV, XLSX, JSON; what a spreadsheet would run as a formula is made harmless."""

import csv
import json
import re
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Generic, TypeVar

from pydantic import BaseModel
from starlette.responses import StreamingResponse

from shared.documents.workbooks import workbook
from shared.files.serving import content_disposition
from shared.pages.lists import Format

T = TypeVar("T")
Rows = AsyncIterable[Sequence[object]] | Iterable[Sequence[object]]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FIRST = "=+\\-@\uff1d\uff0b\uff0d\uff20"
"""What begins a formula; spreadsheets of East Asia take the wide signs for it as well."""
_START = re.compile(f"[\t\r\n]|\\s*[{_FIRST}]")
_APART = r"\1'"
_WITHIN = re.compile(f"([;\t\r\n]\\s*)(?=[{_FIRST}])")
"""Where another cell begins for a spreadsheet that takes something else than the comma for what parts them."""


def guarded(cell: object) -> object:
    """Return a cell as it is safe in a spreadsheet: text that begins like a formula gets an apostrophe in front."""
    if cell is None:
        return ""
    if isinstance(cell, bool | int | float):
        return cell
    text = cell.isoformat() if isinstance(cell, date | datetime) else str(cell)
    if _START.match(text):
        return f"'{text[0]}{_WITHIN.sub(_APART, text[1:])}"
    return _WITHIN.sub(_APART, text)


def csv_line(cells: Iterable[object]) -> str:
    """Return one line of CSV (RFC 4180), guarded."""
    line = StringIO()
    csv.writer(line).writerow([guarded(cell) for cell in cells])
    return line.getvalue()


async def csv_lines(header: Sequence[str], rows: Rows) -> AsyncIterator[str]:
    """Yield a CSV file line by line; the byte order mark lets spreadsheets read UTF-8."""
    yield "\ufeff" + csv_line(header)
    async for row in each(rows):
        yield csv_line(row)


def csv_answer(name: str, header: Sequence[str], *, rows: Rows) -> StreamingResponse:
    """Return a streamed download `name.csv`."""
    return download(f"{name}.csv", csv_lines(header, rows), kind="text/csv; charset=utf-8")


def xlsx_answer(name: str, header: Sequence[str], *, rows: Rows) -> StreamingResponse:
    """Return a streamed download `name.xlsx`; numbers are numbers, texts are texts and never formulas."""
    return download(f"{name}.xlsx", workbook(header, rows), kind=XLSX)


@dataclass(frozen=True)
class Table(Generic[T]):
    """A list as a file: its name, the header, how one thing becomes a row, and whether JSON gives the value whole.

    Say `whole` only for values of which the reader may see every field.
    """

    name: str
    header: Sequence[str]
    row: Callable[[T], Sequence[object]]
    whole: bool = False


def table_answer(format: Format, table: Table[T], things: AsyncIterable[T] | Iterable[T]) -> StreamingResponse:
    """Return a list as the file a reader asked for (`listing.format`), streamed."""
    if format == "json":
        return download(f"{table.name}.json", _json_pieces(table, things), kind="application/json")
    rows = (table.row(thing) async for thing in each(things))
    make = xlsx_answer if format == "xlsx" else csv_answer
    return make(table.name, table.header, rows=rows)


def download(name: str, pieces: AsyncIterable[str | bytes] | Iterable[str | bytes], *, kind: str) -> StreamingResponse:
    """Return something as a file that the browser saves under `name` and nobody keeps on the way."""
    headers = {"Content-Disposition": content_disposition(name), "Cache-Control": "private, no-store"}
    return StreamingResponse(pieces, media_type=kind, headers=headers)


async def each(things: AsyncIterable[T] | Iterable[T]) -> AsyncIterator[T]:
    """Yield things wherever they come from."""
    if isinstance(things, AsyncIterable):
        async for thing in things:
            yield thing
    else:
        for thing in things:
            yield thing


async def _json_pieces(table: Table[T], things: AsyncIterable[T] | Iterable[T]) -> AsyncIterator[str]:
    before = "["
    async for thing in each(things):
        yield before + _json(table, thing)
        before = ",\n"
    yield "]" if before != "[" else "[]"


def _json(table: Table[T], thing: T) -> str:
    if table.whole and isinstance(thing, BaseModel):
        return thing.model_dump_json()
    return json.dumps(dict(zip(table.header, table.row(thing), strict=True)), ensure_ascii=False, default=str)
