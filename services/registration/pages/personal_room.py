"""What the pages of personal data are built from, and what one of them shows to whom."""

from dataclasses import dataclass

from fastapi import Request

from services.registration.commands.personal import ReadPersonalFile
from services.registration.domain import Meeting, Participant
from services.registration.domain.erasures import Erasure
from services.registration.domain.personal import PersonalFile
from services.registration.domain.retention import Retention, retention_of
from services.registration.handlers.own_export import OwnExport
from services.registration.handlers.personal import may_read, may_record, read_personal_file
from services.registration.pages.room import Room
from services.registration.pages.words_personal import LOOKED
from services.registration.ports.personal import PersonalSummary, PersonalViews
from shared.errors import NotAllowed, SignInNeeded
from shared.identity import SignInFirst
from shared.pages import Form, Happening
from shared.web import origin_of
from shared.who import NOBODY, Role, Who


@dataclass(frozen=True)
class PersonalRoom:
    """The room of registration, with the files and the views of personal data."""

    room: Room
    views: PersonalViews
    export: OwnExport

    async def participant(self, request: Request, participant_id: str) -> Participant:
        """Return a participant whose data the one who asks may record; raises SignInNeeded or NotAllowed."""
        participant = await self.room.views.participant(participant_id)
        who = who_asks(request)
        if may_record(who, participant):
            return participant
        if who == NOBODY:
            raise SignInFirst(request.url.path) if request.method == "GET" else SignInNeeded("Nobody is signed in.")
        raise NotAllowed("Only the secretariat, the focal point or the person can do this.")

    async def shown(self, request: Request, participant: Participant, form: Form | None = None) -> "PersonalShown":
        """Return what the page shows: to who may read the data themselves, which is written down; to others not."""
        id, who = participant.participant_id, who_asks(request)
        meeting = await self.room.views.meeting(participant.meeting_id)
        known: PersonalFile | None = None
        if may_read(who, participant):
            command = ReadPersonalFile(participant_id=id)
            known = await self.room.units.run(read_personal_file, command, origin_of(request))
        return PersonalShown(
            participant=participant,
            meeting=meeting,
            own=who.has(Role.PARTICIPANT, id),
            known=known,
            summary=await self.views.summary(id),
            erasure=await self.views.erasure(id),
            retention=await self.views.retention(participant.meeting_id) or retention_of(meeting),
            form=form or _filled(known),
            looks=await self._looks(participant),
        )

    async def _looks(self, participant: Participant) -> list[Happening]:
        """Return who else than the person looked at the data, newest first."""
        happened = await self.room.timeline(participant.participant_id)
        return [one for one in happened if one.what in LOOKED and one.who != participant.full_name]


@dataclass(frozen=True)
class PersonalShown:
    """What the page of one person's data says; `known` is there only for who may read them."""

    participant: Participant
    meeting: Meeting
    own: bool
    known: PersonalFile | None
    summary: PersonalSummary
    erasure: Erasure | None
    retention: Retention
    form: Form
    looks: list[Happening]

    @property
    def passport_ends_early(self) -> bool:
        """Tell whether the passport ends before the meeting does."""
        return self.known is not None and self.known.expires_before(self.meeting.closes_on)


def who_asks(request: Request) -> Who:
    """Return who is signed in, or nobody."""
    return request.state.who or NOBODY


def _filled(known: PersonalFile | None) -> Form:
    if known is None:
        return Form()
    names = ("passport_number", "passport_country", "passport_expires_on", "birth_date", "nationality", "phone_number")
    return Form.of(**{name: getattr(known, name) for name in names})
