"""A nomination: received by note verbale, proposed by the secretariat, decided by the Coordinator (S1, S4, S5)."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from services.sponsorship.domain.copies import person_key
from services.sponsorship.domain.fund import fund_of
from services.sponsorship.domain.offers import Offer, OfferStatus
from services.sponsorship.domain.refusals import NotAtThisStep, ReasonNeeded, SamePerson
from services.sponsorship.domain.terms import Signed
from shared.contracts.sponsorship import Costs, Documents, Expertise, Gender, NominationReceived
from shared.values import Aggregate, Instant, Value


class NominationStatus(StrEnum):
    """Where a nomination stands."""

    RECEIVED = "received"
    PROPOSED = "proposed"
    RESERVE = "reserve"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"
    TRAVEL_CANCELLED = "travel_cancelled"


ENDED = frozenset(
    {
        NominationStatus.DECLINED,
        NominationStatus.LAPSED,
        NominationStatus.WITHDRAWN,
        NominationStatus.TRAVEL_CANCELLED,
    }
)
UNDECIDED = frozenset({NominationStatus.RECEIVED, NominationStatus.PROPOSED})


class Proposal(Value):
    """What the secretariat proposes to the Coordinator."""

    costs: Costs
    by: Signed
    note: str | None = None


class Reserve(Value):
    """The Coordinator's decision to offer this as soon as money is free: its rank, its costs, days to answer."""

    rank: int
    costs: Costs
    answer_within_days: int
    by: Signed
    reason: str | None = None


class Decision(Value):
    """What the Coordinator decided: the offer to make, until when it can be answered, and why it is not as proposed."""

    costs: Costs
    by: Signed
    answer_by: Instant
    reason: str | None = None
    from_reserve: bool = False


class Nomination(Aggregate):
    """A delegate whom a State nominated for one meeting.

    `place` is the State's place it takes (1 to the round's number) while `live`: together they make S2 a unique index.
    """

    nomination_id: str
    meeting_id: str
    state: str
    country: str
    delegation_id: str
    note_verbale: str
    delegate: str
    email: str
    gender: Gender = Gender.NOT_SAID
    function: str
    expertise: Expertise
    first_time: bool = False
    geneva_mission: bool = True
    languages: tuple[str, ...] = ("en",)
    documents: Documents = Documents()
    late: bool = False
    received: Signed
    status: NominationStatus = NominationStatus.RECEIVED
    live: bool = True
    place: int = 1
    proposal: Proposal | None = None
    reserve: Reserve | None = None
    offer_id: str | None = None
    perhaps_erased_at: Instant | None = None
    """Since when people are asked whether the delegate is the one of this name and State who was erased."""

    def told(self) -> NominationReceived:
        """Return the fact that this nomination was received."""
        return NominationReceived(
            nomination_id=self.nomination_id,
            meeting_id=self.meeting_id,
            state=self.state,
            delegate=self.delegate,
            version=self.version,
        )

    def propose(self, proposal: Proposal) -> Self:
        """Put a proposal before the Coordinator; an undecided one can be replaced."""
        self._must_be(*UNDECIDED)
        return self.next(proposal=proposal, status=NominationStatus.PROPOSED)

    def decide(self, costs: Costs, *, by: Signed, reason: str | None) -> Proposal:
        """Return the proposal that is decided upon; raises SamePerson (S4), ReasonNeeded (S5), NotAtThisStep."""
        self._must_be(NominationStatus.PROPOSED, NominationStatus.RESERVE)
        proposal = self.proposal
        if proposal is None:
            raise NotAtThisStep("Nothing has been proposed for this nomination yet.")
        if proposal.by.subject == by.subject:
            raise SamePerson("The one who proposed an offer cannot decide on it.")
        if costs != proposal.costs and not reason:
            raise ReasonNeeded("This is not the amount that was proposed.", field="reason")
        return proposal

    def put_on_reserve(self, reserve: Reserve) -> Self:
        """Decide that this follows when money is freed."""
        self.decide(reserve.costs, by=reserve.by, reason=reserve.reason)
        return self.next(reserve=reserve, status=NominationStatus.RESERVE)

    def reserved(self, now: datetime, opens_at: datetime) -> Decision:
        """Return the decision of the Coordinator who put this on the reserve list, as it takes effect now."""
        if self.reserve is None:
            raise NotAtThisStep("This nomination is not on the reserve list.", field="nomination_id")
        answer_by = min(now + timedelta(days=self.reserve.answer_within_days), opens_at)
        return Decision(
            costs=self.reserve.costs,
            by=self.reserve.by,
            answer_by=answer_by,
            reason=self.reserve.reason,
            from_reserve=True,
        )

    def offer(self, offer_id: str, decision: Decision, *, at: datetime) -> tuple[Self, Offer]:
        """Return the nomination and the new offer that carries out a decision."""
        proposal = self.decide(decision.costs, by=decision.by, reason=decision.reason)
        offer = Offer(
            offer_id=offer_id,
            fund_id=fund_of(self.meeting_id),
            nomination_id=self.nomination_id,
            meeting_id=self.meeting_id,
            state=self.state,
            country=self.country,
            delegate=self.delegate,
            person=person_key(self.state, self.delegate),
            costs=decision.costs,
            answer_by=decision.answer_by,
            proposed=proposal.by,
            decided=decision.by,
            decided_because=decision.reason,
            made_at=at,
            from_reserve=decision.from_reserve,
            version=1,
        )
        return self.next(offer_id=offer_id, status=NominationStatus.OFFERED), offer

    def follow(self, answer: OfferStatus) -> Self:
        """Follow the offer's answer; an ended nomination frees its State's place (S2)."""
        status = NominationStatus(answer.value)
        return self.next(status=status, live=status not in ENDED)

    def ask_whether_erased(self, at: datetime) -> Self:
        """Ask whether the delegate is the one who was erased."""
        return self.next(perhaps_erased_at=at)

    def answered(self) -> Self:
        """Return it without that question, or refuse where nobody asks."""
        if self.perhaps_erased_at is None:
            raise NotAtThisStep("Nobody asks this about the person any more.", field="nomination_id")
        return self.next(perhaps_erased_at=None)

    def forget(self, nobody: str, address: str) -> Self:
        """Take who was nominated away; a place that was not offered yet is free again (S2)."""
        blank = {"delegate": nobody, "email": address, "function": "", "languages": ("en",), "documents": Documents()}
        undecided = self.status in {*UNDECIDED, NominationStatus.RESERVE}
        ended = {"status": NominationStatus.DECLINED, "live": False} if undecided else {}
        return self.next(**blank, **ended, perhaps_erased_at=None)

    def _must_be(self, *statuses: NominationStatus) -> None:
        if self.status not in statuses:
            raise NotAtThisStep("This nomination is not at this step any more.", field="nomination_id")


def in_rank(reserves: list[Nomination]) -> list[Nomination]:
    """Return reserves as they follow: by rank, then by when they were received."""
    return sorted(
        (one for one in reserves if one.reserve),
        key=lambda one: (one.reserve.rank if one.reserve else 0, one.received.at, one.nomination_id),
    )
