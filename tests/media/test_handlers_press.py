"""The list of journalists, and who reads early (P3)."""

import pytest

from services.media.commands import (
    ConfirmSubscription,
    ReadUnderEmbargo,
    Subscribe,
    Unsubscribe,
)
from services.media.domain.press import EmbargoReading, Journalist
from services.media.domain.refusals import (
    AlreadySubscribed,
    NoSuchSubscription,
    NotForYou,
)
from services.media.handlers import (
    add_journalist,
    confirm_subscription,
    read_under_embargo,
    subscribe,
    unsubscribe,
)
from services.media.ports import MediaUnit
from tests.fakes import World
from tests.media.builders import (
    NOW,
    a_journalist,
    a_reader,
    a_subscription_request,
    cleared,
    schedule,
    the_release,
)


async def test_a_journalist_is_on_the_list_only_after_confirming(world: World[MediaUnit]) -> None:
    await world.run(add_journalist, a_subscription_request())
    before = world.state("journalists", "jou_1")
    await world.run(confirm_subscription, ConfirmSubscription(letter_key="let_1"))
    await world.run(confirm_subscription, ConfirmSubscription(letter_key="let_1"))
    after = world.state("journalists", "jou_1")

    assert isinstance(before, Journalist)
    assert isinstance(after, Journalist)
    assert (before.email, before.subscription, after.subscription) == ("lea@press.example", "pending", "confirmed")
    assert [mail.key for mail in world.mails] == ["jou_1.confirm.1", "lnk_1"]


async def test_an_address_is_on_the_list_once(world: World[MediaUnit]) -> None:
    await world.run(add_journalist, a_subscription_request())
    with pytest.raises(AlreadySubscribed):
        await world.run(add_journalist, a_subscription_request(email="lea@press.example"))


async def test_subscribing_again_says_nothing_about_who_is_on_the_list(world: World[MediaUnit]) -> None:
    world.keep(a_journalist(1))
    await world.run(subscribe, Subscribe(name="Anyone", email="reporter1@press.example"))

    assert world.mails == []


async def test_whoever_left_comes_back_only_by_a_new_link(world: World[MediaUnit]) -> None:
    world.keep(a_journalist(1))
    await world.run(unsubscribe, Unsubscribe(letter_key="let_1"))
    with pytest.raises(NoSuchSubscription):
        await world.run(confirm_subscription, ConfirmSubscription(letter_key="let_1"))
    world.clock.move(minutes=10)
    await world.run(subscribe, Subscribe(name="Reporter 1", email="reporter1@press.example"))

    assert "plenary:/media/confirm/let_1" in world.mails[-1].text
    assert world.state("journalists", "jou_1").model_dump()["subscription"] == "pending"


async def test_reading_under_embargo_is_on_record(world: World[MediaUnit]) -> None:
    """P3."""
    journalist = a_journalist(1, embargo_access=True)
    world.keep(journalist)
    release_id = await cleared(world)
    await schedule(world, release_id)
    command = ReadUnderEmbargo(release_id=release_id, journalist_id="jou_1")
    shown = await world.run(read_under_embargo, command, a_reader(journalist))

    assert shown.content == the_release(world).content
    assert world.state("embargo_readings", "red_1") == EmbargoReading(
        reading_id="red_1",
        release_id=release_id,
        text_version=1,
        journalist_id="jou_1",
        name="Reporter 1",
        outlet="Le Temps",
        read_at=NOW,
        version=1,
    )


async def test_nobody_reads_under_embargo_with_another_name(world: World[MediaUnit]) -> None:
    world.keep(a_journalist(1, embargo_access=True), a_journalist(2))
    release_id = await cleared(world)
    await schedule(world, release_id)
    for journalist_id in ("jou_1", "jou_2"):
        command = ReadUnderEmbargo(release_id=release_id, journalist_id=journalist_id)
        with pytest.raises(NotForYou):
            await world.run(read_under_embargo, command, a_reader(a_journalist(2)))
