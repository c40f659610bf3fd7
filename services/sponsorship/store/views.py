"""The read side: meetings, funds, nominations, offers; a round has some hundred of each at most."""

from collections import Counter
from collections.abc import Sequence

from services.sponsorship.domain import (
    DelegationCopy,
    Fund,
    MeetingCopy,
    Nomination,
    NominationStatus,
    Offer,
    ParticipantCopy,
    Progress,
    fund_of,
)
from services.sponsorship.ports import Counts
from shared.errors import NotFound
from shared.mongo import Database, find_all, find_one

NO_MEETING = "There is no such meeting here yet."


class MongoViews:
    """Reads of sponsorship's database; returns frozen values."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def meetings(self) -> list[MeetingCopy]:
        """Return all meetings, the next ones first."""
        return await find_all(
            self._database["meetings"], {}, MeetingCopy, key="meeting_id", sort=(("opens_on", -1), ("_id", 1))
        )

    async def meeting(self, code: str) -> MeetingCopy:
        """Return a meeting by the code in its address, or refuse with NotFound."""
        found = await find_one(
            self._database["meetings"], {"_id": f"mtg_{code.lower()}"}, MeetingCopy, key="meeting_id"
        )
        if found is None:
            raise NotFound(NO_MEETING, field="code")
        return found

    async def meeting_of(self, meeting_id: str) -> MeetingCopy:
        """Return a meeting by its id, or refuse with NotFound."""
        return await self.meeting(meeting_id.removeprefix("mtg_"))

    async def fund(self, fund_id: str) -> Fund | None:
        """Return a fund, or None while no round was opened."""
        return await find_one(self._database["funds"], {"_id": fund_id}, Fund, key="fund_id")

    async def fund_for(self, meeting_id: str) -> Fund | None:
        """Return the fund of a meeting, or None while no round was opened."""
        return await self.fund(fund_of(meeting_id))

    async def nomination(self, nomination_id: str) -> Nomination:
        """Return a nomination, or refuse with NotFound."""
        found = await find_one(self._database["nominations"], {"_id": nomination_id}, Nomination, key="nomination_id")
        if found is None:
            raise NotFound("There is no such nomination.", field="nomination_id")
        return found

    async def nominations(self, meeting_id: str) -> list[Nomination]:
        """Return the nominations of a meeting."""
        return await find_all(
            self._database["nominations"], {"meeting_id": meeting_id}, Nomination, key="nomination_id"
        )

    async def offer(self, offer_id: str) -> Offer:
        """Return an offer, or refuse with NotFound."""
        found = await find_one(self._database["offers"], {"_id": offer_id}, Offer, key="offer_id")
        if found is None:
            raise NotFound("There is no such offer.", field="offer_id")
        return found

    async def offers(self, meeting_id: str) -> list[Offer]:
        """Return the offers of a meeting, the latest first."""
        return await find_all(
            self._database["offers"],
            {"meeting_id": meeting_id},
            Offer,
            key="offer_id",
            sort=(("made_at", -1), ("_id", 1)),
        )

    async def delegation(self, delegation_id: str) -> DelegationCopy:
        """Return an invited delegation, or refuse with NotFound."""
        found = await find_one(
            self._database["delegations"], {"_id": delegation_id}, DelegationCopy, key="delegation_id"
        )
        if found is None:
            raise NotFound("There is no such delegation.", field="delegation_id")
        return found

    async def invited_states(self, meeting_id: str) -> list[DelegationCopy]:
        """Return the States invited to a meeting, by name."""
        invited = {"meeting_id": meeting_id, "state": {"$ne": None}}
        return await find_all(
            self._database["delegations"], invited, DelegationCopy, key="delegation_id", sort=(("name", 1),)
        )

    async def progress(self, meeting_id: str, persons: Sequence[str]) -> dict[str, Progress]:
        """Return how far sponsored people are with registration, by person (S7)."""
        wanted = {"meeting_id": meeting_id, "person": {"$in": list(persons)}}
        found = await find_all(self._database["participants"], wanted, ParticipantCopy, key="participant_id")
        ordered = sorted(found, key=lambda one: one.progress not in {Progress.WITHDRAWN, Progress.REJECTED})
        return {one.person: one.progress for one in ordered}

    async def counts(self, meeting_id: str) -> Counts:
        """Return the numbers of a round."""
        nominations = await self.nominations(meeting_id)
        offers = await self.offers(meeting_id)
        statuses = Counter(one.status for one in nominations)
        accepted = [one for one in offers if one.status == NominationStatus.ACCEPTED.value]
        progress = await self.progress(meeting_id, [one.person for one in accepted])
        return Counts(
            nominations=len(nominations),
            states=len({one.state for one in nominations}),
            offered=len(offers),
            open_offers=statuses[NominationStatus.OFFERED],
            accepted=len(accepted),
            reserve=statuses[NominationStatus.RESERVE],
            ticketed=sum(one.ticket is not None for one in accepted),
            attended=sum(progress.get(one.person) is Progress.ARRIVED for one in accepted),
        )
