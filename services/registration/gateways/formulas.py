"""Where a spreadsheet holds formulas: calamine gives what they came to, a list of people must not be computed."""

import re
from zipfile import ZipFile

_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<f\b[^>]*?(?:/>|>(.*?)</f>)', re.DOTALL)
_SHEET = re.compile(rb'<sheet\b[^>]*?\br:id="([^"]+)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")

Place = tuple[int, int]


def formulas_of(archive: ZipFile) -> dict[Place, str]:
    """Return the formulas of the first sheet by (number of the row, place in it)."""
    name = _first_sheet(archive)
    if name is None or name not in archive.namelist():
        return {}
    sheet = archive.read(name)
    return {
        (int(found[2]), _place(found[1])): "=" + (found[3] or b"").decode("utf-8", errors="replace")[:300]
        for found in _CELL.finditer(sheet)
    }


def _first_sheet(archive: ZipFile) -> str | None:
    if "xl/workbook.xml" not in archive.namelist():
        return None
    first = _SHEET.search(archive.read("xl/workbook.xml"))
    relations = _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels"))
    target = next((one for one in relations if first and b'Id="' + first[1] + b'"' in one), b"")
    found = re.search(rb'Target="/?(?:xl/)?([^"]+)"', target)
    return f"xl/{found[1].decode()}" if found else None


def _place(letters: bytes) -> int:
    """Return the place of a column by its letters: A is 0, AA is 26."""
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1
