"""Occasions that call for a release are drafted once, however often they are told (domain 5.1)."""

from datetime import date

import pytest

from services.media.domain.release import Status
from services.media.handlers import draft_release_on
from services.media.ports import MediaUnit
from shared.contracts.registration import MeetingConcluded, MeetingConvened, TreatyStatusRecorded
from tests.fakes import World
from tests.media.builders import MEETING, a_meeting_announced, the_release


def an_act(act: str) -> TreatyStatusRecorded:
    return TreatyStatusRecorded(
        treaty_status_id="trs_apmbc_mhl",
        convention="APMBC",
        state="MHL",
        name="Marshall Islands",
        act=act,
        dated=date(2025, 3, 12),
        takes_effect_on=date(2025, 9, 1),
        version=1,
    )


async def test_an_accession_is_drafted_once_with_its_entry_into_force(world: World[MediaUnit]) -> None:
    for message_id in ("m1", "m1", "again"):
        await world.run(draft_release_on, an_act("accession"), message_id=message_id)

    release = the_release(world, "rel_trs_apmbc_mhl_accession_2025-03-12")
    text = release.content.texts[0]
    assert (release.status, release.text_version, text.headline) == (
        Status.DRAFTED,
        1,
        "Marshall Islands accedes to the Convention",
    )
    assert "2025-09-01" in text.body


@pytest.mark.parametrize("act", ["withdrawal", "signature", "struck"])
async def test_what_is_no_news_is_not_drafted(world: World[MediaUnit], act: str) -> None:
    await world.run(draft_release_on, an_act(act))

    assert world.backend.rows.get("releases", {}) == {}


async def test_a_meeting_that_opens_and_closes_gets_a_release_each(world: World[MediaUnit]) -> None:
    facts = a_meeting_announced().model_dump()
    for fact in (MeetingConvened.model_validate(facts), MeetingConcluded.model_validate(facts)):
        for message_id in (f"{type(fact).__name__}", "again"):
            await world.run(draft_release_on, fact, message_id=f"{type(fact).__name__}:{message_id}")

    ids = (f"rel_{MEETING}_opens", f"rel_{MEETING}_closes")
    assert [the_release(world, id).meeting_id for id in ids] == [MEETING, MEETING]
