"""The mails to the press, each exactly once."""

from services.media.commands import (
    CorrectRelease,
    MailRecipients,
    PublishRelease,
    Unsubscribe,
    WithdrawRelease,
)
from services.media.domain import press
from services.media.domain.press import Subscription
from services.media.handlers import (
    correct_release,
    distribute_release,
    mail_recipients,
    publish_release,
    unsubscribe,
    withdraw_release,
)
from services.media.ports import MediaUnit
from shared.contracts.media import ReleasePublished, ReleaseWithdrawn
from tests.fakes import World
from tests.media.builders import (
    MEETING,
    NOW,
    a_content,
    a_journalist,
    a_text,
    clear,
    publish,
    the_release,
)


async def test_every_confirmed_journalist_gets_one_mail_however_often_it_is_heard(world: World[MediaUnit]) -> None:
    world.keep(*(a_journalist(number) for number in range(250)))
    world.keep(a_journalist(900, subscription=Subscription.PENDING))
    fact = await publish(world)
    for message_id in ("m1", "m1", "retried"):
        await world.run(distribute_release, fact, message_id=message_id)
    for number in (0, 1, 2, 1, 0):
        await world.run(mail_recipients, MailRecipients(mailing_id=f"rel_1-1-{number:04d}"))

    written = [change.id for change in world.backend.written if change.collection == "deliveries"]
    assert sorted(written) == sorted(f"rel_1.1.jou_{number}" for number in range(250))
    assert {mail.key for mail in world.mails} == set(written)


async def test_each_share_of_the_mails_is_due_at_once(world: World[MediaUnit]) -> None:
    world.keep(*(a_journalist(number) for number in range(101)))
    await world.run(distribute_release, await publish(world))

    assert world.scheduled() == [("media.due.mail_recipients", NOW)] * 2


async def test_whoever_comes_later_gets_nothing_of_what_was_sent(world: World[MediaUnit]) -> None:
    world.keep(a_journalist(1))
    fact = await publish(world)
    await world.run(distribute_release, fact, message_id="m1")
    world.keep(a_journalist(2))
    await world.run(distribute_release, fact, message_id="m2")
    await world.run(mail_recipients, MailRecipients(mailing_id="rel_1-1-0000"))

    assert [mail.to for mail in world.mails] == ["reporter1@press.example"]


async def test_whoever_left_meanwhile_gets_nothing(world: World[MediaUnit]) -> None:
    world.keep(a_journalist(1), a_journalist(2))
    await world.run(distribute_release, await publish(world))
    await world.run(unsubscribe, Unsubscribe(letter_key="let_1"))
    await world.run(mail_recipients, MailRecipients(mailing_id="rel_1-1-0000"))

    assert [mail.to for mail in world.mails] == ["reporter2@press.example"]


async def test_a_release_withdrawn_meanwhile_is_not_sent(world: World[MediaUnit]) -> None:
    world.keep(a_journalist(1))
    await world.run(distribute_release, await publish(world))
    await world.run(withdraw_release, WithdrawRelease(release_id="rel_1", reason="Sent in error."))
    await world.run(mail_recipients, MailRecipients(mailing_id="rel_1-1-0000"))

    assert world.mails == []
    assert world.told(ReleaseWithdrawn) == [
        ReleaseWithdrawn(release_id="rel_1", meeting_id=MEETING, text_version=1, reason="Sent in error.", version=6)
    ]


async def test_the_mail_holds_the_text_and_the_way_out(world: World[MediaUnit]) -> None:
    world.keep(a_journalist(1))
    await world.run(distribute_release, await publish(world))
    await world.run(mail_recipients, MailRecipients(mailing_id="rel_1-1-0000"))

    mail = world.mails[0]
    assert mail.subject == "Cambodia clears its last minefield in Battambang"
    assert "Geneva, Phnom Penh, 10 November 2025" in mail.text
    assert "“Our children walk to school without fear.”\nCambodia" in mail.text
    assert "plenary:/media/unsubscribe/let_1" in mail.text


async def test_a_correction_goes_out_as_its_own_edition(world: World[MediaUnit]) -> None:
    """P5."""
    world.keep(a_journalist(1))
    await world.run(distribute_release, await publish(world))
    await world.run(mail_recipients, MailRecipients(mailing_id="rel_1-1-0000"))
    content = a_content(a_text("Cambodia clears Battambang"))
    command = CorrectRelease(release_id="rel_1", text_version=1, content=content, reason="The area was wrong.")
    await world.run(correct_release, command)
    await clear(world, "rel_1", text_version=2)
    await world.run(publish_release, PublishRelease(release_id="rel_1"))
    fact = world.told(ReleasePublished)[-1]
    assert isinstance(fact, ReleasePublished)
    await world.run(distribute_release, fact)
    await world.run(mail_recipients, MailRecipients(mailing_id="rel_1-2-0000"))

    assert [edition.text_version for edition in the_release(world).editions] == [1, 2]
    assert [mail.key for mail in world.mails] == ["rel_1.1.jou_1", "rel_1.2.jou_1"]
    assert world.mails[1].subject == "Correction: Cambodia clears Battambang"


def test_ids_of_shares_hold_no_dot() -> None:
    """The bus cuts the key of a schedule at its first dot."""
    assert "." not in press.mailing_id("rel_1", 1, number=0)
