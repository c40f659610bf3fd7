"""Sponsorship's part of the story: four donors, thirty nominations, offers answered, declined and lapsed."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from deploy.demo.door import Answer, until
from deploy.demo.facts import NominationFact
from deploy.demo.people import Person, focal_point_of
from deploy.demo.progress import Chapter
from deploy.demo.staff import ANYONE, COORDINATOR, FINANCE, READER, SPONSORSHIP, focal_point, nominee
from deploy.demo.stage import Stage, each
from shared.clock import utc_now
from shared.contracts.registration import Gender
from shared.who import Who

API = "/sponsorship/api"
SOON = timedelta(seconds=6)
"""The deadline of the offer that nobody answers."""
HOTEL, ALLOWANCE = 64_000, 60_000
"""Four nights and five days, in centimes (assumed: no rate is known)."""
OFFERED = {
    *("accepted", "accepted_unregistered", "ticketed", "withdrawn", "withdrawn_ticketed"),
    *("declined", "lapses", "offered"),
}
RESERVES = {"reserve", "reserve_accepts", "reserve_offered"}
ACCEPTING = {"accepted", "accepted_unregistered", "ticketed", "withdrawn", "withdrawn_ticketed", "reserve_accepts"}
TICKETED = {"ticketed", "withdrawn_ticketed"}
SAYS = {Gender.FEMALE: "woman", Gender.MALE: "man", Gender.OTHER: "other", Gender.UNDISCLOSED: "not_said"}


async def open_round(stage: Stage, chapter: Chapter) -> None:
    """Open the fund of the meeting and book what four donors gave in three currencies."""
    counts = stage.of_meeting("sponsorship", "counts")
    await until(lambda: stage.door.find(ANYONE, counts), what="sponsorship knows the meeting")
    fund_id = f"fun_{stage.facts.meeting.address}"
    if not await stage.door.find(READER, f"{API}/funds/{fund_id}"):
        body = {"meeting_id": stage.meeting_id, "currency": "CHF", "nominees_per_state": 1}
        await stage.door.tell(SPONSORSHIP, f"{API}/funds", body, step="fund")
    chapter.step()
    fund = await stage.door.read(READER, f"{API}/funds/{fund_id}")
    given = {one["donor"] for one in fund["contributions"]}
    for donor in stage.facts.donors:
        if donor.donor not in given:
            body = {
                "donor": donor.donor,
                "amount": {"minor": donor.amount, "currency": donor.currency},
                "rate": donor.rate,
                "received_on": stage.held.day(-donor.days_before).isoformat(),
                "earmark": list(donor.earmark),
            }
            path = f"{API}/funds/{fund_id}/contributions"
            await stage.door.tell(FINANCE, path, body, step=f"contribution.{donor.donor}")
        chapter.step()


async def nominate(stage: Stage, chapter: Chapter) -> None:
    """Let the focal points of thirty States nominate one delegate each (S1, S2)."""
    known = await nominations(stage)

    async def one(fact: NominationFact) -> None:
        if fact.state not in known:
            place = fact.state.lower()
            who = _focal_point(stage, place)
            path = f"{API}/delegations/{stage.delegation_id(place)}/nominations"
            await stage.door.tell(who, path, _nomination(stage, fact), step=f"nominate.{fact.state}")

    await each(stage.facts.nominations, one, chapter)


def _nomination(stage: Stage, fact: NominationFact) -> dict[str, object]:
    person = delegate(stage, fact)
    return {
        "meeting_id": stage.meeting_id,
        "state": fact.state,
        "note_verbale": f"Note S/22MSP/{fact.state}",
        "delegate": person.full_name,
        "email": person.email,
        "gender": SAYS[person.gender],
        "function": person.function,
        "expertise": fact.expertise,
        "first_time": len(person.full_name) % 3 == 0,
        "geneva_mission": fact.state not in {"TON", "GNB"},
        "languages": [person.language],
        "documents": {"application_form": True, "passport_copy": True, "health_insurance": len(person.email) % 4 != 0},
    }


def delegate(stage: Stage, fact: NominationFact) -> Person:
    """Return whom a State nominates: the second of its delegation."""
    return stage.cast.person(fact.state.lower(), 1)


def _focal_point(stage: Stage, place: str) -> Who:
    person = focal_point_of(stage.cast, place)
    return focal_point(stage.delegation_id(place), name=person.name, email=person.email)


async def nominations(stage: Stage) -> dict[str, Answer]:
    """Return the nominations by State."""
    ranked = await stage.door.read(READER, stage.of_meeting("sponsorship", "nominations"))
    return {one["nomination"]["state"]: one["nomination"] for one in ranked}


async def decide(stage: Stage, chapter: Chapter) -> None:
    """Propose, let the Coordinator decide: an offer, a place on the reserve list, or not yet (S3, S4)."""
    known = await nominations(stage)

    async def propose(fact: NominationFact) -> None:
        path = f"{API}/nominations/{known[fact.state]['nomination_id']}/propose"
        await stage.door.tell(SPONSORSHIP, path, {"costs": _costs(fact)}, step=f"propose.{fact.state}")

    waiting = _of(stage, OFFERED | RESERVES | {"proposed"})
    await each([one for one in waiting if known[one.state]["status"] == "received"], propose, chapter)
    known = await nominations(stage)
    for fact in _of(stage, RESERVES | OFFERED):
        if known[fact.state]["status"] == "proposed":
            await _decide(stage, fact, known[fact.state]["nomination_id"])
        chapter.step()


async def _decide(stage: Stage, fact: NominationFact, nomination_id: str) -> None:
    costs = _costs(fact)
    if fact.outcome in RESERVES:
        body: dict[str, object] = {"rank": fact.rank, "costs": costs, "answer_within_days": 7}
        path = f"{API}/nominations/{nomination_id}/reserve"
        await stage.door.tell(COORDINATOR, path, body, step=f"reserve.{fact.state}")
        return
    body = {"costs": costs, "answer_by": _answer_by(stage, fact).isoformat()}
    path = f"{API}/nominations/{nomination_id}/offer"
    await stage.door.tell(COORDINATOR, path, body, step=f"offer.{fact.state}")


def _answer_by(stage: Stage, fact: NominationFact) -> datetime:
    return utc_now() + SOON if fact.outcome == "lapses" else stage.dates.planned.before(21)


def _costs(fact: NominationFact) -> dict[str, dict[str, object]]:
    parts = {"ticket": fact.ticket, "hotel": HOTEL, "allowance": ALLOWANCE}
    return {name: {"minor": minor, "currency": "CHF"} for name, minor in parts.items()}


async def answer(stage: Stage, chapter: Chapter) -> None:
    """Let nominees accept and decline; reserves follow, also the one of the offer that lapses; buy tickets."""
    for fact in _of(stage, {"declined"}):
        await _answer(stage, fact, "decline", {"reason": "Needed at home during the week of the meeting."})
        chapter.step()
    for fact in _of(stage, ACCEPTING - {"reserve_accepts"}):
        await _answer(stage, fact, "accept")
        chapter.step()
    await reach(stage, _of(stage, {"lapses"}), {"lapsed"})
    await reach(stage, _of(stage, {"reserve_accepts", "reserve_offered"}), {"offered", "accepted"})
    chapter.step()
    for fact in _of(stage, {"reserve_accepts"}):
        await _answer(stage, fact, "accept")
        chapter.step()
    for fact in _of(stage, TICKETED):
        await _buy_ticket(stage, fact)
        chapter.step()


async def _answer(stage: Stage, fact: NominationFact, said: str, body: object = None) -> None:
    nomination = (await nominations(stage))[fact.state]
    if nomination["status"] == "offered":
        offer_id = nomination["offer_id"]
        who = nominee(nomination["nomination_id"], offer_id, name=nomination["delegate"], email=nomination["email"])
        await stage.door.tell(who, f"{API}/offers/{offer_id}/{said}", body, step=f"{said}.{fact.state}")


async def _buy_ticket(stage: Stage, fact: NominationFact) -> None:
    offer = (await offers(stage))[fact.state]
    if offer["status"] == "accepted" and not offer["ticketed"]:
        cost = {"minor": fact.ticket - fact.ticket // 20, "currency": "CHF"}
        body = {"reference": f"DEMO-{fact.state}", "cost": cost}
        await stage.door.tell(
            SPONSORSHIP, f"{API}/offers/{offer['offer_id']}/ticket", body, step=f"ticket.{fact.state}"
        )


async def offers(stage: Stage) -> dict[str, Answer]:
    """Return the offers by State; a State has one."""
    return {one["state"]: one for one in await stage.door.read(READER, stage.of_meeting("sponsorship", "offers"))}


async def reach(stage: Stage, facts: Iterable[NominationFact], statuses: Collection[str]) -> None:
    """Wait until the nominations of these States stand at one of these statuses or beyond."""
    states = [one.state for one in facts]
    beyond = {*statuses, "travel_cancelled"}

    async def there() -> bool | None:
        known = await nominations(stage)
        return all(known[state]["status"] in beyond for state in states) or None

    await until(there, what=f"nominations of {', '.join(states)} are {' or '.join(sorted(statuses))}")


async def travel_cancelled(stage: Stage, chapter: Chapter) -> None:
    """Wait until sponsorship heard who withdrew: travel cancelled, a refund to claim where there was a ticket (S8)."""
    await reach(stage, _of(stage, {"withdrawn", "withdrawn_ticketed"}), {"travel_cancelled"})
    chapter.step()
    ticketed = [one.state for one in _of(stage, {"withdrawn_ticketed"})]

    async def refund() -> bool | None:
        known = await offers(stage)
        return all(known[state]["refund_open"] for state in ticketed) or None

    await until(refund, what="a refund task for the ticket that is not used")
    chapter.step()


def _of(stage: Stage, outcomes: Collection[str]) -> list[NominationFact]:
    return [one for one in stage.facts.nominations if one.outcome in outcomes]
