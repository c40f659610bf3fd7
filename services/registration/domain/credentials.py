"""Credentials: the signed proof of authority of a State Party's representatives, step by step (domain 2.3, R6)."""

from collections.abc import Mapping
from datetime import datetime

from services.registration.domain.refusals import CredentialsNotRequired, CredentialsOutOfOrder, SamePairOfEyes
from shared.contracts.registration import Category, CredentialsState
from shared.values import Value

S = CredentialsState
STEPS: Mapping[CredentialsState, frozenset[CredentialsState]] = {
    S.NOT_REQUIRED: frozenset(),
    S.AWAITED: frozenset({S.COPY_RECEIVED, S.ORIGINAL_RECEIVED}),
    S.COPY_RECEIVED: frozenset({S.ORIGINAL_RECEIVED}),
    S.ORIGINAL_RECEIVED: frozenset({S.EXAMINED}),
    S.EXAMINED: frozenset({S.IN_ORDER, S.DEFECTIVE}),
    S.DEFECTIVE: frozenset({S.COPY_RECEIVED, S.ORIGINAL_RECEIVED}),
    S.IN_ORDER: frozenset(),
}
"""Which state may follow which; a defective credential is corrected by a new one."""


class Credentials(Value):
    """How far the credentials of one delegation have come, who signed them and who looked at them."""

    state: CredentialsState = CredentialsState.AWAITED
    issued_by: str = ""
    remark: str = ""
    examined_by: str | None = None
    decided_by: str | None = None
    recorded_at: datetime | None = None


class Step(Value):
    """One step as an officer records it."""

    state: CredentialsState
    issued_by: str = ""
    remark: str = ""


def credentials_for(category: Category, *, required: bool) -> Credentials:
    """Return where credentials begin: awaited of States Parties at a meeting flagged so, of nobody else (R6)."""
    needed = required and category is Category.STATE_PARTY
    return Credentials(state=CredentialsState.AWAITED if needed else CredentialsState.NOT_REQUIRED)


def record(credentials: Credentials, step: Step, *, officer: str, at: datetime) -> Credentials:
    """Return the credentials one step on; the one who finds them in order is not the one who examined them."""
    if credentials.state is CredentialsState.NOT_REQUIRED:
        raise CredentialsNotRequired("No credentials are required of this delegation.", field="state")
    if step.state not in STEPS[credentials.state]:
        raise CredentialsOutOfOrder("Credentials cannot go from their present state to this one.", field="state")
    if step.state is CredentialsState.IN_ORDER and officer == credentials.examined_by:
        raise SamePairOfEyes("You examined these credentials yourself.", field="state")
    decided = step.state in {CredentialsState.IN_ORDER, CredentialsState.DEFECTIVE}
    examined = step.state is CredentialsState.EXAMINED
    return Credentials(
        state=step.state,
        issued_by=step.issued_by or credentials.issued_by,
        remark=step.remark or credentials.remark,
        examined_by=officer if examined else credentials.examined_by if decided else None,
        decided_by=officer if decided else None,
        recorded_at=at,
    )
