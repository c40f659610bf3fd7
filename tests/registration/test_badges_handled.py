"""What becomes of badges when people are confirmed, changed and withdrawn, and at the desk."""

import asyncio
from datetime import date

import pytest

from services.registration.commands import ConfirmParticipant, WithdrawParticipant
from services.registration.commands.badge_requests import RecordStandingBadge, RequestBadge
from services.registration.commands.badges import (
    AccessOfCategory,
    ApproveBadge,
    BadgeNow,
    HandOverBadge,
    IssueStaffBadge,
    PrintBadge,
    ReissueBadge,
    ReportBadgeLost,
    SetAccessPlan,
    SpreadAccess,
    ZoneOfVenue,
)
from services.registration.domain.access import ZoneUnknown, usual_plan
from services.registration.domain.badges import Badge, BadgeExists, BadgeState
from services.registration.domain.settling import SETTLING
from services.registration.handlers import confirm_participant, withdraw_participant
from services.registration.handlers.access import follow_access_of, set_access_plan, spread_access
from services.registration.handlers.badge_requests import record_standing_badge, request_badge
from services.registration.handlers.badges import (
    approve_badge,
    follow_badge_of,
    hand_over_badge,
    issue_badge_of,
    issue_staff_badge,
    print_badge,
    reissue_badge,
    report_badge_lost,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import BadgeCategory, BadgeLoss, BadgeRevoked
from shared.errors import Incomplete, NotAllowed
from shared.messages import Command
from shared.who import Grant, Role, Who
from tests.fakes import World
from tests.registration.badge_builders import MONDAY, a_badge
from tests.registration.builders import JAPAN_ID, MEETING_ID, OFFICER, a_delegation, a_head, a_meeting, a_participant


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation(names=(a_head(),)), a_participant())
    return world


class ChangeName(Command):
    """A change as another handler makes it."""

    participant_id: str
    full_name: str


async def change_name(command: ChangeName, unit: RegistrationUnit) -> None:
    participant = (await unit.participants.get(command.participant_id)).next(full_name=command.full_name)
    await unit.participants.save(participant)
    await follow_badge_of(participant, unit)


def the_badge(world: World[RegistrationUnit], badge_id: str = "bdg_1") -> Badge:
    badge = world.state("badges", badge_id)
    assert isinstance(badge, Badge)
    return badge


async def collected(world: World[RegistrationUnit]) -> None:
    """Confirm her, print her badge and hand it over."""
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_0"))
    await world.run(print_badge, PrintBadge(badge_id="bdg_1"))
    await world.run(hand_over_badge, HandOverBadge(badge_id="bdg_1", identity_checked=True))


async def test_a_confirmed_participant_has_a_badge_in_the_same_unit(world: World[RegistrationUnit]) -> None:
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_0"))

    badge = the_badge(world)
    assert (badge.holder_id, badge.state, badge.category) == ("par_0", BadgeState.APPROVED, BadgeCategory.STATE_PARTY)
    assert (badge.zones, badge.valid_from) == (("CR", "DA"), MONDAY)
    assert badge.changed_at == world.clock.now


async def test_a_withdrawal_takes_the_badge_back(world: World[RegistrationUnit]) -> None:
    await collected(world)

    await world.run(withdraw_participant, WithdrawParticipant(participant_id="par_0", reason="Recalled"))

    assert (the_badge(world).state, the_badge(world).live) == (BadgeState.WITHDRAWN, False)
    assert world.told(BadgeRevoked) == [
        BadgeRevoked(badge_id="bdg_1", meeting_id=MEETING_ID, serial=1, because=BadgeLoss.WITHDRAWN, version=4)
    ]


async def test_a_lost_badge_is_replaced_and_both_are_told(world: World[RegistrationUnit]) -> None:
    await collected(world)

    await world.run(report_badge_lost, ReportBadgeLost(badge_id="bdg_1", reason="In the tram"))
    now = await world.run(reissue_badge, ReissueBadge(badge_id="bdg_1"))

    assert (now.state, now.serial) == ("approved", 2)
    told = [one.because for one in world.told(BadgeRevoked) if isinstance(one, BadgeRevoked)]
    assert told == [BadgeLoss.LOST, BadgeLoss.REPLACED]


