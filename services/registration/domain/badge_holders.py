"""Standing badges: a valid badge of UNOG or UNHQ removes the second track, never the first (domain 2.1)."""

from datetime import date

from shared.contracts.registration import BadgeIssuer
from shared.values import Value


class StandingBadge(Value):
    """A badge somebody holds already; its number stays with its holder."""

    issuer: BadgeIssuer
    valid_until: date
