"""The names of States in six languages, read once from the table that travels with the package."""

import csv
from datetime import date
from importlib.resources import files

from services.registration.domain.states import StateName, States

LANGUAGES = ("ar", "zh", "en", "fr", "ru", "es")


def read_states() -> States:
    """Read `data/states.csv`."""
    with (files("services.registration") / "data/states.csv").open(encoding="utf-8") as table:
        return States([_name(row) for row in csv.DictReader(table)])


def _name(row: dict[str, str]) -> StateName:
    return StateName(
        iso3=row["iso3"],
        region=row["region"],
        since=date.fromisoformat(row["since"]) if row["since"] else None,
        names={language: row[language] for language in LANGUAGES},
        pinyin=row["pinyin"],
    )
