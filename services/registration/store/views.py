"""The read side of registration: single things, lists and what happened last."""

from collections.abc import AsyncIterator, Mapping

from services.registration.domain import Delegation, ListOfParticipants, Meeting, MeetingStatus, Participant, name_key
from services.registration.ports import Counts, Expected, FocalPointView, People, PeopleAsked, Recent, Tracks
from services.registration.ports.changes import ChangeViews
from services.registration.ports.doors_now import DoorsNowViews
from services.registration.ports.follow_ups import FollowUpViews
from services.registration.ports.forms import FormViews
from services.registration.ports.mailings import MailingViews
from services.registration.ports.missions import MissionViews
from services.registration.ports.programme import ProgrammeViews
from services.registration.ports.treaty import TreatyViews
from services.registration.ports.views import MissionSeen
from services.registration.store.changes import StoredChanges
from services.registration.store.doors_now import StoredDoorsNow
from services.registration.store.expected import read_expected
from services.registration.store.figures import read_counts
from services.registration.store.follow_ups import StoredFollowUps
from services.registration.store.forms import StoredForms
from services.registration.store.mailings import StoredMailings
from services.registration.store.missions import StoredMissions
from services.registration.store.programme import ProgrammeReader
from services.registration.store.tracks import read_tracks
from services.registration.store.treaty import TreatyReader
from shared.errors import NotFound
from shared.mongo import Database, find_all, find_one, found_in, read_each, read_page

RECENT = 12
SORTS = frozenset({"name_key", "delegation", "status", "registered_at", "changed_at"})
"""Orders that every participant has a value for; the keyset needs one."""

SEARCHED = ("name_key", "email", "delegation")


