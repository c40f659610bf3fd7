"""Files that people send: checked by their content, kept encrypted, given out safely. See README.md here."""

from shared.files.intake import accept, accept_optional
from shared.files.keeping import Files, OpenFile
from shared.files.kinds import DOCUMENTS, PICTURES, Accepted, FileRefused, Kind
from shared.files.pictures import Crop
from shared.files.serving import file_answer
from shared.files.stored import FILES, FileState, FilesUnit, StoredFile, attach, drop

__all__ = [
    "DOCUMENTS",
    "FILES",
    "PICTURES",
    "Accepted",
    "Crop",
    "FileRefused",
    "FileState",
    "Files",
    "FilesUnit",
    "Kind",
    "OpenFile",
    "StoredFile",
    "accept",
    "accept_optional",
    "attach",
    "drop",
    "file_answer",
]
