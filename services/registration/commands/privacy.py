"""How long personal data are kept, their purge, and people who ask to be erased."""

from shared.contracts.registration.privacy import RetentionDays
from shared.messages import Command
from shared.values import Text, Value


class SetRetention(Command, RetentionDays):
    """Set for how many days after a meeting each kind of personal data is kept."""

    meeting_id: str


class PurgePersonalData(Command):
    """Remove what is kept no longer, one piece of the people behind `after`; falls due by itself."""

    meeting_id: str
    after: str = ""


class RequestErasure(Command):
    """Ask to be erased."""

    participant_id: str


class WithdrawErasureRequest(Command):
    """Take the request back."""

    participant_id: str


class Declined(Value):
    """Why not; the person reads it."""

    reason: Text


class DeclineErasure(Command, Declined):
    """Decline a request."""

    participant_id: str


class EraseParticipant(Command):
    """Remove what names a participant, with all personal data and files."""

    participant_id: str


class RetentionNow(Value):
    """Answer: the rules of a meeting."""

    meeting_id: str
    days: RetentionDays


class ErasureNow(Value):
    """Answer: how a request stands."""

    participant_id: str
    state: str
