"""Treaty status: recorded and struck; delegations of meetings to come get the category that follows (R5)."""

from dataclasses import dataclass

from services.registration.commands.treaty import (
    RecordTreatyStatus,
    SpreadCategory,
    StrikeTreatyStatus,
    TreatyStatusNow,
)
from services.registration.domain import Convention, Delegation, Meeting, UnknownConvention
from services.registration.domain.meetings import MeetingStatus
from services.registration.domain.treaty import TreatyAct
from services.registration.domain.treaty_status import ActDone, TreatyStatus, as_of_now, status_id_of
from services.registration.handlers.badges import follow_badge_of
from services.registration.ports import Conventions, RegistrationUnit
from shared.errors import NotFound

OVER = frozenset({MeetingStatus.CONCLUDED, MeetingStatus.ARCHIVED})


@dataclass(frozen=True)
class TreatyStatusRecorder:
    """Records what a State did about a convention."""

    conventions: Conventions

    async def __call__(self, command: RecordTreatyStatus, unit: RegistrationUnit) -> TreatyStatusNow:
        convention = _known(self.conventions, command.convention)
        status = await _status(convention, command.state, unit)
        done = ActDone(
            act=TreatyAct(command.act),
            dated=command.dated,
            reference=command.reference,
            recorded_by=unit.who.name,
            recorded_at=unit.now,
        )
        status, recorded = status.record(done, convention)
        await unit.treaty_statuses.save(status)
        unit.tell(recorded)
        return await _followed(status, convention, unit)


@dataclass(frozen=True)
class TreatyStatusStriker:
    """Takes back what was recorded of a State by mistake."""

    conventions: Conventions

    async def __call__(self, command: StrikeTreatyStatus, unit: RegistrationUnit) -> TreatyStatusNow:
        convention = _known(self.conventions, command.convention)
        status, struck = (await _status(convention, command.state, unit)).strike()
        await unit.treaty_statuses.save(status)
        unit.tell(struck)
        return await _followed(status, convention, unit)


async def convention_now(code: str, conventions: Conventions, unit: RegistrationUnit) -> Convention | None:
    """Return a convention with every act recorded since its file was made, or None."""
    convention = conventions.find(code)
    return as_of_now(convention, await unit.treaty_statuses.all(convention=code)) if convention else None


async def recategorise(meeting: Meeting, convention: Convention, unit: RegistrationUnit, *, only: str = "") -> int:
    """Give States the category of the day that counts, and their people with them; return how many changed (R5)."""
    changed = 0
    for delegation in await unit.delegations.all(meeting_id=meeting.meeting_id):
        category = convention.category_on(delegation.state or "", meeting.categories_day)
        if category in {None, delegation.category} or (only and delegation.state != only):
            continue
        required = meeting.credentials_required
        delegation, invited = delegation.recategorise(category, credentials_required=required, at=unit.now)
        await unit.delegations.save(delegation)
        unit.tell(invited)
        await _spread_to_people(delegation, unit)
        changed += 1
    return changed


async def spread_category(command: SpreadCategory, unit: RegistrationUnit) -> None:
    """Find those who were registering while the category of their delegation changed; heard twice, nobody is."""
    delegation = await unit.delegations.find(command.delegation_id)
    if delegation is None or delegation.spread_at is None or unit.now < delegation.spread_at:
        return
    await _spread_to_people(delegation, unit)
    await unit.delegations.save(delegation.next(spread_at=None))


async def _spread_to_people(delegation: Delegation, unit: RegistrationUnit) -> None:
    for participant in await unit.participants.all(delegation_id=delegation.delegation_id):
        if participant.category is not delegation.category:
            participant, corrected = participant.recategorise(delegation.category, at=unit.now)
            await unit.participants.save(participant)
            if participant.active:
                unit.tell(corrected)
            await follow_badge_of(participant, unit)


async def _status(convention: Convention, iso3: str, unit: RegistrationUnit) -> TreatyStatus:
    state = convention.state(iso3)
    if state is None:
        raise NotFound("This convention knows no such State.", field="state")
    id = status_id_of(convention.code, iso3)
    known = await unit.treaty_statuses.find(id)
    return known or TreatyStatus(treaty_status_id=id, convention=convention.code, state=iso3, name=state.name)


async def _followed(status: TreatyStatus, convention: Convention, unit: RegistrationUnit) -> TreatyStatusNow:
    """A State's own act changes its category at every meeting that is not over.

    The meetings are saved too: one that is rescheduled, or invites its States, in the same instant sees the act.
    """
    state = status.state_after(convention)
    newest = convention.with_states([state] if state else [])
    meetings = await unit.meetings.all(convention=convention.code)
    coming = [one for one in meetings if one.status not in OVER and one.closes_on >= unit.now.date()]
    for one in coming:
        await unit.meetings.save(one.next())
    changed = [await recategorise(one, newest, unit, only=status.state) for one in coming]
    return TreatyStatusNow(treaty_status_id=status.treaty_status_id, acts=len(status.acts), recategorised=sum(changed))


def _known(conventions: Conventions, code: str) -> Convention:
    convention = conventions.find(code)
    if convention is None:
        raise UnknownConvention("There are no treaty facts for this convention.", field="convention")
    return convention
