"""Imports of people: a file is looked at, corrected, taken or put away."""

from pydantic import Field

from services.registration.commands.fields import Line
from shared.messages import Command
from shared.values import Day, Text, Value

FIELDS = "delegation|full_name|given_name|family_name|title|function|organisation|role|email|gender|language"
"""What a column can say about a person."""


class TableRow(Value):
    """One row as it was read: its number in the file, its cells, and which of them are formulas."""

    number: int
    cells: tuple[str, ...]
    formulas: tuple[int, ...] = ()


class FileOfPeople(Value):
    """A file of people as a table: its headings and rows, and what it is to feed."""

    file_name: Line
    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    purpose: str = Field(pattern="^(notification|registration|both)$")
    reference: Line = ""
    dated: Day | None = None
    mails: bool = True
    source_id: str | None = None


class StartImport(Command, FileOfPeople):
    """Look at a file of people without writing anything of it: of one delegation, or of the whole meeting."""

    meeting_id: str
    delegation_id: str | None = None


class ApplyImport(Command):
    """Take the rows of an import that are right."""

    import_id: str


class ContinueImport(Command):
    """Handle the next page of an import; asked for by the clock until it is done."""

    import_id: str
    version: int


class CellsGiven(Value):
    """What one row says, in place of what stood there."""

    full_name: str = ""
    delegation: str = ""
    title: str = ""
    function: str = ""
    organisation: str = ""
    role: str = ""
    email: str = ""
    gender: str = ""
    language: str = ""


class CorrectImportRow(Command, CellsGiven):
    """Put other text into the cells of one row and look at all of them again."""

    import_id: str
    number: int


class DropImportRow(Command):
    """Leave one row out."""

    import_id: str
    number: int


class CancelImport(Command):
    """Put an import away before it is taken."""

    import_id: str


class ImportNow(Value):
    """Answer: how far an import is."""

    import_id: str
    stage: str
    rows: int
    done: int


class ColumnGiven(Value):
    """What a column of another system says; nothing where it is not read."""

    heading: Line
    field: str = Field(default="", pattern=f"^({FIELDS})?$")


class WordGiven(Value):
    """What a word of another system means in ours."""

    field: str = Field(pattern=f"^({FIELDS})$")
    theirs: Line
    ours: Line = ""


class SourceGiven(Value):
    """How the list of another system reads; with the id of a source, how it reads from now on."""

    source_id: str | None = None
    name: Text
    purpose: str = Field(pattern="^(notification|registration|both)$")
    columns: tuple[ColumnGiven, ...]
    words: tuple[WordGiven, ...] = ()


class SetImportSource(Command, SourceGiven):
    """Say once how the list of another system reads: its columns and its words."""

    meeting_id: str
    delegation_id: str | None = None


class PeopleGone(Value):
    """Who of those proposed is to be withdrawn."""

    participant_ids: tuple[str, ...] = Field(min_length=1, max_length=5_000)


class WithdrawGone(Command, PeopleGone):
    """Withdraw people whom the list of another system names no more."""

    import_id: str


class SourceNow(Value):
    """Answer: the source that was set."""

    source_id: str
