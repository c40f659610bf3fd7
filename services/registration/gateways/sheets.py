"""Files of people as tables: spreadsheets and CSV, read by what they are and not by their names."""

import asyncio
import csv
import io
import json
from collections.abc import Mapping, Sequence

from services.registration.domain.imports.refusals import NotATable
from services.registration.domain.imports.rows import SheetRow
from services.registration.gateways import unfolding
from services.registration.gateways.apart import Broke, TooMuch, run_apart
from services.registration.gateways.template import csv_template, xlsx_template
from services.registration.ports.imports import Sheet
from shared.pages.languages import msg

LARGEST = 5_000_000
"""Bytes of a file of people."""

DELIMITERS = ",;\t|"
OLD = b"\xd0\xcf\x11\xe0"
TOO_MUCH = msg("The file unfolds to more than a list of people can hold.")
UNREADABLE = msg("The file is no spreadsheet that can be read.")
WRONG = {"locked": msg("The file is locked with a password."), "too much": TOO_MUCH, "unreadable": UNREADABLE}


class SheetReader:
    """Reads XLSX, XLS and ODS in a program of its own, one at a time, and CSV in whatever encoding; makes templates."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(1)

    async def read(self, name: str, content: bytes, *, encoding: str = "") -> Sheet:
        """Return a file as a table: the first row that says something holds the headings. Refuse what is none."""
        if not content:
            raise NotATable(msg("The file is empty."), field="file")
        if len(content) > LARGEST:
            raise NotATable(msg("The file is larger than 5 MB."), field="file")
        if content.startswith((unfolding.ZIP, OLD)):
            async with self._turn:
                rows = await _spreadsheet(content)
        else:
            rows = await asyncio.to_thread(_table, content, encoding)
        filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
        if not filled:
            raise NotATable(msg("The file has no rows."), field="file")
        return Sheet(header=tuple(cell.strip() for cell in filled[0].cells), rows=tuple(filled[1:]))

    async def template(self, kind: str, delegations: tuple[str, ...]) -> bytes:
        """Return the file to fill in, `xlsx` or `csv`; with delegations where it is of the whole meeting."""
        make = csv_template if kind == "csv" else xlsx_template
        return await asyncio.to_thread(make, delegations)


async def _spreadsheet(content: bytes) -> list[SheetRow]:
    try:
        said = await run_apart(unfolding, content, seconds=2 * unfolding.SECONDS)
    except TooMuch as failure:
        raise NotATable(TOO_MUCH, field="file") from failure
    except Broke as failure:
        raise NotATable(UNREADABLE, field="file") from failure
    read = json.loads(said)
    if "wrong" in read:
        raise NotATable(WRONG[read["wrong"]], field="file")
    formulas = {(row, place): formula for row, place, formula in read["formulas"]}
    return [_row(number, cells, formulas) for number, cells in enumerate(read["rows"], start=1)]


def _row(number: int, cells: Sequence[str], formulas: Mapping[tuple[int, int], str]) -> SheetRow:
    """Return one row; where a cell is a formula, the formula is shown rather than what it came to."""
    places = tuple(place for place in range(len(cells)) if (number, place) in formulas)
    texts = tuple(formulas.get((number, place)) or cell for place, cell in enumerate(cells))
    return SheetRow(number=number, cells=texts, formulas=places)


def _table(content: bytes, encoding: str) -> list[SheetRow]:
    return [SheetRow(number=number, cells=tuple(cells)) for number, cells in _csv(_text(content, encoding))]


def _text(content: bytes, encoding: str) -> str:
    """Return the text of a file: by its mark, as UTF-8, as UTF-16 without a mark, else as the encoding given."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(content, "utf-16")
    if encoding and not content.startswith(b"\xef\xbb\xbf"):
        return _decoded(content, encoding)
    zeros = content[:400].count(0)
    if zeros > len(content[:400]) // 4:
        return _decoded(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    if zeros:
        raise NotATable(msg("The file is neither a spreadsheet nor a text."), field="file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as wrong:
        raise NotATable(msg("The file is not written in this encoding."), field="encoding") from wrong


def _csv(text: str) -> list[tuple[int, list[str]]]:
    first, _, rest = text.partition("\n")
    delimiter, start = _delimiter(first), 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == len("sep=") + 1:
        delimiter, text, start = first.strip()[-1], rest, 1
    csv.field_size_limit(LARGEST)
    try:
        lines = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as wrong:
        raise NotATable(msg("The file is no table: a quotation mark or a line does not end."), field="file") from wrong
    return [(number, [_unguarded(cell) for cell in cells]) for number, cells in enumerate(lines, start=start + 1)]


def _delimiter(line: str) -> str:
    return max(DELIMITERS, key=line.count)


def _unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that our own exports put before what a spreadsheet would run."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell
