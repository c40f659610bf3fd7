"""What waits for whom, and what happened last."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from operator import attrgetter

from services.sponsorship.domain import Nomination, NominationStatus, Offer, OfferStatus
from services.sponsorship.pages.round import Round
from services.sponsorship.pages.words import STATUS
from shared.pages import Happening, Speech, State, Work, msg
from shared.who import Role, Who

SOON = timedelta(days=2)
TOLD = timedelta(days=7)


def work_for(who: Who, round_: Round, now: datetime) -> list[Work]:
    """Return what waits for this person, the most urgent first."""
    found: list[Work] = []
    if who.has(Role.SPONSORSHIP_COORDINATOR):
        found += _to_decide(round_)
    if who.has(Role.SPONSORSHIP_ADMINISTRATOR):
        found += _to_erase(round_)
        found += [
            *_to_open(round_),
            *_to_propose(round_),
            *_to_ticket(round_),
            *_ending(round_, now),
            *_off(round_, now),
        ]
    if who.has(Role.SPONSORSHIP_ADMINISTRATOR) or who.has(Role.FINANCE_OFFICER):
        found += _to_claim(round_)
    found += _to_answer(who, round_)
    return sorted(found, key=lambda one: (one.state != State.PROBLEM, one.due is None, one.due or one.since or now))


def _to_decide(round_: Round) -> Iterator[Work]:
    for one in _in(round_, NominationStatus.PROPOSED):
        yield _nomination(one, msg("Decide"), since=one.proposal.by.at if one.proposal else None)
    waiting = [one for one in _in(round_, NominationStatus.RESERVE) if one.reserve]
    able = [one for one in waiting if one.reserve and round_.fund and round_.fund.covers(one.state, one.reserve.costs)]
    for one in able:
        yield _nomination(one, msg("Offer"), since=one.received.at, word=msg("on reserve, and there is money"))


def _to_erase(round_: Round) -> Iterator[Work]:
    word = msg("Somebody of this name asked to be erased. Is it this person?")
    for one in round_.nominations:
        if one.perhaps_erased_at:
            asked = _nomination(one, msg("Look"), since=one.perhaps_erased_at, word=word)
            yield replace(asked, state=State.PROBLEM, key=f"{one.nomination_id}-erasure")


def _to_open(round_: Round) -> Iterator[Work]:
    if round_.fund is None:
        href = f"/sponsorship/meetings/{round_.meeting.code.lower()}/fund"
        yield Work(title=msg("This meeting has no fund yet"), href=href, action=msg("Open the fund"))


def _to_propose(round_: Round) -> Iterator[Work]:
    for one in _in(round_, NominationStatus.RECEIVED):
        yield _nomination(one, msg("Propose"), since=one.received.at)


def _to_ticket(round_: Round) -> Iterator[Work]:
    for one in round_.offers:
        if one.status is OfferStatus.ACCEPTED and one.ticket is None:
            since = one.answered.at if one.answered else None
            yield _offer(one, msg("Enter the ticket"), msg("ticket to be bought"), since=since)


def _ending(round_: Round, now: datetime) -> Iterator[Work]:
    for one in round_.offers:
        if one.status is OfferStatus.OFFERED and one.answer_by - now < SOON:
            yield replace(_offer(one, msg("Look"), msg("not answered yet")), due=one.answer_by)


def _off(round_: Round, now: datetime) -> Iterator[Work]:
    """Whom nobody has to do anything about any more: told for a week, for the State may name another."""
    for one in round_.offers:
        if one.cancelled_at and now - one.cancelled_at < TOLD and not one.open_refund:
            _, word = STATUS[NominationStatus(one.status.value)]
            yield _offer(one, msg("Look"), word, since=one.cancelled_at)


def _to_claim(round_: Round) -> Iterator[Work]:
    for one in round_.offers:
        if one.open_refund and one.refund:
            work = _offer(one, msg("Claim the refund"), msg("ticket to be refunded"), since=one.refund.opened_at)
            yield replace(work, state=State.PROBLEM)


def _to_answer(who: Who, round_: Round) -> Iterator[Work]:
    mine = who.scopes(Role.NOMINEE)
    for one in round_.offers:
        if one.offer_id in mine and one.status is OfferStatus.OFFERED:
            yield Work(
                title=msg("You are offered sponsorship"),
                href=f"/sponsorship/offers/{one.offer_id}",
                action=msg("Answer"),
                due=one.answer_by,
            )


def happenings_of(round_: Round, speech: Speech, *, named: bool, last: int = 10) -> list[Happening]:
    """Return what happened last; names only for those who may see them."""
    found = [
        Happening(
            what=msg("Nomination received"),
            at=one.received.at,
            why=_name(one, speech, named),
            href=_link(one, named),
        )
        for one in round_.nominations
    ]
    for offer in round_.offers:
        nomination = next((one for one in round_.nominations if one.nomination_id == offer.nomination_id), None)
        why, href = (_name(nomination, speech, named), _link(nomination, named)) if nomination else ("", "")
        found += [Happening(what=what, at=at, why=why, href=href, state=state) for what, at, state in _of(offer)]
    return sorted(found, key=attrgetter("at"), reverse=True)[:last]


def _of(offer: Offer) -> Iterator[tuple[str, datetime, str]]:
    yield msg("Sponsorship offered"), offer.made_at, State.IN_HAND
    if offer.answered:
        declined = offer.status is OfferStatus.DECLINED
        what = msg("Offer declined") if declined else msg("Offer accepted")
        yield what, offer.answered.at, State.OFF if declined else State.DONE
    if offer.status is OfferStatus.LAPSED:
        yield msg("Offer lapsed unanswered"), offer.answer_by, State.OFF
    if offer.ticket:
        yield msg("Ticket issued"), offer.ticket.issued.at, State.DONE
    if offer.cancelled_at:
        withdrawn = offer.status is OfferStatus.WITHDRAWN
        yield msg("Offer withdrawn") if withdrawn else msg("Travel cancelled"), offer.cancelled_at, State.PROBLEM


def _in(round_: Round, status: NominationStatus) -> list[Nomination]:
    return [one for one in round_.nominations if one.status is status]


def _nomination(one: Nomination, action: str, *, since: datetime | None, word: str = "") -> Work:
    href = f"/sponsorship/nominations/{one.nomination_id}"
    return Work(title=one.delegate, detail=one.country, href=href, action=action, since=since, word=word)


def _offer(one: Offer, action: str, word: str, *, since: datetime | None = None) -> Work:
    return Work(
        title=one.delegate,
        detail=one.country,
        href=f"/sponsorship/nominations/{one.nomination_id}",
        action=action,
        since=since,
        word=word,
        key=f"{one.offer_id}-{action}",
    )


def _name(one: Nomination, speech: Speech, named: bool) -> str:
    return f"{speech.named(one.country)}: {one.delegate}" if named else ""


def _link(one: Nomination, named: bool) -> str:
    return f"/sponsorship/nominations/{one.nomination_id}" if named else ""
