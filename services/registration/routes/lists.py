"""The API of lists of participants: issue, and the issued ones as JSON or CSV."""

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from services.registration.commands import IssueListOfParticipants, ListIssued, ListNumber
from services.registration.domain import ListOfParticipants
from services.registration.handlers import issue_list_of_participants
from services.registration.ports import RegistrationUnit, Views
from services.registration.routes.needs import FOR_READERS, Officer
from shared.pages import csv_answer
from shared.unit import Units
from shared.web import gives

HEADER = ("Delegation", "Category", "State", "Role", "Name", "Title", "Function")
FIRST = ListNumber()


class ListRoutes:
    """Lists of participants over HTTP."""

    def __init__(self, units: Units[RegistrationUnit], views: Views) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        all_lists = "/meetings/{meeting_id}/lists-of-participants"
        router.post("/meetings/{meeting_id}/list-of-participants", status_code=201)(self.issue)
        router.get(all_lists, dependencies=FOR_READERS)(self.lists)
        router.get(f"{all_lists}/{{list_id}}.csv", dependencies=FOR_READERS, **gives("text/csv"))(self.as_csv)
        router.get(f"{all_lists}/{{list_id}}.json", dependencies=FOR_READERS)(self.as_json)

    async def issue(self, meeting_id: str, origin: Officer, number: ListNumber = FIRST) -> ListIssued:
        """Issue the list of participants, or its next revision or addendum."""
        command = IssueListOfParticipants(meeting_id=meeting_id, **dict(number))
        return await self._units.run(issue_list_of_participants, command, origin)

    async def lists(self, meeting_id: str) -> list[ListOfParticipants]:
        """The lists issued, newest first."""
        return await self._views.lists(meeting_id)

    async def as_json(self, meeting_id: str, list_id: str) -> ListOfParticipants:
        """One issued list."""
        return await self._views.list_of_participants(list_id)

    async def as_csv(self, meeting_id: str, list_id: str) -> StreamingResponse:
        """One issued list as a table, one person a row."""
        issued = await self._views.list_of_participants(list_id)
        return csv_answer(issued.symbol.replace("/", "-"), HEADER, rows=_rows(issued))


def _rows(issued: ListOfParticipants) -> Iterator[tuple[str, ...]]:
    for entry in issued.entries:
        for one in entry.people:
            place = (entry.delegation, entry.category.value, entry.state or "")
            yield (*place, one.role.value, one.full_name, one.title, one.function)
