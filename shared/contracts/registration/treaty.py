"""What registration tells of the treaty status of States."""

from datetime import date
from typing import ClassVar

from shared.messages import Event


class TreatyStatusRecorded(Event):
    """A State signed, joined or left a convention; meetings that open from `takes_effect_on` see another category."""

    subject: ClassVar[str] = "registration.treaty_status.recorded.v1"
    treaty_status_id: str
    convention: str
    state: str
    """ISO 3166-1 alpha-3."""
    name: str
    act: str
    """signature, ratification, accession, succession or withdrawal."""
    dated: date
    takes_effect_on: date | None = None
