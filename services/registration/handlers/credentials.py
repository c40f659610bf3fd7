"""Credentials of delegations: recorded step by step, a wrong step undone."""

from services.registration.commands import DelegationNow, RecordCredentials
from services.registration.commands.credentials import UndoCredentialsStep
from services.registration.domain import Delegation, Step
from services.registration.domain.credentials import Authorities
from services.registration.domain.missions import MissionRules, Outsider
from services.registration.ports import RegistrationUnit
from shared.files import attach


async def record_credentials(command: RecordCredentials, unit: RegistrationUnit) -> DelegationNow:
    """Take credentials one step on, with the document and under the rules of the meeting (R6)."""
    delegation = await unit.delegations.get(command.delegation_id)
    rules = await unit.mission_rules.find(delegation.meeting_id) or MissionRules(meeting_id=delegation.meeting_id)
    authorities = Authorities(names=rules.authorities, others_refused=rules.outsiders is Outsider.REFUSED)
    step = Step(**command.model_dump(exclude={"delegation_id"}))
    delegation = delegation.record_credentials(step, authorities, officer=unit.who.subject, at=unit.now)
    if command.file_id:
        await attach(unit, command.file_id, owner=delegation.delegation_id)
    await unit.delegations.save(delegation)
    return now_of(delegation)


async def undo_credentials_step(command: UndoCredentialsStep, unit: RegistrationUnit) -> DelegationNow:
    delegation = (await unit.delegations.get(command.delegation_id)).undo_credentials(command.reason)
    await unit.delegations.save(delegation)
    return now_of(delegation)


def now_of(delegation: Delegation) -> DelegationNow:
    """Return how a delegation stands."""
    return DelegationNow(
        delegation_id=delegation.delegation_id,
        category=delegation.category.value,
        named=len(delegation.names),
        late=bool(delegation.notes) and delegation.notes[-1].late,
        credentials=delegation.credentials.state,
    )
