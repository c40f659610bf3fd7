"""A figure beside its limit: printed, and kept under `.plenary/`."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

FILE = Path(".plenary/bench.json")


@dataclass(frozen=True)
class Figure:
    """One measured value, what stands beside it, and what we aim at (for the ratio, or for the value alone)."""

    name: str
    value: float
    unit: str
    beside: str = ""
    beside_value: float | None = None
    aim: str = ""

    @property
    def ratio(self) -> float | None:
        """The value as a share of what stands beside it."""
        return self.value / self.beside_value if self.beside_value else None


class Figures:
    """All figures of one run."""

    def __init__(self, file: Path = FILE) -> None:
        self._file = file
        self._figures: list[Figure] = []

    def add(self, figure: Figure) -> None:
        """Keep one figure."""
        self._figures.append(figure)

    def write(self) -> None:
        """Print the table and write the file."""
        table = Table(title="Measured in one run on this machine")
        for heading in ("figure", "value", "unit", "beside", "value", "ratio", "aim"):
            table.add_column(heading, justify="right" if heading in {"value", "ratio"} else "left")
        for one in self._figures:
            beside = f"{one.beside_value:,.1f}" if one.beside_value else ""
            ratio = f"{one.ratio:.2f}" if one.ratio else ""
            table.add_row(one.name, f"{one.value:,.1f}", one.unit, one.beside, beside, ratio, one.aim)
        Console(width=150).print(table)
        self._file.parent.mkdir(exist_ok=True)
        self._file.write_text(
            json.dumps([{**asdict(one), "ratio": one.ratio} for one in self._figures], indent=1) + "\n"
        )
