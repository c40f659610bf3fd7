"""What pages and the API read of sponsorship: frozen values, never documents."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from services.sponsorship.domain import DelegationCopy, Fund, MeetingCopy, Nomination, Offer, Progress
from services.sponsorship.domain.ranking import Ranked
from shared.values import Value


class Counts(Value):
    """The numbers of a round, without names and without money: they are public."""

    nominations: int = 0
    states: int = 0
    offered: int = 0
    open_offers: int = 0
    accepted: int = 0
    reserve: int = 0
    ticketed: int = 0
    attended: int = 0


class SponsorshipViews(Protocol):
    """Reads of sponsorship; a round has some hundred of each at most."""

    async def meetings(self) -> list[MeetingCopy]:
        """Return all meetings, the next ones first."""

    async def meeting(self, code: str) -> MeetingCopy:
        """Return a meeting by the code in its address, or refuse with NotFound."""

    async def meeting_of(self, meeting_id: str) -> MeetingCopy:
        """Return a meeting by its id, or refuse with NotFound."""

    async def fund(self, fund_id: str) -> Fund | None:
        """Return a fund, or None while no round was opened."""

    async def fund_for(self, meeting_id: str) -> Fund | None:
        """Return the fund of a meeting, or None while no round was opened."""

    async def nomination(self, nomination_id: str) -> Nomination:
        """Return a nomination, or refuse with NotFound."""

    async def nominations(self, meeting_id: str) -> list[Nomination]:
        """Return the nominations of a meeting."""

    async def offer(self, offer_id: str) -> Offer:
        """Return an offer, or refuse with NotFound."""

    async def offers(self, meeting_id: str) -> list[Offer]:
        """Return the offers of a meeting, the latest first."""

    async def delegation(self, delegation_id: str) -> DelegationCopy:
        """Return an invited delegation, or refuse with NotFound."""

    async def invited_states(self, meeting_id: str) -> list[DelegationCopy]:
        """Return the States invited to a meeting, by name."""

    async def progress(self, meeting_id: str, persons: Sequence[str]) -> dict[str, Progress]:
        """Return how far sponsored people are with registration, by person (S7)."""

    async def counts(self, meeting_id: str) -> Counts:
        """Return the numbers of a round."""


class Planner(Protocol):
    """Proposes an order of nominations."""

    def rank(self, nominations: Iterable[Nomination], *, day: date) -> tuple[Ranked, ...]:
        """Return nominations in the proposed order; `day` is the opening day of their meeting."""
