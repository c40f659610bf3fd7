"""One letter for everybody of a meeting whom it is true of: made piece by piece (decision 20)."""

from datetime import datetime
from typing import Self

from shared.contracts.registration.letters import LetterKind
from shared.values import Aggregate


class LetterBatch(Aggregate):
    """A batch of letters; `behind` is the last participant who was looked at, `made` counts those who have theirs."""

    batch_id: str
    meeting_id: str
    kind: LetterKind
    behind: str = ""
    made: int = 0
    done: bool = False
    by: str
    asked_at: datetime
    moved_at: datetime

    def is_at(self, behind: str) -> bool:
        """Tell whether this is the piece that comes next; a repetition is not."""
        return not self.done and self.behind == behind

    def advance(self, last: str | None, *, made: int, at: datetime) -> Self:
        """Go on behind the last one of a piece; without one everybody was looked at."""
        so_far = self.made + made
        if last is None:
            return self.next(made=so_far, done=True, moved_at=at)
        return self.next(behind=last, made=so_far, moved_at=at)
