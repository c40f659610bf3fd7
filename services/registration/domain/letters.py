"""Letters to a person: visa support, confirmation, certificate of attendance; numbered, recorded, verifiable."""

import base64
import hashlib
from datetime import datetime
from enum import StrEnum
from typing import Self

from services.registration.domain.decisions import ReviewState
from services.registration.domain.lists import COMING
from services.registration.domain.participants import Participant, ParticipantStatus
from shared.contracts.registration.letters import LetterKind
from shared.errors import Refused
from shared.values import Aggregate, Value


class LetterStanding(StrEnum):
    """Whether a letter still says what is so."""

    VALID = "valid"
    WITHDRAWN = "withdrawn"
    OUTDATED = "outdated"


WHO: dict[LetterKind, tuple[ParticipantStatus, ...]] = {
    LetterKind.CONFIRMATION: tuple(COMING),
    LetterKind.VISA_SUPPORT: tuple(COMING),
    LetterKind.ATTENDANCE: (ParticipantStatus.PRESENT,),
}
"""Who gets a letter of a kind when it is made for everybody."""
PREFIX = {LetterKind.CONFIRMATION: "C", LetterKind.VISA_SUPPORT: "V", LetterKind.ATTENDANCE: "A"}


class NotApproved(Refused):
    """The secretariat has not approved the registration, so it cannot speak for the person."""

    next_step = "Approve or confirm the registration first."


class NotComing(Refused):
    """The person is not confirmed, so there is no participation to confirm (R3)."""

    next_step = "The letter can be made once the person is confirmed."


class NeverPresent(Refused):
    """A certificate of attendance is for those who were there."""

    next_step = "The certificate can be made once the person has been checked in at the meeting."


class LetterWithdrawn(Refused):
    """The letter was withdrawn."""

    status = 409
    next_step = "Make a new letter if the person still needs one."


class LetterOutdated(Refused):
    """What the letter says of the person has changed since it was made."""

    status = 409
    next_step = "Make the letter anew: it gets another number."


class Letter(Aggregate):
    """One letter that was made: its number, to whom, of what kind; who it is about stays with the participant alone.

    `facts` is a fingerprint of what it says, so that the letter is not printed with other words under one number.
    """

    letter_id: str
    number: str
    meeting_id: str
    participant_id: str
    kind: LetterKind
    language: str
    days: tuple[str, ...] = ()
    facts: str
    batch_id: str = ""
    issued_at: datetime
    issued_by: str
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    reason: str = ""

    def withdraw(self, reason: str, *, by: str, at: datetime) -> Self:
        """Make the letter invalid for whoever looks its number up."""
        if self.withdrawn_at:
            raise LetterWithdrawn("This letter was withdrawn before.", field="letter_id")
        return self.next(withdrawn_at=at, withdrawn_by=by, reason=reason)

    def standing(self, participant: Participant | None) -> LetterStanding:
        """Return whether it is valid now; attendance stays true of a person whose registration ended later."""
        if self.withdrawn_at or participant is None:
            return LetterStanding.WITHDRAWN
        if self.kind is not LetterKind.ATTENDANCE and not participant.active:
            return LetterStanding.WITHDRAWN
        return LetterStanding.VALID if self.facts == facts_of(participant) else LetterStanding.OUTDATED

    def must_stand(self, participant: Participant) -> None:
        """Refuse to print a letter that does not hold any more."""
        standing = self.standing(participant)
        if standing is LetterStanding.WITHDRAWN:
            raise LetterWithdrawn("This letter was withdrawn.")
        if standing is LetterStanding.OUTDATED:
            raise LetterOutdated("The person's registration has changed since this letter was made.")


class Hand(Value):
    """Who makes a letter, and when."""

    by: str
    at: datetime


def letter(
    participant: Participant, kind: LetterKind, hand: Hand, *, letter_id: str, days: tuple[str, ...] = ()
) -> Letter:
    """Return a letter of a kind to a person in their language, or refuse where it would not be true."""
    must_be_true(kind, participant)
    return Letter(
        letter_id=letter_id,
        number=number_of(kind, letter_id),
        meeting_id=participant.meeting_id,
        participant_id=participant.participant_id,
        kind=kind,
        language=participant.language,
        days=days_of(participant, days) if kind is LetterKind.ATTENDANCE else (),
        facts=facts_of(participant),
        issued_at=hand.at,
        issued_by=hand.by,
        version=1,
    )


def must_be_true(kind: LetterKind, participant: Participant) -> None:
    """Refuse a letter that says what is not so: confirmed (R3), approved, present."""
    if kind is LetterKind.ATTENDANCE:
        if not participant.arrived_at:
            raise NeverPresent("This person was not present.", field="kind")
        return
    if kind is LetterKind.CONFIRMATION and participant.status not in COMING:
        raise NotComing("This person is not confirmed.", field="kind")
    approved = participant.review is ReviewState.APPROVED or participant.status in COMING
    if not (participant.active and approved):
        raise NotApproved("This registration is not approved.", field="kind")


def possible(participant: Participant) -> tuple[LetterKind, ...]:
    """Return the letters that can be made for a person now."""
    kinds = []
    for kind in LetterKind:
        try:
            must_be_true(kind, participant)
        except Refused:
            continue
        kinds.append(kind)
    return tuple(kinds)


def is_for(kind: LetterKind, participant: Participant) -> bool:
    """Tell whether somebody gets a letter of this kind when it is made for everybody."""
    return participant.status in WHO[kind] and kind in possible(participant)


def days_of(participant: Participant, seen: tuple[str, ...]) -> tuple[str, ...]:
    """Return the days somebody was present: those the doors saw, and the day of arrival."""
    return tuple(sorted({*seen, *([participant.arrived_on] if participant.arrived_on else [])}))


def facts_of(participant: Participant) -> str:
    """Return a fingerprint of what letters say of a person."""
    said = (participant.full_name, participant.delegation_id, participant.role.value, participant.function)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def number_of(kind: LetterKind, letter_id: str) -> str:
    """Return the number of a letter, such as `C-7Q4K-M2XD`: not to be guessed, forty bits of its random id."""
    word = base64.b32encode(hashlib.sha256(letter_id.encode()).digest()).decode()[:8]
    return f"{PREFIX[kind]}-{word[:4]}-{word[4:]}"


def as_number(typed: str) -> str:
    """Return a number however it was typed: any case, with or without strokes and blanks."""
    bare = "".join(one for one in typed.upper() if one.isalnum())
    return f"{bare[:1]}-{bare[1:5]}-{bare[5:9]}"
