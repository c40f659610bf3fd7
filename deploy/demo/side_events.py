"""Side events' part of the story: rooms, twenty requests, a programme, a room lost, a move, a cancellation."""

from datetime import datetime

from deploy.demo.dates import Plan
from deploy.demo.door import Answer, until
from deploy.demo.facts import RoomFact, SideEventFact
from deploy.demo.people import Person
from deploy.demo.progress import Chapter
from deploy.demo.staff import ANYONE, READER, SIDE_EVENTS, host
from deploy.demo.stage import Stage, by, each

API = "/side-events/api"
COMMITTEE = "Coordinating Committee"
SPEAKS = {"female": "woman", "male": "man", "other": "other"}


async def furnish(stage: Stage, chapter: Chapter) -> None:
    """Make the rooms of the venue known, the plenary with its official sessions; combined rooms after their parts."""
    counts = stage.of_meeting("side-events", "counts")
    await until(lambda: stage.door.find(ANYONE, counts), what="side events know the meeting")
    known = await rooms(stage)
    singles = [one for one in stage.facts.venue.rooms if not one.parts]

    async def add(one: RoomFact) -> None:
        if one.key not in known:
            await stage.door.tell(SIDE_EVENTS, f"{API}/rooms", _room(stage, one, known), step=f"room.{one.key}")

    await each(singles, add, chapter)
    known = await rooms(stage)
    await each([one for one in stage.facts.venue.rooms if one.parts], add, chapter)


def _room(stage: Stage, one: RoomFact, known: dict[str, Answer]) -> dict[str, object]:
    said = one.model_dump(include={"building", "name", "capacity", "wheelchair_accessible"})
    times = stage.facts.venue.plenary_sessions if one.plenary else ()
    sessions = [
        {"title": "Plenary", "starts_at": stage.held.at(day, start), "ends_at": stage.held.at(day, end)}
        for day in range(5)
        for start, end in times
    ]
    return {
        **said,
        "site": stage.facts.venue.site,
        "zone": stage.facts.meeting.zone,
        "parts": [known[part]["room_id"] for part in one.parts],
        "official_sessions": [{name: str(value) for name, value in one.items()} for one in sessions],
    }


async def rooms(stage: Stage) -> dict[str, Answer]:
    """Return the rooms by name."""
    return by(await stage.door.read(ANYONE, f"{API}/rooms"), "name")


async def side_events(stage: Stage) -> dict[str, Answer]:
    """Return the side events by title."""
    path = stage.of_meeting("side-events", "side-events")
    return by(await stage.door.rows(READER, path, size=200), "title")


async def request(stage: Stage, chapter: Chapter) -> None:
    """Take twenty requests; their hosts are delegations of the meeting (E6)."""
    known = await side_events(stage)

    async def ask(fact: SideEventFact) -> None:
        if fact.title not in known:
            await stage.door.tell(SIDE_EVENTS, f"{API}/side-events", _request(stage, fact), step=f"request.{fact.key}")

    await each(stage.facts.side_events, ask, chapter)


def _request(stage: Stage, fact: SideEventFact) -> dict[str, object]:
    contact = contact_of(stage, fact)
    wishes = [fact.day, (fact.day + 1) % 4]
    return {
        "meeting_id": stage.meeting_id,
        "title": fact.title,
        "lead_host": stage.delegation_id(fact.lead),
        "supporting_hosts": [stage.delegation_id(one) for one in fact.supporting],
        "contact": {"name": contact.full_name, "email": contact.email, "language": contact.language},
        "description": fact.description,
        "theme": fact.theme,
        "preferences": [
            {"day": stage.held.day(day).isoformat(), "start": fact.start, "end": fact.end} for day in wishes
        ],
        "expected_attendance": fact.attendance,
        "format": "in_person",
        "speakers": [_speaker(one) for one in _panel(stage, fact)],
        "needs": {"accessibility": fact.accessibility, "catering": fact.catering, "equipment": ["Projector"]},
        "accepts_conditions": True,
    }


def contact_of(stage: Stage, fact: SideEventFact) -> Person:
    """Return whom the secretariat writes to: the second of the lead host's delegation."""
    return stage.cast.person(fact.lead, 1)


def _panel(stage: Stage, fact: SideEventFact) -> list[Person]:
    asked = [stage.cast.person(fact.lead, 0), stage.cast.person(fact.lead, 2)]
    asked += [stage.cast.person(place, 0) for place in fact.supporting]
    return list({one.key: one for one in asked}.values())


def _speaker(person: Person) -> dict[str, str | None]:
    return {"name": person.full_name, "title": person.function, "gender": SPEAKS.get(person.gender.value)}


