"""The review of individual registrations: asked, approved or rejected, held until published, reopened (domain 2.1)."""

from datetime import datetime

from services.registration.domain.decisions import Decision, Inquiry, ReviewState, Verdict
from services.registration.domain.delegations import Delegation
from services.registration.domain.participants import Participant, ParticipantStatus
from services.registration.domain.refusals import AlreadyConfirmed
from services.registration.domain.review_refusals import (
    AlreadyRejected,
    ArrivedAlready,
    NothingAsked,
    NothingDecided,
    ReasonMissing,
)
from shared.contracts.registration import ParticipantConfirmed, ParticipantRejected, ParticipantReopened

Decided = ParticipantConfirmed | ParticipantRejected | None


def hold(participant: Participant, decision: Decision) -> Participant:
    """Keep a decision to be published later; the person sees nothing of it."""
    _must_be_decidable(participant, decision)
    return participant.next(decided=decision, changed_at=decision.at)


def decide(participant: Participant, delegation: Delegation, decision: Decision) -> tuple[Participant, Decided]:
    """Carry out a decision: reject, or approve; who is approved and named is confirmed (R3)."""
    _must_be_decidable(participant, decision)
    if decision.verdict is Verdict.REJECT:
        return _reject(participant, decision)
    approved = participant.next(review=ReviewState.APPROVED, decision=decision, decided=None, changed_at=decision.at)
    return confirm_if_named(approved, delegation, at=decision.at) or (approved, None)


def publish(participant: Participant, delegation: Delegation, *, at: datetime) -> tuple[Participant, Decided]:
    """Carry out what was decided and held."""
    if participant.decided is None:
        raise NothingDecided("There is no decision to publish.", field="participant_id")
    return decide(participant, delegation, participant.decided.model_copy(update={"at": at}))


def reopen(participant: Participant, *, at: datetime) -> tuple[Participant, ParticipantReopened | None]:
    """Take a decision back: a held one in silence, a published one so that hearers learn of it."""
    if participant.decided:
        return participant.next(decided=None, changed_at=at), None
    if participant.arrived_at:
        raise ArrivedAlready("This person has arrived; the decision stands.", field="participant_id")
    if participant.review not in {ReviewState.APPROVED, ReviewState.REJECTED}:
        raise NothingDecided("There is no decision to take back.", field="participant_id")
    known = participant.status is not ParticipantStatus.REGISTERED
    reopened = participant.next(
        status=ParticipantStatus.REGISTERED,
        active=True,
        review=ReviewState.RECEIVED,
        decision=None,
        confirmed_at=None,
        changed_at=at,
    )
    return reopened, reopened.fact(ParticipantReopened) if known else None


def confirm_if_named(
    participant: Participant, delegation: Delegation, *, at: datetime
) -> tuple[Participant, ParticipantConfirmed] | None:
    """Confirm who is approved, once the delegation's note names them: both tracks are complete (R3, M15)."""
    if not (participant.awaits_note and delegation.names_person(*participant.keys)):
        return None
    return participant.confirm(delegation, at=at)


def ask(participant: Participant, question: str, *, by: str, at: datetime) -> Participant:
    """Ask the person something; the registration waits for them until they answer."""
    participant.must_be_active()
    if participant.status is not ParticipantStatus.REGISTERED:
        raise AlreadyConfirmed("This person is confirmed already.", field="participant_id")
    asked = Inquiry(question=question, asked_by=by, asked_at=at)
    return participant.next(
        review=ReviewState.INFORMATION_REQUESTED,
        inquiries=(*participant.inquiries, asked),
        decided=None,
        changed_at=at,
    )


def answer(participant: Participant, text: str, *, at: datetime) -> Participant:
    """Take the person's answer; the registration is back in the queue, in its old place."""
    participant.must_be_active()
    if open_question(participant) is None:
        raise NothingAsked("Nothing is asked of you.", field="answer")
    *before, last = participant.inquiries
    answered = last.model_copy(update={"answer": text, "answered_at": at})
    return participant.next(review=ReviewState.RECEIVED, inquiries=(*before, answered), changed_at=at)


def open_question(participant: Participant) -> Inquiry | None:
    """Return what the person is asked and has not answered."""
    waits = participant.review is ReviewState.INFORMATION_REQUESTED and participant.inquiries
    return participant.inquiries[-1] if waits else None


def _reject(participant: Participant, decision: Decision) -> tuple[Participant, ParticipantRejected]:
    rejected = participant.next(
        status=ParticipantStatus.REJECTED,
        active=False,
        review=ReviewState.REJECTED,
        decision=decision,
        decided=None,
        confirmed_at=None,
        changed_at=decision.at,
    )
    return rejected, rejected.fact(ParticipantRejected)


def _must_be_decidable(participant: Participant, decision: Decision) -> None:
    if participant.status is ParticipantStatus.REJECTED:
        raise AlreadyRejected("This person was rejected.", field="participant_id")
    participant.must_be_active()
    if participant.arrived_at:
        raise ArrivedAlready("This person has arrived; the decision stands.", field="participant_id")
    if decision.verdict is Verdict.APPROVE and participant.review is ReviewState.APPROVED:
        raise AlreadyConfirmed("This registration is approved already.", field="participant_id")
    if decision.verdict is Verdict.REJECT and not decision.reason.strip():
        raise ReasonMissing("A rejection needs a reason.", field="reason")
