"""Who acts in the demonstration: staff of every role, and the invited people who act for themselves."""

from shared.who import Grant, Role, Who


def _staff(name: str, *roles: Role) -> Who:
    subject = name.lower().replace(" ", ".")
    grants = frozenset(Grant(role=role) for role in roles)
    return Who(subject=subject, name=name, email=f"{subject}@secretariat.example.org", grants=grants)


REGISTRATION = _staff("Marta Ziegler", Role.REGISTRATION_OFFICER)
CREDENTIALS = _staff("Tariq Benali", Role.REGISTRATION_OFFICER)
"""A second officer: nobody decides on credentials they examined themselves."""
DOOR = Who(
    subject="device:pregny-gate-1", name="Pregny Gate, desk 1", grants=frozenset({Grant(role=Role.CHECK_IN_DEVICE)})
)
SPONSORSHIP = _staff("Ada Lindholm", Role.SPONSORSHIP_ADMINISTRATOR)
COORDINATOR = _staff("Paulo Guimaraes", Role.SPONSORSHIP_COORDINATOR)
FINANCE = _staff("Ruth Kgosi", Role.FINANCE_OFFICER)
SIDE_EVENTS = _staff("Keiko Uchida", Role.SIDE_EVENTS_OFFICER)
MEDIA = _staff("Sean Harrington", Role.MEDIA_OFFICER)
READER = _staff("Demonstration", Role.ADMINISTRATOR, Role.AUDITOR)
ANYONE = Who(subject="nobody", name="")


def focal_point(delegation_id: str, *, name: str, email: str) -> Who:
    """Return the focal point of a delegation, as their sign-in link lets them in."""
    grant = Grant(role=Role.FOCAL_POINT, scope=delegation_id)
    return Who(subject=f"focal_point:{delegation_id}:{email}", name=name, email=email, grants=frozenset({grant}))


def nominee(nomination_id: str, offer_id: str, *, name: str, email: str) -> Who:
    """Return a nominee with an offer."""
    grant = Grant(role=Role.NOMINEE, scope=offer_id)
    return Who(subject=f"nominee:{nomination_id}", name=name, email=email, grants=frozenset({grant}))


def host(side_event_id: str, *, name: str, email: str) -> Who:
    """Return the contact of a side event's host."""
    grant = Grant(role=Role.HOST, scope=side_event_id)
    return Who(subject=f"host:{email}", name=name, email=email, grants=frozenset({grant}))


def principal(of: str) -> Who:
    """Return who clears texts for a principal."""
    grant = Grant(role=Role.PRINCIPAL)
    name = {"president": "Office of the President", "isu": "Director's office"}.get(of, f"Mission ({of[-3:]})")
    return Who(subject=f"principal:{of}", name=name, email=clearance_address(of), grants=frozenset({grant}))


def clearance_address(of: str) -> str:
    """Return the mailbox where a principal is asked to clear texts."""
    return f"clearance@{of.replace('state:', '').lower()}.example.org"
