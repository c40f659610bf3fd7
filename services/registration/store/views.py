"""The read side of registration: single things, lists and what happened last."""

from collections.abc import AsyncIterator, Mapping

from services.registration.domain import Delegation, ListOfParticipants, Meeting, MeetingStatus, Participant
from services.registration.ports import Counts, Expected, FocalPointView, People, PeopleAsked, Recent, Tracks
from services.registration.ports.changes import ChangeViews
from services.registration.ports.doors_now import DoorsNowViews
from services.registration.ports.follow_ups import FollowUpViews
from services.registration.ports.forms import FormViews
from services.registration.ports.mailings import MailingViews
from services.registration.ports.media import MediaViews
from services.registration.ports.missions import MissionViews
from services.registration.ports.notes import NoteViews
from services.registration.ports.personal import PersonalViews
from services.registration.ports.programme import ProgrammeViews
from services.registration.ports.treaty import TreatyViews
from services.registration.ports.views import MissionSeen
from services.registration.store.changes import StoredChanges
from services.registration.store.doors_now import StoredDoorsNow
from services.registration.store.expected import read_expected
from services.registration.store.figures import Figures
from services.registration.store.follow_ups import StoredFollowUps
from services.registration.store.forms import StoredForms
from services.registration.store.mailings import StoredMailings
from services.registration.store.media import MediaReader
from services.registration.store.missions import StoredMissions
from services.registration.store.notes import StoredNotes
from services.registration.store.people import PeopleReader
from services.registration.store.personal import PersonalInMongo
from services.registration.store.programme import ProgrammeReader
from services.registration.store.tracks import read_tracks
from services.registration.store.treaty import TreatyReader
from shared.errors import NotFound
from shared.mongo import Database, find_all, find_one

RECENT = 12


class RegistrationViews:
    """Reads the database of registration."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.figures = Figures(database)
        self._people = PeopleReader(database, self.figures)
        self.forms: FormViews = StoredForms(database)
        self.mailings: MailingViews = StoredMailings(database)
        self.treaty: TreatyViews = TreatyReader(database)
        self.programme: ProgrammeViews = ProgrammeReader(database)
        self.changes: ChangeViews = StoredChanges(database)
        self.doors_now: DoorsNowViews = StoredDoorsNow(database)
        self.follow_ups: FollowUpViews = StoredFollowUps(database)
        self.missions: MissionViews = StoredMissions(database)
        self.notes: NoteViews = StoredNotes(database)
        self.press: MediaViews = MediaReader(database)
        self.personal: PersonalViews = PersonalInMongo(database)

    async def meetings(self) -> list[Meeting]:
        return await self._meetings({"status": {"$ne": MeetingStatus.DRAFT}})

    async def drafts(self) -> list[Meeting]:
        return await self._meetings({"status": MeetingStatus.DRAFT})

    async def _meetings(self, where: Mapping[str, object]) -> list[Meeting]:
        return await find_all(self.database["meetings"], where, Meeting, key="meeting_id", sort=(("opens_on", 1),))

    async def meeting(self, meeting_id: str) -> Meeting:
        found = await find_one(self.database["meetings"], {"_id": meeting_id}, Meeting, key="meeting_id")
        if found is None:
            raise NotFound("There is no such meeting.", field="meeting_id")
        return found

    async def delegations(self, meeting_id: str) -> list[Delegation]:
        return await find_all(
            self.database["delegations"],
            {"meeting_id": meeting_id},
            Delegation,
            key="delegation_id",
            sort=(("name", 1),),
        )

    async def delegation(self, delegation_id: str) -> Delegation:
        found = await find_one(self.database["delegations"], {"_id": delegation_id}, Delegation, key="delegation_id")
        if found is None:
            raise NotFound("There is no such delegation.", field="delegation_id")
        return found

    async def delegation_with_people(self, delegation_id: str) -> FocalPointView:
        delegation = await self.delegation(delegation_id)
        people = await find_all(
            self.database["participants"],
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
        """Search looks for the beginnings of words, whatever their accents and script."""
        return await self._people.page(meeting_id, asked)

    def every_participant(self, meeting_id: str, asked: PeopleAsked) -> AsyncIterator[Participant]:
        """The order is the page's; the whole list never lies in memory."""
        return self._people.every(meeting_id, asked)

    async def participant(self, participant_id: str) -> Participant:
        found = await find_one(
            self.database["participants"], {"_id": participant_id}, Participant, key="participant_id"
        )
        if found is None:
            raise NotFound("There is no such participant.", field="participant_id")
        return found

    async def counts(self, meeting_id: str) -> Counts:
        return await self.figures.counts(meeting_id)

    async def tracks(self, meeting_id: str) -> Tracks:
        return await read_tracks(self.database, meeting_id)

    async def expected(self, meeting_id: str) -> list[Expected]:
        return await read_expected(self.database, meeting_id)

    async def recent(self, meeting_id: str) -> list[Recent]:
        people = await find_all(
            self.database["participants"],
            {"meeting_id": meeting_id},
            Participant,
            key="participant_id",
            sort=(("changed_at", -1),),
            limit=RECENT,
        )
        notes = await find_all(
            self.database["delegations"],
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
            self.database["lists_of_participants"],
            {"meeting_id": meeting_id},
            ListOfParticipants,
            key="list_of_participants_id",
            sort=(("issue", -1),),
        )

    async def list_of_participants(self, list_of_participants_id: str) -> ListOfParticipants:
        found = await find_one(
            self.database["lists_of_participants"],
            {"_id": list_of_participants_id},
            ListOfParticipants,
            key="list_of_participants_id",
        )
        if found is None:
            raise NotFound("There is no such list of participants.", field="list_of_participants_id")
        return found


def _person(participant: Participant) -> Recent:
    return Recent(
        what=participant.status.value,
        who=participant.full_name,
        delegation=participant.delegation,
        at=participant.changed_at,
        href=f"/registration/participants/{participant.participant_id}",
    )


def _note(delegation: Delegation) -> Recent:
    note = delegation.notes[-1]
    return Recent(
        what="notified",
        delegation=delegation.name,
        at=note.received_at,
        href=f"/registration/delegations/{delegation.delegation_id}",
    )
