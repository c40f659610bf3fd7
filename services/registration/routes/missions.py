"""The API of those who act for a delegation: invite, endorse, share access and hand it over; the rules for it."""

from datetime import datetime

from fastapi import APIRouter

from services.registration.commands import PersonToAsk
from services.registration.commands.missions import (
    AddFocalPoint,
    DeclineParticipant,
    EndorseParticipants,
    FormerFocalPoint,
    HandOverDelegation,
    InvitePerson,
    MissionNow,
    NotOurs,
    PeopleToEndorse,
    RemoveFocalPoint,
    RulesForMissions,
    SetMissionRules,
)
from services.registration.domain import Named
from services.registration.domain.missions import Lack, MissionRules, PersonInvited, lacks, provisional, to_endorse
from services.registration.domain.participants import ParticipantStatus
from services.registration.handlers.missions import (
    add_focal_point,
    decline_participant,
    endorse_participants,
    hand_over_delegation,
    invite_person,
    remove_focal_point,
    set_mission_rules,
)
from services.registration.ports import RegistrationUnit, Views
from services.registration.ports.views import MissionSeen
from services.registration.routes.needs import FOR_READERS, FOR_THE_MISSION, Mission, Officer
from shared.contracts.registration import CredentialsState, DelegateRole
from shared.unit import Units
from shared.values import Value


class Member(Value):
    """Somebody registered in a delegation; `endorsed` is what the delegation said of them, nothing if nothing yet."""

    participant_id: str
    full_name: str
    role: DelegateRole
    email: str
    status: ParticipantStatus
    named: bool
    endorsed: bool | None = None


class MissionStands(Value):
    """What a delegation has and lacks: who registered, whom it named and invited, what to do by when."""

    delegation_id: str
    delegation: str
    meeting_id: str
    credentials: CredentialsState
    provisional: bool
    lacks: tuple[Lack, ...]
    to_endorse: tuple[str, ...]
    people: tuple[Member, ...]
    not_registered: tuple[Named, ...]
    invited: tuple[PersonInvited, ...]


class MissionRoutes:
    """Missions over HTTP: for officers, and for the focal points of the delegation."""

    def __init__(self, units: Units[RegistrationUnit], views: Views) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one, rules = "/delegations/{delegation_id}", "/meetings/{meeting_id}/mission-rules"
        router.get(f"{one}/mission", dependencies=FOR_THE_MISSION)(self.mission)
        router.post(f"{one}/invite")(self.invite)
        router.post(f"{one}/endorse")(self.endorse)
        router.post(f"{one}/people/{{participant_id}}/decline")(self.decline)
        router.post(f"{one}/focal-points")(self.add)
        router.post(f"{one}/focal-points/remove")(self.remove)
        router.post(f"{one}/hand-over")(self.hand_over)
        router.get(rules, dependencies=FOR_READERS)(self.rules)
        router.post(rules, status_code=204)(self.set_rules)

    async def mission(self, delegation_id: str) -> MissionStands:
        """What a delegation has, and what is missing for whom by when."""
        return stands(await self._views.mission(delegation_id), at=self._units.clock())

    async def invite(self, delegation_id: str, person: PersonToAsk, origin: Mission) -> MissionNow:
        """Ask somebody by mail to register in the delegation."""
        command = InvitePerson(delegation_id=delegation_id, **dict(person))
        return await self._units.run(invite_person, command, origin)

    async def endorse(self, delegation_id: str, people: PeopleToEndorse, origin: Mission) -> MissionNow:
        """Say of these registrations that they are of the delegation."""
        command = EndorseParticipants(delegation_id=delegation_id, **dict(people))
        return await self._units.run(endorse_participants, command, origin)

    async def decline(self, delegation_id: str, participant_id: str, why: NotOurs, origin: Mission) -> MissionNow:
        """Say of a registration that it is not of the delegation."""
        command = DeclineParticipant(delegation_id=delegation_id, participant_id=participant_id, reason=why.reason)
        return await self._units.run(decline_participant, command, origin)

    async def add(self, delegation_id: str, person: PersonToAsk, origin: Mission) -> MissionNow:
        """Let one more person act for the delegation, and mail them a link."""
        command = AddFocalPoint(delegation_id=delegation_id, **dict(person))
        return await self._units.run(add_focal_point, command, origin)

    async def remove(self, delegation_id: str, person: FormerFocalPoint, origin: Mission) -> MissionNow:
        """Let somebody act for the delegation no more."""
        command = RemoveFocalPoint(delegation_id=delegation_id, email=person.email)
        return await self._units.run(remove_focal_point, command, origin)

    async def hand_over(self, delegation_id: str, person: PersonToAsk, origin: Mission) -> MissionNow:
        """Make another person the access administrator."""
        command = HandOverDelegation(delegation_id=delegation_id, **dict(person))
        return await self._units.run(hand_over_delegation, command, origin)

    async def rules(self, meeting_id: str) -> MissionRules:
        """How a meeting deals with delegations."""
        return await self._views.missions.rules(meeting_id)

    async def set_rules(self, meeting_id: str, rules: RulesForMissions, origin: Officer) -> None:
        """Set how a meeting deals with delegations."""
        await self._units.run(set_mission_rules, SetMissionRules(meeting_id=meeting_id, **dict(rules)), origin)


def stands(seen: MissionSeen, *, at: datetime) -> MissionStands:
    """Return how a delegation stands, without what the secretariat alone knows of its people."""
    said = {one.participant_id: one.endorsed for one in seen.endorsements}
    delegation = seen.delegation
    return MissionStands(
        delegation_id=delegation.delegation_id,
        delegation=delegation.name,
        meeting_id=delegation.meeting_id,
        credentials=delegation.credentials.state,
        provisional=provisional(delegation),
        lacks=tuple(lacks(delegation, seen.meeting, seen.there, seen.rules, at=at)),
        to_endorse=tuple(one.participant_id for one in to_endorse(seen.there, seen.rules)),
        people=tuple(
            Member(
                **one.model_dump(include=set(Member.model_fields)),
                named=delegation.names_person(*one.keys),
                endorsed=said.get(one.participant_id),
            )
            for one in seen.people
        ),
        not_registered=seen.missing,
        invited=seen.invited,
    )
