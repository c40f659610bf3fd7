"""The press that registration accredited, as media knows it, and what the press desk wrote to all of them."""

from datetime import date

from shared.contracts.media import Language
from shared.contracts.registration import MediaAccreditationRevoked, MediaAccredited
from shared.errors import Refused
from shared.values import Aggregate, Instant


class NobodyAccredited(Refused):
    """There is nobody to write to."""

    next_step = "Wait until registration has accredited somebody for this meeting."


class Accreditation(Aggregate):
    """Somebody of the press at one meeting; nameless if all that was heard is that it was revoked."""

    media_application_id: str
    meeting_id: str
    full_name: str = ""
    outlet: str = ""
    email: str = ""
    language: Language = "en"
    valid_from: date | None = None
    valid_to: date | None = None
    active: bool = True


class PressNotice(Aggregate):
    """One mail to everyone who is accredited for a meeting."""

    notice_id: str
    meeting_id: str
    subject: str
    text: str
    recipients: int
    by: str
    sent_at: Instant


def accreditation(event: MediaAccredited | MediaAccreditationRevoked, known: Accreditation | None) -> Accreditation:
    """Return the accreditation as the newer of `event` and what is `known` says."""
    if known and known.version >= event.version:
        return known
    before = known.model_dump() if known else {}
    told = event.model_dump(include=set(Accreditation.model_fields))
    return Accreditation(**{**before, **told, "active": isinstance(event, MediaAccredited)})
