"""The API of the review: the queue, decisions held and published, questions, corrections, duplicates."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.registration.commands import ParticipantNow
from services.registration.commands.corrections import Correction, CorrectParticipant
from services.registration.commands.duplicates import (
    DistinguishParticipants,
    MergeParticipants,
    PairNow,
    ReopenPair,
)
from services.registration.commands.review import (
    AnswerRequest,
    Approval,
    ApproveParticipant,
    PeopleDecided,
    PublishDecisions,
    Published,
    Question,
    Rejection,
    RejectParticipant,
    ReopenDecision,
    Reply,
    RequestInformation,
)
from services.registration.domain.duplicates import Suspicion
from services.registration.handlers.corrections import correct_participant
from services.registration.handlers.duplicates import distinguish_participants, merge_participants, reopen_pair
from services.registration.handlers.review import (
    answer_request,
    approve_participant,
    publish_decisions,
    reject_participant,
    reopen_decision,
    request_information,
)
from services.registration.ports import RegistrationUnit
from services.registration.ports.review import QueueAsked, ReviewCounts, ReviewQueue, ReviewViews
from services.registration.routes.needs import FOR_READERS, Anyone, Officer
from shared.unit import Units

AT_ONCE = Approval()


def review_routes(units: Units[RegistrationUnit], views: ReviewViews) -> APIRouter:
    """Return what is about the review under `/registration/api`."""
    router = APIRouter(prefix="/registration/api", tags=["review"])
    ReviewRoutes(units, views).join(router)
    return router


class ReviewRoutes:
    """The review over HTTP."""

    def __init__(self, units: Units[RegistrationUnit], views: ReviewViews) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one, meeting = "/participants/{participant_id}", "/meetings/{meeting_id}"
        router.get(f"{meeting}/review", dependencies=FOR_READERS)(self.queue)
        router.get(f"{meeting}/review/counts", dependencies=FOR_READERS)(self.counts)
        router.get(f"{meeting}/duplicates", dependencies=FOR_READERS)(self.duplicates)
        router.post(f"{meeting}/decisions")(self.publish)
        router.post(f"{one}/approve")(self.approve)
        router.post(f"{one}/reject")(self.reject)
        router.post(f"{one}/reopen")(self.reopen)
        router.post(f"{one}/ask")(self.ask)
        router.post(f"{one}/answer")(self.answer)
        router.post(f"{one}/correct")(self.correct)
        router.post(f"{one}/merge/{{other_id}}")(self.merge)
        router.post(f"{one}/distinguish/{{other_id}}")(self.distinguish)
        router.post(f"{one}/reopen-pair/{{other_id}}")(self.reopen_pair)

    async def queue(self, meeting_id: str, asked: Annotated[QueueAsked, Query()]) -> ReviewQueue:
        """One page of the queue, oldest first."""
        return await self._views.queue(meeting_id, asked)

    async def counts(self, meeting_id: str) -> ReviewCounts:
        """How many registrations are where."""
        return await self._views.counts(meeting_id)

    async def duplicates(self, meeting_id: str) -> list[Suspicion]:
        """The pairs of registrations that may be one person's."""
        return await self._views.suspicions(meeting_id)

    async def publish(self, meeting_id: str, people: PeopleDecided, origin: Officer) -> Published:
        """Publish decisions that were held, and mail each person theirs."""
        command = PublishDecisions(meeting_id=meeting_id, participant_ids=people.participant_ids)
        return await self._units.run(publish_decisions, command, origin)

    async def approve(self, participant_id: str, origin: Officer, approval: Approval = AT_ONCE) -> ParticipantNow:
        """Find a registration in order, at once or held."""
        command = ApproveParticipant(participant_id=participant_id, hold=approval.hold)
        return await self._units.run(approve_participant, command, origin)

    async def reject(self, participant_id: str, rejection: Rejection, origin: Officer) -> ParticipantNow:
        """Do not admit a person, at once or held."""
        command = RejectParticipant(participant_id=participant_id, **dict(rejection))
        return await self._units.run(reject_participant, command, origin)

    async def reopen(self, participant_id: str, origin: Officer) -> ParticipantNow:
        """Take a decision back."""
        return await self._units.run(reopen_decision, ReopenDecision(participant_id=participant_id), origin)

    async def ask(self, participant_id: str, question: Question, origin: Officer) -> ParticipantNow:
        """Ask the person something, by mail."""
        command = RequestInformation(participant_id=participant_id, question=question.question)
        return await self._units.run(request_information, command, origin)

    async def answer(self, participant_id: str, reply: Reply, origin: Anyone) -> ParticipantNow:
        """Answer what the secretariat asked: the person, or an officer for them."""
        command = AnswerRequest(participant_id=participant_id, answer=reply.answer)
        return await self._units.run(answer_request, command, origin)

    async def correct(self, participant_id: str, correction: Correction, origin: Officer) -> ParticipantNow:
        """Correct what is known of a person, based on the version that was seen."""
        command = CorrectParticipant(participant_id=participant_id, **dict(correction))
        return await self._units.run(correct_participant, command, origin)

    async def merge(self, participant_id: str, other_id: str, origin: Officer) -> PairNow:
        """Keep this registration and withdraw the other: they are one person's."""
        command = MergeParticipants(keep=participant_id, give_up=other_id)
        return await self._units.run(merge_participants, command, origin)

    async def distinguish(self, participant_id: str, other_id: str, origin: Officer) -> PairNow:
        """Remember that these are two persons."""
        command = DistinguishParticipants(first=participant_id, second=other_id)
        return await self._units.run(distinguish_participants, command, origin)

    async def reopen_pair(self, participant_id: str, other_id: str, origin: Officer) -> PairNow:
        """Take back what was said of two registrations."""
        command = ReopenPair(first=participant_id, second=other_id)
        return await self._units.run(reopen_pair, command, origin)
