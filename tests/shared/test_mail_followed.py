"""Pages that follow mails are told that some went out: now and then, and once when all of them did."""

from shared.postman import Postman, Smtp
from tests.fakes import FakeClock
from tests.shared.post import MemoryMailLedger, a_post_office
from tests.shared.test_mail import SENDER, a_mail


async def test_pages_that_follow_mails_hear_of_many_at_once() -> None:
    memory, clock, heard = MemoryMailLedger(), FakeClock(), []
    async with a_post_office() as office:
        postman = Postman(memory, Smtp(office.url), sender=SENDER, public_url="https://plenary.example/", clock=clock)
        postman.changed = lambda: heard.append([row.state for row in memory.rows.values()])
        for number in range(20):
            memory.queue(a_mail(f"mail {number}"), clock.now)
        await postman.deliver_due()
        await postman.deliver_due()

    assert heard[-1] == ["sent"] * 20
    assert len(heard) < 20
