"""Personal data are removed by themselves when their time is over (R9)."""

from datetime import UTC, date, timedelta
from typing import cast

import pytest

from services.registration.commands import RescheduleMeeting
from services.registration.commands.personal import (
    RecordPhoto,
)
from services.registration.commands.privacy import (
    PurgePersonalData,
    SetRetention,
)
from services.registration.domain.personal import PersonalFile
from services.registration.domain.retention import KeptNoLonger, Retention, end_of, retention_of
from services.registration.handlers import MeetingRescheduler
from services.registration.handlers.personal import (
    record_personal_data,
    record_photo,
)
from services.registration.handlers.privacy import (
    PIECE,
    purge_personal_data,
    set_retention,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration.privacy import PersonalKind, RetentionDays
from shared.files import FileState, StoredFile
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_delegation, a_meeting, a_participant
from tests.registration.personal_builders import (
    AT,
    TOMIKO,
    a_kept_file,
    a_personal_file,
    a_recording,
)

LAST_DAY = end_of(a_meeting())


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world: World[RegistrationUnit] = World("registration", KEPT, who=TOMIKO)
    world.keep(a_meeting(), a_delegation(), a_participant())
    return world


def the_file(world: World[RegistrationUnit]) -> PersonalFile:
    return cast(PersonalFile, world.state("personal_files", "par_0"))


def kept_file(world: World[RegistrationUnit], file_id: str = "fil_1") -> StoredFile:
    return cast(StoredFile, world.state("files", file_id))


def the_retention(world: World[RegistrationUnit]) -> Retention:
    return cast(Retention, world.state("retentions", MEETING_ID))


def test_each_kind_is_kept_for_its_own_time_after_the_last_day_at_the_venue() -> None:
    """R9 and the guide's defaults: thirty days, a photo ninety; the last day ends at midnight in Geneva."""
    retention = retention_of(a_meeting())

    assert retention.ends_at.isoformat() == "2025-12-06T00:00:00+01:00"
    assert retention.purge_at(PersonalKind.PASSPORT) == retention.ends_at + timedelta(days=30)
    assert retention.purge_at(PersonalKind.PHOTO) == retention.ends_at + timedelta(days=90)
    assert retention.next_at() == retention.purge_at(PersonalKind.PASSPORT)


def test_the_day_of_a_purge_is_said_as_at_the_venue_however_the_instant_was_kept() -> None:
    retention = retention_of(a_meeting())
    kept = retention.model_copy(update={"ends_at": retention.ends_at.astimezone(UTC)})

    assert str(kept.purge_on(PersonalKind.PASSPORT, zone="Europe/Zurich")) == "2026-01-05"


def test_what_would_be_purged_at_once_is_not_taken() -> None:
    retention = retention_of(a_meeting())
    last = retention.purge_at(PersonalKind.PASSPORT)
    retention.must_keep([PersonalKind.PASSPORT], last - timedelta(seconds=1))
    with pytest.raises(KeptNoLonger):
        retention.must_keep([PersonalKind.PASSPORT], last)


def test_a_meeting_moved_to_later_opens_what_was_purged() -> None:
    early = LAST_DAY + timedelta(days=31)
    purged = retention_of(a_meeting()).begin(early).finish(people=1, files=0, now=early)
    moved = purged.follow(a_meeting(closes_on=date(2026, 12, 5)))

    assert PersonalKind.PASSPORT not in purged.open_kinds()
    assert PersonalKind.PASSPORT in moved.open_kinds()
    assert moved.follow(a_meeting(closes_on=date(2026, 12, 5))) is moved


async def test_the_first_data_start_the_clock_of_the_meeting(world: World[RegistrationUnit]) -> None:
    await world.run(record_personal_data, a_recording())

    assert world.scheduled() == [("registration.due.purge_personal_data", LAST_DAY + timedelta(days=30))]


async def test_a_purge_removes_what_is_due_and_reports_it(world: World[RegistrationUnit]) -> None:
    known, _ = a_personal_file().with_photo("fil_1", at=AT)
    world.keep(known, a_kept_file("fil_1", state=FileState.ATTACHED), retention_of(a_meeting()).next())
    purge = PurgePersonalData(meeting_id=MEETING_ID)
    await world.run(purge_personal_data, purge)
    before = the_file(world).held
    world.clock.now = LAST_DAY + timedelta(days=30)
    for _ in range(2):
        await world.run(purge_personal_data, purge)
    retention = the_retention(world)

    assert PersonalKind.PASSPORT in before
    assert the_file(world).held == (PersonalKind.PHOTO,)
    assert (the_file(world).passport_number, the_file(world).birth_date) == (None, None)
    assert [(one.people, one.files) for one in retention.reports] == [(1, 0)]
    assert retention.next_at() == LAST_DAY + timedelta(days=90)
    world.clock.now = LAST_DAY + timedelta(days=90)
    await world.run(purge_personal_data, purge)
    assert kept_file(world).state is FileState.DROPPED
    assert [(one.people, one.files) for one in the_retention(world).reports] == [(1, 0), (1, 1)]
    assert the_retention(world).next_at() is None


async def test_a_purge_of_many_goes_piece_by_piece_and_sees_to_everyone_once(world: World[RegistrationUnit]) -> None:
    people = 2 * PIECE + 7
    world.keep(*(a_personal_file(f"par_{n:04}") for n in range(people)), retention_of(a_meeting()).next())
    world.clock.now = LAST_DAY + timedelta(days=30)
    command, pieces = PurgePersonalData(meeting_id=MEETING_ID), 0
    while True:
        for _ in range(2):
            await world.run(purge_personal_data, command)
        pieces += 1
        under_way = the_retention(world).purging
        if under_way is None:
            break
        command = PurgePersonalData(meeting_id=MEETING_ID, after=under_way.after)

    assert pieces == 3
    assert [one.people for one in the_retention(world).reports] == [people]
    at = [instant for subject, instant in world.scheduled() if subject.endswith("purge_personal_data")]
    assert len(set(at)) == len(at) == 3


async def test_a_shorter_time_brings_the_purge_forward(world: World[RegistrationUnit]) -> None:
    await world.run(record_personal_data, a_recording())
    await world.run(set_retention, SetRetention(meeting_id=MEETING_ID, passport=3), who=OFFICER)

    assert world.scheduled()[-1] == ("registration.due.purge_personal_data", LAST_DAY + timedelta(days=3))
    assert the_retention(world).days == RetentionDays(passport=3)


async def test_the_purge_moves_with_the_meeting(world: World[RegistrationUnit]) -> None:
    class NoConvention:
        def find(self, code: str) -> None:
            return None

    await world.run(record_personal_data, a_recording())
    plan = a_meeting().model_dump(include={"venue", "city", "country", "zone"})
    moved = RescheduleMeeting(
        meeting_id=MEETING_ID, opens_on=date(2026, 1, 12), closes_on=date(2026, 1, 16), deadlines=(), **plan
    )
    await world.run(MeetingRescheduler(NoConvention()), moved, who=OFFICER)  # type: ignore[arg-type] # none is known

    assert the_retention(world).ends_at.date() == date(2026, 1, 17)


async def test_nothing_is_recorded_that_would_be_purged_at_once(world: World[RegistrationUnit]) -> None:
    world.keep(a_kept_file())
    world.clock.now = LAST_DAY + timedelta(days=30)
    with pytest.raises(KeptNoLonger):
        await world.run(record_personal_data, a_recording())
    await world.run(record_photo, RecordPhoto(participant_id="par_0", file_id="fil_1"))
