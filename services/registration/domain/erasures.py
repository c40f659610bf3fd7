"""A person asks to be erased: asked, withdrawn, declined with a reason, carried out."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.meetings import Meeting
from services.registration.domain.participants import Participant
from services.registration.domain.retention import end_of
from shared.contracts.registration import Gender, ParticipantErased
from shared.erasure import NAMELESS, NOBODY_THERE
from shared.errors import Refused
from shared.values import Aggregate, Value


def nobody_at(id: str) -> str:
    """Return what stands in the place of an address."""
    return f"{id}@{NOBODY_THERE}"


class Marks(Value):
    """By what other services find the name and the address they keep (`shared/erasure.py`)."""

    name_mark: str = ""
    mailbox_mark: str = ""


class ErasureState(StrEnum):
    """How far a request has come."""

    ASKED = "asked"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    DONE = "done"


class ErasedAlready(Refused):
    """The person was erased."""

    status = 409
    next_step = "Nothing needs to be done: nothing is kept that could be removed."


class ErasureNotAsked(Refused):
    """There is no open request."""

    status = 409
    next_step = "Load the page again: it shows how the request stands."


class StillExpected(Refused):
    """A person who is registered for a meeting that is not over cannot be erased: the door must know them."""

    status = 409
    next_step = "Withdraw the person first, or wait until the meeting is over."


class Erasure(Aggregate):
    """The request of one participant."""

    participant_id: str
    meeting_id: str
    state: ErasureState
    asked_at: datetime
    decided_at: datetime | None = None
    reason: str = ""

    def ask(self, at: datetime) -> Self:
        """Ask, or ask again after it was declined or withdrawn."""
        if self.state is ErasureState.DONE:
            raise ErasedAlready("This person was erased.")
        if self.state is ErasureState.ASKED and self.version:
            return self
        return self.next(state=ErasureState.ASKED, asked_at=at, decided_at=None, reason="")

    def withdraw(self, at: datetime) -> Self:
        """Take the request back."""
        return self._decided(ErasureState.WITHDRAWN, at=at)

    def decline(self, reason: str, *, at: datetime) -> Self:
        """Decline it; the person is told why."""
        return self._decided(ErasureState.DECLINED, at=at, reason=reason)

    def carry_out(self, at: datetime) -> Self:
        """Note that it was carried out, whether asked by the person here or in a letter."""
        if self.state is ErasureState.DONE:
            raise ErasedAlready("This person was erased.")
        return self.next(state=ErasureState.DONE, decided_at=at, reason="")

    def _decided(self, state: ErasureState, *, at: datetime, reason: str = "") -> Self:
        if self.state is not ErasureState.ASKED:
            raise ErasureNotAsked("There is no open request of this person.")
        return self.next(state=state, decided_at=at, reason=reason)


def is_expected(participant: Participant, meeting: Meeting, *, at: datetime) -> bool:
    """Tell whether the door must still know somebody, who is withdrawn before they are erased."""
    return participant.active and at < end_of(meeting)


def erase(
    participant: Participant, meeting: Meeting, marks: Marks, *, at: datetime
) -> tuple[Participant, ParticipantErased]:
    """Take from a participant what names them; what counts them stays: delegation, category, role, days.

    Issued lists stay as they are: they are documents of the meeting, immutable once issued (R8).
    """
    if is_expected(participant, meeting, at=at):
        raise StillExpected("This person is registered, and the meeting is not over.", field="participant_id")
    erased = participant.next(
        full_name=NAMELESS,
        name_key="",
        email=nobody_at(participant.participant_id),
        gender=Gender.UNDISCLOSED,
        organisation="",
        function="",
        answers=(),
        named_as=None,
        not_named_as=(),
        decided=None,
        decision=None,
        withdrawn_because="",
        inquiries=(),
        active=False,
        changed_at=at,
    )
    return erased, erased.fact(ParticipantErased, **dict(marks))
