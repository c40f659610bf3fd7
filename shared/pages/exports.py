"""Lists as files: CSV a row at a time, with cells that a spreadsheet would run as a formula made harmless."""

import csv
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from datetime import date, datetime
from io import StringIO

from starlette.responses import StreamingResponse

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: object) -> object:
    """Return a cell as it is safe in a spreadsheet: text that starts like a formula gets an apostrophe in front."""
    if cell is None:
        return ""
    if isinstance(cell, bool | int | float):
        return cell
    text = cell.isoformat() if isinstance(cell, date | datetime) else str(cell)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def csv_line(cells: Iterable[object]) -> str:
    """Return one line of CSV (RFC 4180), guarded."""
    line = StringIO()
    csv.writer(line).writerow([guarded(cell) for cell in cells])
    return line.getvalue()


async def csv_lines(
    header: Sequence[str], rows: AsyncIterable[Sequence[object]] | Iterable[Sequence[object]]
) -> AsyncIterator[str]:
    """Yield a CSV file line by line; the byte order mark lets spreadsheets read UTF-8."""
    yield "\ufeff" + csv_line(header)
    if isinstance(rows, AsyncIterable):
        async for row in rows:
            yield csv_line(row)
    else:
        for row in rows:
            yield csv_line(row)


def csv_answer(
    name: str, header: Sequence[str], *, rows: AsyncIterable[Sequence[object]] | Iterable[Sequence[object]]
) -> StreamingResponse:
    """Return a streamed download `name.csv`."""
    return StreamingResponse(
        csv_lines(header, rows),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "no-store"},
    )
