"""Credentials: the signed proof of authority of a State Party's representatives, step by step (domain 2.3, R6)."""

from collections.abc import Mapping
from datetime import datetime

from services.registration.domain.names import name_key
from services.registration.domain.refusals import CredentialsNotRequired, CredentialsOutOfOrder, SamePairOfEyes
from shared.contracts.registration import Category, CredentialsState
from shared.errors import Refused
from shared.values import Value

S = CredentialsState
STEPS: Mapping[CredentialsState, frozenset[CredentialsState]] = {
    S.NOT_REQUIRED: frozenset(),
    S.AWAITED: frozenset({S.COPY_RECEIVED, S.ORIGINAL_RECEIVED}),
    S.COPY_RECEIVED: frozenset({S.ORIGINAL_RECEIVED}),
    S.ORIGINAL_RECEIVED: frozenset({S.EXAMINED}),
    S.EXAMINED: frozenset({S.IN_ORDER, S.DEFECTIVE}),
    S.DEFECTIVE: frozenset({S.CORRECTED, S.COPY_RECEIVED, S.ORIGINAL_RECEIVED}),
    S.CORRECTED: frozenset({S.EXAMINED}),
    S.IN_ORDER: frozenset(),
}
"""Which state may follow which; a defective credential is corrected by a new one, which is examined as well."""


class OtherAuthority(Refused):
    """None of the authorities of the meeting issued the credentials."""

    next_step = "Ask for credentials issued by one of them, or let the rules for delegations say that others are taken."


class NothingToUndo(Refused):
    """No step of these credentials was recorded."""

    next_step = "Nothing is left to do here."


class Recorded(Value):
    """One step as it was recorded, to be seen and to be undone."""

    state: CredentialsState
    issued_by: str = ""
    authority: str = ""
    other_authority: bool = False
    remark: str = ""
    file_id: str | None = None
    examined_by: str | None = None
    decided_by: str | None = None
    recorded_at: datetime | None = None
    recorded_by: str = ""


class Credentials(Recorded):
    """How far the credentials of one delegation have come, who signed them and who looked at them.

    `authority` is the office that issued them, `other_authority` marks one that the meeting does not name.
    """

    state: CredentialsState = CredentialsState.AWAITED
    steps: tuple[Recorded, ...] = ()
    undone_because: str = ""


class Step(Value):
    """One step as an officer records it."""

    state: CredentialsState
    issued_by: str = ""
    authority: str = ""
    remark: str = ""
    file_id: str | None = None


class Authorities(Value):
    """Who may issue credentials at a meeting, and whether others are refused or taken and marked."""

    names: tuple[str, ...] = ()
    others_refused: bool = False

    def is_other(self, authority: str) -> bool:
        """Tell whether this is none of them; what nobody stated is not asked."""
        known = {name_key(one) for one in self.names}
        other = bool(authority) and bool(known) and name_key(authority) not in known
        if other and self.others_refused:
            raise OtherAuthority("None of the authorities of this meeting issued these credentials.", field="authority")
        return other


ANY = Authorities()


def credentials_for(category: Category, *, required: bool) -> Credentials:
    """Return where credentials begin: awaited of States Parties at a meeting flagged so, of nobody else (R6)."""
    needed = required and category is Category.STATE_PARTY
    return Credentials(state=CredentialsState.AWAITED if needed else CredentialsState.NOT_REQUIRED)


def record(
    credentials: Credentials, step: Step, authorities: Authorities = ANY, *, officer: str, at: datetime
) -> Credentials:
    """Return the credentials one step on; the one who finds them in order is not the one who examined them."""
    if credentials.state is CredentialsState.NOT_REQUIRED:
        raise CredentialsNotRequired("No credentials are required of this delegation.", field="state")
    if step.state not in STEPS[credentials.state]:
        raise CredentialsOutOfOrder("Credentials cannot go from their present state to this one.", field="state")
    if step.state is CredentialsState.IN_ORDER and officer == credentials.examined_by:
        raise SamePairOfEyes("You examined these credentials yourself.", field="state")
    decided = step.state in {CredentialsState.IN_ORDER, CredentialsState.DEFECTIVE}
    examined = step.state is CredentialsState.EXAMINED
    authority = step.authority or credentials.authority
    return Credentials(
        state=step.state,
        issued_by=step.issued_by or credentials.issued_by,
        authority=authority,
        other_authority=authorities.is_other(authority),
        remark=step.remark,
        file_id=step.file_id or credentials.file_id,
        examined_by=officer if examined else credentials.examined_by if decided else None,
        decided_by=officer if decided else None,
        recorded_at=at,
        recorded_by=officer,
        steps=(*credentials.steps, _recorded(credentials)),
    )


def undo(credentials: Credentials, reason: str) -> Credentials:
    """Return the credentials as they were before the last step, which was recorded by mistake."""
    if not credentials.steps:
        raise NothingToUndo("No step of these credentials was recorded.", field="state")
    before = credentials.steps[-1]
    return Credentials(**dict(before), steps=credentials.steps[:-1], undone_because=reason)


def _recorded(credentials: Credentials) -> Recorded:
    return Recorded.model_validate({name: getattr(credentials, name) for name in Recorded.model_fields})
