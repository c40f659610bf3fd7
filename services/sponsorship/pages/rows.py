"""Rows of the table of nominations: the score and its parts, the proposal beside the decision, component states."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from services.sponsorship.domain import Nomination, NominationStatus, Offer, OfferStatus, Progress
from services.sponsorship.domain.ranking import CRITERIA, Ranked, Scored
from services.sponsorship.pages.round import Round
from services.sponsorship.pages.words import GENDERS, REGISTERED, STATUS
from shared.money import Money
from shared.pages import Choice, Column, Filter, ListPlan, State, Step, msg

ENDED = (OfferStatus.DECLINED, OfferStatus.LAPSED, OfferStatus.WITHDRAWN, OfferStatus.TRAVEL_CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationRow:
    """One nomination as the table shows it."""

    nomination_id: str
    place: int
    points: int
    reasons: tuple[Scored, ...]
    delegate: str
    country: str
    gender: str
    late: bool
    status: str
    state: State
    word: str
    proposed: Money | None
    proposed_by: str
    decided: Money | None
    decided_by: str
    rank: int | None
    steps: tuple[Step, ...]


def rows_of(round_: Round) -> list[NominationRow]:
    """Return a row for each nomination, in the proposed order."""
    return [_row(one, round_) for one in round_.ranked]


def _row(ranked: Ranked, round_: Round) -> NominationRow:
    nomination = ranked.nomination
    offer = round_.offer_of(nomination)
    state, word = STATUS[nomination.status]
    proposal, reserve = nomination.proposal, nomination.reserve
    decided = offer.costs.total if offer else reserve.costs.total if reserve else None
    by = offer.decided.name if offer else reserve.by.name if reserve else ""
    return NominationRow(
        nomination_id=nomination.nomination_id,
        place=ranked.place,
        points=ranked.points,
        reasons=ranked.reasons,
        delegate=nomination.delegate,
        country=nomination.country,
        gender=nomination.gender.value,
        late=nomination.late,
        status=nomination.status.value,
        state=state,
        word=word,
        proposed=proposal.costs.total if proposal else None,
        proposed_by=proposal.by.name if proposal else "",
        decided=decided,
        decided_by=by,
        rank=reserve.rank if reserve and nomination.status is NominationStatus.RESERVE else None,
        steps=component_steps(nomination, offer, round_.progress.get(offer.person) if offer else None),
    )


def component_steps(nomination: Nomination, offer: Offer | None, progress: Progress | None) -> tuple[Step, ...]:
    """Return how far each part of one person's sponsorship is: a grant is not one status."""
    complete = nomination.documents.complete
    papers = Step(
        msg("Documents"),
        State.DONE if complete else State.WAITING,
        word=msg("complete") if complete else msg("not complete"),
    )
    if offer is None:
        return (papers,)
    state, word = REGISTERED[progress]
    if offer.status in ENDED and progress is None:
        state = State.OFF
    return (
        papers,
        Step(msg("Ticket"), *_ticket(offer)),
        Step(msg("Hotel"), *_promised(offer)),
        Step(msg("Allowance"), *_promised(offer)),
        Step(msg("Registration"), state, word=word),
    )


def _ticket(offer: Offer) -> tuple[State, str, str]:
    if offer.open_refund:
        return State.PROBLEM, "", msg("refund to be claimed")
    if offer.refund:
        return State.OFF, "", msg("refunded")
    return (State.DONE, "", msg("issued")) if offer.ticket else _promised(offer)


def _promised(offer: Offer) -> tuple[State, str, str]:
    if offer.status in ENDED:
        return State.OFF, "", msg("released")
    accepted = offer.status is OfferStatus.ACCEPTED
    return (State.IN_HAND, "", msg("committed")) if accepted else (State.WAITING, "", msg("reserved"))


def plan_for(rows: Sequence[NominationRow], round_: Round) -> ListPlan:
    """Return what the table of nominations offers, with how many there are in each state."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.status] = counts.get(row.status, 0) + 1
    decided = sum(row.decided.minor for row in rows if row.decided and row.state is not State.OFF)
    return ListPlan(
        columns=(
            Column("place", msg("Place"), sorts=True, numeric=True),
            Column("delegate", msg("Delegate"), sorts=True),
            Column("points", msg("Points"), sorts=True, numeric=True),
            Column("why", msg("Why")),
            Column("proposed", msg("Proposal"), sorts=True, numeric=True),
            Column("decided", msg("Decision"), sorts=True, numeric=True, total=round_.francs(decided).text()),
            Column("status", msg("State"), sorts=True),
            Column("steps", msg("How far")),
        ),
        filters=(
            Filter(
                "status",
                msg("State"),
                [Choice(one.value, STATUS[one][1], str(counts[one])) for one in NominationStatus if one in counts],
            ),
            Filter("gender", msg("Gender"), GENDERS),
        ),
        order="place",
    )


VALUES: Mapping[str, Callable[[NominationRow], str | int | float | None]] = {
    "place": lambda row: row.place,
    "delegate": lambda row: row.delegate,
    "points": lambda row: row.points,
    "proposed": lambda row: row.proposed.minor if row.proposed else None,
    "decided": lambda row: row.decided.minor if row.decided else None,
    "status": lambda row: row.status,
    "gender": lambda row: row.gender,
}


def searched(row: NominationRow) -> str:
    """Return what the search looks in."""
    return f"{row.delegate} {row.country}"


EXPORTED = (
    "place",
    "country",
    "delegate",
    "gender",
    "late",
    "status",
    "points",
    *(one.key for one in CRITERIA),
    "currency",
    "proposed",
    "proposed_by",
    "decided",
    "decided_by",
)


def exported(row: NominationRow) -> tuple[object, ...]:
    """Return a row as files carry it, in the order of `EXPORTED`; amounts in minor units."""
    points = {one.criterion.key: one.points for one in row.reasons}
    amount = row.decided or row.proposed
    return (
        row.place,
        row.country,
        row.delegate,
        row.gender,
        row.late,
        row.status,
        row.points,
        *(points.get(one.key, 0) for one in CRITERIA),
        amount.currency if amount else "",
        row.proposed.minor if row.proposed else None,
        row.proposed_by,
        row.decided.minor if row.decided else None,
        row.decided_by,
    )