async def test_a_change_of_name_marks_a_printed_badge(world: World[RegistrationUnit]) -> None:
    await collected(world)

    await world.run(change_name, ChangeName(participant_id="par_0", full_name="Ichikawa-Sato Tomiko"))

    assert (the_badge(world).name, the_badge(world).outdated) == ("Ichikawa-Sato Tomiko", True)


async def test_who_was_never_confirmed_gets_no_badge_by_a_change(world: World[RegistrationUnit]) -> None:
    await world.run(change_name, ChangeName(participant_id="par_0", full_name="Ichikawa-Sato Tomiko"))

    assert "badges" not in world.backend.rows


async def test_confirmed_again_one_gets_the_badge_back_under_a_new_number(world: World[RegistrationUnit]) -> None:
    await collected(world)
    await world.run(withdraw_participant, WithdrawParticipant(participant_id="par_0"))

    async def again(command: ConfirmParticipant, unit: RegistrationUnit) -> None:
        await issue_badge_of(await unit.participants.get(command.participant_id), unit)

    await world.run(again, ConfirmParticipant(participant_id="par_0"))

    assert (the_badge(world).state, the_badge(world).serial, the_badge(world).live) == (BadgeState.APPROVED, 2, True)


async def test_nobody_has_two_live_badges(world: World[RegistrationUnit]) -> None:
    world.keep(a_badge(live=False, state=BadgeState.WITHDRAWN))
    world.keep(a_badge(badge_id="bdg_8"))

    async def give(command: PrintBadge, unit: RegistrationUnit) -> None:
        await unit.badges.save(a_badge(badge_id="bdg_9"))

    with pytest.raises(BadgeExists):
        await world.run(give, PrintBadge(badge_id="bdg_9"))


async def test_staff_get_badges_without_a_registration(world: World[RegistrationUnit]) -> None:
    person = IssueStaffBadge(meeting_id=MEETING_ID, name="Luc Blanc", function="Conference officer")

    await world.run(issue_staff_badge, person)

    badge = the_badge(world)
    assert (badge.name, badge.category, badge.zones) == ("Luc Blanc", BadgeCategory.STAFF, ("CR", "DA", "PR", "SE"))


async def test_a_plan_of_access_holds_for_badges_given_after_it(world: World[RegistrationUnit]) -> None:
    rule = AccessOfCategory(category=BadgeCategory.STATE_PARTY, zones=("HALL",), last_day=MONDAY)
    hall = ZoneOfVenue(code="hall", name="Assembly Hall")

    await world.run(set_access_plan, SetAccessPlan(meeting_id=MEETING_ID, zones=(hall,), rules=(rule,)))
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_0"))

    assert (the_badge(world).zones, the_badge(world).valid_to) == (("HALL",), MONDAY)
    with pytest.raises(ZoneUnknown):
        await world.run(set_access_plan, SetAccessPlan(meeting_id=MEETING_ID, zones=(hall, hall), rules=(rule,)))


async def test_badges_given_before_follow_the_plan_and_printed_ones_are_to_be_printed_again(
    world: World[RegistrationUnit],
) -> None:
    await collected(world)
    world.keep(a_badge(badge_id="bdg_8", holder_id="par_8"))
    rule = AccessOfCategory(category=BadgeCategory.STATE_PARTY, zones=("HALL",))
    hall = ZoneOfVenue(code="hall", name="Assembly Hall")

    plan = await world.run(set_access_plan, SetAccessPlan(meeting_id=MEETING_ID, zones=(hall,), rules=(rule,)))
    for step in [*range(plan.step, plan.step + 2 * len(BadgeCategory)), plan.step]:
        await world.run(spread_access, SpreadAccess(meeting_id=MEETING_ID, step=step))

    assert [(one.zones, one.outdated) for one in (the_badge(world), the_badge(world, "bdg_8"))] == [
        (("HALL",), True),
        (("HALL",), False),
    ]
    assert ("registration.due.spread_access", world.clock.now) in world.scheduled()
    assert world.state("access_plans", MEETING_ID).spreading == ()  # type: ignore[attr-defined] # it is a plan


