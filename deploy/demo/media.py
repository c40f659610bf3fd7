"""Media's part of the story: sixty journalists, five releases, clearances, an embargo that lifts while you look."""

from collections.abc import Iterable
from datetime import timedelta
from random import Random

from deploy.demo.door import Answer, until
from deploy.demo.facts import Facts, ReleaseFact, TextFact
from deploy.demo.names import Namer
from deploy.demo.outbox import keys_in_mails
from deploy.demo.people import SEED
from deploy.demo.progress import Chapter
from deploy.demo.side_events import side_events
from deploy.demo.staff import ANYONE, MEDIA, READER, clearance_address, principal
from deploy.demo.stage import Stage, by, each
from shared.clock import utc_now
from shared.contracts.registration import Gender
from shared.values import Value

API = "/media/api"
A_NEWSROOM = 3
EMBARGO = timedelta(seconds=8)
UNCLEARED = {"waiting": "state:TON"}
"""Who has not answered when the story ends."""


class Journalist(Value):
    """One invented journalist."""

    name: str
    email: str
    outlet: str
    language: str
    embargo_access: bool


def journalists(facts: Facts) -> list[Journalist]:
    """Return the same sixty journalists every time."""
    chance = Random(SEED + 1)  # noqa: S311 - people of a play, not a secret
    namer = Namer(facts.names, chance)
    found = []
    for desk, outlet in enumerate(facts.outlets):
        for number in range(A_NEWSROOM):
            gender = Gender.FEMALE if (desk + number) % 2 else Gender.MALE
            named = namer.name(outlet.names_of, gender, place=f"news{desk + 1:02}")
            said = {"name": named.written, "email": named.email, "outlet": outlet.outlet, "language": outlet.language}
            found.append(Journalist(**said, embargo_access=number == 0 and desk % 2 == 0))
    return found


async def gather_press(stage: Stage, chapter: Chapter) -> None:
    """Put journalists on the list; each confirms from their own mailbox."""
    asked = journalists(stage.facts)
    known = await on_the_list(stage)

    async def add(one: Journalist) -> None:
        if one.email not in known:
            await stage.door.tell(MEDIA, f"{API}/journalists", one.model_dump(), step=f"journalist.{one.email}")

    await each(asked, add, chapter)
    known = await on_the_list(stage)
    pending = {one.email for one in asked if known[one.email]["subscription"] == "pending"}
    keys = await keys_in_mails(stage.door, pending, before="/media/confirm/")

    async def confirm(numbered: tuple[int, str]) -> None:
        number, key = numbered
        path = f"{API}/subscriptions/confirm"
        await stage.door.tell_from(number, path, {"letter_key": key}, step=f"subscription.{key}")

    await each(enumerate(keys), confirm, chapter)


async def on_the_list(stage: Stage) -> dict[str, Answer]:
    """Return the journalists by e-mail address."""
    return by(await stage.door.rows(READER, f"{API}/journalists", size=1000), "email")


async def name_principals(stage: Stage, chapter: Chapter) -> None:
    """Say who clears texts for whom."""
    named = {one["principal"] for one in await stage.door.read(READER, f"{API}/representatives")}
    wanted = {name for one in stage.facts.releases for name in one.on_behalf_of} | {"isu"}

    async def name(of: str) -> None:
        body = {"principal": of, "name": principal(of).name, "email": clearance_address(of)}
        await stage.door.tell(MEDIA, f"{API}/representatives", body, step=f"representative.{of}")

    await each(sorted(wanted - named), name, chapter)


async def write_releases(stage: Stage, chapter: Chapter) -> None:
    """Draft the releases, ask for clearance, clear, and let each go its way."""
    known = await _releases(stage)

    async def write(fact: ReleaseFact) -> None:
        row = known.get(fact.texts[0].headline)
        if row is None:
            await stage.door.tell(MEDIA, f"{API}/releases", _draft(stage, fact), step=f"draft.{fact.key}")
            row = (await _releases(stage))[fact.texts[0].headline]
        await bring_out(stage, fact, row)

    await each([one for one in stage.facts.releases if one.texts], write, chapter)


async def write_advisory(stage: Stage, chapter: Chapter) -> None:
    """Clear and publish the advisory that media drafted by itself when a side event was published."""
    events = await side_events(stage)
    titles = {one.key: one.title for one in stage.facts.side_events}
    for fact in stage.facts.releases:
        if fact.side_event:
            path = f"{API}/releases/rel_{events[titles[fact.side_event]]['side_event_id']}"
            await bring_out(stage, fact, await _appears(stage, path))
            chapter.step()


