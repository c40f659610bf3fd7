"""What can be asked of media."""

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints

from shared.contracts.media import Language, Principal, ReleaseContent, ReleaseKind
from shared.messages import Command
from shared.values import Instant, Text


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("Write a time zone such as Europe/Zurich.")
    return name


Zone = Annotated[str, AfterValidator(_known_zone)]
Email = Annotated[
    str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=320)
]


class DraftRelease(Command):
    """Write the first version of a release; an embargo may be planned already."""

    kind: ReleaseKind = ReleaseKind.PRESS_RELEASE
    meeting_id: str | None = None
    content: ReleaseContent
    embargo_until: Instant | None = None
    embargo_zone: Zone = "Europe/Zurich"


class EditRelease(Command):
    """Replace the text that was seen as `text_version`; clearances of it are void (P1)."""

    release_id: str
    text_version: int
    content: ReleaseContent


class RequestClearance(Command):
    """Ask every principal of the release to clear its text."""

    release_id: str


class ClearRelease(Command):
    """Clear exactly this version of the text on behalf of a principal (P1, P2)."""

    release_id: str
    principal: Principal
    text_version: int


class RequestChanges(Command):
    """Ask for another text instead of clearing this one."""

    release_id: str
    principal: Principal
    text_version: int
    reason: Text


class ScheduleRelease(Command):
    """Let the release go out by itself at an instant; `zone` is how people read that instant."""

    release_id: str
    embargo_until: Instant
    zone: Zone = "Europe/Zurich"


class PublishRelease(Command):
    """Let the release go out: asked by a person now, or by the clock at the embargo instant `due_at` (P4)."""

    release_id: str
    due_at: Instant | None = None


class CorrectRelease(Command):
    """Open a correction of what was published as `text_version` (P5)."""

    release_id: str
    text_version: int
    content: ReleaseContent
    reason: Text


class WithdrawRelease(Command):
    """Withdraw a release, out or not."""

    release_id: str
    reason: Text


class NameRepresentative(Command):
    """Say who clears texts for a principal from now on."""

    principal: Principal
    name: Text
    email: Email
    title: str = Field(default="", max_length=300)
    language: Language = "en"


class AddJournalist(Command):
    """Put a journalist on the list; mails begin once they confirm from their own mailbox."""

    name: Text
    email: Email
    outlet: str = Field(default="", max_length=300)
    language: Language = "en"
    embargo_access: bool = False


class Subscribe(Command):
    """Ask for releases by mail, as anyone can."""

    name: Text
    email: Email
    outlet: str = Field(default="", max_length=300)
    language: Language = "en"


class ConfirmSubscription(Command):
    """Say from one's own mailbox that one wants the mails."""

    letter_key: str


class Unsubscribe(Command):
    """Want no more mails."""

    letter_key: str


class ReadUnderEmbargo(Command):
    """Read a text before its instant, on record (P3)."""

    release_id: str
    journalist_id: str


class MailRecipients(Command):
    """Queue the mails of one mailing."""

    mailing_id: str


class MailAccredited(Command):
    """Write to everyone of the press who is accredited for a meeting."""

    meeting_id: str
    subject: Text
    text: str = Field(min_length=1, max_length=10_000)