async def place_early(stage: Stage, chapter: Chapter) -> None:
    """Give the first requests a place while the meeting is still planned for other days."""
    known = await side_events(stage)
    halls = await rooms(stage)
    for fact in stage.facts.side_events:
        if fact.early and known[fact.title]["status"] == "requested":
            await _accept(stage, fact, known[fact.title], halls, stage.dates.planned)
            chapter.step()


async def moved_with_the_meeting(stage: Stage, chapter: Chapter) -> None:
    """Wait until the side events that had a place moved with the meeting (E3)."""
    early = [one for one in stage.facts.side_events if one.early]

    async def there() -> bool | None:
        known = await side_events(stage)
        return all(_is_on(stage, known[one.title], one) for one in early) or None

    await until(there, what="side events moved with the meeting")
    chapter.step()


def _is_on(stage: Stage, row: Answer, fact: SideEventFact) -> bool:
    at = row["placement"] and datetime.fromisoformat(row["placement"]["starts_at"])
    return bool(at and at == stage.held.at(fact.day, fact.start))


async def make_programme(stage: Stage, chapter: Chapter) -> None:
    """Accept, let hosts confirm, publish; decline one, leave some where they wait for somebody."""
    halls = await rooms(stage)

    async def bring_on(fact: SideEventFact) -> None:
        row = (await side_events(stage))[fact.title]
        if row["status"] == "requested" and fact.story == "declined":
            await _tell(stage, fact, row, "decline", {"reason": fact.declined_because})
        if row["status"] == "requested" and fact.room:
            await _accept(stage, fact, row, halls, stage.held)
            row = {**row, "status": "scheduled"}
        if row["status"] == "scheduled" and fact.story != "scheduled":
            await _confirm(stage, fact, row)
            row = {**row, "status": "confirmed"}
        if row["status"] == "confirmed" and fact.story != "confirmed":
            await _tell(stage, fact, row, "publish")

    await each(stage.facts.side_events, bring_on, chapter)


async def _accept(stage: Stage, fact: SideEventFact, row: Answer, halls: dict[str, Answer], plan: Plan) -> None:
    room = halls[fact.room or ""]["room_id"]
    await _tell(stage, fact, row, "accept", {"room_id": room, **_slot(fact, plan)})


def _slot(fact: SideEventFact, plan: Plan) -> dict[str, str]:
    return {"starts_at": plan.at(fact.day, fact.start).isoformat(), "ends_at": plan.at(fact.day, fact.end).isoformat()}


async def _confirm(stage: Stage, fact: SideEventFact, row: Answer) -> None:
    contact = contact_of(stage, fact)
    who = host(row["side_event_id"], name=contact.full_name, email=contact.email)
    path = f"{API}/side-events/{row['side_event_id']}/confirm"
    await stage.door.tell(who, path, step=f"confirm.{fact.key}")


async def _tell(stage: Stage, fact: SideEventFact, row: Answer, what: str, body: object = None) -> None:
    path = f"{API}/side-events/{row['side_event_id']}/{what}"
    await stage.door.tell(SIDE_EVENTS, path, body, step=f"{what}.{fact.key}")


async def change_programme(stage: Stage, chapter: Chapter) -> None:
    """Move one event to a larger room, lose a room to an official session and find another, cancel one."""
    halls = await rooms(stage)
    known = await side_events(stage)
    for fact in stage.facts.side_events:
        row = known[fact.title]
        if fact.story == "cancelled" and row["status"] != "cancelled":
            await _tell(stage, fact, row, "cancel", {"reason": fact.cancelled_because})
        if fact.moved_to and not _is_in(row, halls[fact.moved_to]):
            if fact.story == "displaced" and row["placement"]:
                await _hold_session(stage, fact, halls)
            body = {
                "room_id": halls[fact.moved_to]["room_id"],
                **_slot(fact, stage.held),
                "reason": fact.moved_because,
                "override_reason": fact.override or None,
            }
            await _tell(stage, fact, row, "move", body)
        chapter.step()


def _is_in(row: Answer, room: Answer) -> bool:
    return bool(row["placement"] and row["placement"]["room_id"] == room["room_id"])


async def _hold_session(stage: Stage, fact: SideEventFact, halls: dict[str, Answer]) -> None:
    path = f"{API}/rooms/{halls[fact.room or '']['room_id']}/official-sessions"
    body = {"title": COMMITTEE, **_slot(fact, stage.held)}
    await stage.door.tell(SIDE_EVENTS, path, body, step=f"session.{fact.key}")
