"""The experts' programme: invitations by name, sessions, attendance, accessibility (domain 6, E9)."""

from datetime import UTC, date, datetime
from typing import cast

import pytest

from services.registration.commands.programme import (
    AnswerInvitation,
    CancelSession,
    InviteExpert,
    ReadExpertNeeds,
    RecordAttendance,
    ScheduleSession,
)
from services.registration.domain.programme import (
    AlreadyAnswered,
    AlreadyInvitedByName,
    ExpertInvitation,
    InvitationState,
    NotAProgramme,
    RoomNotAccessible,
    Session,
    SessionIsOff,
    SessionOutOfProgramme,
    SessionsOverlap,
)
from services.registration.handlers.programme import (
    answer_invitation,
    cancel_session,
    invite_expert,
    read_expert_needs,
    record_attendance,
    schedule_session,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import (
    DelegateRole,
    MeetingKind,
    ParticipantRegistered,
    SessionCancelled,
    SessionScheduled,
)
from shared.errors import NotFound
from tests.fakes import World
from tests.registration.builders import MEETING_ID, OFFICER, a_delegation, a_meeting

PROGRAMME = "mtg_apmbc-22msp-va"
CAMBODIA = "del_apmbc-22msp-va_khm"


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(
        a_meeting(),
        a_meeting(
            meeting_id=PROGRAMME,
            code="APMBC-22MSP-VA",
            kind=MeetingKind.EXPERTS,
            parent_id=MEETING_ID,
            opens_on=date(2025, 12, 2),
            closes_on=date(2025, 12, 4),
        ),
        a_delegation(delegation_id=CAMBODIA, meeting_id=PROGRAMME, name="Cambodia", state="KHM"),
    )
    return world


def a_session(**changes: object) -> ScheduleSession:
    fields: dict[str, object] = {
        "meeting_id": PROGRAMME,
        "title": "Rights of survivors",
        "room": "XXV",
        "starts_at": datetime(2025, 12, 2, 9, tzinfo=UTC),
        "ends_at": datetime(2025, 12, 2, 11, tzinfo=UTC),
    }
    return ScheduleSession.model_validate(fields | changes)


def an_invitation() -> InviteExpert:
    return InviteExpert(meeting_id=PROGRAMME, delegation_id=CAMBODIA, name="Sok Dara", email="dara@khm.example")


def an_answer(**changes: object) -> AnswerInvitation:
    return AnswerInvitation.model_validate({"invitation_id": "inv_1", "accepts": True} | changes)


def the_invitation(world: World[RegistrationUnit]) -> ExpertInvitation:
    return cast(ExpertInvitation, world.state("invitations", "inv_1"))


async def test_an_expert_who_accepts_is_registered_with_the_delegation(world: World[RegistrationUnit]) -> None:
    await world.run(invite_expert, an_invitation())
    await world.run(answer_invitation, an_answer(needs="Khmer Sign Language"))

    fact = cast(ParticipantRegistered, world.told(ParticipantRegistered)[0])
    assert (fact.role, fact.delegation, fact.meeting_id) == (DelegateRole.VA_EXPERT, "Cambodia", PROGRAMME)
    assert the_invitation(world).participant_id == fact.participant_id
    assert world.mails[0].to == "dara@khm.example"


async def test_an_expert_answers_once(world: World[RegistrationUnit]) -> None:
    await world.run(invite_expert, an_invitation())
    await world.run(answer_invitation, an_answer(accepts=False))

    assert the_invitation(world).state is InvitationState.DECLINED
    with pytest.raises(AlreadyAnswered):
        await world.run(answer_invitation, an_answer())


async def test_an_expert_is_invited_once(world: World[RegistrationUnit]) -> None:
    await world.run(invite_expert, an_invitation())

    with pytest.raises(AlreadyInvitedByName):
        await world.run(invite_expert, an_invitation())


async def test_who_reads_what_an_expert_needs_is_noted(world: World[RegistrationUnit]) -> None:
    await world.run(invite_expert, an_invitation())
    await world.run(answer_invitation, an_answer(needs="Captions"))
    read = await world.run(read_expert_needs, ReadExpertNeeds(invitation_id="inv_1"))

    assert (read.needs, the_invitation(world).read_by) == ("Captions", ("Ana Ruiz",))


async def test_sessions_and_their_cancellation_are_told_with_the_meeting_beside(
    world: World[RegistrationUnit],
) -> None:
    await world.run(schedule_session, a_session())
    await world.run(schedule_session, a_session(session_id="ses_1", room="XXVI"))
    await world.run(cancel_session, CancelSession(session_id="ses_1", reason="The room is lost"))

    scheduled = cast(list[SessionScheduled], world.told(SessionScheduled))
    assert [(one.room, one.parent_id) for one in scheduled] == [("XXV", MEETING_ID), ("XXVI", MEETING_ID)]
    assert len(world.told(SessionCancelled)) == 1
    with pytest.raises(SessionIsOff):
        await world.run(cancel_session, CancelSession(session_id="ses_1"))


async def test_two_sessions_never_share_a_room_and_a_time(world: World[RegistrationUnit]) -> None:
    await world.run(schedule_session, a_session())

    with pytest.raises(SessionsOverlap):
        await world.run(schedule_session, a_session(starts_at=datetime(2025, 12, 2, 10, tzinfo=UTC)))


async def test_a_session_lies_within_its_programme(world: World[RegistrationUnit]) -> None:
    with pytest.raises(SessionOutOfProgramme):
        await world.run(schedule_session, a_session(ends_at=datetime(2025, 12, 9, 11, tzinfo=UTC)))
    with pytest.raises(NotAProgramme):
        await world.run(schedule_session, a_session(meeting_id=MEETING_ID))


async def test_a_room_must_be_accessible_where_somebody_needs_it(world: World[RegistrationUnit]) -> None:
    """E9."""
    await world.run(invite_expert, an_invitation())
    await world.run(answer_invitation, an_answer(accessible_room=True))

    with pytest.raises(RoomNotAccessible):
        await world.run(schedule_session, a_session())
    await world.run(schedule_session, a_session(accessible=True))


async def test_attendance_names_invited_experts_alone(world: World[RegistrationUnit]) -> None:
    await world.run(invite_expert, an_invitation())
    await world.run(schedule_session, a_session())
    await world.run(record_attendance, RecordAttendance(session_id="ses_1", invitations=("inv_1", "inv_1")))

    assert cast(Session, world.state("sessions", "ses_1")).attended == ("inv_1",)
    with pytest.raises(NotFound):
        await world.run(record_attendance, RecordAttendance(session_id="ses_1", invitations=("inv_9",)))


async def test_a_session_is_moved_within_its_own_programme_alone(world: World[RegistrationUnit]) -> None:
    await world.run(schedule_session, a_session())
    world.keep(
        a_meeting(
            meeting_id="mtg_other-va",
            code="OTHER-VA",
            kind=MeetingKind.EXPERTS,
            opens_on=date(2025, 12, 2),
            closes_on=date(2025, 12, 4),
        )
    )

    with pytest.raises(NotFound):
        await world.run(schedule_session, a_session(meeting_id="mtg_other-va", session_id="ses_1", room="XXVI"))
