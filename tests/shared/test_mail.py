"""Each mail goes out once, sooner or later; the ledger in memory and the real one keep the same promises."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

import pytest

from shared.clock import new_id
from shared.kept import Writes
from shared.mail import ClaimedMail, Mail, MailLedger
from shared.mongo import MongoBackend, connect, database_of, ensure_indexes
from shared.mongo.client import Database
from shared.mongo.mails import MongoMailLedger
from shared.postman import (
    CLAIM,
    FIRST_PAUSE,
    LONGEST_PAUSE,
    TRIES,
    Postman,
    Smtp,
    message_id,
)
from tests.fakes import FakeClock
from tests.servers import RealServers
from tests.shared.post import MemoryMailLedger, PostOffice, a_post_office

SENDER = "isu@plenary.example"
Put = Callable[..., Awaitable[None]]


def a_mail(key: str = "offer:1", **changes: object) -> Mail:
    mail = Mail(key=key, to="sok@mission.example", subject="Your travel", text="Dear Sok Chan", about="nom_1")
    return mail.model_copy(update=changes)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def database(servers: RealServers) -> AsyncIterator[Database]:
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("test"))
    await ensure_indexes(database, ())
    yield database
    await client.drop_database(database.name)
    client.close()


@pytest.fixture(params=["memory", pytest.param("mongo", marks=pytest.mark.real)])
def ledger(request: pytest.FixtureRequest) -> MailLedger:
    if request.param == "memory":
        return MemoryMailLedger()
    return MongoMailLedger(request.getfixturevalue("database"))


@pytest.fixture
def put(ledger: MailLedger, clock: FakeClock, request: pytest.FixtureRequest) -> Put:
    """Return how mails get into the ledger: as a unit's writes."""

    async def put(*mails: Mail) -> None:
        if isinstance(ledger, MemoryMailLedger):
            for mail in mails:
                ledger.queue(mail, clock.now)
            return
        database: Database = request.getfixturevalue("database")
        await MongoBackend(database.client, database).commit(Writes((), mails=mails, at=clock.now))

    return put


async def claim(ledger: MailLedger, now: datetime) -> ClaimedMail | None:
    return await ledger.claim(now, until=now + CLAIM)


async def test_the_mail_that_waits_longest_is_claimed_first(ledger: MailLedger, put: Put, clock: FakeClock) -> None:
    await put(a_mail("first"))
    clock.move(seconds=1)
    await put(a_mail("second"))
    mail = await claim(ledger, clock.now)
    assert mail == ClaimedMail(**a_mail("first").model_dump(), tries=1, claimed_until=clock.now + CLAIM)


async def test_a_mail_put_in_twice_is_there_once(ledger: MailLedger, put: Put, clock: FakeClock) -> None:
    await put(a_mail(), a_mail("other"))
    await put(a_mail(text="again"))
    claims = [await claim(ledger, clock.now) for _ in range(3)]
    assert [mail.text if mail else None for mail in claims] == ["Dear Sok Chan", "Dear Sok Chan", None]


async def test_nobody_else_gets_a_claimed_mail_until_the_claim_runs_out(
    ledger: MailLedger, put: Put, clock: FakeClock
) -> None:
    await put(a_mail())
    assert await claim(ledger, clock.now) is not None
    assert (await ledger.waiting(clock.now), await claim(ledger, clock.now)) == (False, None)
    clock.now += CLAIM
    assert await ledger.waiting(clock.now)
    again = await claim(ledger, clock.now)
    assert again is not None
    assert again.tries == 2


async def test_many_claim_at_once_and_none_gets_the_same(ledger: MailLedger, put: Put, clock: FakeClock) -> None:
    await put(*(a_mail(f"mail {number}") for number in range(20)))
    claims = await asyncio.gather(*(claim(ledger, clock.now) for _ in range(30)))
    keys = [mail.key for mail in claims if mail]
    assert sorted(keys) == sorted(f"mail {number}" for number in range(20))


