"""Bodies of requests whose path already names the release: the command without its id."""

from pydantic import Field

from services.media.commands import Zone
from shared.contracts.media import Principal, ReleaseContent
from shared.values import Instant, Text, Value


class EditBody(Value):
    """A new text in place of the one seen as `text_version`."""

    text_version: int
    content: ReleaseContent


class ClearBody(Value):
    """A principal's clearance of exactly this version."""

    principal: Principal
    text_version: int


class ChangesBody(ClearBody):
    """What a principal wants changed in this version."""

    reason: Text


class ScheduleBody(Value):
    """The embargo: an instant with its offset, and the zone in which people read it."""

    embargo_until: Instant = Field(examples=["2025-12-01T13:00:00+01:00"])
    zone: Zone = "Europe/Zurich"


class CorrectBody(EditBody):
    """A correction of the published text, and why."""

    reason: Text


class ReasonBody(Value):
    """Why."""

    reason: Text


class KeyBody(Value):
    """The key from a mailed link."""

    letter_key: str
