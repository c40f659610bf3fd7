"""Registration's part of the story: the meeting made known, people notified, registered, confirmed and let in."""

from datetime import timedelta
from html import escape

from deploy.demo.dates import Plan
from deploy.demo.door import Answer, until
from deploy.demo.people import Fate, Person, focal_point_of
from deploy.demo.progress import Chapter
from deploy.demo.staff import ANYONE, CREDENTIALS, DOOR, READER, REGISTRATION
from deploy.demo.stage import Stage, by, each

API = "/registration/api"
LATE_NOTES = 6
LATE_BY = 12
"""Days before the opening on which late notes come in; the deadline is seventeen days before."""
FOCAL_POINTS = 40
DECISION = (
    "Recommended by the Coordinating Committee: non-profit, purpose consistent with the Convention (demonstration)."
)
CREDENTIALS_AT = {"awaited": 8, "copy_received": 7, "original_received": 9, "examined": 8, "defective": 3}
"""How many of the States Parties that attend stay at which step; the credentials of all others are in order."""
WAY = ("original_received", "examined", "in_order")


def plan_body(stage: Stage, plan: Plan) -> dict[str, object]:
    """Return what a meeting's plan says, with deadlines counted back from its opening day."""
    meeting = stage.facts.meeting
    return {
        "opens_on": plan.opens_on.isoformat(),
        "closes_on": plan.closes_on.isoformat(),
        "venue": meeting.venue,
        "city": meeting.city,
        "country": meeting.country,
        "zone": meeting.zone,
        "deadlines": [
            {"kind": one.kind.value, "at": plan.before(one.days_before).isoformat()} for one in meeting.deadlines
        ],
    }


async def announce(stage: Stage, chapter: Chapter) -> None:
    """Announce the meeting, invite every State, standing observer and admitted organisation, open registration."""
    meeting, door = stage.facts.meeting, stage.door
    if not await door.find(ANYONE, f"{API}/meetings/{meeting.meeting_id}"):
        said = meeting.model_dump(mode="json", include={"code", "convention", "kind", "title", "symbol_pattern"})
        body = {**said, **plan_body(stage, stage.dates.planned)}
        await door.tell(REGISTRATION, f"{API}/meetings", body, step="announce")
    chapter.step()
    await door.tell(REGISTRATION, stage.of_meeting("registration", "invite-states"), step="invite-states")
    chapter.step()
    admitted = [one for one in stage.facts.organisations if one.invited_by == "decision"]

    async def admit(one: Answer) -> None:
        body = {"name": one.name, "decision_record": DECISION}
        path = stage.of_meeting("registration", "organisations")
        await door.tell(REGISTRATION, path, body, step=f"admit.{one.place}")

    await each(admitted, admit, chapter)
    await door.tell(REGISTRATION, stage.of_meeting("registration", "open"), step="open")
    chapter.step()


async def reschedule(stage: Stage, chapter: Chapter) -> None:
    """Give the meeting its true dates; States that left the Convention later are States Parties then (R5)."""
    meeting = await stage.door.read(ANYONE, f"{API}/meetings/{stage.meeting_id}")
    if meeting["opens_on"] != stage.held.opens_on.isoformat():
        path = stage.of_meeting("registration", "reschedule")
        await stage.door.tell(REGISTRATION, path, plan_body(stage, stage.held), step="reschedule")
    chapter.step()


async def expects(stage: Stage, chapter: Chapter) -> None:
    """Wait until the desk sees whom sponsorship lets it expect, though no note names them and no form came (S7)."""
    path = f"/registration/meetings/{stage.facts.meeting.address}/waiting"
    names = {escape(one.full_name) for one in stage.cast.people if one.fate is Fate.EXPECTED}

    async def there() -> bool | None:
        page = await stage.door.text(REGISTRATION, path)
        return all(name in page for name in names) or None

    await until(there, what=f"registration expects {', '.join(sorted(names))}")
    chapter.step()


async def people(stage: Stage) -> dict[str, Answer]:
    """Return every participant of the meeting by e-mail address."""
    return by(await stage.door.rows(READER, stage.of_meeting("registration", "participants"), size=1000), "email")


async def delegations(stage: Stage) -> dict[str, Answer]:
    """Return every delegation by its id."""
    return by(await stage.door.read(READER, stage.of_meeting("registration", "delegations")), "delegation_id")


