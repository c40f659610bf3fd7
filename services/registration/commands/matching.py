"""Names in notes and registrations: matched by a human, rejected, taken back."""

from shared.messages import Command
from shared.values import Text, Value


class NameInNote(Value):
    """A name in the notification in force, by its key."""

    name_key: Text


class MatchNames(Command, NameInNote):
    """Say that a name in the note is this participant's."""

    participant_id: str


class RejectMatch(Command, NameInNote):
    """Say that a name in the note is not this participant's; the pair is not proposed again."""

    participant_id: str


class UnmatchNames(Command):
    """Take a match back."""

    participant_id: str


class ReconsiderMatch(Command, NameInNote):
    """Let a rejected pair be proposed again."""

    participant_id: str


class MatchNow(Value):
    """Answer: under which name the note knows the participant, and which it is not."""

    participant_id: str
    named_as: str | None
    not_named_as: tuple[str, ...] = ()
