"""The API of participants: register, confirm, withdraw, check in; their list."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from services.registration.commands import (
    Arrival,
    CheckInParticipant,
    ConfirmParticipant,
    MailSignInLink,
    ParticipantNow,
    RegisterParticipant,
    Withdrawal,
    WithdrawParticipant,
)
from services.registration.domain import Participant
from services.registration.handlers import (
    check_in_participant,
    confirm_participant,
    mail_sign_in_link,
    register_participant,
    withdraw_participant,
)
from services.registration.ports import People, PeopleAsked, RegistrationUnit, Views
from services.registration.routes.needs import FOR_READERS, READERS, Anyone, AtTheDoor, DoorKeeper, Officer
from shared.unit import Units

NO_REASON = Withdrawal()
NOW = Arrival()


class ParticipantRoutes:
    """Participants over HTTP; anyone may register, the handler says who may withdraw."""

    def __init__(self, units: Units[RegistrationUnit], views: Views) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/participants/{participant_id}"
        router.post("/participants", status_code=201)(self.register)
        router.get("/meetings/{meeting_id}/participants", dependencies=FOR_READERS)(self.participants)
        router.get(one)(self.participant)
        router.post(f"{one}/link", status_code=202, response_class=Response)(self.mail_link)
        router.post(f"{one}/confirm")(self.confirm)
        router.post(f"{one}/withdraw")(self.withdraw)
        router.post(f"{one}/check-in")(self.check_in)

    async def participants(self, meeting_id: str, asked: Annotated[PeopleAsked, Query()]) -> People:
        """One page of the participants of a meeting."""
        return await self._views.participants(meeting_id, asked)

    async def participant(self, participant_id: str, origin: AtTheDoor) -> Participant:
        """One participant; what is decided and not published is the secretariat's alone."""
        found = await self._views.participant(participant_id)
        if any(origin.who.has(role) for role in READERS):
            return found
        return found.model_copy(update={"decided": None})

    async def register(self, command: RegisterParticipant, origin: Anyone) -> ParticipantNow:
        """Register a person in a delegation (track 2)."""
        return await self._units.run(register_participant, command, origin)

    async def mail_link(self, participant_id: str, origin: Officer) -> None:
        """Mail a participant the link to their own page."""
        await self._units.run(mail_sign_in_link, MailSignInLink(participant_id=participant_id), origin)

    async def confirm(self, participant_id: str, origin: Officer) -> ParticipantNow:
        """Confirm a participant whose both tracks are complete (R3)."""
        return await self._units.run(confirm_participant, ConfirmParticipant(participant_id=participant_id), origin)

    async def withdraw(self, participant_id: str, origin: Anyone, withdrawal: Withdrawal = NO_REASON) -> ParticipantNow:
        """Take a participant off the meeting: the secretariat, the focal point or the person."""
        command = WithdrawParticipant(participant_id=participant_id, reason=withdrawal.reason)
        return await self._units.run(withdraw_participant, command, origin)

    async def check_in(self, participant_id: str, origin: DoorKeeper, arrival: Arrival = NOW) -> ParticipantNow:
        """Let a confirmed participant in, once."""
        command = CheckInParticipant(participant_id=participant_id, arrived_at=arrival.arrived_at)
        return await self._units.run(check_in_participant, command, origin)
