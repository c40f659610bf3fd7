"""What media does when others tell it something."""

from services.media.domain.release import Status
from services.media.handlers import (
    draft_advisory,
    keep_meeting,
    keep_participation,
)
from services.media.ports import MediaUnit
from tests.fakes import World
from tests.media.builders import (
    MEETING,
    a_list_of_participants,
    a_meeting_announced,
    a_side_event_cancelled,
    a_side_event_moved,
    a_side_event_published,
    the_release,
)


async def test_a_published_side_event_gets_one_advisory(world: World[MediaUnit]) -> None:
    await world.run(keep_meeting, a_meeting_announced())
    for message_id in ("m1", "m1", "again"):
        await world.run(draft_advisory, a_side_event_published(), message_id=message_id)

    release = the_release(world, "rel_sev_1")
    assert (release.text_version, release.status, release.meeting_id) == (1, Status.DRAFTED, MEETING)


async def test_a_moved_side_event_updates_its_advisory_once(world: World[MediaUnit]) -> None:
    await world.run(draft_advisory, a_side_event_published())
    for message_id in ("m2", "m2", "again"):
        await world.run(draft_advisory, a_side_event_moved(), message_id=message_id)

    release = the_release(world, "rel_sev_1")
    assert (release.text_version, "Room XXIV" in release.content.texts[0].body) == (2, True)


async def test_an_advisory_that_is_out_gets_a_correction(world: World[MediaUnit]) -> None:
    await world.run(draft_advisory, a_side_event_published())
    release = the_release(world, "rel_sev_1")
    world.keep(release.model_copy(update={"status": Status.PUBLISHED}))
    await world.run(draft_advisory, a_side_event_moved())

    corrected = the_release(world, "rel_sev_1")
    assert (corrected.status, corrected.correction) == (Status.DRAFTED, "The plenary needs the room.")


async def test_news_in_the_wrong_order_leads_to_the_newest_advisory(world: World[MediaUnit]) -> None:
    await world.run(draft_advisory, a_side_event_moved())
    await world.run(draft_advisory, a_side_event_published())

    assert "Room XXIV" in the_release(world, "rel_sev_1").content.texts[0].body


async def test_a_cancelled_side_event_never_gets_an_advisory_afterwards(world: World[MediaUnit]) -> None:
    await world.run(draft_advisory, a_side_event_cancelled())
    await world.run(draft_advisory, a_side_event_published())

    assert "releases" not in world.backend.rows


async def test_participation_is_kept_for_releases(world: World[MediaUnit]) -> None:
    for _ in range(2):
        await world.run(keep_participation, a_list_of_participants())

    kept = world.state("participations", "lop_1").model_dump()
    assert (kept["delegates"], kept["women"], kept["states_parties"]) == (400, 180, 101)
