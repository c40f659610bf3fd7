"""Whatever list is taken as a file, no cell of it is a formula: neither in CSV nor in XLSX."""

import csv
import io
import re
from collections.abc import Iterator
from zipfile import ZipFile

import httpx
import pytest

from shared.web import House
from tests.registration.matrix import table
from tests.registration.rich import a_rich_meeting, there_now
from tests.registration.test_pages import PAGE
from tests.registration.test_routes import API

pytestmark = [pytest.mark.real, pytest.mark.timeout(900)]

FORMULA = '=HYPERLINK("http://x.example") '
DANGEROUS = ("=", "+", "-", "@")


def addresses(ids: dict[str, list[str]]) -> Iterator[str]:
    """Yield every page, asked as CSV."""
    for door in sorted(table()):
        if door.method != "GET" or door.path.endswith(("/live", "/stream")) or "operations" in door.path:
            continue
        path = door.path.replace("{format}", "csv").replace("{kind}", "csv")
        path = re.sub(r"{(\w+)(:\w+)?}", lambda found: ids.get(found[1], ["none"])[0], path)
        yield path if path.startswith(API) or path.endswith("csv") else f"{path}?format=csv"


async def files(api: httpx.AsyncClient, address: str) -> list[httpx.Response]:
    """Return what is given as a table there: as CSV, and where there is any as XLSX."""
    asked = [await api.get(address, headers=PAGE)]
    if "text/csv" in asked[0].headers.get("content-type", ""):
        asked.append(await api.get(address.replace("csv", "xlsx"), headers=PAGE))
    kinds = [one.headers.get("content-type", "") if one.status_code == 200 else "" for one in asked]
    return [one for one, kind in zip(asked, kinds, strict=True) if "text/csv" in kind or "spreadsheet" in kind]


def cells_of(answer: httpx.Response) -> list[str]:
    """Return the cells of a CSV, or the sheets and texts of a workbook."""
    if "text/csv" in answer.headers["content-type"]:
        return [cell for row in csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))) for cell in row]
    book = ZipFile(io.BytesIO(answer.content))
    return [book.read(one).decode() for one in book.namelist() if one.endswith(".xml")]


def runs(cell: str) -> bool:
    """Tell whether a spreadsheet would run it; a sheet says so by its marks."""
    return cell.startswith(DANGEROUS) or (
        cell.startswith("<?xml") and re.search(r"<f[ >]|<hyperlink", cell) is not None
    )


async def test_no_file_holds_a_formula(api: httpx.AsyncClient, house: House[object]) -> None:
    ids = await there_now(house, await a_rich_meeting(api, "apmbc-files", before=FORMULA))
    found, wrong = list[str](), list[tuple[str, list[str]]]()
    for address in addresses(ids):
        for answer in await files(api, address):
            cells = cells_of(answer)
            found += [address] if any("HYPERLINK" in cell for cell in cells) else []
            wrong += [(address, bad)] if (bad := [cell for cell in cells if runs(cell)]) else []

    assert wrong == []
    assert len(found) > 9
