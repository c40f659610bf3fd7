"""What the rules of imports refuse."""

from shared.errors import Refused


class ColumnMissing(Refused):
    """A file of people lacks a column without which no row can be taken."""

    next_step = "Download the template, copy your rows into it and send it again."


class NothingToImport(Refused):
    """A file of people has no rows."""

    next_step = "Write one person a row below the headings and send it again."


class TooManyRows(Refused):
    """A file has more rows than one import takes."""

    next_step = "Cut the file into several with at most 5,000 rows each."


class ImportUnderWay(Refused):
    """An import is at work, or was finished before."""

    status = 409
    next_step = "Look at the page of the import: it says how far it is."


class NoteReferenceMissing(Refused):
    """Names are to be taken for a note of which nobody said which one it is."""

    next_step = "Give the reference and the date that stand on the note."


class NotATable(Refused):
    """What was sent is no file of people."""

    next_step = "Send an XLSX or CSV file, best the template with your rows in it."
