"""What delegations as a whole are worked on with, joined."""

from dataclasses import dataclass

from services.registration.ports.imports import ImportViews, Sheets
from services.registration.ports.notes import NoteViews


@dataclass(frozen=True)
class Portal:
    """Imports, the files of people they read, and notes."""

    imports: ImportViews
    sheets: Sheets
    notes: NoteViews
