"""A meeting from the draft to the archive; who may still register when."""

from datetime import date
from typing import cast

import pytest

from services.registration.commands import AnnounceMeeting, RescheduleMeeting
from services.registration.commands.meetings import (
    ArchiveMeeting,
    CloseRegistration,
    ConcludeMeeting,
    ConveneMeeting,
    DraftMeeting,
    ReopenMeeting,
)
from services.registration.domain import AlreadyAnnounced, Meeting, MeetingStatus, RegistrationNotOpen
from services.registration.domain.refusals import MeetingOver, RegistrationClosedAlready, StageOutOfOrder
from services.registration.gateways import PackagedConventions
from services.registration.handlers import MeetingRescheduler, announce_meeting, register_participant
from services.registration.handlers.meetings import (
    archive_meeting,
    close_registration,
    conclude_meeting,
    convene_meeting,
    draft_meeting,
    reopen_meeting,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import (
    MeetingAnnounced,
    MeetingArchived,
    MeetingConcluded,
    MeetingConvened,
    MeetingReopened,
    ParticipantRegistered,
    RegistrationClosed,
)
from shared.who import NOBODY, Grant, Role, Who
from tests.fakes import World
from tests.registration.builders import (
    JAPAN_ID,
    MEETING_ID,
    NOTIFICATION_DEADLINE,
    OFFICER,
    a_delegation,
    a_meeting,
    a_registration,
    an_announcement,
)

FOCAL_POINT = Who(
    subject="focal:1", name="Ito", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=JAPAN_ID)}), language="en"
)


@pytest.fixture
def world() -> World[RegistrationUnit]:
    return World("registration", KEPT, who=OFFICER)


def the_meeting(world: World[RegistrationUnit]) -> Meeting:
    return cast(Meeting, world.state("meetings", MEETING_ID))


async def test_a_meeting_goes_through_its_stages_and_each_is_told(world: World[RegistrationUnit]) -> None:
    world.keep(a_meeting())
    await world.run(close_registration, CloseRegistration(meeting_id=MEETING_ID))
    await world.run(convene_meeting, ConveneMeeting(meeting_id=MEETING_ID))
    await world.run(conclude_meeting, ConcludeMeeting(meeting_id=MEETING_ID))
    await world.run(archive_meeting, ArchiveMeeting(meeting_id=MEETING_ID))

    told = world.told(RegistrationClosed, MeetingConvened, MeetingConcluded, MeetingArchived)
    assert [getattr(one, "status", "") for one in told] == ["closed", "in_session", "concluded", "archived"]


async def test_a_meeting_moved_on_too_early_goes_one_stage_back(world: World[RegistrationUnit]) -> None:
    world.keep(a_meeting(status=MeetingStatus.CONCLUDED))
    await world.run(reopen_meeting, ReopenMeeting(meeting_id=MEETING_ID))

    assert the_meeting(world).status is MeetingStatus.IN_SESSION
    assert len(world.told(MeetingReopened)) == 1


async def test_no_stage_is_skipped(world: World[RegistrationUnit]) -> None:
    world.keep(a_meeting(status=MeetingStatus.ANNOUNCED))

    with pytest.raises(StageOutOfOrder):
        await world.run(conclude_meeting, ConcludeMeeting(meeting_id=MEETING_ID))
    with pytest.raises(StageOutOfOrder):
        await world.run(reopen_meeting, ReopenMeeting(meeting_id=MEETING_ID))


async def test_a_closed_form_still_takes_whom_the_delegation_registers(world: World[RegistrationUnit]) -> None:
    """R8: changes of composition are accepted during the meeting."""
    world.keep(a_meeting(status=MeetingStatus.IN_SESSION), a_delegation())

    with pytest.raises(RegistrationClosedAlready):
        await world.run(register_participant, a_registration(), NOBODY)
    await world.run(register_participant, a_registration(), FOCAL_POINT)

    assert len(world.told(ParticipantRegistered)) == 1


async def test_nobody_joins_a_meeting_that_is_over(world: World[RegistrationUnit]) -> None:
    world.keep(a_meeting(status=MeetingStatus.CONCLUDED), a_delegation())

    with pytest.raises(MeetingOver):
        await world.run(register_participant, a_registration())


async def test_a_draft_tells_nobody_and_becomes_the_meeting(world: World[RegistrationUnit]) -> None:
    await world.run(draft_meeting, DraftMeeting.model_validate(an_announcement(title="A thought").model_dump()))
    assert (world.told(), the_meeting(world).status) == ([], MeetingStatus.DRAFT)

    world.keep(a_delegation())
    with pytest.raises(RegistrationNotOpen):
        await world.run(register_participant, a_registration())
    await world.run(announce_meeting, an_announcement())

    assert len(world.told(MeetingAnnounced)) == 1
    assert the_meeting(world).title == "Twenty-Second Meeting of the States Parties"


async def test_what_was_announced_is_not_drafted_again(world: World[RegistrationUnit]) -> None:
    world.keep(a_meeting())

    with pytest.raises(AlreadyAnnounced):
        await world.run(draft_meeting, DraftMeeting.model_validate(an_announcement().model_dump()))


async def test_deadlines_move_along_with_a_meeting_unless_others_are_given(world: World[RegistrationUnit]) -> None:
    """Section 8: a reschedule recomputes the deadlines."""
    world.keep(a_meeting())
    command = RescheduleMeeting(
        meeting_id=MEETING_ID,
        opens_on=date(2025, 12, 8),
        closes_on=date(2025, 12, 12),
        venue="Palais des Nations",
        city="Geneva",
        country="CHE",
    )
    await world.run(MeetingRescheduler(PackagedConventions.read()), command)

    assert (the_meeting(world).deadlines[0].at - NOTIFICATION_DEADLINE).days == 7


async def test_everyone_is_mailed_of_other_dates_and_not_of_another_deadline(world: World[RegistrationUnit]) -> None:
    """Section 8; who only moves a deadline does not write to 800 people."""
    world.keep(a_meeting())
    place = {"venue": "Palais des Nations", "city": "Geneva", "country": "CHE"}
    same = {"meeting_id": MEETING_ID, "opens_on": "2025-12-01", "closes_on": "2025-12-05", **place}
    reschedule = MeetingRescheduler(PackagedConventions.read())
    await world.run(reschedule, RescheduleMeeting.model_validate(same | {"deadlines": []}))
    assert "mailings" not in world.backend.rows

    await world.run(reschedule, RescheduleMeeting.model_validate(same | {"closes_on": "2025-12-04"}))
    assert len(world.backend.rows["mailings"]) == 1


async def test_an_experts_programme_names_the_meeting_it_belongs_to(world: World[RegistrationUnit]) -> None:
    """Section 6: a sub-programme of a meeting."""
    world.keep(a_meeting())
    fields = an_announcement().model_dump() | {"code": "APMBC-22MSP-VA", "kind": "EM", "parent_id": MEETING_ID}
    await world.run(announce_meeting, AnnounceMeeting.model_validate(fields))

    assert cast(Meeting, world.state("meetings", "mtg_apmbc-22msp-va")).parent_id == MEETING_ID
