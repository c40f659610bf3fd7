"""Conventions as files: those that travel with the package, and those of a folder of the installation."""

import csv
import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Self

from services.registration.domain import Convention, states_from

PACKAGED = "data/conventions"


class PackagedConventions:
    """The conventions whose facts are in files, read once when the service is built."""

    def __init__(self, conventions: tuple[Convention, ...], logos: dict[str, bytes] | None = None) -> None:
        self._known = {one.code: one for one in conventions}
        self._logos = logos or {}

    @classmethod
    def read(cls, more: Path | None = None, *, mail: str = "") -> Self:
        """Read the packaged folder, then `more`; a file there takes the place of a packaged one of the same code.

        `mail` is where people write to a secretariat whose file names no address.
        """
        folders: list[Traversable] = [files("services.registration") / PACKAGED]
        folders += [more] if more else []
        known, logos = {}, {}
        for folder in folders:
            for convention, logo in _read(folder, mail):
                known[convention.code], logos[convention.code] = convention, logo
        return cls(tuple(known.values()), logos)

    def find(self, code: str) -> Convention | None:
        """Return a convention with its States, or None."""
        return self._known.get(code)

    def all(self) -> tuple[Convention, ...]:
        """Return every convention, by code."""
        return tuple(self._known[code] for code in sorted(self._known))

    def logo(self, code: str) -> bytes:
        """Return the logo as SVG; empty for a convention that has none."""
        return self._logos.get(code, b"")


def _read(folder: Traversable, mail: str) -> Iterator[tuple[Convention, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if one.name.endswith(".json"):
            facts = json.loads(one.read_text(encoding="utf-8"))
            with (folder / facts["states"]).open(encoding="utf-8") as table:
                facts["states"] = states_from(list(csv.DictReader(table)))
            facts["mail"] = facts.get("mail") or mail
            logo = facts.get("logo")
            yield Convention.model_validate(facts), (folder / logo).read_bytes() if logo else b""
