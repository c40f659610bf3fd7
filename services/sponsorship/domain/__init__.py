"""The rules of sponsorship: frozen values and pure functions."""

from services.sponsorship.domain.copies import DelegationCopy, MeetingCopy, ParticipantCopy, Progress, person_key
from services.sponsorship.domain.fund import Balance, Contribution, Fund, Line, booked, fund_of
from services.sponsorship.domain.nominations import (
    Decision,
    Nomination,
    NominationStatus,
    Proposal,
    Reserve,
    in_rank,
)
from services.sponsorship.domain.offers import Offer, OfferStatus, Refund, Ticket
from services.sponsorship.domain.refusals import (
    AlreadyNominated,
    DeadlinePassed,
    FundExhausted,
    FundFull,
    FundOpenAlready,
    NotAtThisStep,
    NotInvited,
    ReasonNeeded,
    SamePerson,
    StateLimitReached,
    WrongAmount,
    WrongDeadline,
)
from services.sponsorship.domain.terms import Signed, signed

__all__ = [
    "AlreadyNominated",
    "Balance",
    "Contribution",
    "DeadlinePassed",
    "Decision",
    "DelegationCopy",
    "Fund",
    "FundExhausted",
    "FundFull",
    "FundOpenAlready",
    "Line",
    "MeetingCopy",
    "Nomination",
    "NominationStatus",
    "NotAtThisStep",
    "NotInvited",
    "Offer",
    "OfferStatus",
    "ParticipantCopy",
    "Progress",
    "Proposal",
    "ReasonNeeded",
    "Refund",
    "Reserve",
    "SamePerson",
    "Signed",
    "StateLimitReached",
    "Ticket",
    "WrongAmount",
    "WrongDeadline",
    "booked",
    "fund_of",
    "in_rank",
    "person_key",
    "signed",
]
