"""Follow-up forms: asked of some of those who come, by a deadline of their own, some with places that run out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from services.registration.domain.conventions import moved
from services.registration.domain.decisions import ReviewState
from services.registration.domain.forms import Answer
from services.registration.domain.participants import Participant
from shared import waiting
from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.forms import Wording
from shared.errors import Refused
from shared.values import Aggregate
from shared.waiting import Offer, WaitingList

EVERYBODY = ("everybody",)
"""The one group of those who wait for a place."""

REMIND_DAYS = 3


class FollowUpNotOpen(Refused):
    """The form is not open, or its deadline has passed."""

    next_step = "Ask the secretariat: an officer can still enter your answers."


class NotAsked(Refused):
    """The form is for others."""

    next_step = "Nothing is asked of you here."


class DeadlineMissing(Refused):
    """A form is opened without the instant until which it can be answered."""

    next_step = "Set the deadline first."


class FollowUpState(StrEnum):
    """How far a follow-up form is."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class FollowUp(Aggregate):
    """A form asked of some participants; its fields are those of the form of the same id.

    Where places are limited this one document guards them, with the one waiting list; a delegation's second person
    comes after every delegation's first.
    """

    follow_up_id: str
    meeting_id: str
    title: Wording
    categories: tuple[Category, ...] = ()
    roles: tuple[DelegateRole, ...] = ()
    confirmed_only: bool = False
    closes_at: datetime | None = None
    places: int | None = None
    state: FollowUpState = FollowUpState.DRAFT
    opened_at: datetime | None = None
    remind_days: int = REMIND_DAYS
    """So many days before the deadline those who have not answered are reminded; 0: nobody is."""
    reminded_for: datetime | None = None
    mailing_id: str = ""
    """The reminder that went out last, and the deadline it went out for."""
    list: WaitingList = WaitingList(groups=EVERYBODY)

    def asks(self, participant: Participant) -> bool:
        """Tell whether somebody is asked: approved or confirmed, and of the audience."""
        approved = participant.review is ReviewState.APPROVED or participant.confirmed_at is not None
        return (
            participant.active
            and (participant.confirmed_at is not None if self.confirmed_only else approved)
            and (not self.categories or participant.category in self.categories)
            and (not self.roles or participant.role in self.roles)
        )

    def must_take(self, participant: Participant, *, at: datetime, by_officer: bool) -> None:
        """Refuse an answer of somebody who is not asked, or that comes too late; officers enter late ones."""
        if not self.asks(participant):
            raise NotAsked("This form is not asked of this person.")
        late = self.closes_at is not None and at > self.closes_at
        if self.state is FollowUpState.DRAFT or ((self.state is FollowUpState.CLOSED or late) and not by_officer):
            raise FollowUpNotOpen("This form cannot be answered any more." if late else "This form is not open.")

    def follow(self, days: timedelta, *, zone: str) -> Self:
        """Move the deadline by so many days, at the same time of the day at the venue; a closed form stays as it is."""
        if self.closes_at is None or self.state is FollowUpState.CLOSED:
            return self
        return self.next(closes_at=moved(self.closes_at, days, zone=zone))

    @property
    def remind_at(self) -> datetime | None:
        """When the reminder goes out: once a deadline, while the form is open; it moves with the deadline."""
        if self.state is not FollowUpState.OPEN or self.closes_at is None or not self.remind_days:
            return None
        return None if self.reminded_for == self.closes_at else self.closes_at - timedelta(days=self.remind_days)

    def reminds(self, now: datetime) -> bool:
        """Tell whether the reminder goes out now, and not after the deadline."""
        at, until = self.remind_at, self.closes_at
        return at is not None and until is not None and at <= now < until

    def reminded(self, mailing_id: str) -> Self:
        """Note by which mailing people were reminded of the deadline as it stands."""
        return self.next(reminded_for=self.closes_at, mailing_id=mailing_id)

    def open(self, *, at: datetime) -> Self:
        """Open the form to its audience."""
        if self.closes_at is None or self.closes_at <= at:
            raise DeadlineMissing("The deadline of this form is missing or has passed.", field="closes_at")
        return self.next(state=FollowUpState.OPEN, opened_at=self.opened_at or at)

    def close(self) -> Self:
        """Take no more answers but what officers enter."""
        return self.next(state=FollowUpState.CLOSED)

    def set_places(self, places: int | None, *, at: datetime) -> tuple[Self, tuple[Offer, ...]]:
        """Change how many places there are; return what is offered to those who wait."""
        wanted = places if places is not None else max(self.list.used + len(self.list.waiting), 0)
        changed = self.next(places=places, list=waiting.resize(self.list, wanted))
        return changed._refilled(at)

    def take_place(self, participant: Participant, *, at: datetime) -> tuple[Self, tuple[Offer, ...]]:
        """Give somebody a place while there is one, or the one offered to them; else let them wait."""
        key = participant.participant_id
        if self.places is None or self.list.holds(key) or self.place_of(key):
            return self, ()
        if self.list.offer_to(key):
            return self.next(list=waiting.accept(self.list, key, at=at)), ()
        waiter = waiting.Waiter(key=key, share=participant.delegation_id, group=EVERYBODY[0], since=at)
        joined, offers = self.next(list=waiting.join(self.list, waiter))._refilled(at)
        if joined.list.offer_to(key):
            joined = joined.model_copy(update={"list": waiting.accept(joined.list, key, at=at)})
        return joined, tuple(one for one in offers if one.key != key)

    def give_back(self, participant_id: str, *, at: datetime) -> tuple[Self, tuple[Offer, ...]]:
        """Take somebody's place, offer or turn back; return what is offered to others."""
        if not self.list.knows(participant_id):
            return self, ()
        return self.next(list=waiting.leave(self.list, participant_id))._refilled(at)

    def lapse(self, *, at: datetime) -> tuple[Self, tuple[Offer, ...]]:
        """Take back offers that were not answered in time; return what is offered to the next."""
        left, lapsed = waiting.lapse(self.list, at)
        return self.next(list=left)._refilled(at) if lapsed else (self, ())

    def place_of(self, participant_id: str) -> int | None:
        """Return 0 for somebody who has a place, else their turn on the waiting list; None for neither."""
        if self.list.holds(participant_id):
            return 0
        standing = waiting.standing(self.list, participant_id)
        return standing.number if standing else None

    def _refilled(self, at: datetime) -> tuple[Self, tuple[Offer, ...]]:
        """Offer free places in the fair order; on the last day an offer ends with the form."""
        places, offers = waiting.refill(self.list, at, until=self.closes_at)
        return self.model_copy(update={"list": places}), offers


class FollowUpAnswer(Aggregate):
    """What one person answered to a follow-up form, under which of its versions, with who they are for the table."""

    answer_id: str
    follow_up_id: str
    participant_id: str
    meeting_id: str
    full_name: str
    delegation: str
    category: Category
    role: DelegateRole
    number: int
    comes: bool = True
    answers: tuple[Answer, ...] = ()
    given_at: datetime
    given_by: str = ""


def answer_id(follow_up_id: str, participant_id: str) -> str:
    """Return the id of a person's answer to a form: one each."""
    return f"{follow_up_id}_{participant_id}"


def missing_of(
    follow_up: FollowUp, people: Sequence[Participant], answered: Sequence[FollowUpAnswer]
) -> list[Participant]:
    """Return who is asked and has not answered."""
    there = {one.participant_id for one in answered}
    return [one for one in people if follow_up.asks(one) and one.participant_id not in there]