async def notify(stage: Stage, chapter: Chapter) -> None:
    """Take the note verbale or letter of every delegation whose note comes in time."""
    late = _late_notes(stage)
    await _notify(stage, chapter, [place for place in stage.cast.delegations if place not in late])


async def notify_late(stage: Stage, chapter: Chapter) -> None:
    """Take the notes that come after the deadline; they count, and are marked late (R8)."""
    await _notify(stage, chapter, _late_notes(stage))


async def _notify(stage: Stage, chapter: Chapter, places: list[str]) -> None:
    known = await delegations(stage)
    late = _late_notes(stage)

    async def note(place: str) -> None:
        days = LATE_BY if place in late else 20 + len(place) * 7 % 30
        await _note(stage, place, number=1, days_before=days)

    await each([place for place in places if not known[stage.delegation_id(place)]["notes"]], note, chapter)


def _late_notes(stage: Stage) -> list[str]:
    """Return the first few delegations with five people or more, whose notes come late."""
    return sorted(one.place for one in stage.cast.people if one.key.endswith("-04"))[:LATE_NOTES]


async def _note(stage: Stage, place: str, *, number: int, days_before: int) -> None:
    joining = {Fate.JOINS_LATE} if number > 1 else set()
    named = [one for one in stage.cast.delegations[place] if one.is_named or one.fate in joining]
    received = stage.held.before(days_before)
    body = {
        "reference": f"Note {number}/22MSP/{place.upper()}",
        "dated": (received - timedelta(days=1)).date().isoformat(),
        "received_at": received.isoformat(),
        "names": [_named(one) for one in named],
    }
    path = f"{API}/delegations/{stage.delegation_id(place)}/notify"
    await stage.door.tell(REGISTRATION, path, body, step=f"notify.{place}.{number}")


def _named(person: Person) -> dict[str, str]:
    said = person.model_dump(mode="json", include={"title", "function", "role", "gender"})
    return {**said, "full_name": person.noted_as}


async def invite_focal_points(stage: Stage, chapter: Chapter) -> None:
    """Make the last member of the larger delegations their focal point."""
    known = await delegations(stage)
    larger = sorted(stage.cast.delegations, key=lambda place: -len(stage.cast.delegations[place]))[:FOCAL_POINTS]

    async def invite(place: str) -> None:
        path = f"{API}/delegations/{stage.delegation_id(place)}/focal-point"
        body = focal_point_of(stage.cast, place).model_dump()
        await stage.door.tell(REGISTRATION, path, body, step=f"focal-point.{place}")

    waiting = [place for place in larger if not known[stage.delegation_id(place)]["focal_point"]]
    await each(waiting, invite, chapter)


async def register(stage: Stage, chapter: Chapter, *fates: Fate) -> None:
    """Register everyone with one of these fates, each from the public form."""
    known = await people(stage)
    coming = [one for one in stage.cast.people if one.registers and one.fate in fates and one.email not in known]

    async def fill_in(person: Person) -> None:
        fields = {"full_name", "email", "role", "language", "gender", "organisation", "function"}
        body = {
            **person.model_dump(mode="json", include=fields),
            "delegation_id": stage.delegation_id(person.place),
        }
        await stage.door.tell(ANYONE, f"{API}/participants", body, step=f"register.{person.key}")

    await each(coming, fill_in, chapter)


async def confirm(stage: Stage, chapter: Chapter) -> None:
    """Confirm those whose two tracks are complete (R3)."""
    known = await people(stage)
    ready = [known[one.email] for one in stage.cast.people if one.is_confirmed and one.email in known]

    async def one(row: Answer) -> None:
        path = f"{API}/participants/{row['participant_id']}/confirm"
        await stage.door.tell(REGISTRATION, path, step=f"confirm.{row['participant_id']}")

    late = {one.email for one in stage.cast.people if one.fate is Fate.JOINS_LATE}
    await each([row for row in ready if row["status"] == "registered" and row["email"] not in late], one, chapter)


async def examine_credentials(stage: Stage, chapter: Chapter) -> None:
    """Take the credentials of the States Parties that attend to where the story leaves them (R6)."""
    known = await delegations(stage)
    places = [one.iso3.lower() for one in stage.facts.states if one.attends]
    parties = [known[stage.delegation_id(place)] for place in places]
    needed = [one for one in parties if one["category"] == "state_party"]
    ends = [state for state, count in CREDENTIALS_AT.items() for _ in range(count)]
    ends += ["in_order"] * (len(needed) - len(ends))

    async def take_on(pair: tuple[Answer, str]) -> None:
        delegation, end = pair
        for state in steps_of_credentials(delegation["credentials"]["state"], end):
            await _credential(stage, delegation, state)
            chapter.step()

    mixed = sorted(needed, key=lambda one: one["delegation_id"][::-1])
    await each(zip(mixed, ends, strict=True), take_on)


