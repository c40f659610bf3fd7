"""Clearance: asked for, given, voided, refused (P1, P2)."""

import pytest

from services.media.commands import (
    ClearRelease,
    NameRepresentative,
    PublishRelease,
    RequestChanges,
    RequestClearance,
)
from services.media.domain.refusals import (
    AnotherTextVersion,
)
from services.media.domain.release import Status
from services.media.handlers import (
    clear_release,
    edit_release,
    name_representative,
    publish_release,
    request_changes,
    request_clearance,
)
from services.media.ports import MediaUnit
from shared.contracts.media import ReleaseCleared, ReleasePublished
from shared.errors import NotAllowed
from tests.fakes import World
from tests.media.builders import (
    CAMBODIA,
    EMBARGO,
    MEETING,
    PRESIDENCY,
    an_edit,
    cleared,
    draft,
    schedule,
    the_release,
)


async def test_a_release_cleared_by_all_is_told(world: World[MediaUnit]) -> None:
    await cleared(world)

    assert world.told(ReleaseCleared) == [
        ReleaseCleared(release_id="rel_1", meeting_id=MEETING, text_version=1, version=4)
    ]


async def test_clearing_twice_tells_once(world: World[MediaUnit]) -> None:
    release_id = await cleared(world)
    command = ClearRelease(release_id=release_id, principal="state:KHM", text_version=1)
    await world.run(clear_release, command, CAMBODIA)

    assert len(world.told(ReleaseCleared)) == 1


async def test_nobody_clears_for_another_principal(world: World[MediaUnit]) -> None:
    release_id = await draft(world)
    await world.run(request_clearance, RequestClearance(release_id=release_id))
    command = ClearRelease(release_id=release_id, principal="president", text_version=1)
    with pytest.raises(NotAllowed):
        await world.run(clear_release, command, CAMBODIA)


async def test_an_edit_voids_every_clearance_and_disarms_the_embargo(world: World[MediaUnit]) -> None:
    """P1."""
    release_id = await cleared(world)
    await schedule(world, release_id)
    await world.run(edit_release, an_edit(release_id))
    world.clock.now = EMBARGO
    await world.run(publish_release, PublishRelease(release_id=release_id, due_at=EMBARGO))

    assert the_release(world).missing_clearances == ("president", "state:KHM")
    assert world.told(ReleasePublished) == []


async def test_a_clearance_of_the_text_before_an_edit_is_refused(world: World[MediaUnit]) -> None:
    """P1."""
    release_id = await draft(world)
    await world.run(edit_release, an_edit(release_id))
    await world.run(request_clearance, RequestClearance(release_id=release_id))
    command = ClearRelease(release_id=release_id, principal="president", text_version=1)
    with pytest.raises(AnotherTextVersion):
        await world.run(clear_release, command, PRESIDENCY)


async def test_the_representative_is_asked_by_a_link_to_the_text(world: World[MediaUnit]) -> None:
    named = NameRepresentative(principal="president", name="Amb. Sato", email="sato@mission.example")
    await world.run(name_representative, named)
    release_id = await draft(world)
    await world.run(request_clearance, RequestClearance(release_id=release_id))

    assert [mail.to for mail in world.mails] == ["sato@mission.example"]
    link = world.state("links", "lnk_1")
    assert link.model_dump()["person"]["start"] == f"/media/clearances/president/{release_id}"


async def test_another_representative_takes_the_place_and_the_access_of_the_former(world: World[MediaUnit]) -> None:
    named = NameRepresentative(principal="president", name="Amb. Sato", email="sato@mission.example")
    await world.run(name_representative, named)
    await world.run(request_clearance, RequestClearance(release_id=await draft(world)))
    await world.run(name_representative, named.model_copy(update={"name": "Sato Ken"}))
    assert world.state("links", "lnk_1").model_dump()["revoked_at"] is None
    await world.run(name_representative, named.model_copy(update={"email": "mori@mission.example"}))

    assert world.state("links", "lnk_1").model_dump()["revoked_at"] == world.clock.now


async def test_a_wish_for_changes_goes_to_the_officer_who_asked(world: World[MediaUnit]) -> None:
    release_id = await draft(world)
    await world.run(request_clearance, RequestClearance(release_id=release_id))
    command = RequestChanges(release_id=release_id, principal="president", text_version=1, reason="Name the donors.")
    await world.run(request_changes, command, PRESIDENCY)

    assert the_release(world).status is Status.DRAFTED
    assert [(mail.to, "Name the donors." in mail.text) for mail in world.mails] == [("mia@isu.example", True)]
