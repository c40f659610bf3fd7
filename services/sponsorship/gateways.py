"""What sponsorship reads from outside: dated reference data about States, carried with the service."""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from services.sponsorship.domain.reference import Development, Known, Obligation, Reference

DATA = Path(__file__).parent / "data"
LISTED_ON = date(2026, 5, 15)
"""Day of the commit the development lists were taken from; see `data/README.md`."""


def read_reference(folder: Path = DATA) -> Reference:
    """Return the reference data of `states.csv` and `obligations.csv`."""
    development = {
        row["iso3"]: Development(ldc=row["ldc"] == "yes", lldc=row["lldc"] == "yes", sids=row["sids"] == "yes")
        for row in _rows(folder / "states.csv")
    }
    known = tuple(
        Known(
            state=row["iso3"],
            obligation=Obligation(row["obligation"]),
            since=date.fromisoformat(row["since"]),
            until=date.fromisoformat(row["until"]) if row["until"] else None,
            basis=row["basis"],
            source=row["source"],
        )
        for row in _rows(folder / "obligations.csv")
    )
    return Reference(listed_on=LISTED_ON, development=development, known=known)


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
