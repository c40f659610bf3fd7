"""An organisation outside the standing list asks to observe: weighed, invited provisionally, decided on (R4)."""

from datetime import datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.conventions import ObserverRoute
from services.registration.domain.meetings import Meeting
from services.registration.domain.refusals import (
    AlreadyRequested,
    CriteriaNotMet,
    DecisionRecordMissing,
    ObserverStepOutOfOrder,
    RecommendationMissing,
)
from shared.contracts.registration import DeadlineKind
from shared.values import Aggregate, Value


class ObserverState(StrEnum):
    """How far a request for observer status has come."""

    REQUESTED = "requested"
    RECOMMENDED = "recommended"
    NOT_RECOMMENDED = "not_recommended"
    PROVISIONALLY_INVITED = "provisionally_invited"
    APPROVED = "approved"
    REJECTED = "rejected"


S = ObserverState
UNDECIDED = frozenset({S.REQUESTED, S.RECOMMENDED, S.NOT_RECOMMENDED})
PER_CONTACT = 3
"""Organisations one address may ask for at one meeting: each mails it, and who asks may name any address."""


class Findings(Value):
    """What was weighed: (a) is it non-profit, (b) are purpose and activities consistent with the convention [M17]."""

    non_profit: bool
    consistent: bool
    record: str

    @property
    def favourable(self) -> bool:
        """Tell whether both criteria are met."""
        return self.non_profit and self.consistent


class Asked(Value):
    """What an organisation says of itself."""

    organisation: str
    purpose: str
    activities: str = ""
    website: str = ""
    contact_name: str
    contact_email: str
    language: str = "en"


class ObserverRequest(Aggregate):
    """A request of one organisation for one meeting."""

    observer_request_id: str
    meeting_id: str
    organisation: str
    purpose: str
    activities: str = ""
    website: str = ""
    contact_name: str
    contact_email: str
    language: str = "en"
    state: ObserverState = ObserverState.REQUESTED
    late: bool = False
    requested_at: datetime
    findings: Findings | None = None
    weighed_by: str = ""
    delegation_id: str | None = None
    decision_record: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None

    def weigh(self, findings: Findings, *, recommended: bool, by: str) -> Self:
        """Record what the Coordinating Committee recommends; it may recommend only what meets both criteria."""
        if self.state not in UNDECIDED:
            raise ObserverStepOutOfOrder("This organisation was invited or decided on already.", field="recommended")
        if not findings.record.strip():
            raise RecommendationMissing("Where the recommendation is recorded is not said.", field="record")
        if recommended and not findings.favourable:
            reason = "An organisation that does not meet both criteria is not recommended."
            raise CriteriaNotMet(reason, field="recommended")
        state = S.RECOMMENDED if recommended else S.NOT_RECOMMENDED
        return self.next(state=state, findings=findings, weighed_by=by)

    def invite(self, route: ObserverRoute, delegation_id: str) -> Self:
        """Invite provisionally: after a recommendation, or where the President invites, on the same two criteria."""
        ready = self.state is S.RECOMMENDED
        if route is ObserverRoute.INVITED_BY_PRESIDENT:
            ready = self.state in UNDECIDED and self.findings is not None and self.findings.favourable
        if not ready:
            raise RecommendationMissing("Nothing recommends this organisation yet.", field="observer_request_id")
        return self.next(state=S.PROVISIONALLY_INVITED, delegation_id=delegation_id)

    def decide(self, *, approved: bool, record: str, by: str, at: datetime) -> Self:
        """Record what the Meeting decided; the secretariat alone approves nobody (R4)."""
        if self.state not in {S.PROVISIONALLY_INVITED, S.REJECTED} or (self.state is S.REJECTED and not approved):
            raise ObserverStepOutOfOrder("Only an organisation that was invited is decided on.", field="approved")
        if not record.strip():
            raise DecisionRecordMissing("The decision of the Meeting is not named.", field="record")
        state = S.APPROVED if approved else S.REJECTED
        return self.next(state=state, decision_record=record, decided_by=by, decided_at=at)


def request(meeting: Meeting, asked: Asked, *, request_id: str, at: datetime, before: int = 0) -> ObserverRequest:
    """Return a new request, late after the deadline (R8); `before` is how many the same contact made."""
    meeting.must_be_announced()
    if before >= PER_CONTACT:
        raise AlreadyRequested("This address asked for three organisations already.", field="contact_email")
    late = meeting.late(DeadlineKind.OBSERVER_REQUESTS, at)
    fields = {"observer_request_id": request_id, "meeting_id": meeting.meeting_id, "late": late, "requested_at": at}
    return ObserverRequest(version=1, **fields, **dict(asked))
