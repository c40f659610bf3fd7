"""Lists of other systems: the columns and words of each are said once, then its lists are taken as they are."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.imports import SetImportSource
from services.registration.domain.imports.columns import ImportField, recognise
from services.registration.domain.imports.refusals import NotATable
from services.registration.domain.imports.sources import ImportSource, unknown_words
from services.registration.handlers.import_sheets import read_sheet
from services.registration.handlers.import_sources import set_import_source
from services.registration.pages.import_words import ENCODINGS, FIELDS, PURPOSES, purposes
from services.registration.pages.imported import ImportPlace, place_of, sheet_sent, with_sheet
from services.registration.pages.room import MISSION, OFFICERS, Room
from services.registration.pages.words import DELEGATE_ROLES, GENDERS
from services.registration.ports.imports import ImportViews, Sheet, Sheets
from shared.errors import Refused
from shared.pages import LANGUAGES, Choice, Form, msg, read_form

FIELD_CHOICES = (
    *(Choice(name, word) for name, word in FIELDS.items()),
    Choice("given_name", "Given name"),
    Choice("family_name", "Family name"),
)
OURS = {
    "role": [Choice(role.value, word) for role, word in DELEGATE_ROLES.items()],
    "gender": [Choice(gender.value, word) for gender, word in GENDERS.items()],
    "language": [Choice(code, word) for code, word in LANGUAGES.items()],
}


class ImportSources:
    """The pages on which a list of another system is set up."""

    def __init__(self, room: Room, imports: ImportViews, sheets: Sheets) -> None:
        self._room = room
        self._imports = imports
        self._sheets = sheets

    def join(self, router: APIRouter) -> None:
        """Add the routes; they stand before those of single imports."""
        for start, needs in (("/delegations/{delegation_id}", MISSION), ("/meetings/{code}", OFFICERS)):
            router.get(f"{start}/imports/sources", dependencies=needs)(self.form)
            router.post(f"{start}/imports/sources", dependencies=needs)(self.look)
            router.post(f"{start}/imports/sources/set", dependencies=needs)(self.set)

    async def form(self, request: Request) -> Response:
        """Ask for the name of the other system and one of its lists."""
        return self._form(request, await place_of(self._room, request), Form.of(purpose="registration"))

    async def look(self, request: Request) -> Response:
        """Read one of its lists and ask what each column says."""
        place, form = await place_of(self._room, request), await read_form(request)
        try:
            upload = await sheet_sent(self._room, place, form)
            _, sheet = await read_sheet(upload, self._sheets, encoding=form.text("encoding"))
        except Refused as refused:
            return self._form(request, place, form.refused(refused), status=refused.status)
        if not form.text("name"):
            unnamed = NotATable(msg("Give the list a name."), field="name", next_step=msg("Name it after its system."))
            form = await with_sheet(self._room, request, form, place=place)
            return self._form(request, place, form.refused(unnamed), status=unnamed.status)
        known = await self._known(place, form.text("name"))
        columns = recognise(sheet.header, known.told() if known else None)
        shown: dict[str, object] = {
            "headings": list(zip(sheet.header, columns.fields, strict=True)),
            "examples": [_example(sheet, place_) for place_ in range(len(sheet.header))],
            "words_found": unknown_words(columns.fields, sheet.rows),
            "source_id": known.source_id if known else "",
        }
        return self._mapping(request, place, form, **shown)

    async def set(self, request: Request) -> Response:
        """Remember what the columns and words mean."""
        place, form = await place_of(self._room, request), await read_form(request)
        command = form.command(
            SetImportSource,
            meeting_id=place.meeting.meeting_id,
            delegation_id=place.delegation.delegation_id if place.delegation else None,
        )
        now = await self._room.ask(request, set_import_source, command, form=form)
        said = msg("Remembered. Send a list now; from the next one on it is a single step.")
        return self._room.pages.go(f"{place.base}?source={now.source_id}&for={command.purpose}", said=said)

    async def _known(self, place: ImportPlace, name: str) -> ImportSource | None:
        own = place.delegation.delegation_id if place.delegation else None
        sources = await self._imports.sources(place.meeting.meeting_id, own)
        return next((one for one in sources if one.name == name), None)

    def _form(self, request: Request, place: ImportPlace, form: Form, *, status: int = 200) -> Response:
        shown: dict[str, object] = {
            "place": place,
            "form": form,
            "purpose_choices": purposes(),
            "encoding_choices": ENCODINGS,
        }
        return self._room.page(request, "import_source.html", place.meeting, status=status, **shown)

    def _mapping(self, request: Request, place: ImportPlace, form: Form, **shown: object) -> Response:
        about: dict[str, object] = {
            "place": place,
            "form": form,
            "field_choices": [one for one in FIELD_CHOICES if place.delegation is None or one.value != "delegation"],
            "ours": OURS,
            "purposes": PURPOSES,
            "fields": ImportField,
        }
        return self._room.page(request, "import_mapping.html", place.meeting, status=200, **about, **shown)


def _example(sheet: Sheet, place: int) -> str:
    """Return what stands in the first rows of a column."""
    cells = (row.cells[place].strip() for row in sheet.rows[:20] if place < len(row.cells))
    return ", ".join(list(dict.fromkeys(cell for cell in cells if cell))[:3])[:80]
