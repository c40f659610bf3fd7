"""Notes on file: acknowledged, moved to the delegation they came from."""

from shared.messages import Command
from shared.values import Text, Value


class AcknowledgeNote(Command):
    """Say to the focal point that a note was received and whom it names."""

    note_id: str


class NoteToMove(Value):
    """Which delegation a note comes from, and why it was entered elsewhere."""

    delegation_id: str
    reason: Text


class MoveNote(Command, NoteToMove):
    """Move a note that was entered for the wrong delegation; its names move with it."""

    note_id: str


class NoteNow(Value):
    """Answer: how a note stands."""

    note_id: str
    delegation_id: str
    acknowledged: bool
