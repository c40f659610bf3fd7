"""Media on a real database: exactly one mail a journalist, whatever is delivered twice at once; and what is read."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from services.media.commands import AddJournalist, MailRecipients, PublishRelease
from services.media.domain.refusals import AlreadySubscribed
from services.media.handlers import add_journalist, distribute_release, mail_recipients, publish_release
from services.media.ports import Counts, JournalistsAsked, MediaUnit
from services.media.store import KEPT, MediaViews
from shared.clock import new_id, utc_now
from shared.contracts.media import ReleasePublished
from shared.errors import NotFound, Refused
from shared.mongo import Database, MongoBackend, connect, database_of, ensure_indexes
from shared.records import Origin
from shared.stored import Stored
from shared.unit import Units
from shared.values import Aggregate
from tests.media.builders import MEETING, a_cleared_release, a_journalist
from tests.servers import RealServers

pytestmark = pytest.mark.real


@pytest.fixture
async def database(servers: RealServers) -> AsyncIterator[Database]:
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("test"))
    await ensure_indexes(database, KEPT)
    yield database
    await client.drop_database(database.name)
    client.close()


@pytest.fixture
def units(database: Database) -> Units[MediaUnit]:
    return Units(MongoBackend(database.client, database), KEPT, service="media")


@pytest.fixture
def views(database: Database) -> MediaViews:
    return MediaViews(database)


async def keep(units: Units[MediaUnit], store: str, *states: Aggregate) -> None:
    async def save(_: Aggregate, unit: MediaUnit) -> None:
        stored: Stored[Aggregate] = getattr(unit, store)
        for state in states:
            await stored.save(state)

    await units.run(save, states[0], Origin())


def a_fact() -> ReleasePublished:
    headline = "Cambodia clears its last minefield in Battambang"
    return ReleasePublished(release_id="rel_1", text_version=1, headline=headline, published_at=utc_now(), version=2)


async def published(units: Units[MediaUnit], journalists: int) -> None:
    await keep(units, "journalists", *(a_journalist(number) for number in range(journalists)))
    await keep(units, "releases", a_cleared_release(meeting_id=MEETING))
    await units.run(publish_release, PublishRelease(release_id="rel_1"), Origin())


async def distribute(units: Units[MediaUnit], message_id: str) -> None:
    await units.run(distribute_release, a_fact(), Origin(message_id=message_id))


async def mail(units: Units[MediaUnit], number: int, message_id: str) -> None:
    command = MailRecipients(mailing_id=f"rel_1-1-{number:04d}")
    await units.run(mail_recipients, command, Origin(message_id=message_id))


async def test_each_of_300_journalists_is_mailed_once_whatever_arrives_twice_at_once(
    database: Database, units: Units[MediaUnit], views: MediaViews
) -> None:
    """The same message twice at once, the same fact under another id, each share four times at once."""
    await published(units, 300)
    await asyncio.gather(*(distribute(units, message_id) for message_id in ("m1", "m1", "m2", "m3")))
    await asyncio.gather(*(mail(units, number, f"{number}-{times // 2}") for number in range(3) for times in range(4)))
    await distribute(units, "retried")
    await asyncio.gather(*(mail(units, number, "retried") for number in range(3)))

    mails = [row async for row in database["_mails"].find({"about": "rel_1"})]
    assert sorted(row["to"] for row in mails) == sorted(f"reporter{number}@press.example" for number in range(300))
    assert await database["mailings"].count_documents({}) == 3
    assert await database["deliveries"].count_documents({}) == 300
    assert await views.sending.counts("rel_1") == Counts(queued=300)


async def test_a_crash_between_two_shares_resumes_with_the_next(
    database: Database, units: Units[MediaUnit], views: MediaViews
) -> None:
    """What was not mailed stays due: its schedule is armed again from the store at start."""
    await published(units, 101)
    await distribute(units, "m1")
    await mail(units, 0, "m2")

    assert await views.sending.counts("rel_1") == Counts(queued=100, preparing=1)
    due = [row["_due"][0]["name"] async for row in database["mailings"].find({"_due.name": {"$exists": True}})]
    assert due == ["mail_recipients"]


async def test_what_became_of_a_mail_is_read_from_the_mail_ledger(
    database: Database, units: Units[MediaUnit], views: MediaViews
) -> None:
    await published(units, 3)
    await distribute(units, "m1")
    await mail(units, 0, "m2")
    await database["_mails"].update_one({"_id": "rel_1.1.jou_0"}, {"$set": {"state": "sent", "sent_at": utc_now()}})
    await database["_mails"].update_one({"_id": "rel_1.1.jou_1"}, {"$set": {"state": "bounced"}})

    assert [row.state for row in await views.sending.rows("rel_1")] == ["sent", "failed", "queued"]
    assert await views.sending.counts("rel_1") == Counts(queued=1, sent=1, failed=1)


async def test_of_two_who_add_one_address_at_once_one_is_refused(units: Units[MediaUnit]) -> None:
    async def add() -> str:
        try:
            command = AddJournalist(name="Lea Roth", email="lea@press.example")
            await units.run(add_journalist, command, Origin())
        except Refused as refused:
            return refused.kind
        return "added"

    assert sorted(await asyncio.gather(add(), add())) == [AlreadySubscribed.__name__, "added"]


async def test_the_archive_knows_nothing_of_what_is_not_out(units: Units[MediaUnit], views: MediaViews) -> None:
    """P3."""
    await keep(units, "releases", a_cleared_release(meeting_id=MEETING))

    assert await views.archive.lines() == []
    with pytest.raises(NotFound):
        await views.archive.release("rel_1")


async def test_the_archive_is_read_by_year(units: Units[MediaUnit], views: MediaViews) -> None:
    await published(units, 1)
    year = utc_now().year

    assert [line.release_id for line in await views.archive.lines(year=year)] == ["rel_1"]
    assert await views.archive.lines(year=year - 1) == []
    assert await views.archive.years() == [year]


async def test_journalists_are_searched_sorted_and_paged(units: Units[MediaUnit], views: MediaViews) -> None:
    names = ("Ana", "Bea", "Cid")
    people = [a_journalist(number, name=name, embargo_access=name == "Bea") for number, name in enumerate(names)]
    await keep(units, "journalists", *people)

    first = await views.journalists(JournalistsAsked(size=2, descending=True))
    second = await views.journalists(JournalistsAsked(size=2, descending=True, after=first.after))
    trusted = await views.journalists(JournalistsAsked(embargo_access=True, q="be"))

    assert [one.name for one in first.rows + second.rows] == ["Cid", "Bea", "Ana"]
    assert (first.total, second.after, [one.name for one in trusted.rows]) == (3, None, ["Bea"])
