"""The review of individual registrations: its rules, and what each command leaves, tells and mails."""

import pytest

from services.registration.commands import WithdrawParticipant
from services.registration.commands.review import (
    AnswerRequest,
    ApproveParticipant,
    PublishDecisions,
    RejectParticipant,
    ReopenDecision,
    RequestInformation,
)
from services.registration.domain import AlreadyConfirmed, Participant, ParticipantStatus
from services.registration.domain.decisions import Decision, ReviewState, Verdict
from services.registration.domain.review import decide, hold, reopen
from services.registration.domain.review_refusals import (
    AlreadyRejected,
    ArrivedAlready,
    NothingAsked,
    NothingDecided,
    ReasonMissing,
)
from services.registration.handlers import notify_delegation, register_participant, withdraw_participant
from services.registration.handlers.review import (
    answer_request,
    approve_participant,
    publish_decisions,
    reject_participant,
    reopen_decision,
    request_information,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import ParticipantConfirmed, ParticipantRejected, ParticipantReopened
from shared.errors import NotAllowed
from shared.who import Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import (
    MEETING_ID,
    NOTED_AT,
    OFFICER,
    a_delegation,
    a_head,
    a_meeting,
    a_note,
    a_participant,
    a_registration,
)

APPROVE = Decision(verdict=Verdict.APPROVE, by="Ana Ruiz", at=NOTED_AT)
REJECT = Decision(verdict=Verdict.REJECT, reason="Not of the delegation", by="Ana Ruiz", at=NOTED_AT)


@pytest.fixture
async def world() -> World[RegistrationUnit]:
    """Japan is invited and one person registered, par_1."""
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    await world.run(register_participant, a_registration())
    return world


def she(world: World[RegistrationUnit], participant_id: str = "par_1") -> Participant:
    found = world.state("participants", participant_id)
    assert isinstance(found, Participant)
    return found


def letters(world: World[RegistrationUnit]) -> list[str]:
    return [mail.subject.removesuffix(" · APMBC-22MSP") for mail in world.mails]


def test_who_is_approved_and_named_is_confirmed() -> None:
    """R3: confirmed when both tracks are complete, and only then."""
    named, _ = decide(a_participant(), a_delegation(names=(a_head(),)), APPROVE)
    unnamed, fact = decide(a_participant(), a_delegation(), APPROVE)

    assert (named.status, named.review) == (ParticipantStatus.CONFIRMED, ReviewState.APPROVED)
    assert (unnamed.status, unnamed.review, fact) == (ParticipantStatus.REGISTERED, ReviewState.APPROVED, None)


def test_nobody_is_rejected_without_a_reason() -> None:
    with pytest.raises(ReasonMissing):
        hold(a_participant(), REJECT.model_copy(update={"reason": " "}))


def test_who_has_arrived_is_not_decided_on_any_more() -> None:
    here = a_participant(status=ParticipantStatus.PRESENT, arrived_at=NOTED_AT, review=ReviewState.APPROVED)

    with pytest.raises(ArrivedAlready):
        decide(here, a_delegation(), REJECT)
    with pytest.raises(ArrivedAlready):
        reopen(here, at=NOTED_AT)


def test_a_decision_is_made_once() -> None:
    rejected, _ = decide(a_participant(), a_delegation(), REJECT)

    with pytest.raises(AlreadyRejected):
        decide(rejected, a_delegation(), APPROVE)
    with pytest.raises(AlreadyConfirmed):
        decide(a_participant(review=ReviewState.APPROVED), a_delegation(), APPROVE)
    with pytest.raises(NothingDecided):
        reopen(a_participant(), at=NOTED_AT)


async def test_who_is_approved_first_is_confirmed_in_the_unit_that_brings_the_note(
    world: World[RegistrationUnit],
) -> None:
    await world.run(approve_participant, ApproveParticipant(participant_id="par_1"))
    assert (she(world).status, letters(world)) == (ParticipantStatus.REGISTERED, ["Your registration is approved"])
    assert world.told(ParticipantConfirmed) == []

    await world.run(notify_delegation, a_note())
    assert she(world).status is ParticipantStatus.CONFIRMED
    assert len(world.told(ParticipantConfirmed)) == 1
    assert letters(world)[-1] == "Your participation is confirmed"

    await world.run(notify_delegation, a_note(reference="NV/2025/119"))
    assert len(world.told(ParticipantConfirmed)) == 1


async def test_a_held_decision_is_seen_by_nobody_until_it_is_published(world: World[RegistrationUnit]) -> None:
    await world.run(notify_delegation, a_note())
    await world.run(approve_participant, ApproveParticipant(participant_id="par_1", hold=True))
    assert (she(world).status, she(world).review) == (ParticipantStatus.REGISTERED, ReviewState.RECEIVED)
    assert (letters(world), world.told(ParticipantConfirmed)) == ([], [])

    publish = PublishDecisions(meeting_id=MEETING_ID, participant_ids=("par_1",))
    done = [await world.run(publish_decisions, publish) for _ in range(2)]
    assert [one.published for one in done] == [1, 0]
    assert (she(world).status, she(world).decided) == (ParticipantStatus.CONFIRMED, None)
    assert letters(world) == ["Your participation is confirmed"]


async def test_a_rejection_is_told_and_mailed_with_its_reason_and_the_address_is_free(
    world: World[RegistrationUnit],
) -> None:
    rejection = RejectParticipant(participant_id="par_1", reason="100% not of the delegation")
    await world.run(reject_participant, rejection)

    assert (she(world).status, she(world).active) == (ParticipantStatus.REJECTED, False)
    assert len(world.told(ParticipantRejected)) == 1
    assert "100% not of the delegation" in world.mails[-1].text
    await world.run(register_participant, a_registration())


async def test_a_held_decision_is_taken_back_in_silence(world: World[RegistrationUnit]) -> None:
    rejection = RejectParticipant(participant_id="par_1", reason="Unknown", hold=True)
    await world.run(reject_participant, rejection)
    await world.run(reopen_decision, ReopenDecision(participant_id="par_1"))

    assert (she(world).decided, letters(world), world.told(ParticipantReopened)) == (None, [], [])


@pytest.mark.parametrize("verdict", ["approve", "reject"])
async def test_a_published_decision_is_taken_back_with_a_mail(world: World[RegistrationUnit], verdict: str) -> None:
    await world.run(notify_delegation, a_note())
    if verdict == "approve":
        await world.run(approve_participant, ApproveParticipant(participant_id="par_1"))
    else:
        await world.run(reject_participant, RejectParticipant(participant_id="par_1", reason="Unknown"))
    await world.run(reopen_decision, ReopenDecision(participant_id="par_1"))

    assert (she(world).status, she(world).review, she(world).active) == (
        ParticipantStatus.REGISTERED,
        ReviewState.RECEIVED,
        True,
    )
    assert len(world.told(ParticipantReopened)) == 1
    assert letters(world)[-1] == "Your registration is being looked at again"


async def test_a_question_goes_by_mail_and_the_answer_brings_the_person_back_into_the_queue(
    world: World[RegistrationUnit],
) -> None:
    herself = Who(subject="p", name="T", grants=frozenset({Grant(role=Role.PARTICIPANT, scope="par_1")}))
    question = RequestInformation(participant_id="par_1", question="Which ministry do you represent?")
    await world.run(request_information, question)
    assert she(world).review is ReviewState.INFORMATION_REQUESTED
    assert "Which ministry do you represent?" in world.mails[-1].text

    reply = AnswerRequest(participant_id="par_1", answer="Foreign Affairs")
    with pytest.raises(NotAllowed):
        await world.run(answer_request, reply, Who(subject="q", name="Q"))
    await world.run(answer_request, reply, herself)
    assert she(world).review is ReviewState.RECEIVED
    assert [(one.question, one.answer) for one in she(world).inquiries] == [
        ("Which ministry do you represent?", "Foreign Affairs")
    ]
    with pytest.raises(NothingAsked):
        await world.run(answer_request, reply, herself)


async def test_who_withdraws_meanwhile_is_passed_over_when_decisions_are_published(
    world: World[RegistrationUnit],
) -> None:
    await world.run(reject_participant, RejectParticipant(participant_id="par_1", reason="Unknown", hold=True))
    await world.run(withdraw_participant, WithdrawParticipant(participant_id="par_1"))
    done = await world.run(publish_decisions, PublishDecisions(meeting_id=MEETING_ID, participant_ids=("par_1",)))

    assert (done.published, she(world).status) == (0, ParticipantStatus.WITHDRAWN)