async def test_a_sent_mail_is_done_with(ledger: MailLedger, put: Put, clock: FakeClock) -> None:
    await put(a_mail())
    mail = await claim(ledger, clock.now)
    assert mail is not None
    await ledger.sent(mail, at=clock.now, text="kept")
    clock.move(days=30)
    assert not await ledger.waiting(clock.now)
    await put(a_mail())
    assert not await ledger.waiting(clock.now)


async def test_a_mail_to_be_tried_again_waits_until_then(ledger: MailLedger, put: Put, clock: FakeClock) -> None:
    await put(a_mail())
    mail = await claim(ledger, clock.now)
    assert mail is not None
    await ledger.retry(mail, at=clock.now + timedelta(seconds=30), error="busy")
    assert await claim(ledger, clock.now + timedelta(seconds=29)) is None
    assert await claim(ledger, clock.now + timedelta(seconds=30)) is not None


@pytest.mark.parametrize("state", ["failed", "bounced"])
async def test_a_mail_given_up_is_not_tried_again(ledger: MailLedger, put: Put, clock: FakeClock, state: str) -> None:
    await put(a_mail())
    mail = await claim(ledger, clock.now)
    assert mail is not None
    await ledger.give_up(mail, state=state, error="no such box", text="kept")
    clock.move(days=30)
    assert not await ledger.waiting(clock.now)


async def test_a_claim_that_ran_out_cannot_undo_the_next_one(ledger: MailLedger, put: Put, clock: FakeClock) -> None:
    await put(a_mail())
    slow = await claim(ledger, clock.now)
    clock.now += CLAIM
    quick = await claim(ledger, clock.now)
    assert slow is not None
    assert quick is not None
    await ledger.retry(slow, at=clock.now, error="late news")
    assert await claim(ledger, clock.now) is None
    await ledger.sent(quick, at=clock.now, text="kept")
    assert not await ledger.waiting(clock.now + timedelta(days=30))


@pytest.fixture
async def office() -> AsyncIterator[PostOffice]:
    async with a_post_office() as office:
        yield office


@pytest.fixture
def memory() -> MemoryMailLedger:
    return MemoryMailLedger()


@pytest.fixture
def postman(memory: MemoryMailLedger, office: PostOffice, clock: FakeClock) -> Postman:
    return a_postman(memory, office, clock)


def a_postman(ledger: MailLedger, office: PostOffice, clock: FakeClock) -> Postman:
    return Postman(ledger, Smtp(office.url), sender=SENDER, public_url="https://plenary.example/", clock=clock)


async def test_the_postman_sends_each_mail_once(
    ledger: MailLedger, put: Put, office: PostOffice, clock: FakeClock
) -> None:
    await put(*(a_mail(f"mail {number}", subject=f"Réponse {number}") for number in range(25)))
    postmen = [a_postman(ledger, office, clock) for _ in range(2)]
    await asyncio.gather(*(postman.deliver_due() for postman in postmen))
    await postmen[0].deliver_due()
    assert sorted(str(mail["Subject"]) for mail in office.taken) == sorted(f"Réponse {n}" for n in range(25))


async def test_a_mail_says_what_it_is(
    postman: Postman, memory: MemoryMailLedger, office: PostOffice, clock: FakeClock
) -> None:
    memory.queue(a_mail(text="Open plenary:/sponsorship/my/nom_1 before Friday.\n\nВаш ISU"), clock.now)
    await postman.deliver_due()
    (mail,) = office.taken
    assert {name: str(mail[name]) for name in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")} == {
        "From": SENDER,
        "To": "sok@mission.example",
        "Subject": "Your travel",
        "Date": "Mon, 10 Nov 2025 09:00:00 +0000",
        "Message-ID": message_id("offer:1", sender=SENDER),
        "Auto-Submitted": "auto-generated",
    }
    assert office.texts() == ["Open https://plenary.example/sponsorship/my/nom_1 before Friday.\n\nВаш ISU\n"]
    assert (memory.rows["offer:1"].state, memory.rows["offer:1"].sent_at) == ("sent", clock.now)


