"""Who is asking: people and devices with their roles; pure, no web."""

from enum import StrEnum

from shared.errors import NotAllowed
from shared.values import Value


class Role(StrEnum):
    """Roles of staff come from the identity provider; the last six come from data, with a scope."""

    REGISTRATION_OFFICER = "registration_officer"
    SPONSORSHIP_ADMINISTRATOR = "sponsorship_administrator"
    SPONSORSHIP_COORDINATOR = "sponsorship_coordinator"
    FINANCE_OFFICER = "finance_officer"
    SIDE_EVENTS_OFFICER = "side_events_officer"
    MEDIA_OFFICER = "media_officer"
    PRINCIPAL = "principal"
    CHECK_IN_DEVICE = "check_in_device"
    PERSONAL_DATA_OFFICER = "personal_data_officer"
    """Reads passports, birth dates and documents of participants; every reading is in the audit record."""
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    FOCAL_POINT = "focal_point"
    PARTICIPANT = "participant"
    NOMINEE = "nominee"
    HOST = "host"
    JOURNALIST = "journalist"
    PRESS_APPLICANT = "press_applicant"


SCOPED = frozenset({Role.FOCAL_POINT, Role.PARTICIPANT, Role.NOMINEE, Role.HOST, Role.JOURNALIST, Role.PRESS_APPLICANT})
"""Roles that mean nothing without the id of what they are about."""


class Grant(Value):
    """One role, for everything (`scope` empty) or for one thing by its id."""

    role: Role
    scope: str | None = None


class Who(Value):
    """The one who asks: a person of staff, an invited person, a device, or a service itself."""

    subject: str
    name: str
    email: str | None = None
    grants: frozenset[Grant] = frozenset()
    language: str = "en"

    def has(self, role: Role, scope: str | None = None) -> bool:
        """Tell whether the role was granted; a role from data needs the very scope it was granted for."""
        if role in SCOPED and scope is None:
            return False
        return Grant(role=role, scope=scope) in self.grants or (role not in SCOPED and Grant(role=role) in self.grants)

    def scopes(self, role: Role) -> list[str]:
        """Return the ids for which a role from data was granted, sorted."""
        return sorted(grant.scope for grant in self.grants if grant.role == role and grant.scope)

    def must_have(self, role: Role, scope: str | None = None) -> None:
        """Refuse unless the role was granted."""
        if not self.has(role, scope):
            raise NotAllowed("Your role does not allow this.")


SERVICE = "service:"
"""How the subject of a service begins, where a service acts itself."""

NOBODY = Who(subject="nobody", name="")


def the_service(name: str) -> Who:
    """Return the service itself as the one who acts, for reactions and due commands."""
    return Who(subject=f"{SERVICE}{name}", name=name)
