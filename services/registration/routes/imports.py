"""The API of imports: a file of people looked at, its rows read and corrected, taken or put away; lists of others."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import Field

from services.registration.commands.imports import (
    ApplyImport,
    CancelImport,
    CellsGiven,
    CorrectImportRow,
    DropImportRow,
    ImportNow,
    PeopleGone,
    SetImportSource,
    SourceGiven,
    SourceNow,
    StartImport,
    TableRow,
    WithdrawGone,
)
from services.registration.domain.imports.batch import Import, in_file_order
from services.registration.domain.imports.columns import Purpose
from services.registration.domain.imports.rows import ImportRow, Verdict
from services.registration.domain.imports.sources import ImportSource
from services.registration.handlers.import_sheets import read_sheet
from services.registration.handlers.import_sources import must_be_seen_by, set_import_source, withdraw_gone
from services.registration.handlers.imports import (
    apply_import,
    cancel_import,
    correct_import_row,
    drop_import_row,
    start_import,
)
from services.registration.ports import RegistrationUnit, Views
from services.registration.ports.portal import Portal
from services.registration.routes.needs import FOR_READERS, FOR_THE_MISSION, Anyone, Mission, Officer
from shared.records import Origin
from shared.unit import Units
from shared.uploads import read_file
from shared.values import Value
from shared.web import takes_file

FILE = takes_file("file")


class SheetSent(Value):
    """What a file of people is to feed; names of a note need its reference and its date."""

    purpose: Purpose
    reference: str = Field(default="", max_length=200)
    dated: date | None = None
    mails: bool = True
    source_id: str | None = None
    encoding: str = Field(default="", description="Of a CSV file, where it is not found out by itself.")


class RowsAsked(Value):
    """Which rows of an import, behind which number in the file."""

    verdict: Verdict | None = None
    after: int = 0
    size: int = Field(default=100, ge=1, le=500)


class Rows(Value):
    """One page of the rows of an import, how many match in all, and the number behind which the next page starts."""

    rows: tuple[ImportRow, ...]
    total: int
    after: int | None = None


class ImportRoutes:
    """Imports over HTTP; whose they are is the handler's to say, and nothing is written before one is taken."""

    def __init__(self, units: Units[RegistrationUnit], views: Views, portal: Portal) -> None:
        self._units = units
        self._views = views
        self._portal = portal

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        meeting, delegation, one = "/meetings/{meeting_id}", "/delegations/{delegation_id}", "/imports/{import_id}"
        router.get(f"{meeting}/imports", dependencies=FOR_READERS)(self.of_meeting)
        router.get(f"{delegation}/imports", dependencies=FOR_THE_MISSION)(self.of_delegation)
        router.post(f"{meeting}/imports", status_code=201, openapi_extra=FILE)(self.start_for_meeting)
        router.post(f"{delegation}/imports", status_code=201, openapi_extra=FILE)(self.start_for_delegation)
        router.get(one)(self.show)
        router.get(f"{one}/rows")(self.rows)
        router.post(f"{one}/rows/{{number}}")(self.correct)
        router.post(f"{one}/rows/{{number}}/drop")(self.drop)
        router.post(f"{one}/apply", status_code=202)(self.apply)
        router.post(f"{one}/cancel")(self.cancel)
        router.post(f"{one}/withdraw-gone")(self.withdraw)
        router.get(f"{meeting}/import-sources", dependencies=FOR_READERS)(self.sources_of_meeting)
        router.get(f"{delegation}/import-sources", dependencies=FOR_THE_MISSION)(self.sources_of_delegation)
        router.post(f"{meeting}/import-sources")(self.set_for_meeting)
        router.post(f"{delegation}/import-sources")(self.set_for_delegation)

    async def of_meeting(self, meeting_id: str) -> list[Import]:
        """The imports of a meeting, also those of its delegations, newest first."""
        return await self._portal.imports.imports(meeting_id)

    async def of_delegation(self, delegation_id: str) -> list[Import]:
        """The imports of one delegation, newest first."""
        delegation = await self._views.delegation(delegation_id)
        return await self._portal.imports.imports(delegation.meeting_id, delegation_id)

    async def start_for_meeting(
        self, meeting_id: str, request: Request, asked: Annotated[SheetSent, Query()], origin: Officer
    ) -> ImportNow:
        """Look at the file of people of a whole meeting, sent as the part `file`; nothing of it is written yet."""
        return await self._start(request, asked, origin, meeting_id=meeting_id)

    async def start_for_delegation(
        self, delegation_id: str, request: Request, asked: Annotated[SheetSent, Query()], origin: Mission
    ) -> ImportNow:
        """Look at the file of people of one delegation, sent as the part `file`; nothing of it is written yet."""
        delegation = await self._views.delegation(delegation_id)
        return await self._start(request, asked, origin, meeting_id=delegation.meeting_id, delegation_id=delegation_id)

    async def show(self, import_id: str, origin: Anyone) -> Import:
        """How far an import is, what it would change, and who is gone from its source."""
        one = await self._portal.imports.one(import_id)
        must_be_seen_by(one.delegation_id, origin.who)
        return one

    async def rows(self, import_id: str, asked: Annotated[RowsAsked, Query()], origin: Anyone) -> Rows:
        """One page of its rows in their order in the file, each with what is wrong and what it would change."""
        one = await self.show(import_id, origin)
        rows = in_file_order(await self._portal.imports.pages(one))
        found = [row for row in rows if asked.verdict in {None, row.verdict}]
        behind = [row for row in found if row.number > asked.after]
        page = tuple(behind[: asked.size])
        return Rows(rows=page, total=len(found), after=page[-1].number if len(behind) > len(page) else None)

    async def correct(self, import_id: str, number: int, cells: CellsGiven, origin: Anyone) -> ImportNow:
        """Put other text into the cells of one row; all rows are looked at again."""
        command = CorrectImportRow(import_id=import_id, number=number, **dict(cells))
        return await self._units.run(correct_import_row, command, origin)

    async def drop(self, import_id: str, number: int, origin: Anyone) -> ImportNow:
        """Leave one row out."""
        return await self._units.run(drop_import_row, DropImportRow(import_id=import_id, number=number), origin)

    async def apply(self, import_id: str, origin: Anyone) -> ImportNow:
        """Begin to take the rows that are right; the import tells how far it is."""
        return await self._units.run(apply_import, ApplyImport(import_id=import_id), origin)

    async def cancel(self, import_id: str, origin: Anyone) -> ImportNow:
        """Put an import away; nothing of it was written."""
        return await self._units.run(cancel_import, CancelImport(import_id=import_id), origin)

    async def withdraw(self, import_id: str, people: PeopleGone, origin: Anyone) -> ImportNow:
        """Withdraw those of the proposed people whom the source names no more."""
        command = WithdrawGone(import_id=import_id, participant_ids=people.participant_ids)
        return await self._units.run(withdraw_gone, command, origin)

    async def sources_of_meeting(self, meeting_id: str) -> list[ImportSource]:
        """Other systems whose lists a meeting imports, with what their columns and words mean."""
        return await self._portal.imports.sources(meeting_id, None)

    async def sources_of_delegation(self, delegation_id: str) -> list[ImportSource]:
        """Other systems whose lists a delegation imports."""
        delegation = await self._views.delegation(delegation_id)
        return await self._portal.imports.sources(delegation.meeting_id, delegation_id)

    async def set_for_meeting(self, meeting_id: str, source: SourceGiven, origin: Officer) -> SourceNow:
        """Say how a list of another system reads, for a whole meeting."""
        return await self._units.run(set_import_source, SetImportSource(meeting_id=meeting_id, **dict(source)), origin)

    async def set_for_delegation(self, delegation_id: str, source: SourceGiven, origin: Mission) -> SourceNow:
        """Say how a list of another system reads, for one delegation."""
        meeting_id = (await self._views.delegation(delegation_id)).meeting_id
        command = SetImportSource(meeting_id=meeting_id, delegation_id=delegation_id, **dict(source))
        return await self._units.run(set_import_source, command, origin)

    async def _start(
        self, request: Request, asked: SheetSent, origin: Origin, *, meeting_id: str, delegation_id: str | None = None
    ) -> ImportNow:
        name, sheet = await read_sheet(await read_file(request, "file"), self._portal.sheets, encoding=asked.encoding)
        command = StartImport(
            meeting_id=meeting_id,
            delegation_id=delegation_id,
            file_name=name,
            header=sheet.header,
            rows=tuple(TableRow(**dict(row)) for row in sheet.rows),
            **asked.model_dump(exclude={"encoding"}, mode="json"),
        )
        return await self._units.run(start_import, command, origin)
