"""The names of States in six languages, read once from the table that travels with the package."""

import csv
from datetime import date
from functools import lru_cache
from importlib.resources import files

from shared.states.names import StateName, States

NAMED_IN = ("ar", "zh", "en", "fr", "ru", "es")


@lru_cache
def read_states() -> States:
    """Read `states.csv`."""
    with (files("shared.states") / "states.csv").open(encoding="utf-8") as table:
        return States([_name(row) for row in csv.DictReader(table)])


def _name(row: dict[str, str]) -> StateName:
    return StateName(
        iso3=row["iso3"],
        region=row["region"],
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        names={language: row[language] for language in NAMED_IN},
        pinyin=row["pinyin"],
    )