def steps_of_credentials(now: str, end: str) -> tuple[str, ...]:
    """Return the steps still to take from one state of credentials to another."""
    way: tuple[str, ...] = ("awaited", *WAY)
    if end == "copy_received":
        way = ("awaited", "copy_received")
    elif end == "defective":
        way = ("awaited", "original_received", "examined", "defective")
    if now not in way or end not in way:
        return ()
    return way[way.index(now) + 1 : way.index(end) + 1]


async def _credential(stage: Stage, delegation: Answer, state: str) -> None:
    body = {"state": state, "issued_by": "Minister for Foreign Affairs"}
    if state == "defective":
        body["remark"] = "Signed by the Permanent Representative; a minister's signature is required."
    officer = CREDENTIALS if state in {"in_order", "defective"} else REGISTRATION
    path = f"{API}/delegations/{delegation['delegation_id']}/credentials"
    await stage.door.tell(officer, path, body, step=f"credentials.{delegation['delegation_id']}.{state}")


async def let_in(stage: Stage, chapter: Chapter) -> None:
    """Check in who comes, each on their day."""
    known = await people(stage)
    waiting = [
        one for one in stage.cast.people if one.arrives and known.get(one.email, {}).get("status") == "confirmed"
    ]

    async def check_in(person: Person) -> None:
        id = known[person.email]["participant_id"]
        minutes = sum(map(ord, person.key)) * 7 % 150
        at = stage.held.at(person.day, "08:00") + timedelta(minutes=minutes)
        body = {"arrived_at": at.isoformat()}
        await stage.door.tell(DOOR, f"{API}/participants/{id}/check-in", body, step=f"check-in.{person.key}")

    await each(waiting, check_in, chapter)


async def withdraw(stage: Stage, chapter: Chapter) -> None:
    """Take those off who do not come after all."""
    known = await people(stage)
    leaving = [one for one in stage.cast.people if one.fate is Fate.WITHDRAWS and one.email in known]

    async def leave(person: Person) -> None:
        row = known[person.email]
        if row["status"] != "withdrawn":
            path = f"{API}/participants/{row['participant_id']}/withdraw"
            body = {"reason": "Cannot travel."}
            await stage.door.tell(REGISTRATION, path, body, step=f"withdraw.{person.key}")

    await each(leaving, leave, chapter)


async def lists_issued(stage: Stage) -> int:
    """Return how many lists of participants the meeting has; none while there is no meeting."""
    return len(await stage.door.find(READER, stage.of_meeting("registration", "lists-of-participants")) or ())


async def issue_list(stage: Stage, chapter: Chapter, *, number: int) -> Answer:
    """Issue the list of participants as its `number`-th issue, unless it was issued; return it."""
    path = stage.of_meeting("registration", "lists-of-participants")
    issued = await stage.door.read(READER, path)
    if len(issued) < number:
        order = stage.of_meeting("registration", "list-of-participants")
        await stage.door.tell(REGISTRATION, order, {"number": 1}, step=f"list.{number}")
        issued = await stage.door.read(READER, path)
    chapter.step()
    return issued[-number] if len(issued) >= number else issued[0]


async def join_late(stage: Stage, chapter: Chapter) -> None:
    """Take second notes that name further people, register and confirm them (R8)."""
    known = await delegations(stage)
    joining = [one for one in stage.cast.people if one.fate is Fate.JOINS_LATE]

    async def amend(place: str) -> None:
        if len(known[stage.delegation_id(place)]["notes"]) < 2:
            await _note(stage, place, number=2, days_before=-1)

    await each(sorted({one.place for one in joining}), amend, chapter)
    await register(stage, chapter, Fate.JOINS_LATE)
    rows = await people(stage)

    async def confirm_one(person: Person) -> None:
        row = rows[person.email]
        if row["status"] == "registered":
            path = f"{API}/participants/{row['participant_id']}/confirm"
            await stage.door.tell(REGISTRATION, path, step=f"confirm.{person.key}")

    await each(joining, confirm_one, chapter)
