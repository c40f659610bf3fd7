"""The file of an import: at most so large, read as a table."""

from services.registration.domain.imports.refusals import NotATable
from services.registration.ports.imports import Sheet, Sheets
from shared.files.intake import FileMissing
from shared.pages.languages import msg
from shared.uploads import Upload

LARGEST = 5_000_000


async def read_sheet(upload: Upload | None, sheets: Sheets, *, encoding: str = "") -> tuple[str, Sheet]:
    """Return the name of a file of people, as it is safe to show, and its table; refuse what is none."""
    if upload is None:
        raise FileMissing(msg("No file was chosen."), field="file", next_step=msg("Choose a file and send it again."))
    if upload.size > LARGEST:
        raise NotATable(msg("The file is larger than 5 MB."), field="file")
    name = shown_name(upload)
    return name, await sheets.read(name, upload.content, encoding=encoding)


def shown_name(upload: Upload) -> str:
    """Return the name of a file as it is safe to show."""
    return "".join(letter for letter in upload.name if letter.isprintable())[-200:]
