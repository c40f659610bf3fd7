"""Treaty acts recorded since the file was made, and organisations that ask to observe (R4, R5)."""

from datetime import UTC, date, datetime
from typing import cast

import pytest

from services.registration.commands.observers import (
    DecideObserver,
    InviteObserver,
    ObserverNow,
    RecommendObserver,
    RequestObserverStatus,
)
from services.registration.commands.treaty import RecordTreatyStatus, StrikeTreatyStatus
from services.registration.domain import AlreadyInvited, DecisionRecordMissing, Delegation, Participant
from services.registration.domain.conventions import ObserverRoute
from services.registration.domain.observers import Asked, Findings, ObserverState, request
from services.registration.domain.refusals import (
    AlreadyRequested,
    CriteriaNotMet,
    DelegationRejected,
    DepositedAlready,
    NoTreatyAct,
    RecommendationMissing,
)
from services.registration.gateways import PackagedConventions
from services.registration.handlers import register_participant
from services.registration.handlers.observers import (
    ObserverInviter,
    decide_observer,
    recommend_observer,
    request_observer_status,
)
from services.registration.handlers.treaty import TreatyStatusRecorder, TreatyStatusStriker
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import (
    Category,
    Deadline,
    DeadlineKind,
    DelegationInvited,
    ObserverApproved,
    ObserverRejected,
    ParticipantWithdrawn,
    TreatyStatusRecorded,
)
from shared.who import NOBODY
from tests.fakes import World
from tests.registration.builders import (
    JAPAN_ID,
    MEETING_ID,
    OFFICER,
    a_delegation,
    a_meeting,
    a_participant,
    a_registration,
)

CONVENTIONS = PackagedConventions.read()
REQUEST = "obs_apmbc-22msp_mines-action-canada"
DELEGATION = "del_apmbc-22msp_mines-action-canada"


@pytest.fixture
def world() -> World[RegistrationUnit]:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(opens_on=date(2027, 12, 1), closes_on=date(2027, 12, 5)))
    return world


def an_act(act: str, state: str, dated: str) -> RecordTreatyStatus:
    fields = {"convention": "APMBC", "state": state, "act": act, "dated": dated, "reference": "C.N.101.2027"}
    return RecordTreatyStatus.model_validate(fields)


def asking(
    *, organisation: str = "Mines Action Canada", contact_email: str = "erin@mac.example"
) -> RequestObserverStatus:
    return RequestObserverStatus(
        meeting_id=MEETING_ID,
        organisation=organisation,
        purpose="A world without landmines",
        contact_name="Erin Hunt",
        contact_email=contact_email,
    )


def recommended() -> RecommendObserver:
    return RecommendObserver(
        observer_request_id=REQUEST, recommended=True, non_profit=True, consistent=True, record="Committee, 3 June"
    )


async def invited(world: World[RegistrationUnit]) -> None:
    await world.run(request_observer_status, asking(), NOBODY)
    await world.run(recommend_observer, recommended())
    await world.run(ObserverInviter(CONVENTIONS), InviteObserver(observer_request_id=REQUEST))


async def decided(world: World[RegistrationUnit], *, approved: bool) -> ObserverNow:
    record = "APLC/MSP.22/2025/11, paragraph 4"
    command = DecideObserver(observer_request_id=REQUEST, approved=approved, record=record)
    return await world.run(decide_observer, command)


def the_delegation(world: World[RegistrationUnit], id: str = DELEGATION) -> Delegation:
    return cast(Delegation, world.state("delegations", id))


async def test_a_withdrawal_changes_the_category_at_meetings_to_come(world: World[RegistrationUnit]) -> None:
    """R5: category is derived from treaty status on the opening date."""
    world.keep(a_delegation(), a_participant())
    now = await world.run(TreatyStatusRecorder(CONVENTIONS), an_act("withdrawal", "JPN", "2027-02-01"))

    assert now.recategorised == 1
    assert cast(TreatyStatusRecorded, world.told(TreatyStatusRecorded)[0]).takes_effect_on == date(2027, 8, 1)
    assert cast(DelegationInvited, world.told(DelegationInvited)[0]).category is Category.STATE_NOT_PARTY
    assert cast(Participant, world.state("participants", "par_0")).category is Category.STATE_NOT_PARTY


async def test_an_act_recorded_by_mistake_is_struck(world: World[RegistrationUnit]) -> None:
    world.keep(a_delegation())
    await world.run(TreatyStatusRecorder(CONVENTIONS), an_act("withdrawal", "JPN", "2027-02-01"))
    strike = StrikeTreatyStatus(convention="APMBC", state="JPN")
    await world.run(TreatyStatusStriker(CONVENTIONS), strike)

    assert the_delegation(world, JAPAN_ID).category is Category.STATE_PARTY
    with pytest.raises(NoTreatyAct):
        await world.run(TreatyStatusStriker(CONVENTIONS), strike)


