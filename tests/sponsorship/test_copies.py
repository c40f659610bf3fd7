"""Copies of registration's facts: newest wins, delivered twice changes nothing."""

from datetime import date

import pytest

from services.sponsorship import handlers
from services.sponsorship.domain import DelegationCopy, ParticipantCopy, Progress, person_key
from services.sponsorship.ports import SponsorshipUnit
from services.sponsorship.store import KEPT
from shared.contracts.registration import (
    Category,
    DelegationInvited,
    MeetingAnnounced,
    MeetingRescheduled,
    ParticipantCheckedIn,
    ParticipantConfirmed,
    ParticipantCorrected,
    ParticipantErased,
    ParticipantFacts,
    ParticipantMerged,
    ParticipantRegistered,
    ParticipantRejected,
    ParticipantReopened,
)
from tests.fakes import World
from tests.sponsorship.builders import MEETING_ID, NOW, a_meeting, heard


@pytest.fixture
def empty() -> World[SponsorshipUnit]:
    return World[SponsorshipUnit]("sponsorship", KEPT)


def announced(**changes: object) -> MeetingAnnounced:
    facts = a_meeting().model_dump() | {
        "kind": "MSP",
        "country": "Switzerland",
        "languages": ("en", "fr"),
    }
    return MeetingAnnounced.model_validate({**facts, **changes})


async def test_a_meeting_is_kept_with_its_deadlines(empty: World[SponsorshipUnit]) -> None:
    for _ in range(2):
        await empty.run(handlers.keep_meeting, announced())

    assert empty.state("meetings", MEETING_ID) == a_meeting()


async def test_an_older_fact_about_a_meeting_changes_nothing(empty: World[SponsorshipUnit]) -> None:
    later = announced().model_dump() | {
        "opens_on": date(2025, 12, 8),
        "previous_opens_on": date(2025, 12, 1),
        "previous_closes_on": date(2025, 12, 5),
        "version": 2,
    }
    await empty.run(handlers.keep_meeting, MeetingRescheduled.model_validate(later))
    await empty.run(handlers.keep_meeting, announced())

    assert empty.state("meetings", MEETING_ID).model_dump(include={"opens_on"}) == {"opens_on": date(2025, 12, 8)}


async def test_an_invited_delegation_is_kept(empty: World[SponsorshipUnit]) -> None:
    event = DelegationInvited(
        delegation_id="del_ago",
        meeting_id=MEETING_ID,
        name="Angola",
        category=Category.STATE_PARTY,
        state="AGO",
        version=1,
    )
    for _ in range(2):
        await empty.run(handlers.keep_delegation, event)

    assert empty.state("delegations", "del_ago") == DelegationCopy(
        delegation_id="del_ago",
        meeting_id=MEETING_ID,
        name="Angola",
        category="state_party",
        state="AGO",
        version=1,
    )


async def test_a_participant_is_kept_as_far_as_last_heard(empty: World[SponsorshipUnit]) -> None:
    arrived = heard(ParticipantCheckedIn, version=3, arrived_at=NOW)
    for event in (heard(ParticipantRegistered), arrived, arrived, heard(ParticipantConfirmed, version=2)):
        await empty.run(handlers.keep_participant, event)

    assert empty.state("participants", "par_AGO") == ParticipantCopy(
        participant_id="par_AGO",
        meeting_id=MEETING_ID,
        delegation_id="del_x",
        state="AGO",
        full_name="AGO Maria",
        person="AGO ago maria",
        progress=Progress.ARRIVED,
        version=3,
    )


@pytest.mark.parametrize(
    ("event", "progress"),
    [
        (heard(ParticipantRejected, version=3), Progress.REJECTED),
        (heard(ParticipantReopened, version=3), Progress.REGISTERED),
        (heard(ParticipantMerged, version=3, into="par_2"), Progress.WITHDRAWN),
        (heard(ParticipantCorrected, version=3, status="confirmed"), Progress.CONFIRMED),
        (heard(ParticipantCorrected, version=3, status="present"), Progress.ARRIVED),
    ],
)
async def test_what_the_desk_decides_is_kept(
    empty: World[SponsorshipUnit], event: ParticipantFacts, progress: Progress
) -> None:
    await empty.run(handlers.keep_participant, heard(ParticipantConfirmed, version=2))
    for _ in range(2):
        await empty.run(handlers.keep_participant, event)

    assert empty.state("participants", "par_AGO").model_dump(include={"progress"}) == {"progress": progress}


async def test_of_somebody_erased_no_name_is_kept_and_how_far_they_came_stays(empty: World[SponsorshipUnit]) -> None:
    await empty.run(handlers.keep_participant, heard(ParticipantConfirmed, version=2))
    for _ in range(2):
        await empty.run(handlers.keep_participant, heard(ParticipantErased, version=3, full_name="[erased]"))
    kept = empty.state("participants", "par_AGO").model_dump()

    assert (kept["full_name"], kept["person"], kept["progress"]) == ("[erased]", "AGO erased", Progress.CONFIRMED)


async def test_people_of_organisations_are_not_kept(empty: World[SponsorshipUnit]) -> None:
    await empty.run(handlers.keep_participant, heard(ParticipantRegistered, state=None))

    assert "participants" not in empty.backend.rows


@pytest.mark.parametrize("spelling", ["Émile NGUEMA-Obiang", "nguema obiang emile", "NGUEMA OBIANG, Emile"])
def test_spellings_of_one_name_are_one_person(spelling: str) -> None:
    assert person_key("GNQ", spelling) == person_key("GNQ", "Emile Nguema Obiang")
