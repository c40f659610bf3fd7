"""What the desk has to look at because of a scan: a badge used twice, or somebody let in who should not have been."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.passages import Passage
from shared.contracts.registration.doors import Outcome, Reason
from shared.errors import Refused
from shared.values import Aggregate


class ClosedAlready(Refused):
    """Somebody of the desk closed this alert before."""

    status = 409
    next_step = "Nothing is left to do here."


class AlertState(StrEnum):
    """Whether an alert waits, was closed by an officer, or went away because a later sync explained it."""

    OPEN = "open"
    CLOSED = "closed"
    EXPLAINED = "explained"


class DoorAlert(Aggregate):
    """One alert: the passage it is about and the one it contradicts."""

    alert_id: str
    meeting_id: str
    holder_id: str
    passage_id: str
    against: str = ""
    reason: Reason
    let_in: bool
    offline: bool
    at: datetime
    state: AlertState = AlertState.OPEN
    closed_by: str = ""
    closed_at: datetime | None = None
    remark: str = ""

    def close(self, remark: str, *, by: str, at: datetime) -> Self:
        """Record what an officer found out."""
        if self.state is AlertState.CLOSED:
            raise ClosedAlready("This alert was closed before.")
        return self.next(state=AlertState.CLOSED, remark=remark, closed_by=by, closed_at=at)

    def reopen(self) -> Self:
        """Undo a closing."""
        return self.next(state=AlertState.OPEN, closed_by="", closed_at=None)


def alert_id_of(passage: Passage) -> str:
    """Return the id of the one alert a passage can raise."""
    return f"alr_{passage.passage_id}"


def alert_after(passage: Passage, known: DoorAlert | None) -> DoorAlert | None:
    """Return the alert of a passage as it is now judged, or None where nothing is to be kept.

    What an officer closed stays closed; what a later sync explains waits no longer.
    """
    raised = _raised(passage)
    if known is None:
        return raised
    if known.state is AlertState.CLOSED:
        return None
    if raised is None:
        return known.next(state=AlertState.EXPLAINED) if known.state is AlertState.OPEN else None
    fresh = known.model_copy(
        update={"state": AlertState.OPEN, "reason": raised.reason, "against": raised.against, "let_in": raised.let_in}
    )
    return None if fresh == known else fresh.next()


def _raised(passage: Passage) -> DoorAlert | None:
    wrongly = passage.outcome is Outcome.REFUSED and passage.let_in
    if not passage.holder_id or passage.reason is None or not (wrongly or passage.outcome is Outcome.DOUBLE_USE):
        return None
    return DoorAlert(
        alert_id=alert_id_of(passage),
        meeting_id=passage.meeting_id,
        holder_id=passage.holder_id,
        passage_id=passage.passage_id,
        against=passage.against,
        reason=passage.reason,
        let_in=passage.let_in,
        offline=passage.offline,
        at=passage.at,
        version=1,
    )