async def test_an_act_that_the_dates_do_not_allow_is_refused(world: World[RegistrationUnit]) -> None:
    with pytest.raises(DepositedAlready):
        await world.run(TreatyStatusRecorder(CONVENTIONS), an_act("ratification", "JPN", "2027-03-01"))


async def test_an_organisation_prepares_while_it_is_invited_provisionally(world: World[RegistrationUnit]) -> None:
    """Domain 1.2: registration may be prepared while provisional."""
    await invited(world)
    await world.run(register_participant, a_registration(delegation_id=DELEGATION))

    delegation = the_delegation(world)
    assert (delegation.provisional, delegation.decision_record) == (True, "Committee, 3 June")
    assert delegation.focal_point
    assert delegation.focal_point.email == "erin@mac.example"


async def test_staff_alone_approve_nobody(world: World[RegistrationUnit]) -> None:
    """R4: recommendation and decision record."""
    await world.run(request_observer_status, asking(), NOBODY)
    with pytest.raises(RecommendationMissing):
        await world.run(ObserverInviter(CONVENTIONS), InviteObserver(observer_request_id=REQUEST))
    await world.run(recommend_observer, recommended())
    await world.run(ObserverInviter(CONVENTIONS), InviteObserver(observer_request_id=REQUEST))
    with pytest.raises(DecisionRecordMissing):
        await world.run(decide_observer, DecideObserver(observer_request_id=REQUEST, approved=True))


async def test_what_fails_a_criterion_is_not_recommended(world: World[RegistrationUnit]) -> None:
    """M17: (a) non-profit, (b) purpose and activities consistent with the convention."""
    await world.run(request_observer_status, asking(), NOBODY)

    with pytest.raises(CriteriaNotMet):
        await world.run(recommend_observer, recommended().model_copy(update={"non_profit": False}))


def test_the_president_invites_on_the_same_two_criteria_without_a_committee() -> None:
    """CCM Rule 1.3."""
    asked = Asked(organisation="Arms Trace", purpose="Clearance", contact_name="Ann", contact_email="a@trace.example")
    asked_for = request(a_meeting(), asked, request_id="obs_1", at=datetime(2025, 9, 1, tzinfo=UTC))
    with pytest.raises(RecommendationMissing):
        asked_for.invite(ObserverRoute.INVITED_BY_PRESIDENT, "del_1")
    found = Findings(non_profit=True, consistent=True, record="President-designate, 2 September")
    weighed = asked_for.weigh(found, recommended=False, by="Ana")

    assert weighed.invite(ObserverRoute.INVITED_BY_PRESIDENT, "del_1").state is ObserverState.PROVISIONALLY_INVITED


async def test_a_rejection_takes_the_people_off_and_closes_the_delegation(world: World[RegistrationUnit]) -> None:
    """R4, section 8: rejection flows on."""
    await invited(world)
    await world.run(register_participant, a_registration(delegation_id=DELEGATION))
    now = await decided(world, approved=False)

    assert (now.withdrawn, len(world.told(ObserverRejected)), len(world.told(ParticipantWithdrawn))) == (1, 1, 1)
    with pytest.raises(DelegationRejected):
        await world.run(register_participant, a_registration(delegation_id=DELEGATION, email="other@mac.example"))


async def test_an_approval_ends_the_provisional_time(world: World[RegistrationUnit]) -> None:
    await invited(world)
    await decided(world, approved=True)

    assert len(world.told(ObserverApproved)) == 1
    assert the_delegation(world).provisional is False


async def test_an_organisation_asks_once_and_not_when_it_has_a_delegation(world: World[RegistrationUnit]) -> None:
    await world.run(request_observer_status, asking(), NOBODY)
    with pytest.raises(AlreadyRequested):
        await world.run(request_observer_status, asking(), NOBODY)
    world.keep(a_delegation(delegation_id=DELEGATION, name="Mines Action Canada", state=None))
    with pytest.raises(AlreadyInvited):
        await world.run(request_observer_status, asking(), NOBODY)


async def test_nobody_has_an_address_mailed_by_asking_for_many_organisations(world: World[RegistrationUnit]) -> None:
    for number in range(3):
        await world.run(request_observer_status, asking(organisation=f"Organisation {number}"), NOBODY)

    with pytest.raises(AlreadyRequested, match="three organisations"):
        await world.run(request_observer_status, asking(organisation="Organisation 3"), NOBODY)
    await world.run(request_observer_status, asking(contact_email="another@mac.example"), NOBODY)


async def test_a_request_after_the_deadline_is_taken_and_marked_late(world: World[RegistrationUnit]) -> None:
    """R8."""
    passed = Deadline(kind=DeadlineKind.OBSERVER_REQUESTS, at=datetime(2020, 1, 1, tzinfo=UTC))
    world.keep(a_meeting(deadlines=(passed,)))

    assert (await world.run(request_observer_status, asking(), NOBODY)).late
