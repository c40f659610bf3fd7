"""How the pages say what is kept of a person: kinds of data, of documents, and what was done with them."""

from collections.abc import Mapping

from services.registration.domain.erasures import ErasureState
from services.registration.domain.personal import RemovedBecause
from shared.contracts.registration.privacy import DocumentKind, PersonalKind
from shared.pages import State, msg

KINDS_OF_DATA: Mapping[PersonalKind, str] = {
    PersonalKind.PASSPORT: msg("Passport"),
    PersonalKind.BIRTH_DATE: msg("Date of birth"),
    PersonalKind.NATIONALITY: msg("Nationality"),
    PersonalKind.PHONE: msg("Telephone number"),
    PersonalKind.PHOTO: msg("Photo"),
    PersonalKind.DOCUMENTS: msg("Documents"),
}

KINDS_OF_DOCUMENT: Mapping[DocumentKind, str] = {
    DocumentKind.PASSPORT: msg("Passport or identity card"),
    DocumentKind.VISA: msg("Visa"),
    DocumentKind.LETTER: msg("Letter"),
    DocumentKind.PRESS_CARD: msg("Press card"),
    DocumentKind.OTHER: msg("Other document"),
}

REMOVED: Mapping[RemovedBecause, str] = {
    RemovedBecause.REPLACED: msg("replaced"),
    RemovedBecause.ASKED: msg("removed on request"),
    RemovedBecause.RETENTION: msg("its time was over"),
    RemovedBecause.ERASURE: msg("person erased"),
}

ERASURES: Mapping[ErasureState, tuple[State, str]] = {
    ErasureState.ASKED: (State.WAITING, msg("erasure asked")),
    ErasureState.WITHDRAWN: (State.OFF, msg("request taken back")),
    ErasureState.DECLINED: (State.PROBLEM, msg("erasure declined")),
    ErasureState.DONE: (State.DONE, msg("erased")),
}

DONE_WITH_PERSONAL: Mapping[str, str] = {
    "RecordPersonalData": msg("Personal data recorded"),
    "RecordPhoto": msg("Photo taken in"),
    "AddPersonalDocument": msg("Document taken in"),
    "RemovePersonalDocument": msg("Document removed"),
    "RemovePersonalData": msg("Personal data removed"),
    "ReadPersonalFile": msg("Personal data looked at"),
    "ReadPersonalDocument": msg("Photo or document looked at"),
    "ExportPersonalData": msg("Everything given out to the person"),
    "PurgePersonalData": msg("Personal data purged: their time was over"),
    "RequestErasure": msg("Erasure asked"),
    "WithdrawErasureRequest": msg("Request to be erased taken back"),
    "DeclineErasure": msg("Erasure declined"),
    "EraseParticipant": msg("Person erased"),
}
"""What a command did, by its name."""


LOOKED = frozenset(DONE_WITH_PERSONAL[one] for one in ("ReadPersonalFile", "ReadPersonalDocument"))
"""What stands in a timeline for a look at the data."""


class PersonalWords:
    """The words as templates reach them."""

    data = KINDS_OF_DATA
    documents = KINDS_OF_DOCUMENT
    removed = REMOVED
    erasures = ERASURES
