"""A program of its own that reads one spreadsheet, and nothing else: rows of texts, and where it holds formulas.

A file of a kilobyte can ask for any amount of memory (one cell at the far end of a sheet is enough) and calamine then
ends the process. Here that is nobody's but its own.
"""

import io
import json
import re
import resource
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

SECONDS = 20
MEMORY = 1024**3
UNPACKED = 80_000_000
"""Bytes a spreadsheet may unfold to."""

ZIP = b"PK\x03\x04"

# none of these looks beyond the next tag: a sheet of many beginnings would otherwise be read to its end for each
_CELL = re.compile(rb'<c\s(?:[^<>]*?\s)?r="([A-Z]{1,3})(\d{1,7})"[^<>]*>\s*<f\b[^<>]*?(?:/>|>([^<]*)</f>)')
_SHEET = re.compile(rb'<sheet\b[^<>]*?\br:id="([^"<>]+)"')
_RELATION = re.compile(rb"<Relationship\b[^<>]*>")
_TARGET = re.compile(rb'Target="/?(?:xl/)?([^"]+)"')

Cell = int | float | str | bool | date | time | datetime | timedelta


def main() -> None:
    """Read the file on standard input."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        json.dump(unfolded(sys.stdin.buffer.read()), sys.stdout)
    except MemoryError:
        json.dump({"wrong": "too much"}, sys.stdout)


def unfolded(content: bytes) -> dict[str, object]:
    """Return the rows and formulas of the first sheet, or what is wrong with the file."""
    formulas: list[tuple[int, int, str]] = []
    try:
        if content.startswith(ZIP):
            with ZipFile(io.BytesIO(content)) as archive:
                if sum(one.file_size for one in archive.infolist()) > UNPACKED:
                    return {"wrong": "too much"}
                formulas = formulas_of(archive)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except PasswordError:
        return {"wrong": "locked"}
    except (CalamineError, BadZipFile, IndexError, KeyError, ValueError):
        return {"wrong": "unreadable"}
    return {"rows": [_said(cells) for cells in rows], "formulas": formulas}


def formulas_of(archive: ZipFile) -> list[tuple[int, int, str]]:
    """Return the formulas of the first sheet: number of the row, place in it, what it says.

    Calamine gives what they came to; a list of people must not be computed.
    """
    name = _first_sheet(archive)
    if name is None or name not in archive.namelist():
        return []
    return [
        (int(found[2]), _place(found[1]), "=" + (found[3] or b"").decode("utf-8", errors="replace")[:300])
        for found in _CELL.finditer(archive.read(name))
    ]


def _said(cells: Sequence[Cell]) -> list[str]:
    return [_text(cell) for cell in cells]


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return str(cell)


def _first_sheet(archive: ZipFile) -> str | None:
    if "xl/workbook.xml" not in archive.namelist():
        return None
    first = _SHEET.search(archive.read("xl/workbook.xml"))
    relations = _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    target = next((one for one in relations if first and b'Id="' + first[1] + b'"' in one), b"")
    found = _TARGET.search(target)
    return f"xl/{found[1].decode()}" if found else None


def _place(letters: bytes) -> int:
    """Return the place of a column by its letters: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1


if __name__ == "__main__":
    main()
