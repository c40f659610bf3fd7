"""Forms of who comes with or inside a delegation: accompanying persons, badge holders, member organisations."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.company import AdmitBadgeHolder, RegisterCompany, SetSubAffiliations
from services.registration.handlers.company import admit_badge_holder, register_company, set_sub_affiliations
from services.registration.pages.changes import own_page
from services.registration.pages.room import MISSION, Room
from services.registration.pages.substitutions import acts_for
from services.registration.pages.words import GENDERS, choices
from shared.contracts.registration import BadgeIssuer
from shared.errors import Refused
from shared.identity import PUBLIC, permit
from shared.pages import LANGUAGES, Choice, Form, msg, read_form
from shared.who import Role

ISSUERS = tuple(Choice(one.value, one.value) for one in BadgeIssuer)


class Company:
    """For the secretariat, the focal point, and the participant who is accompanied."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        anyone = [permit(PUBLIC)]
        inside = "/delegations/{delegation_id}/company"
        router.get("/participants/{participant_id}/company", dependencies=anyone)(self.ask)
        router.post("/participants/{participant_id}/company", dependencies=anyone)(self.register)
        router.get(inside, dependencies=MISSION)(self.inside)
        router.post(f"{inside}/badge-holder", dependencies=MISSION)(self.admit)
        router.post(f"{inside}/organisations", dependencies=MISSION)(self.set_organisations)

    async def ask(self, request: Request, participant_id: str) -> Response:
        """Ask who accompanies the participant."""
        return await self._ask(request, participant_id, Form())

    async def register(self, request: Request, participant_id: str) -> Response:
        """Register who accompanies the participant."""
        form = await read_form(request)
        try:
            command = form.command(RegisterCompany, participant_id=participant_id)
            await self._room.ask(request, register_company, command, form=form)
        except Refused as refused:
            return await self._ask(request, participant_id, form.refused(refused), status=refused.status)
        said = msg("The accompanying person is registered and confirmed together with the participant.")
        return self._room.pages.go(f"/registration/participants/{participant_id}/company", said=said)

    async def inside(self, request: Request, delegation_id: str) -> Response:
        """Show the forms of badge holders and member organisations."""
        return await self._inside(request, delegation_id, Form.of(full_name=request.query_params.get("name")))

    async def admit(self, request: Request, delegation_id: str) -> Response:
        """Confirm the holder of a standing badge."""
        form = await read_form(request)
        try:
            command = form.command(AdmitBadgeHolder, delegation_id=delegation_id)
            await self._room.ask(request, admit_badge_holder, command, form=form)
        except Refused as refused:
            return await self._inside(request, delegation_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(request.url.path.removesuffix("/badge-holder"), said=msg("Confirmed and mailed."))

    async def set_organisations(self, request: Request, delegation_id: str) -> Response:
        """Take the organisations inside the delegation, one a line."""
        form = await read_form(request)
        lines = tuple(line.strip() for line in form.text("organisations").splitlines() if line.strip())
        try:
            command = form.command(SetSubAffiliations, delegation_id=delegation_id, names=lines)
            await self._room.ask(request, set_sub_affiliations, command, form=form)
        except Refused as refused:
            return await self._inside(request, delegation_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(request.url.path.removesuffix("/organisations"), said=msg("Taken."))

    async def _ask(self, request: Request, participant_id: str, form: Form, *, status: int = 200) -> Response:
        participant = await self._room.views.participant(participant_id)
        who = request.state.who
        if not (acts_for(participant, who) or (who and who.has(Role.PARTICIPANT, participant_id))):
            return self._room.pages.go("/registration/link")
        meeting = await self._room.views.meeting(participant.meeting_id)
        seen = await self._room.views.delegation_with_people(participant.delegation_id)
        shown: dict[str, object] = {
            "participant": participant,
            "company": [one for one in seen.people if one.accompanies == participant_id and one.active],
            "form": form,
            "gender_choices": choices(GENDERS),
            "language_choices": choices(LANGUAGES),
            "back": own_page(participant, who),
        }
        return self._room.page(request, "company.html", meeting, status=status, **shown)

    async def _inside(self, request: Request, delegation_id: str, form: Form, *, status: int = 200) -> Response:
        seen = await self._room.views.delegation_with_people(delegation_id)
        meeting = await self._room.views.meeting(seen.delegation.meeting_id)
        shown: dict[str, object] = {
            "delegation": seen.delegation,
            "missing": [Choice(one.full_name, one.full_name) for one in seen.missing],
            "people": [one for one in seen.people if one.active and not one.accompanies],
            "form": form,
            "organisations": Form.of(organisations="\n".join(seen.delegation.sub_affiliations)),
            "issuers": ISSUERS,
            "language_choices": choices(LANGUAGES),
        }
        return self._room.page(request, "delegation_company.html", meeting, status=status, **shown)
