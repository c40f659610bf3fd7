"""An import as a batch: due again until every page of its rows was looked at, and again until every one was taken."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.imports.columns import ColumnMap, Purpose
from services.registration.domain.imports.refusals import ImportUnderWay
from services.registration.domain.imports.rows import ImportRow
from shared.values import Aggregate, Value

PAGE = 100
"""Rows that are handled in one unit."""

MOST_ROWS = 5_000


class Stage(StrEnum):
    """How far an import is."""

    CHECKING = "checking"
    CHECKED = "checked"
    TAKING = "taking"
    DONE = "done"
    CANCELLED = "cancelled"


class Counts(Value):
    """Rows by what taking them does."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    error: int = 0

    def plus(self, rows: Sequence[ImportRow]) -> "Counts":
        """Return the counts with these rows."""
        found = Counter(row.verdict.value for row in rows)
        return Counts(**{name: getattr(self, name) + found[name] for name in Counts.model_fields})


class NoteHead(Value):
    """Which note the names of an import come from."""

    reference: str
    dated: date


class Gone(Value):
    """Somebody whom a delegation's note or a source's list named last time and does not name now."""

    delegation_id: str
    delegation: str
    full_name: str
    participant_id: str | None = None


class Import(Aggregate):
    """One file of people on its way in; its rows lie in pages beside it.

    `delegation_id` is the one delegation of a focal point's file; without it the file is of the whole meeting.
    `position` is the page to be handled next; `moved_at` when the last one was.
    """

    import_id: str
    meeting_id: str
    delegation_id: str | None = None
    purpose: Purpose
    file_name: str
    header: tuple[str, ...]
    columns: ColumnMap
    note: NoteHead | None = None
    mails: bool = True
    source_id: str | None = None
    source: str = ""
    rows: int
    pages: int
    stage: Stage = Stage.CHECKING
    position: int = 0
    done: int = 0
    counts: Counts = Counts()
    taken: int = 0
    held: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()
    by: str
    by_officer: bool = False
    started_at: datetime
    moved_at: datetime

    @property
    def at_work(self) -> bool:
        """Tell whether it is due again."""
        return self.stage in {Stage.CHECKING, Stage.TAKING}

    def checked(self, page: "ImportPage", gone: tuple[Gone, ...], *, at: datetime) -> Self:
        """Count a page that was looked at."""
        return self._moved(
            page, at, {"counts": self.counts.plus(page.rows), "gone": (*self.gone, *gone)}, then=Stage.CHECKED
        )

    def begin(self, *, at: datetime) -> Self:
        """Begin to take the rows that are right; only once."""
        if self.stage is not Stage.CHECKED:
            raise ImportUnderWay("This import cannot be taken now.")
        return self.next(stage=Stage.TAKING, position=0, done=0, moved_at=at)

    def took(self, page: "ImportPage", held: tuple[str, ...], *, at: datetime) -> Self:
        """Count a page that was taken; `held` are delegations whose notes stay out until their rows are right."""
        taken = sum(row.taken for row in page.rows)
        return self._moved(page, at, {"taken": self.taken + taken, "held": (*self.held, *held)}, then=Stage.DONE)

    def check_again(self, *, at: datetime) -> Self:
        """Look at every row again, after one was corrected or left out."""
        if self.stage is not Stage.CHECKED:
            raise ImportUnderWay("This import cannot be changed now.")
        return self.next(stage=Stage.CHECKING, position=0, done=0, counts=Counts(), gone=(), moved_at=at)

    def withdrew(self, participant_ids: Collection[str]) -> Self:
        """Take people who were withdrawn off the proposals."""
        if self.at_work:
            raise ImportUnderWay("This import is at work.")
        return self.next(gone=tuple(one for one in self.gone if one.participant_id not in participant_ids))

    def cancel(self) -> Self:
        """Put the import away; nothing of it was written."""
        if self.stage not in {Stage.CHECKING, Stage.CHECKED}:
            raise ImportUnderWay("This import was taken already.")
        return self.next(stage=Stage.CANCELLED)

    def _moved(self, page: "ImportPage", at: datetime, counted: dict[str, object], *, then: Stage) -> Self:
        position = self.position + 1
        stage = then if position >= self.pages else self.stage
        return self.next(**counted, position=position, done=self.done + len(page.rows), stage=stage, moved_at=at)


class ImportPage(Aggregate):
    """Some rows of an import, handled in one unit."""

    page_id: str
    import_id: str
    number: int
    rows: tuple[ImportRow, ...]


def page_id(import_id: str, number: int) -> str:
    """Return the id of a page."""
    return f"{import_id}.{number}"


def paged(import_id: str, rows: Sequence[ImportRow], *, whole_delegations: bool) -> list[ImportPage]:
    """Return the rows in pages; where notes are fed, all rows of a delegation stand on one page."""
    pages: list[list[ImportRow]] = [[]]
    for group in _groups(rows, whole_delegations=whole_delegations):
        if pages[-1] and len(pages[-1]) + len(group) > PAGE:
            pages.append([])
        pages[-1].extend(group)
    return [
        ImportPage(page_id=page_id(import_id, number), import_id=import_id, number=number, rows=tuple(page))
        for number, page in enumerate(pages)
    ]


def _groups(rows: Sequence[ImportRow], *, whole_delegations: bool) -> list[list[ImportRow]]:
    if not whole_delegations:
        return [[row] for row in rows]
    groups: dict[str, list[ImportRow]] = {}
    for row in rows:
        groups.setdefault(row.delegation_id or f"row {row.number}", []).append(row)
    return list(groups.values())


def in_file_order(pages: Sequence[ImportPage]) -> list[ImportRow]:
    """Return all rows by their number in the file."""
    return sorted((row for page in pages for row in page.rows), key=lambda row: row.number)
