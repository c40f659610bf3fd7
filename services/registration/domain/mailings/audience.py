"""Whom a mailing goes to: a filtered audience, read from delegations and participants piece by piece."""

from services.registration.domain.delegations import Delegation
from services.registration.domain.participants import Participant
from shared.contracts.registration import Category, CredentialsState
from shared.contracts.registration.mailings import AudienceAsked, AudienceKind
from shared.errors import Refused
from shared.values import Value

K = AudienceKind
OF_DELEGATIONS = frozenset({K.EVERYONE, K.FOCAL_POINTS, K.NOT_NOTIFIED, K.CREDENTIALS_AWAITED, K.NOT_REGISTERED})
OF_PARTICIPANTS = frozenset({K.EVERYONE, K.PARTICIPANTS})
AWAITED = frozenset({CredentialsState.AWAITED, CredentialsState.COPY_RECEIVED, CredentialsState.DEFECTIVE})


class NobodyToWriteTo(Refused):
    """No address falls under the audience."""

    next_step = "Widen the audience: another group, or fewer conditions."


class Addressee(Value):
    """One address of the audience and what is known of the person; `participant_id` where they are registered."""

    email: str
    name: str
    language: str = "en"
    delegation: str
    delegation_id: str
    participant_id: str | None = None
    focal_point: bool = False


class Audience(AudienceAsked):
    """Whom a mailing goes to."""

    def of_delegation(self, delegation: Delegation, registered: frozenset[str] = frozenset()) -> list[Addressee]:
        """Return whom to write to of a delegation itself; `registered` are the name keys of those who registered."""
        if self.kind not in OF_DELEGATIONS or not self._takes(delegation.category, delegation.delegation_id):
            return []
        if self.kind is K.NOT_REGISTERED:
            return self._named(delegation, registered)
        if self.kind is K.NOT_NOTIFIED and delegation.notes:
            return []
        if self.kind is K.CREDENTIALS_AWAITED and delegation.credentials.state not in AWAITED:
            return []
        first = (delegation.focal_point,) if delegation.focal_point else ()
        return [
            Addressee(**dict(point), focal_point=True, **_place(delegation))
            for point in (*first, *delegation.other_focal_points)
            if self._speaks(point.language)
        ]

    def of_participant(self, participant: Participant) -> list[Addressee]:
        """Return the participant where the audience takes them; who is withdrawn or rejected is asked for by name."""
        wanted = self.kind in OF_PARTICIPANTS and self._takes(participant.category, participant.delegation_id)
        status = participant.status in self.statuses if self.statuses else participant.active
        role = not self.roles or participant.role in self.roles
        if not (wanted and status and role and self._speaks(participant.language)):
            return []
        return [
            Addressee(
                email=participant.email,
                name=participant.full_name,
                language=participant.language,
                delegation=participant.delegation,
                delegation_id=participant.delegation_id,
                participant_id=participant.participant_id,
            )
        ]

    def _named(self, delegation: Delegation, registered: frozenset[str]) -> list[Addressee]:
        missing = [one for one in delegation.names if one.email and one.key not in registered]
        roles = [one for one in missing if not self.roles or one.role in self.roles]
        return [Addressee(email=one.email or "", name=one.full_name, **_place(delegation)) for one in roles]

    def _takes(self, category: Category, delegation_id: str) -> bool:
        return (not self.categories or category in self.categories) and self.delegation_id in {"", delegation_id}

    def _speaks(self, language: str) -> bool:
        return not self.languages or language in self.languages


def _place(delegation: Delegation) -> dict[str, str]:
    return {"delegation": delegation.name, "delegation_id": delegation.delegation_id}
