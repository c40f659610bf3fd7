"""Imports of people in MongoDB: the batch, its pages of rows, what is due for it, and its views."""

from services.registration.commands.imports import ContinueImport
from services.registration.domain.imports.batch import Import, ImportPage
from services.registration.domain.imports.sources import ImportSource
from shared.errors import NotFound
from shared.kept import Kept
from shared.mongo import Database, find_all, find_one
from shared.values import Due

SHOWN = 50


def next_page(one: Import) -> tuple[Due, ...]:
    """Return what is due for an import: its next page at once, while there is one."""
    if not one.at_work:
        return ()
    command = ContinueImport(import_id=one.import_id, version=one.version)
    return (Due(at=one.moved_at, command=command),)


IMPORTS = (
    Kept(
        "imports",
        Import,
        key="import_id",
        indexes=(("meeting_id", "started_at"), ("delegation_id", "started_at")),
        due=next_page,
    ),
    Kept("import_sources", ImportSource, key="source_id", indexes=(("meeting_id", "name"),)),
    Kept("import_pages", ImportPage, key="page_id", indexes=(("import_id", "number"),)),
)


class StoredImports:
    """Reads imports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def imports(self, meeting_id: str, delegation_id: str | None = None) -> list[Import]:
        """Return the imports of a meeting, or of one delegation, newest first."""
        where = {"meeting_id": meeting_id} | ({"delegation_id": delegation_id} if delegation_id else {})
        return await find_all(
            self._database["imports"], where, Import, key="import_id", sort=(("started_at", -1),), limit=SHOWN
        )

    async def one(self, import_id: str) -> Import:
        """Return an import, or refuse with NotFound."""
        found = await find_one(self._database["imports"], {"_id": import_id}, Import, key="import_id")
        if found is None:
            raise NotFound("There is no such import.", field="import_id")
        return found

    async def sources(self, meeting_id: str, delegation_id: str | None) -> list[ImportSource]:
        """Return the sources of a meeting's own imports, or of one delegation's, by name."""
        where = {"meeting_id": meeting_id, "delegation_id": delegation_id}
        return await find_all(
            self._database["import_sources"], where, ImportSource, key="source_id", sort=(("name", 1),)
        )

    async def pages(self, one: Import) -> list[ImportPage]:
        """Return the pages of an import in their order."""
        where = {"import_id": one.import_id, "number": {"$lt": one.pages}}
        return await find_all(self._database["import_pages"], where, ImportPage, key="page_id", sort=(("number", 1),))
