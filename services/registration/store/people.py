"""The participants of a meeting as lists: searched by the beginnings of words, filtered, in order, all of them."""

from collections.abc import AsyncIterator

from services.registration.domain import Participant
from services.registration.ports import People, PeopleAsked
from services.registration.store.figures import Figures
from services.registration.store.kept import PEOPLE_SORTS
from shared.mongo import Database, Paging, having, read_each, read_found
from shared.words import asked_words


class PeopleReader:
    """Reads lists of participants; search looks in names, e-mail addresses and names of delegations."""

    def __init__(self, database: Database, figures: Figures) -> None:
        self._people = database["participants"]
        self._figures = figures

    async def page(self, meeting_id: str, asked: PeopleAsked) -> People:
        """Return one page; the total comes from the figures, where they have it."""
        paging = Paging("participant_id", _sort(asked), asked.descending, asked.after, asked.size)
        rows, page = await read_found(
            self._people,
            {"meeting_id": meeting_id},
            Participant,
            words=asked_words(asked.q),
            where=_chosen(asked),
            paging=paging,
            total=await self._figures.matching(meeting_id, asked),
        )
        return People(rows=tuple(rows), total=page.total, after=page.after)

    def every(self, meeting_id: str, asked: PeopleAsked) -> AsyncIterator[Participant]:
        """Yield everybody asked for in the order of the page; the whole list never lies in memory."""
        where = {"meeting_id": meeting_id, **_chosen(asked), **having(asked_words(asked.q))}
        sort, way = _sort(asked), -1 if asked.descending else 1
        return read_each(self._people, where, Participant, key="participant_id", sort=((sort, way), ("_id", way)))


def _chosen(asked: PeopleAsked) -> dict[str, str]:
    filters = asked.model_dump(include={"status", "category", "delegation_id", "arrived_on"})
    return {name: value for name, value in filters.items() if value}


def _sort(asked: PeopleAsked) -> str:
    return asked.sort if asked.sort in PEOPLE_SORTS else "name_key"
