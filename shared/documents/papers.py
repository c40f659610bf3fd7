"""A paper as data: what a list, a report or a table of figures says, in one language, before it becomes PDF or DOCX."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from shared.values import Value

TEMPLATE = Path(__file__).parent / "paper.typ"


class Heading(Value):
    """A heading; level 1 is the paper's title."""

    kind: Literal["heading"] = "heading"
    text: str
    level: int = 2


class Line(Value):
    """One line: a name that stands out, what is said of it, and a mark behind (new, late)."""

    kind: Literal["line"] = "line"
    strong: str = ""
    text: str = ""
    mark: str = ""


class Grid(Value):
    """A table of texts; `numeric` are the columns that hold numbers, `widths` shares of the width of each."""

    kind: Literal["grid"] = "grid"
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numeric: Sequence[int] = ()
    widths: Sequence[int] = ()


class BarRow(Value):
    """One bar: its label, its length, the figure as it is written, and its state (colour)."""

    label: str
    value: float
    text: str
    state: str = "in_hand"


class Bars(Value):
    """A chart of bars; its rows are its table as well. The longest fills the width, or stands for a part of `whole`."""

    kind: Literal["bars"] = "bars"
    rows: Sequence[BarRow]
    whole: float = 0


Block = Heading | Line | Grid | Bars


class Paper(Value):
    """A whole paper: the symbol at the head, the title, lines below it, then blocks; `mark` lies across every page.

    Blocks that are many and short stand in `columns` on paper; a DOCX, which others write on, has one.
    """

    language: str
    title: str
    head: str = ""
    symbol: str = ""
    mark: str = ""
    lines: Sequence[str] = ()
    blocks: Sequence[Block] = ()
    footer: str = ""
    columns: int = 1
