"""What can be asked of registration and what it answers; ids come from the address, the rest is the body."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.contracts.registration import CredentialsState, Deadline, DelegateRole, Gender, MeetingKind
from shared.messages import Command
from shared.values import Instant, LongText, Text, Value

Email = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=320, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
]
Code = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9.-]{1,39}$")]
Language = Annotated[str, StringConstraints(pattern=r"^(en|fr|es|ar|ru|zh)$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
"""One line that may stay empty."""


class PlanOfMeeting(Value):
    """When and where: what a reschedule replaces."""

    opens_on: date
    closes_on: date
    venue: Text
    city: Text
    country: Text
    zone: Text = "Europe/Zurich"
    deadlines: tuple[Deadline, ...] = ()


class AnnounceMeeting(Command, PlanOfMeeting):
    """Make a meeting known."""

    code: Code
    convention: Text = "APMBC"
    kind: MeetingKind
    title: Text
    languages: tuple[Language, ...] = ("en", "fr", "es", "ar", "ru", "zh")
    credentials_required: bool = True
    symbol_pattern: Text = Field(description="Symbol of the list of participants: APLC/MSP.22/2025/INF.{number}")


class RescheduleMeeting(Command, PlanOfMeeting):
    """Give a meeting other dates, another venue or other deadlines."""

    meeting_id: str


class OpenRegistration(Command):
    """Let delegations be notified and people register."""

    meeting_id: str


class InviteStates(Command):
    """Invite every State, with its category on the opening date, and every standing observer; again changes nothing."""

    meeting_id: str


class OrganisationToInvite(Value):
    """An organisation outside the standing list, and the decision that admits it (R4)."""

    name: Text
    decision_record: LongText = ""


class InviteOrganisation(Command, OrganisationToInvite):
    """Invite an organisation outside the standing list."""

    meeting_id: str


class NamedPerson(Value):
    """A person as a note verbale or letter names them."""

    full_name: Text
    title: Line = ""
    function: Line = ""
    role: DelegateRole = DelegateRole.REPRESENTATIVE
    email: Email | None = None
    gender: Gender = Gender.UNDISCLOSED


class NoteVerbale(Value):
    """A note verbale or letter with everyone it names; an officer may say when it came in."""

    reference: Text
    dated: date
    names: tuple[NamedPerson, ...] = Field(min_length=1, max_length=500)
    received_at: Instant | None = None


class NotifyDelegation(Command, NoteVerbale):
    """Take the names of a note verbale or letter, in place of those of an earlier one (track 1)."""

    delegation_id: str


class PersonToAsk(Value):
    """Whom the secretariat talks to."""

    name: Text
    email: Email
    language: Language = "en"


class InviteFocalPoint(Command, PersonToAsk):
    """Make someone the focal point of a delegation and mail them a sign-in link."""

    delegation_id: str


class CredentialsStep(Value):
    """What happened to the credentials of a delegation."""

    state: CredentialsState
    issued_by: Line = ""
    remark: LongText = ""


class RecordCredentials(Command, CredentialsStep):
    """Record a step of the credentials of a delegation."""

    delegation_id: str


class RegisterParticipant(Command):
    """Register a person in a delegation (track 2)."""

    delegation_id: str
    full_name: Text
    email: Email
    role: DelegateRole = DelegateRole.REPRESENTATIVE
    language: Language = "en"
    gender: Gender = Gender.UNDISCLOSED
    organisation: Line = ""
    function: Line = ""


class MailSignInLink(Command):
    """Mail a participant the link to their own page."""

    participant_id: str


class ConfirmParticipant(Command):
    """Confirm a participant whose both tracks are complete."""

    participant_id: str


class Withdrawal(Value):
    """Why someone does not come."""

    reason: Line = ""


class WithdrawParticipant(Command, Withdrawal):
    """Take a participant off the meeting."""

    participant_id: str


class Arrival(Value):
    """When someone came in, where a device reports it later."""

    arrived_at: Instant | None = None


class CheckInParticipant(Command, Arrival):
    """Let a confirmed participant in."""

    participant_id: str


class ListNumber(Value):
    """The number of the INF document, for the first issue; revisions keep it."""

    number: int = Field(default=1, ge=1, le=999)


class IssueListOfParticipants(Command, ListNumber):
    """Issue the list of participants, or its next revision."""

    meeting_id: str


class MeetingNow(Value):
    """Answer: how a meeting stands."""

    meeting_id: str
    code: str
    status: str
    recategorised: int = 0


class StatesInvited(Value):
    """Answer: how many delegations were made now, and how many the meeting has."""

    meeting_id: str
    invited: int
    total: int


class DelegationNow(Value):
    """Answer: how a delegation stands."""

    delegation_id: str
    category: str
    named: int
    late: bool
    credentials: CredentialsState


class ParticipantNow(Value):
    """Answer: how a participant stands."""

    participant_id: str
    status: str
    late: bool


class ListIssued(Value):
    """Answer: the list that was issued."""

    list_of_participants_id: str
    symbol: str
    delegates: int
