"""Many badges printed at once: asked for, set part by part, marked as printed."""

from pydantic import Field

from services.registration.commands.fields import Line
from shared.messages import Command
from shared.values import Value


class BadgesToPrint(Value):
    """Which badges, in the order they are printed in."""

    badge_ids: tuple[str, ...] = Field(max_length=5_000)


class RequestBadgeBatch(Command, BadgesToPrint):
    """Have badges set as one file."""

    meeting_id: str


class BadgeSet(Value):
    """A badge as it stands in a part: the version that was set."""

    badge_id: str
    version: int


class AddBatchPart(Command):
    """Take a part that was set; `before` badges were done before it."""

    batch_id: str
    before: int
    printed: tuple[BadgeSet, ...]
    file_id: str | None = None


class CloseBadgeBatch(Command):
    """Take the whole file in place of its parts."""

    batch_id: str
    file_id: str


class RecordBatchFailure(Command):
    """Stop a batch whose template cannot be set."""

    batch_id: str
    problem: Line


class ResumeBadgeBatch(Command):
    """Go on after a failure."""

    batch_id: str


class CancelBadgeBatch(Command):
    """Give a batch up."""

    batch_id: str


class ConfirmBadgesPrinted(Command):
    """Say that the badges of a batch came out of the printer."""

    batch_id: str


class CheckOffBadges(Command):
    """Mark the next badges of a batch as printed; `before` were marked before."""

    batch_id: str
    before: int


class BatchNow(Value):
    """Answer: how far a batch has come."""

    batch_id: str
    state: str
    done: int
    total: int


class PrintPhotos(Command):
    """Take the photos of people to print them on badges."""

    participant_ids: tuple[str, ...]
