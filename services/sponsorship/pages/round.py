"""One round as its pages read it: the meeting, its fund, nominations in the proposed order, offers, progress."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from services.sponsorship.domain import Fund, MeetingCopy, Nomination, Offer, Progress
from services.sponsorship.domain.ranking import Ranked
from services.sponsorship.ports import Planner, SponsorshipUnit, SponsorshipViews
from shared.clock import Clock
from shared.money import Money
from shared.pages import Happening, Pages
from shared.unit import Units
from shared.who import Role

STAFF = (
    Role.SPONSORSHIP_ADMINISTRATOR,
    Role.SPONSORSHIP_COORDINATOR,
    Role.FINANCE_OFFICER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
"""Who may see names and money."""


@dataclass(frozen=True)
class Desk:
    """What every page of sponsorship is made with."""

    pages: Pages
    units: Units[SponsorshipUnit]
    views: SponsorshipViews
    planner: Planner
    timeline: Callable[[str], Awaitable[list[Happening]]]
    clock: Clock


@dataclass(frozen=True)
class Round:
    """Everything about one meeting's sponsorship."""

    meeting: MeetingCopy
    fund: Fund | None
    ranked: tuple[Ranked, ...]
    offers: tuple[Offer, ...]
    progress: dict[str, Progress]

    @property
    def nominations(self) -> list[Nomination]:
        """The nominations alone."""
        return [one.nomination for one in self.ranked]

    def offer_of(self, nomination: Nomination) -> Offer | None:
        """Return the latest offer for a nomination."""
        return next((one for one in self.offers if one.offer_id == nomination.offer_id), None)

    def francs(self, minor: int) -> Money:
        """Return an amount in the fund's currency."""
        return Money(minor=minor, currency=self.fund.currency if self.fund else "CHF")


async def read_round(desk: Desk, code: str) -> Round:
    """Return the round of the meeting with this code."""
    meeting = await desk.views.meeting(code)
    offers = await desk.views.offers(meeting.meeting_id)
    nominations = await desk.views.nominations(meeting.meeting_id)
    return Round(
        meeting=meeting,
        fund=await desk.views.fund_for(meeting.meeting_id),
        ranked=desk.planner.rank(nominations, day=meeting.opens_on),
        offers=tuple(offers),
        progress=await desk.views.progress(meeting.meeting_id, [one.person for one in offers]),
    )
