"""How accreditation of the press is said."""

from collections.abc import Mapping

from services.registration.domain.media import DocumentState, MediaStatus
from shared.contracts.registration import ApplicantKind, MediaDocumentKind
from shared.pages import Choice, State, msg

STATUS: Mapping[MediaStatus, tuple[State, str]] = {
    MediaStatus.APPLIED: (State.WAITING, msg("applied")),
    MediaStatus.APPROVED: (State.DONE, msg("accredited")),
    MediaStatus.REFUSED: (State.OFF, msg("refused")),
    MediaStatus.REVOKED: (State.PROBLEM, msg("revoked")),
}
KINDS: Mapping[ApplicantKind, str] = {
    ApplicantKind.JOURNALIST: msg("Journalist, photographer or camera team"),
    ApplicantKind.SERVICE_PROVIDER: msg("Service provider of a broadcaster"),
}
DOCUMENTS: Mapping[MediaDocumentKind, str] = {
    MediaDocumentKind.LETTER_OF_ASSIGNMENT: msg("Letter of assignment"),
    MediaDocumentKind.PRESS_CARD: msg("Press card"),
    MediaDocumentKind.PASSPORT: msg("Passport"),
    MediaDocumentKind.BROADCASTER_LETTER: msg("Letter from a broadcaster"),
}
HELP: Mapping[MediaDocumentKind, str] = {
    MediaDocumentKind.LETTER_OF_ASSIGNMENT: msg(
        "On letterhead and signed, with your name, your function, the event and the period."
    ),
    MediaDocumentKind.PRESS_CARD: msg("Both sides, valid on the days you come."),
    MediaDocumentKind.PASSPORT: msg("The page with the photo; citizens of the host country send their identity card."),
    MediaDocumentKind.BROADCASTER_LETTER: msg("From the broadcaster you work for, signed, naming the event."),
}
STATES: Mapping[DocumentState, tuple[State, str]] = {
    DocumentState.MISSING: (State.WAITING, msg("missing")),
    DocumentState.RECEIVED: (State.IN_HAND, msg("to check")),
    DocumentState.ACCEPTED: (State.DONE, msg("in order")),
    DocumentState.RETURNED: (State.PROBLEM, msg("needed again")),
}
REASONS = (
    Choice("no-assignment", msg("No letter of assignment was sent.")),
    Choice("not-press", msg("You do not work for a medium that reports.")),
    Choice("delegation", msg("You belong to a delegation; please register there.")),
)


class MediaWords:
    """The words as templates reach them."""

    status = STATUS
    kinds = KINDS
    documents = DOCUMENTS
    help = HELP
    states = STATES


def kind_choices() -> tuple[Choice, ...]:
    """Return who may apply."""
    return tuple(Choice(kind.value, word) for kind, word in KINDS.items())
