"""How the review is said: where a registration is, why somebody is rejected, why two may be one."""

from collections.abc import Mapping

from services.registration.domain.decisions import ReviewState, Verdict
from services.registration.domain.duplicates import Reason
from shared.pages import Choice, State, msg

REVIEW: Mapping[ReviewState, tuple[State, str]] = {
    ReviewState.RECEIVED: (State.WAITING, msg("to review")),
    ReviewState.INFORMATION_REQUESTED: (State.WAITING, msg("waits for an answer")),
    ReviewState.APPROVED: (State.DONE, msg("approved")),
    ReviewState.REJECTED: (State.OFF, msg("rejected")),
}

VERDICTS: Mapping[Verdict, tuple[State, str]] = {
    Verdict.APPROVE: (State.DONE, msg("approved, not published")),
    Verdict.REJECT: (State.PROBLEM, msg("rejected, not published")),
}

TABS: Mapping[str, str] = {
    "received": msg("To review"),
    "asked": msg("Asked"),
    "decided": msg("Decided, not published"),
    "approved": msg("Approved, note awaited"),
    "rejected": msg("Rejected"),
}

REJECTIONS = (
    msg("Your delegation does not confirm that you belong to it."),
    msg("Your organisation is not admitted to this meeting."),
    msg("You are registered already; the earlier registration is kept."),
    msg("Your registration is incomplete and our question was not answered."),
    msg("The places of your delegation are taken."),
    msg("Press representatives are accredited by the press service; please apply there."),
)
"""Reasons that are used often; each is translated in the mail."""

REASONS = tuple(Choice(one, one) for one in REJECTIONS)

LIKENESS: Mapping[Reason, str] = {
    Reason.SAME_MAILBOX: msg("the same mailbox"),
    Reason.SAME_NAME: msg("the same name"),
    Reason.SAME_WORDS: msg("the same name in another order or script"),
    Reason.SIMILAR_NAME: msg("a similar name"),
    Reason.REGISTERED_AGAIN: msg("registered again after a withdrawal"),
}

YES_NO = (Choice("yes", msg("yes")), Choice("no", msg("no")))
DAYS = (
    Choice("1", msg("a day or more")),
    Choice("3", msg("three days or more")),
    Choice("7", msg("a week or more")),
)


class ReviewWords:
    """The words of the review as templates reach them."""

    review = REVIEW
    verdicts = VERDICTS
    tabs = TABS
    reasons = REASONS
    likeness = LIKENESS
