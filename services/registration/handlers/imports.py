"""Imports of people: looked at page by page, corrected, taken page by page, or put away."""

from services.registration.commands.imports import (
    ApplyImport,
    CancelImport,
    ContinueImport,
    CorrectImportRow,
    DropImportRow,
    ImportNow,
    StartImport,
)
from services.registration.domain import Meeting
from services.registration.domain.imports.batch import (
    MOST_ROWS,
    Import,
    ImportPage,
    NoteHead,
    Stage,
    in_file_order,
    page_id,
    paged,
)
from services.registration.domain.imports.checks import check_rows, places_of
from services.registration.domain.imports.columns import ColumnMap, Purpose, must_suffice, recognise
from services.registration.domain.imports.refusals import NoteReferenceMissing, NothingToImport, TooManyRows
from services.registration.domain.imports.rows import Cells, ImportRow, SheetRow, is_empty, look, read_row
from services.registration.handlers.import_pages import check_page, take_page
from services.registration.handlers.import_sources import gone_from_source, must_be_theirs, source_of
from services.registration.ports import RegistrationUnit
from shared.errors import NotFound
from shared.states import read_states
from shared.who import Role


async def start_import(command: StartImport, unit: RegistrationUnit) -> ImportNow:
    """Read every row and look at the first page; the rest is due at once."""
    must_be_theirs(command.delegation_id, unit)
    meeting = await unit.meetings.get(command.meeting_id)
    meeting.must_be_open()
    purpose = Purpose(command.purpose)
    note = _note_of(command, purpose)
    source = await source_of(command.source_id, command.delegation_id, unit)
    columns = recognise(command.header, source.told() if source else None)
    must_suffice(columns, purpose, whole_meeting=command.delegation_id is None)
    values = source.values() if source else {}
    read = [read_row(one, columns, values) for one in _rows_of(command)]
    started = _begun(command, columns, note, unit)
    if source:
        started = started.model_copy(update={"source_id": source.source_id, "source": source.name})
    return await _laid_out(started, read, meeting, unit)


def _begun(command: StartImport, columns: ColumnMap, note: NoteHead | None, unit: RegistrationUnit) -> Import:
    return Import(
        import_id=unit.new_id("imp"),
        meeting_id=command.meeting_id,
        delegation_id=command.delegation_id,
        purpose=Purpose(command.purpose),
        file_name=command.file_name,
        header=command.header,
        columns=columns,
        note=note,
        mails=command.mails,
        rows=0,
        pages=0,
        by=unit.who.name,
        by_officer=unit.who.has(Role.REGISTRATION_OFFICER),
        started_at=unit.now,
        moved_at=unit.now,
    )


async def correct_import_row(command: CorrectImportRow, unit: RegistrationUnit) -> ImportNow:
    one, rows = await _loaded(command.import_id, unit)
    cells = Cells.model_validate(command.model_dump(include=set(Cells.model_fields)))
    fresh = look(ImportRow(number=command.number, cells=cells))
    changed = [fresh if row.number == command.number else row for row in rows]
    return await _looked_at_again(one, changed, unit)


async def drop_import_row(command: DropImportRow, unit: RegistrationUnit) -> ImportNow:
    one, rows = await _loaded(command.import_id, unit)
    left = [row for row in rows if row.number != command.number]
    if not left:
        raise NothingToImport("No row would be left.", field="number")
    return await _looked_at_again(one, left, unit)


async def apply_import(command: ApplyImport, unit: RegistrationUnit) -> ImportNow:
    """Begin to take the rows that are right, with the first page at once."""
    one, rows = await _loaded(command.import_id, unit)
    one = one.begin(at=unit.now)
    if source := await source_of(one.source_id, one.delegation_id, unit):
        await unit.import_sources.save(source.took(rows, at=unit.now))
    return await _advance(one, unit)


