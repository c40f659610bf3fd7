"""One row of a file: its cells, the person it names, what is wrong with it and what it would change."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from services.registration.domain.imports.columns import ColumnMap, ImportField
from services.registration.domain.imports.flaws import Flaw, flaw_of, flaw_of_email
from services.registration.domain.imports.meanings import GENDERS, LANGUAGES, ROLES, meaning
from services.registration.domain.names import name_key
from shared.contracts.registration import DelegateRole, Gender
from shared.values import Value

F = ImportField


class Verdict(StrEnum):
    """What taking a row would do."""

    UNREAD = "unread"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    ERROR = "error"


class CellError(Value):
    """What is wrong in one cell."""

    field: ImportField
    flaw: Flaw


class Cells(Value):
    """What a row says, as it was written."""

    delegation: str = ""
    full_name: str = ""
    title: str = ""
    function: str = ""
    organisation: str = ""
    role: str = ""
    email: str = ""
    gender: str = ""
    language: str = ""


class SheetRow(Value):
    """One row of a table as it was read: its number in the file, its cells, and which of them are formulas."""

    number: int
    cells: tuple[str, ...]
    formulas: tuple[int, ...] = ()


class ImportRow(Value):
    """One row on its way: read, looked at, taken."""

    number: int
    cells: Cells
    delegation_id: str = ""
    errors: tuple[CellError, ...] = ()
    verdict: Verdict = Verdict.UNREAD
    changes: tuple[str, ...] = ()
    taken: bool = False

    @property
    def wrong(self) -> bool:
        """Tell whether something is wrong with it."""
        return bool(self.errors)

    def blame(self, field: ImportField, flaw: Flaw) -> "ImportRow":
        """Return the row with one more thing wrong."""
        return self.model_copy(update={"errors": (*self.errors, CellError(field=field, flaw=flaw))})

    @property
    def role(self) -> DelegateRole:
        """The role the row gives; representative where it says nothing."""
        return meaning(self.cells.role, ROLES) or DelegateRole.REPRESENTATIVE

    @property
    def gender(self) -> Gender | None:
        """The gender the row gives, or None."""
        return meaning(self.cells.gender, GENDERS)

    @property
    def language(self) -> str | None:
        """The language the row gives, or None."""
        return meaning(self.cells.language, LANGUAGES)

    @property
    def key(self) -> str:
        """What two spellings of the name share."""
        return name_key(self.cells.full_name)


Values = Mapping[ImportField, Mapping[str, str]]
"""What a source's own words mean, by field: their word in `name_key` to ours."""


def read_row(row: SheetRow, columns: ColumnMap, values: Values) -> ImportRow:
    """Return a row with its cells under their fields; formulas are marked, blanks are single."""
    texts = {field: _cell(row, columns, field) for field in ImportField}
    full = texts[F.FULL_NAME] or " ".join(part for part in (texts[F.GIVEN_NAME], texts[F.FAMILY_NAME]) if part)
    said = {name: texts[F(name)] for name in Cells.model_fields} | {"full_name": full}
    for field, words in values.items():
        if field.value in said:
            said[field.value] = words.get(name_key(said[field.value]), said[field.value])
    said["email"] = said["email"].lower()
    read = ImportRow(number=row.number, cells=Cells.model_validate(said))
    for place in row.formulas:
        field_there = columns.fields[place] if place < len(columns.fields) else None
        if field_there:
            read = read.blame(_shown(field_there), Flaw.FORMULA)
    return look(read)


def look(row: ImportRow) -> ImportRow:
    """Return the row with what is wrong in its cells alone, whatever else is in the file."""
    known = {error.field for error in row.errors}
    for name in Cells.model_fields:
        text, field = str(getattr(row.cells, name)), F(name)
        flaw = _flaw(field, text) if text else Flaw.EMPTY if field is F.FULL_NAME else None
        if flaw and field not in known:
            row = row.blame(field, flaw)
    return row


def is_empty(row: SheetRow) -> bool:
    """Tell whether a row says nothing at all."""
    return not any(cell.strip() for cell in row.cells)


def _cell(row: SheetRow, columns: ColumnMap, field: ImportField) -> str:
    place = columns.index(field)
    text = row.cells[place] if place is not None and place < len(row.cells) else ""
    return _one_line(text)


def _one_line(text: str) -> str:
    """Return text with its line breaks, tabs and repeated blanks as single blanks; other characters stay to be seen."""
    return " ".join(part for part in text.replace("\u00a0", " ").replace("\n", " ").split(" ") if part).strip()


def _flaw(field: ImportField, text: str) -> Flaw | None:
    if field is F.EMAIL:
        return flaw_of_email(text)
    unknown: Mapping[ImportField, tuple[Mapping[str, object], Flaw]] = {
        F.ROLE: (ROLES, Flaw.NO_ROLE),
        F.GENDER: (GENDERS, Flaw.NO_GENDER),
        F.LANGUAGE: (LANGUAGES, Flaw.NO_LANGUAGE),
    }
    if field in unknown and not flaw_of(text):
        words, flaw = unknown[field]
        return None if meaning(text, words) else flaw
    return flaw_of(text)


def _shown(field: ImportField) -> ImportField:
    """Return the field under which a cell is shown: parts of the name under the name."""
    return F.FULL_NAME if field in {F.GIVEN_NAME, F.FAMILY_NAME} else field


def numbers(rows: Sequence[ImportRow]) -> tuple[int, ...]:
    """Return the numbers of these rows in the file."""
    return tuple(row.number for row in rows)
