"""What pages and the API read of imports, and how a file becomes a table."""

from typing import Protocol

from services.registration.domain.imports.batch import Import, ImportPage
from services.registration.domain.imports.rows import SheetRow
from services.registration.domain.imports.sources import ImportSource
from shared.values import Value


class ImportViews(Protocol):
    """The read side of imports."""

    async def imports(self, meeting_id: str, delegation_id: str | None = None) -> list[Import]:
        """Return the imports of a meeting, or of one delegation, newest first."""

    async def one(self, import_id: str) -> Import:
        """Return an import, or refuse with NotFound."""

    async def sources(self, meeting_id: str, delegation_id: str | None) -> list[ImportSource]:
        """Return the sources of a meeting's own imports, or of one delegation's, by name."""

    async def pages(self, one: Import) -> list[ImportPage]:
        """Return the pages of an import in their order."""


class Sheet(Value):
    """A file of people as a table: headings, then rows."""

    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]


class Sheets(Protocol):
    """Reads files of people and makes the ones to fill in."""

    async def read(self, name: str, content: bytes, *, encoding: str = "") -> Sheet:
        """Return a file as a table, or refuse with what it is instead."""

    async def template(self, kind: str, delegations: tuple[str, ...]) -> bytes:
        """Return the file to fill in, `xlsx` or `csv`; with delegations where it is of the whole meeting."""