async def cancel_import(command: CancelImport, unit: RegistrationUnit) -> ImportNow:
    one = (await _theirs(command.import_id, unit)).cancel()
    await unit.imports.save(one)
    return now_of(one)


async def continue_import(command: ContinueImport, unit: RegistrationUnit) -> None:
    """Handle the next page; asked for twice, or late, it finds another version and does nothing."""
    one = await unit.imports.find(command.import_id)
    if one and one.at_work and one.version == command.version:
        await _advance(one, unit)


async def _advance(one: Import, unit: RegistrationUnit, page: ImportPage | None = None) -> ImportNow:
    page = page or await unit.import_pages.get(page_id(one.import_id, one.position))
    if one.stage is Stage.CHECKING:
        page, gone = await check_page(one, page, unit)
        one = one.checked(page, gone, at=unit.now)
    else:
        page, held = await take_page(one, page, unit)
        one = one.took(page, held, at=unit.now)
    await unit.import_pages.save(page)
    await unit.imports.save(one)
    return now_of(one)


async def _laid_out(one: Import, rows: list[ImportRow], meeting: Meeting, unit: RegistrationUnit) -> ImportNow:
    """Put the rows on pages, each with what is wrong between it and others, and look at the first."""
    if one.delegation_id:
        delegations = [await unit.delegations.get(one.delegation_id)]
    else:
        delegations = await unit.delegations.all(meeting_id=meeting.meeting_id)
    checked = check_rows(rows, places_of(delegations, read_states()), one.purpose, own=one.delegation_id)
    pages = paged(one.import_id, checked, whole_delegations=one.purpose.notifies)
    for page in pages[1:]:
        known = await unit.import_pages.find(page.page_id)
        await unit.import_pages.save(page.model_copy(update={"version": known.version + 1 if known else 1}))
    first = await unit.import_pages.find(pages[0].page_id)
    proposed = await gone_from_source(one, rows, unit)
    one = one.model_copy(update={"rows": len(rows), "pages": len(pages), "gone": proposed})
    return await _advance(one, unit, pages[0].model_copy(update={"version": first.version if first else 0}))


async def _looked_at_again(one: Import, rows: list[ImportRow], unit: RegistrationUnit) -> ImportNow:
    meeting = await unit.meetings.get(one.meeting_id)
    return await _laid_out(one.check_again(at=unit.now), rows, meeting, unit)


async def _loaded(import_id: str, unit: RegistrationUnit) -> tuple[Import, list[ImportRow]]:
    one = await _theirs(import_id, unit)
    pages = [await unit.import_pages.get(page_id(import_id, number)) for number in range(one.pages)]
    return one, in_file_order(pages)


async def _theirs(import_id: str, unit: RegistrationUnit) -> Import:
    one = await unit.imports.find(import_id)
    if one is None:
        raise NotFound("There is no such import.", field="import_id")
    must_be_theirs(one.delegation_id, unit)
    return one


def _rows_of(command: StartImport) -> list[SheetRow]:
    rows = [row for row in (SheetRow(**dict(one)) for one in command.rows) if not is_empty(row)]
    if not rows:
        raise NothingToImport("The file has no rows below its headings.", field="file")
    if len(rows) > MOST_ROWS:
        raise TooManyRows("The file has more than 5,000 rows.", field="file")
    return rows


def _note_of(command: StartImport, purpose: Purpose) -> NoteHead | None:
    """Return the note the names come from; without it they cannot replace those of an earlier note (R2)."""
    if not purpose.notifies:
        return None
    if not command.reference:
        raise NoteReferenceMissing("The reference of the note is missing.", field="reference")
    if command.dated is None:
        raise NoteReferenceMissing("The date of the note is missing.", field="dated")
    return NoteHead(reference=command.reference, dated=command.dated)


def now_of(one: Import) -> ImportNow:
    """Return how far an import is."""
    return ImportNow(import_id=one.import_id, stage=one.stage.value, rows=one.rows, done=one.done)
