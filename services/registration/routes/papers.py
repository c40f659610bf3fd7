"""The API of papers: figures for the report, what changed since the last list, letters."""

from fastapi import APIRouter

from services.registration.commands.letters import IssueLetter, KindOfLetter, LetterIssued, LetterReason, WithdrawLetter
from services.registration.domain.list_changes import Change
from services.registration.domain.lists import changes_now
from services.registration.domain.statistics import Counted, Report, report
from services.registration.handlers.letters import issue_letter, withdraw_letter
from services.registration.ports import RegistrationUnit, Views
from services.registration.ports.papers import PapersView
from services.registration.routes.needs import FOR_READERS, Anyone, Officer
from shared.states import States
from shared.unit import Units

NO_REASON = LetterReason()


def paper_routes(units: Units[RegistrationUnit], views: Views, papers: PapersView, states: States) -> APIRouter:
    """Return the routes of papers under `/registration/api`; files are at the addresses of the pages."""
    router = APIRouter(prefix="/registration/api", tags=["registration"])

    @router.get("/meetings/{meeting_id}/figures", dependencies=FOR_READERS)
    async def figures(meeting_id: str, counted: Counted = Counted.PRESENT) -> Report:
        """The figures for the report of a meeting."""
        invited, groups = await papers.invited(meeting_id), await papers.groups(meeting_id)
        return report(invited, groups, counted=counted, region=states.region)

    @router.get("/meetings/{meeting_id}/list-of-participants/changes", dependencies=FOR_READERS)
    async def changes(meeting_id: str) -> list[Change]:
        """What a list of participants issued now would change."""
        meeting = await views.meeting(meeting_id)
        return list(changes_now(meeting, await papers.attendance(meeting_id), at=units.clock()))

    @router.post("/participants/{participant_id}/letters", status_code=201)
    async def issue(participant_id: str, letter: KindOfLetter, origin: Anyone) -> LetterIssued:
        """Make a letter, or give the one that holds; for the secretariat and the person."""
        return await units.run(issue_letter, IssueLetter(participant_id=participant_id, kind=letter.kind), origin)

    @router.post("/letters/{letter_id}/withdraw", status_code=204)
    async def withdraw(letter_id: str, origin: Officer, why: LetterReason = NO_REASON) -> None:
        """Make a letter invalid for whoever looks its number up."""
        await units.run(withdraw_letter, WithdrawLetter(letter_id=letter_id, reason=why.reason), origin)

    return router
