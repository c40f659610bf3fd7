"""The API of matching: what is open on either side, and what a human decides."""

from fastapi import APIRouter

from services.registration.commands.matching import (
    MatchNames,
    MatchNow,
    NameInNote,
    ReconsiderMatch,
    RejectMatch,
    UnmatchNames,
)
from services.registration.domain.matching.pairing import Mismatch, paired
from services.registration.handlers.matching import match_names, reconsider_match, reject_match, unmatch_names
from services.registration.ports import RegistrationUnit
from services.registration.ports.matching import MatchingViews
from services.registration.routes.needs import FOR_READERS, Officer
from shared.unit import Units


class MatchingRoutes:
    """Matches over HTTP; nothing is matched silently."""

    def __init__(self, units: Units[RegistrationUnit], views: MatchingViews) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/participants/{participant_id}"
        router.get("/meetings/{meeting_id}/mismatches", dependencies=FOR_READERS)(self.mismatches)
        router.post(f"{one}/match")(self.match)
        router.post(f"{one}/unmatch")(self.unmatch)
        router.post(f"{one}/reject-match")(self.reject)
        router.post(f"{one}/reconsider-match")(self.reconsider)

    async def mismatches(self, meeting_id: str) -> list[Mismatch]:
        """Delegations whose tracks have not met, with pairs proposed and why."""
        return [paired(one.delegation, one.people) for one in await self._views.mismatches(meeting_id)]

    async def match(self, participant_id: str, name: NameInNote, origin: Officer) -> MatchNow:
        """Say that a name in the note is this participant's."""
        command = MatchNames(participant_id=participant_id, name_key=name.name_key)
        return await self._units.run(match_names, command, origin)

    async def unmatch(self, participant_id: str, origin: Officer) -> MatchNow:
        """Take a match back."""
        return await self._units.run(unmatch_names, UnmatchNames(participant_id=participant_id), origin)

    async def reject(self, participant_id: str, name: NameInNote, origin: Officer) -> MatchNow:
        """Say that a name in the note is not this participant's."""
        command = RejectMatch(participant_id=participant_id, name_key=name.name_key)
        return await self._units.run(reject_match, command, origin)

    async def reconsider(self, participant_id: str, name: NameInNote, origin: Officer) -> MatchNow:
        """Let a rejected pair be proposed again."""
        command = ReconsiderMatch(participant_id=participant_id, name_key=name.name_key)
        return await self._units.run(reconsider_match, command, origin)
