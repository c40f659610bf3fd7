"""Another system whose lists are imported again and again: its columns and words mapped once, whom it listed last."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Self

from services.registration.domain.imports.columns import ImportField, Purpose
from services.registration.domain.imports.meanings import GENDERS, LANGUAGES, ROLES, meaning
from services.registration.domain.imports.rows import ImportRow, SheetRow
from services.registration.domain.names import name_key
from shared.values import Aggregate, Value

F = ImportField
WORDED: Mapping[ImportField, Mapping[str, object]] = {F.ROLE: ROLES, F.GENDER: GENDERS, F.LANGUAGE: LANGUAGES}
"""Fields whose values are words of ours."""


class ColumnMeaning(Value):
    """What a column of the other system says; nothing where it is not read."""

    heading: str
    field: ImportField | None = None


class WordMeaning(Value):
    """What a word of the other system means in ours."""

    field: ImportField
    theirs: str
    ours: str


class ImportSource(Aggregate):
    """The list of another system, such as e-deleGATE's list of participants or an export of Indico.

    `listed` are the addresses of the last list that was taken: whoever is missing next time is proposed to withdraw.
    """

    source_id: str
    meeting_id: str
    delegation_id: str | None = None
    name: str
    purpose: Purpose
    columns: tuple[ColumnMeaning, ...]
    words: tuple[WordMeaning, ...] = ()
    listed: tuple[str, ...] = ()
    taken_at: datetime | None = None

    def told(self) -> dict[str, ImportField | None]:
        """Return what each heading says."""
        return {name_key(one.heading): one.field for one in self.columns}

    def values(self) -> dict[ImportField, dict[str, str]]:
        """Return what their words mean, by field."""
        fields = {one.field for one in self.words}
        return {field: {name_key(one.theirs): one.ours for one in self.words if one.field is field} for field in fields}

    def took(self, rows: Iterable[ImportRow], *, at: datetime) -> Self:
        """Remember whom the list named."""
        return self.next(listed=tuple(sorted({row.cells.email for row in rows if row.cells.email})), taken_at=at)

    def absent(self, rows: Iterable[ImportRow]) -> tuple[str, ...]:
        """Return the addresses that the last list named and these rows do not."""
        there = {row.cells.email for row in rows}
        return tuple(address for address in self.listed if address not in there)


def unknown_words(
    fields: Sequence[ImportField | None], rows: Sequence[SheetRow], *, most: int = 40
) -> list[tuple[ImportField, str]]:
    """Return the words in the columns of roles, genders and languages that mean nothing to us yet."""
    found: dict[tuple[ImportField, str], None] = {}
    for place, field in enumerate(fields):
        if field is None or field not in WORDED:
            continue
        for row in rows:
            text = row.cells[place].strip() if place < len(row.cells) else ""
            if text and meaning(text, WORDED[field]) is None:
                found[(field, text)] = None
    return list(found)[:most]