async def test_a_badge_that_was_being_given_while_the_plan_changed_follows_it_soon_after(
    world: World[RegistrationUnit],
) -> None:
    decided, spread = asyncio.Event(), asyncio.Event()

    async def meanwhile(command: IssueStaffBadge, unit: RegistrationUnit) -> BadgeNow:
        given = await issue_staff_badge(command, unit)
        decided.set()
        await spread.wait()
        return given

    giving = asyncio.create_task(world.run(meanwhile, IssueStaffBadge(meeting_id=MEETING_ID, name="Ann Guard")))
    await decided.wait()
    rule = AccessOfCategory(category=BadgeCategory.STAFF, zones=("HALL",))
    hall = ZoneOfVenue(code="hall", name="Assembly Hall")
    plan = await world.run(set_access_plan, SetAccessPlan(meeting_id=MEETING_ID, zones=(hall,), rules=(rule,)))
    steps = [SpreadAccess(meeting_id=MEETING_ID, step=plan.step + n) for n in range(2 * len(BadgeCategory))]
    for one in steps[: len(BadgeCategory)]:
        await world.run(spread_access, one)
    spread.set()
    id = (await giving).badge_id
    before = the_badge(world, id).zones
    for one in steps[len(BadgeCategory) :]:
        await world.run(spread_access, one)

    assert (before, the_badge(world, id).zones) == (usual_plan(MEETING_ID).rules[5].zones, ("HALL",))
    assert ("registration.due.spread_access", world.clock.now + SETTLING) in world.scheduled()


async def test_other_dates_of_the_meeting_are_other_days_of_its_badges(world: World[RegistrationUnit]) -> None:
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_0"))
    meeting = a_meeting(opens_on="2025-12-08", closes_on="2025-12-12")
    world.keep(meeting)

    async def moved(command: SpreadAccess, unit: RegistrationUnit) -> None:
        await follow_access_of(command.meeting_id, unit)

    await world.run(moved, SpreadAccess(meeting_id=MEETING_ID, step=0))
    await world.run(spread_access, SpreadAccess(meeting_id=MEETING_ID, step=1))

    assert (the_badge(world).valid_from, the_badge(world).valid_to) == (meeting.opens_on, meeting.closes_on)


PORTAL = Who(subject="fp", name="Mission", grants=frozenset({Grant(role=Role.FOCAL_POINT, scope=JAPAN_ID)}))
DRIVER = RequestBadge(delegation_id=JAPAN_ID, name="Taro Abe", function="Driver")


async def test_a_focal_point_asks_for_a_badge_and_an_officer_approves(world: World[RegistrationUnit]) -> None:
    asked = await world.run(request_badge, DRIVER, PORTAL)
    approved = await world.run(approve_badge, ApproveBadge(badge_id=asked.badge_id))

    assert (asked.state, approved.state) == ("requested", "approved")
    assert (the_badge(world).category, the_badge(world).delegation) == (BadgeCategory.SERVICE, "Japan")
    with pytest.raises(NotAllowed):
        await world.run(request_badge, DRIVER, PORTAL.model_copy(update={"grants": frozenset()}))


async def test_a_badge_of_the_building_makes_ours_unnecessary_until_it_is_gone(world: World[RegistrationUnit]) -> None:
    """Domain 2.1: a valid badge of the building removes the second track."""
    await world.run(confirm_participant, ConfirmParticipant(participant_id="par_0"))
    seen = RecordStandingBadge(participant_id="par_0", issuer="UNOG", valid_until=date(2026, 12, 31))
    await world.run(record_standing_badge, seen)
    assert the_badge(world).state is BadgeState.NOT_NEEDED

    await world.run(record_standing_badge, RecordStandingBadge(participant_id="par_0"))
    assert the_badge(world).state is BadgeState.APPROVED
    with pytest.raises(Incomplete):
        await world.run(record_standing_badge, RecordStandingBadge(participant_id="par_0", issuer="UNOG"))
