"""Imports of people: the file sent, what it would change row by row, corrected, taken, with what is wrong as a file."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.imports import (
    ApplyImport,
    CancelImport,
    CorrectImportRow,
    DropImportRow,
    StartImport,
    TableRow,
    WithdrawGone,
)
from services.registration.domain.imports.batch import Import, in_file_order
from services.registration.domain.imports.rows import Cells, ImportRow
from services.registration.handlers.import_sheets import read_sheet
from services.registration.handlers.import_sources import withdraw_gone
from services.registration.handlers.imports import (
    apply_import,
    cancel_import,
    correct_import_row,
    drop_import_row,
    start_import,
)
from services.registration.pages.import_words import ENCODINGS, FIELDS, ROWS_PLAN, SENTENCES_OF, purposes
from services.registration.pages.imported import (
    ImportPlace,
    filled_with,
    place_of,
    row_choices,
    sheet_sent,
    shown_rows,
    with_sheet,
)
from services.registration.pages.room import MISSION, OFFICERS, READERS, Room
from services.registration.ports.imports import ImportViews, Sheets
from shared.errors import NotFound, Refused
from shared.pages import Form, csv_answer, msg, read_form, read_listing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Imports:
    """The pages of imports: of one delegation for its focal point, of the whole meeting for officers."""

    def __init__(self, room: Room, imports: ImportViews, sheets: Sheets) -> None:
        self._room = room
        self._imports = imports
        self._sheets = sheets

    def join(self, router: APIRouter) -> None:
        """Add the routes, once for a delegation and once for a meeting."""
        for start, needs, readers in (
            ("/delegations/{delegation_id}/imports", MISSION, MISSION),
            ("/meetings/{code}/imports", OFFICERS, READERS),
        ):
            one = start + "/{import_id}"
            router.get(start, dependencies=readers)(self.form)
            router.post(start, dependencies=needs)(self.send)
            router.get(start + "/template.{kind}", dependencies=readers)(self.template)
            router.get(one, dependencies=readers)(self.show)
            router.get(one + "/state", dependencies=readers)(self.state)
            router.get(one + "/errors.csv", dependencies=readers)(self.errors)
            router.get(one + "/rows/{number}", dependencies=needs)(self.row)
            router.post(one + "/rows/{number}", dependencies=needs)(self.correct)
            router.post(one + "/rows/{number}/drop", dependencies=needs)(self.drop)
            router.post(one + "/take", dependencies=needs)(self.take)
            router.post(one + "/withdraw", dependencies=needs)(self.withdraw)
            router.post(one + "/cancel", dependencies=needs)(self.cancel)

    async def form(self, request: Request) -> Response:
        """Show the form to send a file, with the imports so far."""
        asked = request.query_params
        source_id = asked.get("source")
        return await self._form(request, Form.of(purpose=asked.get("for", "both"), mails=True, source_id=source_id))

    async def send(self, request: Request) -> Response:
        """Read the file and look at it; nothing of it is written."""
        place, form = await place_of(self._room, request), await read_form(request)
        try:
            upload = await sheet_sent(self._room, place, form)
            name, sheet = await read_sheet(upload, self._sheets, encoding=form.text("encoding"))
        except Refused as refused:
            return await self._form(request, form.refused(refused), status=refused.status)
        try:
            command = form.command(
                StartImport,
                meeting_id=place.meeting.meeting_id,
                delegation_id=place.delegation.delegation_id if place.delegation else None,
                file_name=name,
                header=sheet.header,
                rows=tuple(TableRow(**dict(row)) for row in sheet.rows),
                source_id=form.text("source_id") or None,
            )
            now = await self._room.ask(request, start_import, command, form=form)
        except Refused as refused:
            form = await with_sheet(self._room, request, form, place=place)
            return await self._form(request, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"{place.base}/{now.import_id}")

    async def template(self, request: Request, kind: str) -> Response:
        """Give the file to fill in."""
        place = await place_of(self._room, request)
        if kind not in {"xlsx", "csv"}:
            raise NotFound("There is no template of this kind.")
        names: tuple[str, ...] = ()
        if place.delegation is None:
            delegations = await self._room.views.delegations(place.meeting.meeting_id)
            names = tuple(one.name for one in delegations)
        content = await self._sheets.template(kind, names)
        name = f"{place.meeting.address}-people.{kind}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(content, media_type=XLSX if kind == "xlsx" else "text/csv", headers=headers)

    async def show(self, request: Request, import_id: str) -> Response:
        """Show how far an import is and what its rows would change."""
        place, values = await self._shown(request, import_id)
        return self._room.page(request, "import.html", place.meeting, status=200, **values)

    async def state(self, request: Request, import_id: str) -> Response:
        """Return what changes on that page alone."""
        place, values = await self._shown(request, import_id)
        return self._room.piece(request, "import_state.html", place.meeting, **values)

    async def errors(self, request: Request, import_id: str) -> Response:
        """Give the rows that are wrong as a file, each with its column and reason."""
        place = await place_of(self._room, request)
        one = await self._one(place, import_id)
        say = self._room.pages.speech(request).gettext
        header = [say("Row"), say("Column"), say("What is wrong"), *(say(FIELDS[name]) for name in FIELDS)]
        rows = (
            (row.number, say(FIELDS[error.field.value]), say(SENTENCES_OF[error.flaw]), *_cells(row))
            for row in in_file_order(await self._imports.pages(one))
            for error in row.errors
        )
        return csv_answer(f"{place.meeting.address}-errors", header, rows=rows)

    async def row(self, request: Request, import_id: str, number: int) -> Response:
        """Show one row as a form."""
        place = await place_of(self._room, request)
        row = await self._row(await self._one(place, import_id), number)
        return self._row_form(request, place, row, import_id=import_id, form=filled_with(row.cells))

    async def correct(self, request: Request, import_id: str, number: int) -> Response:
        """Put what was typed into the row and look at all of them again."""
        place, form = await place_of(self._room, request), await read_form(request)
        row = await self._row(await self._one(place, import_id), number)
        try:
            command = form.command(CorrectImportRow, import_id=import_id, number=number)
            await self._room.ask(request, correct_import_row, command, form=form)
        except Refused as refused:
            return self._row_form(request, place, row, import_id=import_id, form=form.refused(refused))
        return self._room.pages.go(f"{place.base}/{import_id}", said=msg("Corrected. All rows were looked at again."))

    async def drop(self, request: Request, import_id: str, number: int) -> Response:
        """Leave one row out."""
        place, form = await place_of(self._room, request), await read_form(request)
        await self._one(place, import_id)
        command = DropImportRow(import_id=import_id, number=number)
        await self._room.ask(request, drop_import_row, command, form=form)
        return self._room.pages.go(f"{place.base}/{import_id}", said=msg("The row is left out."))

    async def take(self, request: Request, import_id: str) -> Response:
        """Begin to take the rows that are right."""
        place, form = await place_of(self._room, request), await read_form(request)
        await self._one(place, import_id)
        await self._room.ask(request, apply_import, ApplyImport(import_id=import_id), form=form)
        return self._room.pages.go(f"{place.base}/{import_id}")

    async def withdraw(self, request: Request, import_id: str) -> Response:
        """Withdraw those whom the source names no more and somebody ticked."""
        place, form = await place_of(self._room, request), await read_form(request)
        await self._one(place, import_id)
        command = form.command(WithdrawGone, import_id=import_id)
        await self._room.ask(request, withdraw_gone, command, form=form)
        return self._room.pages.go(f"{place.base}/{import_id}", said=msg("Withdrawn."))

    async def cancel(self, request: Request, import_id: str) -> Response:
        """Put an import away."""
        place, form = await place_of(self._room, request), await read_form(request)
        await self._one(place, import_id)
        await self._room.ask(request, cancel_import, CancelImport(import_id=import_id), form=form)
        return self._room.pages.go(place.base, said=msg("The import is put away. Nothing of it was written."))

    async def _shown(self, request: Request, import_id: str) -> tuple[ImportPlace, dict[str, object]]:
        place = await place_of(self._room, request)
        one = await self._one(place, import_id)
        listing = read_listing(f"{place.base}/{import_id}", request.query_params.multi_items(), plan=ROWS_PLAN)
        rows = in_file_order(await self._imports.pages(one))
        shown = shown_rows(rows, listing)
        wrong = [row for row in rows if row.wrong]
        return place, {"place": place, "one": one, "listing": listing, "shown": shown, "wrong": wrong}

    async def _form(self, request: Request, form: Form, *, status: int = 200) -> Response:
        place = await place_of(self._room, request)
        delegation_id = place.delegation.delegation_id if place.delegation else None
        earlier = await self._imports.imports(place.meeting.meeting_id, delegation_id)
        shown: dict[str, object] = {
            "place": place,
            "form": form,
            "earlier": earlier,
            "sources": await self._imports.sources(place.meeting.meeting_id, delegation_id),
            "purpose_choices": purposes(),
            "encoding_choices": ENCODINGS,
        }
        return self._room.page(request, "imports.html", place.meeting, status=status, **shown)

    def _row_form(
        self, request: Request, place: ImportPlace, row: ImportRow, *, import_id: str, form: Form
    ) -> Response:
        shown = {"place": place, "row": row, "form": form, "row_choices": row_choices(form)}
        return self._room.page(
            request, "import_row.html", place.meeting, status=200, back=f"{place.base}/{import_id}", **shown
        )

    async def _one(self, place: ImportPlace, import_id: str) -> Import:
        """Return an import of this very place; of another one there is none."""
        one = await self._imports.one(import_id)
        own = place.delegation.delegation_id if place.delegation else None
        if (one.meeting_id, one.delegation_id) != (place.meeting.meeting_id, own):
            raise NotFound("There is no such import.", field="import_id")
        return one

    async def _row(self, one: Import, number: int) -> ImportRow:
        rows = in_file_order(await self._imports.pages(one))
        found = next((row for row in rows if row.number == number), None)
        if found is None:
            raise NotFound("There is no such row.", field="number")
        return found


def _cells(row: ImportRow) -> tuple[str, ...]:
    return tuple(str(getattr(row.cells, name)) for name in Cells.model_fields)