async def _appears(stage: Stage, path: str) -> Answer:
    return await until(lambda: stage.door.find(READER, path), what="media drafted an advisory")


async def bring_out(stage: Stage, fact: ReleaseFact, row: Answer) -> None:
    """Take a release from where it stands to where its story ends."""
    id, version = row["release_id"], row["text_version"]
    if row["status"] == "drafted":
        await stage.door.tell(MEDIA, f"{API}/releases/{id}/request-clearance", step=f"ask.{fact.key}.{version}")
    if row["status"] in {"drafted", "clearance_requested"}:
        for of in fact.on_behalf_of or ("isu",):
            if UNCLEARED.get(fact.story) != of:
                body = {"principal": of, "text_version": version}
                step = f"clear.{fact.key}.{of}.{version}"
                await stage.door.tell(principal(of), f"{API}/releases/{id}/clear", body, step=step)
        row = await stage.door.read(READER, f"{API}/releases/{id}")
    if row["status"] == "cleared":
        await _let_go(stage, fact, id)


async def _let_go(stage: Stage, fact: ReleaseFact, id: str) -> None:
    if fact.story in {"published", "advisory"}:
        await stage.door.tell(MEDIA, f"{API}/releases/{id}/publish", step=f"publish.{fact.key}")
    elif fact.story == "embargoed":
        body = {"embargo_until": (utc_now() + EMBARGO).isoformat(), "zone": stage.facts.meeting.zone}
        await stage.door.tell(MEDIA, f"{API}/releases/{id}/schedule", body, step=f"schedule.{fact.key}")
    elif fact.story == "withdrawn":
        body = {"reason": fact.withdrawn_because}
        await stage.door.tell(MEDIA, f"{API}/releases/{id}/withdraw", body, step=f"withdraw.{fact.key}")


async def all_out(stage: Stage, chapter: Chapter) -> None:
    """Wait for the embargo to lift and for the mails of everything published to be on their way."""
    out = {one.texts[0].headline for one in stage.facts.releases if one.story in {"published", "embargoed"}}

    async def there() -> bool | None:
        known = await _releases(stage)
        return all(known[headline]["status"] == "published" for headline in out) or None

    await until(there, what="the embargo lifted")
    chapter.step()


async def follows_the_programme(stage: Stage, chapter: Chapter) -> None:
    """Wait until the advisories say where the side events are that were moved after publication (E7)."""
    events = await side_events(stage)
    for fact in stage.facts.side_events:
        if fact.moved_to and fact.story != "cancelled":
            path = f"{API}/releases/rel_{events[fact.title]['side_event_id']}"

            async def there(path: str = path, room: str = fact.moved_to) -> bool | None:
                row = await stage.door.find(READER, path)
                return bool(row and f"Where: Room {room}" in row["content"]["texts"][0]["body"]) or None

            await until(there, what=f"the advisory about {fact.title!r} names room {fact.moved_to}")
            chapter.step()


async def counts_participation(stage: Stage, chapter: Chapter, issued: Answer) -> None:
    """Wait until media knows the numbers of a list of participants, or of a later one."""

    async def there() -> bool | None:
        found = await stage.door.find(ANYONE, stage.of_meeting("media", "participation"))
        return bool(found and found["issue"] >= issued["issue"]) or None

    await until(there, what=f"media counts by {issued['symbol']}")
    chapter.step()


async def _releases(stage: Stage) -> dict[str, Answer]:
    rows: Iterable[Answer] = await stage.door.read(READER, f"{API}/releases", meeting_id=stage.meeting_id)
    return {row["content"]["texts"][0]["headline"]: row for row in rows}


def _draft(stage: Stage, fact: ReleaseFact) -> dict[str, object]:
    return {
        "kind": "press_release",
        "meeting_id": stage.meeting_id,
        "content": {
            "on_behalf_of": list(fact.on_behalf_of),
            "texts": [_text(one) for one in fact.texts],
            "datelines": list(fact.datelines),
            "contact": "press@secretariat.example.org",
            "required_languages": [one.language for one in fact.texts],
        },
    }


def _text(one: TextFact) -> dict[str, object]:
    return one.model_dump(mode="json")
