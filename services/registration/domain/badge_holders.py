"""Standing badges: a valid badge of UNOG or UNHQ removes the second track, never the first (domain 2.1)."""

from datetime import date
from enum import StrEnum

from shared.values import Value


class BadgeIssuer(StrEnum):
    """Whose standing badge opens the venue's doors."""

    UNOG = "UNOG"
    UNHQ = "UNHQ"


class StandingBadge(Value):
    """A badge somebody holds already; its number stays with its holder."""

    issuer: BadgeIssuer
    valid_until: date
