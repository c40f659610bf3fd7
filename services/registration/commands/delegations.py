"""Delegations: their notes, focal points and credentials."""

from pydantic import Field

from services.registration.commands.fields import Email, Language, Line
from shared.contracts.registration import CredentialsState, DelegateRole, Gender
from shared.messages import Command
from shared.values import Day, Instant, LongText, Text, Value


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
    dated: Day
    names: tuple[NamedPerson, ...] = Field(min_length=1, max_length=500)
    received_at: Instant | None = None
    named_meeting: Line = Field(default="", description="The meeting as the note names it; another one is refused.")
    named_delegation: Line = Field(default="", description="Whom the note comes from; another delegation is refused.")
    file_id: str | None = Field(default=None, description="The note itself, a file kept for this delegation.")


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
    authority: Line = ""
    remark: LongText = ""
    file_id: str | None = None


class RecordCredentials(Command, CredentialsStep):
    """Record a step of the credentials of a delegation."""

    delegation_id: str


class DelegationNow(Value):
    """Answer: how a delegation stands."""

    delegation_id: str
    category: str
    named: int
    late: bool
    credentials: CredentialsState
