"""Follow-up forms: asked of some of those who come, by a deadline of their own, some with places that run out."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.decisions import ReviewState
from services.registration.domain.forms import Answer
from services.registration.domain.participants import Participant
from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.forms import Wording
from shared.errors import Refused
from shared.values import Aggregate


class FollowUpNotOpen(Refused):
    """The form is not open, or its deadline has passed."""

    next_step = "Ask the secretariat: an officer can still enter your answers."


class NotAsked(Refused):
    """The form is for others."""

    next_step = "Nothing is asked of you here."


class DeadlineMissing(Refused):
    """A form is opened without the instant until which it can be answered."""

    next_step = "Set the deadline first."


class TooFewPlaces(Refused):
    """More people hold a place than there would be."""

    next_step = "Keep at least as many places as are taken."


class FollowUpState(StrEnum):
    """How far a follow-up form is."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class FollowUp(Aggregate):
    """A form asked of some participants; its fields are those of the form of the same id.

    Where places are limited, `holders` have one and `waiting` wait in the order they asked: this one document guards
    them against a race.
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
    holders: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()

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

    def open(self, *, at: datetime) -> Self:
        """Open the form to its audience."""
        if self.closes_at is None or self.closes_at <= at:
            raise DeadlineMissing("The deadline of this form is missing or has passed.", field="closes_at")
        return self.next(state=FollowUpState.OPEN, opened_at=self.opened_at or at)

    def close(self) -> Self:
        """Take no more answers but what officers enter."""
        return self.next(state=FollowUpState.CLOSED)

    def set_places(self, places: int | None) -> tuple[Self, tuple[str, ...]]:
        """Change how many places there are; return who moves up from the waiting list."""
        if places is not None and places < len(self.holders):
            raise TooFewPlaces("More people hold a place already.", field="places")
        return self.next(places=places).filled()

    def take_place(self, participant_id: str) -> tuple[Self, tuple[str, ...]]:
        """Give somebody a place while there is one, else let them wait behind the others."""
        if self.places is None or participant_id in (*self.holders, *self.waiting):
            return self, ()
        return self.next(waiting=(*self.waiting, participant_id)).filled()

    def give_back(self, participant_id: str) -> tuple[Self, tuple[str, ...]]:
        """Take somebody's place or turn back; return who moves up."""
        if participant_id not in (*self.holders, *self.waiting):
            return self, ()
        freed = self.next(
            holders=tuple(one for one in self.holders if one != participant_id),
            waiting=tuple(one for one in self.waiting if one != participant_id),
        )
        return freed.filled()

    def filled(self) -> tuple[Self, tuple[str, ...]]:
        """Return the form with free places given to those who wait longest, and who they are."""
        free = len(self.waiting) if self.places is None else self.places - len(self.holders)
        first = self.waiting[:free]
        kept = {"holders": (*self.holders, *first), "waiting": self.waiting[len(first) :]}
        return self.model_copy(update=kept), first

    def place_of(self, participant_id: str) -> int | None:
        """Return 0 for somebody who has a place, else their place in the waiting list; None for neither."""
        if participant_id in self.holders:
            return 0
        return self.waiting.index(participant_id) + 1 if participant_id in self.waiting else None


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
