"""Going out: the embargo, the clock, corrections (P4, P5)."""

from datetime import timedelta

import pytest

from services.media.commands import (
    PublishRelease,
    ScheduleRelease,
)
from services.media.domain.refusals import (
    UnderEmbargo,
)
from services.media.handlers import (
    publish_release,
    schedule_release,
)
from services.media.ports import MediaUnit
from shared.contracts.media import ReleasePublished
from shared.errors import NotDueYet
from tests.fakes import World
from tests.media.builders import (
    EMBARGO,
    cleared,
    schedule,
)


async def test_an_embargo_arms_the_clock(world: World[MediaUnit]) -> None:
    await schedule(world, await cleared(world))

    assert world.scheduled() == [("media.due.publish_release", EMBARGO)]


async def test_the_clock_is_sent_back_when_it_is_early(world: World[MediaUnit]) -> None:
    """P4."""
    release_id = await cleared(world)
    await schedule(world, release_id)
    world.clock.now = EMBARGO - timedelta(milliseconds=1)
    with pytest.raises(NotDueYet):
        await world.run(publish_release, PublishRelease(release_id=release_id, due_at=EMBARGO))


async def test_a_person_cannot_publish_before_the_embargo(world: World[MediaUnit]) -> None:
    release_id = await cleared(world)
    await schedule(world, release_id)
    with pytest.raises(UnderEmbargo):
        await world.run(publish_release, PublishRelease(release_id=release_id))


async def test_due_twice_it_is_published_once(world: World[MediaUnit]) -> None:
    """P4."""
    release_id = await cleared(world)
    await schedule(world, release_id)
    world.clock.now = EMBARGO
    for message_id in ("m1", "m1", "m2"):
        command = PublishRelease(release_id=release_id, due_at=EMBARGO)
        await world.run(publish_release, command, message_id=message_id)

    assert len(world.told(ReleasePublished)) == 1


async def test_an_embargo_moved_later_is_kept(world: World[MediaUnit]) -> None:
    release_id = await cleared(world)
    later = EMBARGO + timedelta(hours=1)
    await schedule(world, release_id)
    await schedule(world, release_id, later)
    world.clock.now = EMBARGO
    await world.run(publish_release, PublishRelease(release_id=release_id, due_at=EMBARGO))

    assert world.told(ReleasePublished) == []
    assert world.scheduled()[-1] == ("media.due.publish_release", later)


async def test_an_embargo_moved_earlier_is_armed_for_the_earlier_instant(world: World[MediaUnit]) -> None:
    release_id = await cleared(world)
    earlier = EMBARGO - timedelta(hours=1)
    await schedule(world, release_id)
    await schedule(world, release_id, earlier)
    world.clock.now = earlier
    await world.run(publish_release, PublishRelease(release_id=release_id, due_at=earlier))
    await world.run(publish_release, PublishRelease(release_id=release_id, due_at=EMBARGO))

    assert world.scheduled()[-1] == ("media.due.publish_release", earlier)
    assert len(world.told(ReleasePublished)) == 1


async def test_a_late_message_for_a_moved_embargo_still_publishes(world: World[MediaUnit]) -> None:
    release_id = await cleared(world)
    await schedule(world, release_id)
    await world.run(
        schedule_release, ScheduleRelease(release_id=release_id, embargo_until=EMBARGO - timedelta(hours=1))
    )
    world.clock.now = EMBARGO
    await world.run(publish_release, PublishRelease(release_id=release_id, due_at=EMBARGO))

    assert len(world.told(ReleasePublished)) == 1
