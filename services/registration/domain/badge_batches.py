"""Many badges printed at once: set part by part, joined to one file, marked as printed when somebody says so."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.badges import Badge
from shared.errors import Refused
from shared.values import Aggregate, Value

MOST = 5_000
PART = 96
"""Badges set at a time: a multiple of the four of a sheet."""


class BatchState(StrEnum):
    """How far a batch has come."""

    SETTING = "setting"
    READY = "ready"
    MARKING = "marking"
    PRINTED = "printed"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNDER_WAY = frozenset({BatchState.SETTING, BatchState.MARKING})


class NothingToPrint(Refused):
    """None of these badges can be printed, or they are too many for one file."""

    next_step = "Choose badges that are approved or ready, at most 5,000 at a time."


class BatchOutOfOrder(Refused):
    """The batch is not in the state this step starts from."""

    status = 409
    next_step = "Load the page again: it shows how far the batch has come."


class Printed(Value):
    """A badge as it stands in the file: the version that was set."""

    badge_id: str
    version: int


class BadgeBatch(Aggregate):
    """A batch; `done` badges of `badge_ids` are set, `parts` are the files so far, `file_id` the whole one."""

    batch_id: str
    meeting_id: str
    badge_ids: tuple[str, ...]
    done: int = 0
    printed: tuple[Printed, ...] = ()
    parts: tuple[str, ...] = ()
    file_id: str | None = None
    marked: int = 0
    left: int = 0
    """Badges that changed after they were set: these stay to be printed."""
    state: BatchState = BatchState.SETTING
    problem: str = ""
    asked_by: str
    asked_by_name: str
    asked_at: datetime
    changed_at: datetime

    @property
    def total(self) -> int:
        """How many badges were asked for."""
        return len(self.badge_ids)

    @property
    def next_part(self) -> tuple[str, ...]:
        """The badges to set next."""
        return self.badge_ids[self.done : self.done + PART]

    @property
    def next_marked(self) -> tuple[Printed, ...]:
        """The badges to mark next."""
        return self.printed[self.marked : self.marked + PART]

    def add(self, printed: Sequence[Printed], file_id: str | None, *, at: datetime) -> Self:
        """Take the next part; badges that cannot be printed any more are not in it."""
        self._must_be(BatchState.SETTING)
        parts = (*self.parts, file_id) if file_id else self.parts
        done = min(self.done + PART, self.total)
        return self.next(done=done, printed=(*self.printed, *printed), parts=parts, changed_at=at)

    def finish(self, file_id: str, *, at: datetime) -> Self:
        """Take the whole file in place of its parts."""
        self._must_be(BatchState.SETTING)
        return self.next(file_id=file_id, parts=(), state=BatchState.READY, changed_at=at)

    def fail(self, problem: str, *, at: datetime) -> Self:
        """Stop; what was set stays, so that it goes on from there."""
        self._must_be(BatchState.SETTING)
        return self.next(state=BatchState.FAILED, problem=problem, changed_at=at)

    def resume(self, *, at: datetime) -> Self:
        """Go on after a failure."""
        self._must_be(BatchState.FAILED)
        return self.next(state=BatchState.SETTING, problem="", changed_at=at)

    def cancel(self, *, at: datetime) -> Self:
        """Give it up; badges stay as they are."""
        self._must_be(BatchState.SETTING, BatchState.FAILED, BatchState.READY)
        return self.next(state=BatchState.CANCELLED, parts=(), file_id=None, changed_at=at)

    def confirm(self, *, at: datetime) -> Self:
        """Begin to mark its badges: somebody says they came out of the printer."""
        self._must_be(BatchState.READY)
        return self.next(state=BatchState.MARKING, changed_at=at)

    def mark(self, marked: int, *, left: int, at: datetime) -> Self:
        """Count badges marked, and those left because they changed meanwhile."""
        self._must_be(BatchState.MARKING)
        so_far = self.marked + marked + left
        state = BatchState.PRINTED if so_far >= len(self.printed) else BatchState.MARKING
        return self.next(marked=so_far, left=self.left + left, state=state, changed_at=at)

    def _must_be(self, *states: BatchState) -> None:
        if self.state not in states:
            raise BatchOutOfOrder("The batch is not in the state this step starts from.", field="batch_id")


def printable(badges: Sequence[Badge]) -> list[Badge]:
    """Return those of these badges that can be printed now."""
    return [one for one in badges if one.printable]
