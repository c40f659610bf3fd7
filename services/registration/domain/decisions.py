"""What the secretariat decides on a registration, and what it asks before: the values (domain 2.1, track 2)."""

from datetime import datetime
from enum import StrEnum

from shared.values import Value


class ReviewState(StrEnum):
    """How far the review of an individual registration is; the person is confirmed when the note names them too."""

    RECEIVED = "received"
    INFORMATION_REQUESTED = "information_requested"
    APPROVED = "approved"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What can be decided."""

    APPROVE = "approve"
    REJECT = "reject"


class Decision(Value):
    """One decision: what, why, who, when."""

    verdict: Verdict
    reason: str = ""
    by: str = ""
    at: datetime


class Inquiry(Value):
    """A question to the person, and what they answered."""

    question: str
    asked_by: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
