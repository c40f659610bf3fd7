"""What the handlers of sponsorship need: its unit with its stores."""

from typing import Protocol

from services.sponsorship.domain import DelegationCopy, Fund, MeetingCopy, Nomination, Offer, ParticipantCopy
from shared.identity.access import RevokedLink
from shared.identity.links import SignInLink
from shared.stored import Stored
from shared.unit import Work


class SponsorshipUnit(Work, Protocol):
    """One message's stores."""

    @property
    def funds(self) -> Stored[Fund]:
        """One fund a meeting; it guards the money (S3)."""

    @property
    def nominations(self) -> Stored[Nomination]:
        """Nominations; their unique places guard S2."""

    @property
    def offers(self) -> Stored[Offer]:
        """Offers; each falls due at its deadline."""

    @property
    def meetings(self) -> Stored[MeetingCopy]:
        """Copies of registration's meetings."""

    @property
    def delegations(self) -> Stored[DelegationCopy]:
        """Copies of registration's delegations."""

    @property
    def participants(self) -> Stored[ParticipantCopy]:
        """Copies of the participants of States."""

    @property
    def links(self) -> Stored[SignInLink]:
        """Sign-in links mailed to nominees."""

    @property
    def revoked_links(self) -> Stored[RevokedLink]:
        """Links of focal points that registration took back."""
