"""A follow-up form reminds by itself: before its own deadline, those who have not answered, once."""

from datetime import datetime, timedelta

import pytest

from services.registration.commands.follow_ups import CloseFollowUp, RemindFollowUp, SetFollowUp
from services.registration.commands.mailings import ContinueMailing
from services.registration.domain.follow_ups import FollowUp, FollowUpState
from services.registration.domain.mailings.mailing import Mailing
from services.registration.handlers.follow_ups import close_follow_up, set_follow_up
from services.registration.handlers.mailings import continue_mailing
from services.registration.handlers.reminders import remind_follow_up
from services.registration.ports import RegistrationUnit
from services.registration.store.follow_ups import FOLLOW_UPS
from services.registration.store.mailings import next_piece
from shared.contracts.registration.forms import ReadyForm, Wording
from tests.fakes import World
from tests.registration.test_follow_ups import CLOSES, opened, reply, the_follow_up, world

__all__ = ["world"]
THREE_DAYS_BEFORE = CLOSES - timedelta(days=3)


def due_of(world: World[RegistrationUnit], id: str) -> list[datetime]:
    due = FOLLOW_UPS[0].due
    assert due
    return [one.at for one in due(the_follow_up(world, id)) if isinstance(one.command, RemindFollowUp)]


async def reminded(world: World[RegistrationUnit], id: str, at: datetime = THREE_DAYS_BEFORE) -> list[str]:
    """Let the reminder fall due twice, and its mailing go out; return to whom."""
    world.clock.now = at
    for _ in range(2):
        await world.run(remind_follow_up, RemindFollowUp(follow_up_id=id))
    for mailing_id in list(world.backend.rows.get("mailings", {})):
        while due := next_piece(mailing(world, mailing_id)):
            assert isinstance(due[0].command, ContinueMailing)
            await world.run(continue_mailing, due[0].command)
    return [mail.to for mail in world.mails]


def mailing(world: World[RegistrationUnit], mailing_id: str) -> Mailing:
    found = world.state("mailings", mailing_id)
    assert isinstance(found, Mailing)
    return found


async def test_those_who_have_not_answered_are_reminded_once(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.FIELD_VISIT)
    assert due_of(world, id) == [THREE_DAYS_BEFORE]
    await reply(world, id, 0)
    await reply(world, id, 1, comes=False, answers=())

    assert await reminded(world, id) == ["p2@x.example"]
    assert due_of(world, id) == []
    assert world.mails[0].subject == "Please answer: Visit"
    assert "until Thu 20 Nov 2025, 18:00 (Geneva)" in world.mails[0].text
    assert "%" not in world.mails[0].text


async def test_another_deadline_moves_the_reminder_and_is_reminded_of_again(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.FIELD_VISIT)
    await reminded(world, id)
    later = CLOSES + timedelta(days=5)
    await world.run(set_follow_up, SetFollowUp(follow_up_id=id, title=Wording(en="Visit"), closes_at=later))

    assert due_of(world, id) == [later - timedelta(days=3)]
    assert len(await reminded(world, id)) == 3
    assert len(await reminded(world, id, later - timedelta(days=3))) == 6


@pytest.mark.parametrize("at", [THREE_DAYS_BEFORE - timedelta(seconds=1), CLOSES])
async def test_before_its_time_and_after_the_deadline_nobody_is_reminded(
    world: World[RegistrationUnit], at: datetime
) -> None:
    id = await opened(world, ReadyForm.FIELD_VISIT)

    assert await reminded(world, id, at) == []


async def test_it_can_be_stopped_and_a_closed_form_reminds_nobody(world: World[RegistrationUnit]) -> None:
    stopped = await opened(world, ReadyForm.FIELD_VISIT, remind_days=0)
    closed = await opened(world, ReadyForm.FIELD_VISIT)
    await world.run(close_follow_up, CloseFollowUp(follow_up_id=closed))

    assert (due_of(world, stopped), due_of(world, closed)) == ([], [])
    assert await reminded(world, stopped) + await reminded(world, closed) == []


async def test_who_answers_while_the_reminder_goes_out_gets_none(world: World[RegistrationUnit]) -> None:
    id = await opened(world, ReadyForm.FIELD_VISIT)
    world.clock.now = THREE_DAYS_BEFORE
    await world.run(remind_follow_up, RemindFollowUp(follow_up_id=id))
    await reply(world, id, 0)

    assert await reminded(world, id) == ["p1@x.example", "p2@x.example"]


def test_a_draft_reminds_nobody() -> None:
    draft = FollowUp(follow_up_id="fup_1", meeting_id="m", title=Wording(en="Visit"), closes_at=CLOSES)

    assert (draft.state, draft.remind_at) == (FollowUpState.DRAFT, None)
