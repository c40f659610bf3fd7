"""What pages and the API read of registration: frozen values, never documents."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Protocol

from services.registration.domain import Delegation, ListOfParticipants, Meeting, Named, Participant
from services.registration.domain.missions import Endorsement, MissionRules, PersonInvited, Seen
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
from shared.contracts.registration import DelegateRole
from shared.values import PageSize, Value


class Counts(Value):
    """How many, at one meeting; `registered` counts everyone who registered and was not withdrawn or rejected."""

    meeting_id: str
    registered: int = 0
    confirmed: int = 0
    present: int = 0
    withdrawn: int = 0
    rejected: int = 0
    women: int = 0
    delegations: int = 0
    notified: int = 0
    named: int = 0
    states_parties_present: int = 0
    observer_states_present: int = 0
    organisations_present: int = 0


class PeopleAsked(Value):
    """Which participants of a meeting, in which order, from where on."""

    status: str = ""
    category: str = ""
    delegation_id: str = ""
    arrived_on: str = ""
    q: str = ""
    sort: str = "name_key"
    descending: bool = False
    after: str | None = None
    size: PageSize = 50


class People(Value):
    """One page of participants, how many match in all, and the id behind which the next page starts."""

    rows: tuple[Participant, ...]
    total: int
    after: str | None = None


class NotRegistered(Value):
    """Someone a note names who has not registered."""

    delegation_id: str
    delegation: str
    full_name: str
    role: DelegateRole
    email: str | None = None


class Tracks(Value):
    """Where the two tracks stand: complete and to be confirmed, and the two mismatches (domain 2.1).

    The rows are the first of each kind, the totals count all of them.
    """

    to_confirm: tuple[Participant, ...] = ()
    to_confirm_total: int = 0
    not_notified: tuple[Participant, ...] = ()
    not_notified_total: int = 0
    not_registered: tuple[NotRegistered, ...] = ()
    not_registered_total: int = 0


class Expected(Value):
    """Someone whose sponsored travel was accepted, and which track is still open (S7).

    `overdue` where no note named them in time.
    """

    offer_id: str
    state: str
    delegate: str
    notified: bool
    registered: bool
    accepted_at: datetime | None = None
    name_by: datetime | None = None
    overdue: bool = False


class Recent(Value):
    """Something that happened: a status a person reached or a note that came in."""

    what: str
    who: str = ""
    delegation: str
    at: datetime
    href: str


class FocalPointView(Value):
    """One delegation as its focal point sees it."""

    delegation: Delegation
    people: tuple[Participant, ...]
    missing: tuple[Named, ...]


class MissionSeen(FocalPointView):
    """One delegation with the rules of its meeting, what it said of its registrations, and whom it asked to come."""

    meeting: Meeting
    rules: MissionRules
    endorsements: tuple[Endorsement, ...] = ()
    invited: tuple[PersonInvited, ...] = ()

    @property
    def there(self) -> Seen:
        """What is there of the delegation, to see what is missing."""
        return Seen(people=self.people, missing=self.missing, endorsements=self.endorsements)


class Views(Protocol):
    """The read side of registration; subjects with views of their own are its attributes."""

    forms: FormViews
    treaty: TreatyViews
    mailings: MailingViews
    programme: ProgrammeViews
    changes: ChangeViews
    doors_now: DoorsNowViews
    follow_ups: FollowUpViews
    missions: MissionViews
    notes: NoteViews
    press: MediaViews
    personal: PersonalViews

    async def meetings(self) -> list[Meeting]:
        """Return all meetings that are known, the next one first."""

    async def drafts(self) -> list[Meeting]:
        """Return the meetings that only the secretariat sees."""

    async def meeting(self, meeting_id: str) -> Meeting:
        """Return a meeting, or refuse with NotFound."""

    async def delegations(self, meeting_id: str) -> list[Delegation]:
        """Return the delegations of a meeting by name; a few hundred."""

    async def delegation(self, delegation_id: str) -> Delegation:
        """Return a delegation, or refuse with NotFound."""

    async def delegation_with_people(self, delegation_id: str) -> FocalPointView:
        """Return a delegation with who registered and who is missing."""

    async def mission(self, delegation_id: str) -> MissionSeen:
        """Return a delegation as those see it who act for it; the invited who registered are left out."""

    async def participants(self, meeting_id: str, asked: PeopleAsked) -> People:
        """Return one page of participants."""

    def every_participant(self, meeting_id: str, asked: PeopleAsked) -> AsyncIterator[Participant]:
        """Yield every participant asked for, in order, one in memory at a time."""

    async def participant(self, participant_id: str) -> Participant:
        """Return a participant, or refuse with NotFound."""

    async def counts(self, meeting_id: str) -> Counts:
        """Return the figures of a meeting."""

    async def tracks(self, meeting_id: str) -> Tracks:
        """Return what waits to be confirmed and the two mismatches."""

    async def expected(self, meeting_id: str) -> list[Expected]:
        """Return the sponsored delegates whose tracks are not both complete."""

    async def recent(self, meeting_id: str) -> list[Recent]:
        """Return what happened last, newest first."""

    async def lists(self, meeting_id: str) -> list[ListOfParticipants]:
        """Return the lists of participants issued, newest first."""

    async def list_of_participants(self, list_of_participants_id: str) -> ListOfParticipants:
        """Return one issued list, or refuse with NotFound."""