async def test_what_is_kept_of_a_sent_link_opens_nothing(
    postman: Postman, memory: MemoryMailLedger, office: PostOffice, clock: FakeClock
) -> None:
    memory.queue(a_mail(text="plenary:/media/link/key_abc-DEF_123\n"), clock.now)
    await postman.deliver_due()
    assert office.texts() == ["https://plenary.example/media/link/key_abc-DEF_123\n"]
    assert memory.rows["offer:1"].text == "plenary:/media/link/...\n"


@pytest.mark.parametrize("answer", ["451 later", "421 too busy"])
async def test_a_mail_the_server_cannot_take_now_is_tried_again_with_the_same_id(
    postman: Postman, memory: MemoryMailLedger, office: PostOffice, clock: FakeClock, answer: str
) -> None:
    office.once = [answer]
    memory.queue(a_mail(), clock.now)
    await postman.deliver_due()
    row = memory.rows["offer:1"]
    assert (row.state, row.tries, office.taken) == ("queued", 1, [])
    assert answer[:3] in (row.error or "")
    assert row.at - clock.now >= FIRST_PAUSE * 0.75
    clock.now = row.at
    await postman.deliver_due()
    assert [str(mail["Message-ID"]) for mail in office.taken] == [message_id("offer:1", sender=SENDER)]
    assert row.state == "sent"


async def test_a_mail_refused_for_good_is_not_tried_again_and_holds_up_no_other(
    postman: Postman, memory: MemoryMailLedger, office: PostOffice, clock: FakeClock
) -> None:
    office.refuses = {"gone@mission.example": "550 no such box"}
    memory.queue(a_mail("first", to="gone@mission.example"), clock.now)
    memory.queue(a_mail("second"), clock.now)
    await postman.deliver_due()
    states = {key: (row.state, row.error) for key, row in memory.rows.items()}
    assert states == {"first": ("bounced", "550 no such box"), "second": ("sent", None)}


async def test_after_many_tries_a_mail_is_given_up_with_its_error(
    postman: Postman, memory: MemoryMailLedger, office: PostOffice, clock: FakeClock
) -> None:
    office.refuses = {"sok@mission.example": "450 box is full"}
    memory.queue(a_mail(), clock.now)
    for _ in range(TRIES):
        await postman.deliver_due()
        clock.now += LONGEST_PAUSE * 2
    row = memory.rows["offer:1"]
    assert (row.state, row.tries) == ("failed", TRIES)
    assert "box is full" in (row.error or "")


async def test_a_server_that_is_away_costs_no_mail_a_try(memory: MemoryMailLedger, clock: FakeClock) -> None:
    async with a_post_office() as office:
        away = a_postman(memory, office, clock)
    memory.queue(a_mail(), clock.now)
    await away.deliver_due()
    assert (memory.rows["offer:1"].state, memory.rows["offer:1"].tries) == ("queued", 0)


async def test_a_subject_that_cannot_be_a_header_is_refused_for_good(
    postman: Postman, memory: MemoryMailLedger, office: PostOffice, clock: FakeClock
) -> None:
    memory.queue(a_mail(subject="Hello\r\nBcc: all@mission.example"), clock.now)
    await postman.deliver_due()
    assert (memory.rows["offer:1"].state, office.taken) == ("bounced", [])


async def test_new_mails_wake_the_postman(
    postman: Postman, memory: MemoryMailLedger, office: PostOffice, clock: FakeClock
) -> None:
    running = asyncio.create_task(postman.run())
    for key in ("first", "second"):
        memory.queue(a_mail(key), clock.now)
        office.arrived.clear()
        postman.wake.set()
        async with asyncio.timeout(60):
            await office.arrived.wait()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert [row.state for row in memory.rows.values()] == ["sent", "sent"]


async def test_a_postman_told_to_stop_finishes_the_mail_in_hand(
    postman: Postman, memory: MemoryMailLedger, office: PostOffice, clock: FakeClock
) -> None:
    office.go_on = asyncio.Event()
    memory.queue(a_mail(), clock.now)
    running = asyncio.create_task(postman.run())
    await office.arrived.wait()
    running.cancel()
    office.go_on.set()
    await asyncio.gather(running, return_exceptions=True)
    assert (memory.rows["offer:1"].state, len(office.taken)) == ("sent", 1)
