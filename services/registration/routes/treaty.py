"""The API of treaty status and of observer organisations."""

from datetime import date

from fastapi import APIRouter

from services.registration.commands.observers import (
    DecideObserver,
    InviteObserver,
    ObserverNow,
    OrganisationAsking,
    RecommendObserver,
    RequestObserverStatus,
    Ruling,
    Weighing,
)
from services.registration.commands.treaty import (
    ActNotified,
    RecordTreatyStatus,
    StrikeTreatyStatus,
    TreatyStatusNow,
)
from services.registration.domain import UnknownConvention
from services.registration.domain.observers import ObserverRequest
from services.registration.domain.treaty import TreatyState
from services.registration.domain.treaty_status import as_of_now
from services.registration.handlers.observers import (
    ObserverInviter,
    decide_observer,
    recommend_observer,
    request_observer_status,
)
from services.registration.handlers.treaty import TreatyStatusRecorder, TreatyStatusStriker
from services.registration.ports import Conventions, RegistrationUnit
from services.registration.ports.treaty import TreatyViews
from services.registration.routes.needs import FOR_ALL, FOR_READERS, Anyone, Officer
from shared.contracts.registration import Category
from shared.unit import Units
from shared.values import Value


class StateOnDay(Value):
    """A State's treaty dates and its category on one day (R5)."""

    state: TreatyState
    category: Category
    entry_into_force: date | None = None


class TreatyRoutes:
    """What States did about a convention; organisations that ask to observe."""

    def __init__(self, units: Units[RegistrationUnit], views: TreatyViews, conventions: Conventions) -> None:
        self._units = units
        self._views = views
        self._conventions = conventions
        self._record = TreatyStatusRecorder(conventions)
        self._strike = TreatyStatusStriker(conventions)
        self._invite = ObserverInviter(conventions)

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        acts = "/conventions/{convention}/states/{state}/acts"
        one = "/observer-requests/{observer_request_id}"
        router.get("/conventions/{convention}/states", dependencies=FOR_ALL)(self.states)
        router.post(acts, status_code=201)(self.record)
        router.post(f"{acts}/strike")(self.strike)
        router.post("/meetings/{meeting_id}/observer-requests", status_code=201)(self.request)
        router.get("/meetings/{meeting_id}/observer-requests", dependencies=FOR_READERS)(self.requests)
        router.post(f"{one}/recommend")(self.recommend)
        router.post(f"{one}/invite")(self.invite)
        router.post(f"{one}/decide")(self.decide)

    async def states(self, convention: str, on: date) -> list[StateOnDay]:
        """The States of a convention with their dates and their category on a day."""
        known = self._conventions.find(convention)
        if known is None:
            raise UnknownConvention("There are no treaty facts for this convention.", field="convention")
        newest = as_of_now(known, await self._views.statuses(convention))
        return [
            StateOnDay(state=one, category=category, entry_into_force=newest.binds(one))
            for one in newest.states
            if (category := newest.category_on(one.iso3, on))
        ]

    async def record(self, convention: str, state: str, act: ActNotified, origin: Officer) -> TreatyStatusNow:
        """Record what a State did; its category at meetings to come follows (R5)."""
        command = RecordTreatyStatus(convention=convention, state=state, **dict(act))
        return await self._units.run(self._record, command, origin)

    async def strike(self, convention: str, state: str, origin: Officer) -> TreatyStatusNow:
        """Take back the last recorded act of a State."""
        return await self._units.run(self._strike, StrikeTreatyStatus(convention=convention, state=state), origin)

    async def request(self, meeting_id: str, asking: OrganisationAsking, origin: Anyone) -> ObserverNow:
        """Ask to observe a meeting (domain 1.2)."""
        command = RequestObserverStatus(meeting_id=meeting_id, **dict(asking))
        return await self._units.run(request_observer_status, command, origin)

    async def requests(self, meeting_id: str) -> list[ObserverRequest]:
        """The requests for one meeting, oldest first."""
        return await self._views.observer_requests(meeting_id)

    async def recommend(self, observer_request_id: str, weighing: Weighing, origin: Officer) -> ObserverNow:
        """Record the recommendation of the Coordinating Committee (R4)."""
        command = RecommendObserver(observer_request_id=observer_request_id, **dict(weighing))
        return await self._units.run(recommend_observer, command, origin)

    async def invite(self, observer_request_id: str, origin: Officer) -> ObserverNow:
        """Invite an organisation provisionally."""
        return await self._units.run(self._invite, InviteObserver(observer_request_id=observer_request_id), origin)

    async def decide(self, observer_request_id: str, ruling: Ruling, origin: Officer) -> ObserverNow:
        """Record the decision of the Meeting; a rejection flows on (R4)."""
        command = DecideObserver(observer_request_id=observer_request_id, **dict(ruling))
        return await self._units.run(decide_observer, command, origin)