class RegistrationViews:
    """Reads the database of registration."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.forms: FormViews = StoredForms(database)
        self.mailings: MailingViews = StoredMailings(database)
        self.treaty: TreatyViews = TreatyReader(database)
        self.programme: ProgrammeViews = ProgrammeReader(database)
        self.changes: ChangeViews = StoredChanges(database)
        self.doors_now: DoorsNowViews = StoredDoorsNow(database)
        self.follow_ups: FollowUpViews = StoredFollowUps(database)
        self.missions: MissionViews = StoredMissions(database)

    async def meetings(self) -> list[Meeting]:
        return await self._meetings({"status": {"$ne": MeetingStatus.DRAFT}})

    async def drafts(self) -> list[Meeting]:
        return await self._meetings({"status": MeetingStatus.DRAFT})

    async def _meetings(self, where: Mapping[str, object]) -> list[Meeting]:
        return await find_all(self._database["meetings"], where, Meeting, key="meeting_id", sort=(("opens_on", 1),))

    async def meeting(self, meeting_id: str) -> Meeting:
        found = await find_one(self._database["meetings"], {"_id": meeting_id}, Meeting, key="meeting_id")
        if found is None:
            raise NotFound("There is no such meeting.", field="meeting_id")
        return found

    async def delegations(self, meeting_id: str) -> list[Delegation]:
        return await find_all(
            self._database["delegations"],
            {"meeting_id": meeting_id},
            Delegation,
            key="delegation_id",
            sort=(("name", 1),),
        )

    async def delegation(self, delegation_id: str) -> Delegation:
        found = await find_one(self._database["delegations"], {"_id": delegation_id}, Delegation, key="delegation_id")
        if found is None:
            raise NotFound("There is no such delegation.", field="delegation_id")
        return found

    async def delegation_with_people(self, delegation_id: str) -> FocalPointView:
        delegation = await self.delegation(delegation_id)
        people = await find_all(
            self._database["participants"],
            {"delegation_id": delegation_id},
            Participant,
            key="participant_id",
            sort=(("name_key", 1),),
        )
        there = {key for one in people if one.active for key in one.keys}
        missing = tuple(one for one in delegation.names if one.key not in there)
        return FocalPointView(delegation=delegation, people=tuple(people), missing=missing)

    async def mission(self, delegation_id: str) -> MissionSeen:
        seen = await self.delegation_with_people(delegation_id)
        meeting = await self.meeting(seen.delegation.meeting_id)
        registered = {one.email for one in seen.people if one.active}
        invited = await self.missions.invited(delegation_id)
        return MissionSeen(
            **dict(seen),
            meeting=meeting,
            rules=await self.missions.rules(meeting.meeting_id),
            endorsements=tuple(await self.missions.endorsements(delegation_id)),
            invited=tuple(one for one in invited if one.email not in registered),
        )

    async def participants(self, meeting_id: str, asked: PeopleAsked) -> People:
        """Search looks in names whatever their accents, in e-mail addresses and in names of delegations."""
        where = {"meeting_id": meeting_id, **_chosen(asked)}
        rows, page = await read_page(
            self._database["participants"],
            where,
            Participant,
            key="participant_id",
            sort=asked.sort if asked.sort in SORTS else "name_key",
            descending=asked.descending,
            after=asked.after,
            size=asked.size,
            search=(SEARCHED, name_key(asked.q)),
        )
        return People(rows=tuple(rows), total=page.total, after=page.after)

    def every_participant(self, meeting_id: str, asked: PeopleAsked) -> AsyncIterator[Participant]:
        """The order is the page's; the whole list never lies in memory."""
        where = found_in({"meeting_id": meeting_id, **_chosen(asked)}, (SEARCHED, name_key(asked.q)))
        sort, way = asked.sort if asked.sort in SORTS else "name_key", -1 if asked.descending else 1
        people = self._database["participants"]
        return read_each(people, where, Participant, key="participant_id", sort=((sort, way), ("_id", way)))

    async def participant(self, participant_id: str) -> Participant:
        found = await find_one(
            self._database["participants"], {"_id": participant_id}, Participant, key="participant_id"
        )
        if found is None:
            raise NotFound("There is no such participant.", field="participant_id")
        return found

    async def counts(self, meeting_id: str) -> Counts:
        return await read_counts(self._database, meeting_id)

    async def tracks(self, meeting_id: str) -> Tracks:
        return await read_tracks(self._database, meeting_id)

    async def expected(self, meeting_id: str) -> list[Expected]:
        return await read_expected(self._database, meeting_id)

    async def recent(self, meeting_id: str) -> list[Recent]:
        people = await find_all(
            self._database["participants"],
            {"meeting_id": meeting_id},
            Participant,
            key="participant_id",
            sort=(("changed_at", -1),),
            limit=RECENT,
        )
        notes = await find_all(
            self._database["delegations"],
            {"meeting_id": meeting_id, "notified_at": {"$ne": None}},
            Delegation,
            key="delegation_id",
            sort=(("notified_at", -1),),
            limit=RECENT,
        )
        happened = [_person(one) for one in people] + [_note(one) for one in notes]
        return sorted(happened, key=lambda one: one.at, reverse=True)[:RECENT]

    async def lists(self, meeting_id: str) -> list[ListOfParticipants]:
        return await find_all(
            self._database["lists_of_participants"],
            {"meeting_id": meeting_id},
            ListOfParticipants,
            key="list_of_participants_id",
            sort=(("issue", -1),),
        )

    async def list_of_participants(self, list_of_participants_id: str) -> ListOfParticipants:
        found = await find_one(
            self._database["lists_of_participants"],
            {"_id": list_of_participants_id},
            ListOfParticipants,
            key="list_of_participants_id",
        )
        if found is None:
            raise NotFound("There is no such list of participants.", field="list_of_participants_id")
        return found


def _chosen(asked: PeopleAsked) -> Mapping[str, str]:
    filters = asked.model_dump(include={"status", "category", "delegation_id", "arrived_on"})
    return {name: value for name, value in filters.items() if value}


def _person(participant: Participant) -> Recent:
    return Recent(
        what=participant.status.value,
        who=f"{participant.full_name}, {participant.delegation}",
        at=participant.changed_at,
        href=f"/registration/participants/{participant.participant_id}",
    )


def _note(delegation: Delegation) -> Recent:
    note = delegation.notes[-1]
    return Recent(
        what="notified",
        who=delegation.name,
        at=note.received_at,
        href=f"/registration/delegations/{delegation.delegation_id}",
    )
