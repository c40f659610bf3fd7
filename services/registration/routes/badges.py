"""The API of badges: their list and steps, what each kind opens, and what devices need to verify them offline."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.registration.commands.badge_requests import (
    BadgeWanted,
    RecordStandingBadge,
    RequestBadge,
    StandingBadgeSeen,
)
from services.registration.commands.badges import (
    AccessOfMeeting,
    ApproveBadge,
    BadgeNow,
    HandingOver,
    HandOverBadge,
    IssueStaffBadge,
    PrintBadge,
    Reason,
    RecoverBadge,
    ReinstateBadge,
    ReissueBadge,
    ReportBadgeLost,
    SetAccessPlan,
    StaffBadge,
    TakeBackBadge,
    WithdrawBadge,
)
from services.registration.domain.access import AccessPlan
from services.registration.domain.badges import Badge
from services.registration.handlers import badges as handlers
from services.registration.handlers.access import set_access_plan
from services.registration.handlers.badge_requests import record_standing_badge, request_badge
from services.registration.ports import RegistrationUnit
from services.registration.ports.badges import Badges, BadgesAsked, BadgeViews, PublicKey, Signer, Standings
from services.registration.routes.needs import FOR_ALL, FOR_READERS, FOR_THE_DOOR, Mission, Officer
from shared.unit import Units

NO_REASON = Reason()


class BadgeRoutes:
    """Badges over HTTP."""

    def __init__(self, units: Units[RegistrationUnit], views: BadgeViews, signer: Signer) -> None:
        self._units = units
        self._views = views
        self._signer = signer

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        all_badges, one = "/meetings/{meeting_id}/badges", "/badges/{badge_id}"
        router.get("/badge-keys", dependencies=FOR_ALL)(self.keys)
        router.get(all_badges, dependencies=FOR_READERS)(self.badges)
        router.post(all_badges, status_code=201)(self.issue_to_staff)
        router.get(f"{all_badges}/standings", dependencies=FOR_THE_DOOR)(self.standings)
        router.get(f"{all_badges}/revoked", dependencies=FOR_THE_DOOR)(self.revoked)
        router.get("/meetings/{meeting_id}/access", dependencies=FOR_THE_DOOR)(self.plan)
        router.post("/meetings/{meeting_id}/access")(self.set_plan)
        router.get(one, dependencies=FOR_READERS)(self.badge)
        router.post("/delegations/{delegation_id}/badges", status_code=201)(self.request)
        router.post("/participants/{participant_id}/standing-badge", status_code=204)(self.record_standing)
        router.post(f"{one}/approve")(self.approve)
        router.post(f"{one}/print")(self.print)
        router.post(f"{one}/hand-over")(self.hand_over)
        router.post(f"{one}/take-back")(self.take_back)
        router.post(f"{one}/lost")(self.report_lost)
        router.post(f"{one}/recover")(self.recover)
        router.post(f"{one}/reissue")(self.reissue)
        router.post(f"{one}/withdraw")(self.withdraw)
        router.post(f"{one}/reinstate")(self.reinstate)

    async def keys(self) -> list[PublicKey]:
        """The keys that verify badges, the present one first."""
        return list(self._signer.public_keys())

    async def badges(self, meeting_id: str, asked: Annotated[BadgesAsked, Query()]) -> Badges:
        """One page of the badges of a meeting."""
        return await self._views.badges(meeting_id, asked)

    async def badge(self, badge_id: str) -> Badge:
        """One badge."""
        return await self._views.badge(badge_id)

    async def standings(self, meeting_id: str, cursor: str = "") -> Standings:
        """How badges stand that changed since a cursor: what a device keeps to judge offline."""
        return await self._views.standings(meeting_id, cursor=cursor, revoked=False)

    async def revoked(self, meeting_id: str, cursor: str = "") -> Standings:
        """The badges among them of which some or all serial numbers are refused."""
        return await self._views.standings(meeting_id, cursor=cursor, revoked=True)

    async def plan(self, meeting_id: str) -> AccessPlan:
        """The zones of a meeting and what each category of badges opens."""
        return await self._views.plan(meeting_id)

    async def set_plan(self, meeting_id: str, access: AccessOfMeeting, origin: Officer) -> AccessPlan:
        """Set them."""
        command = SetAccessPlan(meeting_id=meeting_id, zones=access.zones, rules=access.rules)
        return await self._units.run(set_access_plan, command, origin)

    async def issue_to_staff(self, meeting_id: str, person: StaffBadge, origin: Officer) -> BadgeNow:
        """Give somebody of the staff a badge."""
        command = IssueStaffBadge(meeting_id=meeting_id, **dict(person))
        return await self._units.run(handlers.issue_staff_badge, command, origin)

    async def request(self, delegation_id: str, wanted: BadgeWanted, origin: Mission) -> BadgeNow:
        """Ask for a badge for somebody who serves a delegation."""
        command = RequestBadge(delegation_id=delegation_id, **dict(wanted))
        return await self._units.run(request_badge, command, origin)

    async def record_standing(self, participant_id: str, seen: StandingBadgeSeen, origin: Officer) -> None:
        """Record that a participant has a badge of the building, or no longer has one."""
        command = RecordStandingBadge(participant_id=participant_id, **dict(seen))
        await self._units.run(record_standing_badge, command, origin)

    async def approve(self, badge_id: str, origin: Officer) -> BadgeNow:
        """Let a requested badge be printed."""
        return await self._units.run(handlers.approve_badge, ApproveBadge(badge_id=badge_id), origin)

    async def print(self, badge_id: str, origin: Officer) -> BadgeNow:
        """Record that it lies printed at the desk."""
        return await self._units.run(handlers.print_badge, PrintBadge(badge_id=badge_id), origin)

    async def hand_over(self, badge_id: str, handing: HandingOver, origin: Officer) -> BadgeNow:
        """Give it to its holder, whose photo identity document was seen."""
        command = HandOverBadge(badge_id=badge_id, identity_checked=handing.identity_checked)
        return await self._units.run(handlers.hand_over_badge, command, origin)

    async def take_back(self, badge_id: str, origin: Officer) -> BadgeNow:
        """Undo a handing over."""
        return await self._units.run(handlers.take_back_badge, TakeBackBadge(badge_id=badge_id), origin)

    async def report_lost(self, badge_id: str, origin: Officer, why: Reason = NO_REASON) -> BadgeNow:
        """Refuse a lost badge everywhere."""
        command = ReportBadgeLost(badge_id=badge_id, reason=why.reason)
        return await self._units.run(handlers.report_badge_lost, command, origin)

    async def recover(self, badge_id: str, origin: Officer) -> BadgeNow:
        """Undo a loss: it was found."""
        return await self._units.run(handlers.recover_badge, RecoverBadge(badge_id=badge_id), origin)

    async def reissue(self, badge_id: str, origin: Officer, why: Reason = NO_REASON) -> BadgeNow:
        """Approve the next serial number; those before are refused everywhere."""
        return await self._units.run(handlers.reissue_badge, ReissueBadge(badge_id=badge_id, reason=why.reason), origin)

    async def withdraw(self, badge_id: str, origin: Officer, why: Reason = NO_REASON) -> BadgeNow:
        """Take it back for good."""
        return await self._units.run(
            handlers.withdraw_badge, WithdrawBadge(badge_id=badge_id, reason=why.reason), origin
        )

    async def reinstate(self, badge_id: str, origin: Officer) -> BadgeNow:
        """Undo its withdrawal."""
        return await self._units.run(handlers.reinstate_badge, ReinstateBadge(badge_id=badge_id), origin)
