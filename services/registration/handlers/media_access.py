"""Who may see and send the documents of an application of the press."""

from services.registration.domain.media import MediaApplication
from shared.contracts.registration import MediaDocumentKind
from shared.errors import NotAllowed
from shared.who import Role, Who


def must_be_theirs(application: MediaApplication, who: Who) -> None:
    """Refuse unless an officer asks, or the applicant."""
    applicant = who.has(Role.PRESS_APPLICANT, application.media_application_id)
    if not (applicant or who.has(Role.REGISTRATION_OFFICER)):
        raise NotAllowed("Only the applicant or the secretariat can do this.")


def may_read(application: MediaApplication, kind: MediaDocumentKind, who: Who) -> None:
    """Refuse unless it is the applicant's own document or an officer's to check; a passport has readers of its own."""
    must_be_theirs(application, who)
    if who.has(Role.PRESS_APPLICANT, application.media_application_id):
        return
    if kind is MediaDocumentKind.PASSPORT and not who.has(Role.PERSONAL_DATA_OFFICER):
        raise NotAllowed("A passport is read by those alone who have the role for personal data.")
