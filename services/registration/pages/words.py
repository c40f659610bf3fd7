"""How the pages of registration say what is kept: words, states of colour, choices."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from services.registration.domain import Convention, Meeting, ParticipantStatus
from services.registration.pages.words_badges import DONE_WITH_BADGES
from services.registration.pages.words_personal import DONE_WITH_PERSONAL
from services.registration.pages.words_review import ReviewWords
from shared.contracts.registration import (
    Category,
    CredentialsState,
    DeadlineKind,
    DelegateRole,
    Gender,
    MeetingKind,
)
from shared.pages import LANGUAGES, Choice, Due, Happening, MeetingCard, State, in_words, msg

K = TypeVar("K", bound=str)

STATUS: Mapping[ParticipantStatus, tuple[State, str]] = {
    ParticipantStatus.REGISTERED: (State.WAITING, msg("registered")),
    ParticipantStatus.CONFIRMED: (State.IN_HAND, msg("confirmed")),
    ParticipantStatus.PRESENT: (State.DONE, msg("present")),
    ParticipantStatus.WITHDRAWN: (State.OFF, msg("withdrawn")),
    ParticipantStatus.REJECTED: (State.OFF, msg("rejected")),
}

CATEGORIES: Mapping[Category, str] = {
    Category.STATE_PARTY: msg("State Party"),
    Category.STATE_NOT_YET_IN_FORCE: msg("State, not yet in force"),
    Category.SIGNATORY: msg("Signatory State"),
    Category.STATE_NOT_PARTY: msg("State not party"),
    Category.STANDING_OBSERVER: msg("Standing observer"),
    Category.OTHER_ORGANISATION: msg("Other organisation"),
}

ROLES: Mapping[DelegateRole, str] = {
    DelegateRole.HEAD: msg("Head of delegation"),
    DelegateRole.ALTERNATE: msg("Alternate"),
    DelegateRole.REPRESENTATIVE: msg("Representative"),
    DelegateRole.ADVISER: msg("Adviser"),
    DelegateRole.OBSERVER: msg("Observer"),
    DelegateRole.EXPERT: msg("Expert"),
    DelegateRole.VA_EXPERT: msg("Victim assistance expert"),
    DelegateRole.INTERPRETER: msg("Interpreter"),
    DelegateRole.SECURITY: msg("Security officer"),
    DelegateRole.DRIVER: msg("Driver"),
    DelegateRole.MEDIA: msg("Media officer"),
    DelegateRole.SECRETARIAT: msg("Secretariat"),
    DelegateRole.ACCOMPANYING: msg("Accompanying person"),
}

DELEGATE_ROLES: Mapping[DelegateRole, str] = {
    role: word for role, word in ROLES.items() if role is not DelegateRole.ACCOMPANYING
}

CREDENTIALS: Mapping[CredentialsState, tuple[State, str]] = {
    CredentialsState.NOT_REQUIRED: (State.OFF, msg("not required")),
    CredentialsState.AWAITED: (State.WAITING, msg("awaited")),
    CredentialsState.COPY_RECEIVED: (State.IN_HAND, msg("copy received")),
    CredentialsState.ORIGINAL_RECEIVED: (State.IN_HAND, msg("original received")),
    CredentialsState.EXAMINED: (State.IN_HAND, msg("examined")),
    CredentialsState.IN_ORDER: (State.DONE, msg("in order")),
    CredentialsState.DEFECTIVE: (State.PROBLEM, msg("defective")),
    CredentialsState.CORRECTED: (State.IN_HAND, msg("corrected")),
}

STEP_WORDS: Mapping[CredentialsState, str] = {
    CredentialsState.COPY_RECEIVED: msg("A copy came in"),
    CredentialsState.ORIGINAL_RECEIVED: msg("The original came in"),
    CredentialsState.EXAMINED: msg("I examined them"),
    CredentialsState.IN_ORDER: msg("They are in order"),
    CredentialsState.DEFECTIVE: msg("They are defective"),
    CredentialsState.CORRECTED: msg("New ones came in their place"),
}

KINDS: Mapping[MeetingKind, str] = {
    MeetingKind.MSP: msg("Meeting of the States Parties"),
    MeetingKind.REVIEW_CONFERENCE: msg("Review Conference"),
    MeetingKind.INTERSESSIONAL: msg("Intersessional meetings"),
    MeetingKind.PREPARATORY: msg("Preparatory meeting"),
    MeetingKind.PLEDGING: msg("Pledging conference"),
    MeetingKind.EXPERTS: msg("Experts' programme"),
    MeetingKind.COORDINATING_COMMITTEE: msg("Coordinating Committee"),
    MeetingKind.ANALYSING_GROUP: msg("Analysing group"),
    MeetingKind.CONTACT_GROUP: msg("Contact group"),
    MeetingKind.WORKSHOP: msg("Workshop"),
}

DEADLINES: Mapping[DeadlineKind, str] = {
    DeadlineKind.NOTIFICATION: msg("Notification of delegations"),
    DeadlineKind.REGISTRATION: msg("Registration"),
    DeadlineKind.CREDENTIALS: msg("Credentials"),
    DeadlineKind.SPONSORSHIP: msg("Nominations for sponsorship"),
    DeadlineKind.SIDE_EVENTS: msg("Requests for side events"),
    DeadlineKind.OBSERVER_REQUESTS: msg("Requests for observer status"),
    DeadlineKind.FIELD_VISIT: msg("Sign-up for the field visit"),
    DeadlineKind.MEDIA: msg("Accreditation of media"),
}

GENDERS: Mapping[Gender, str] = {
    Gender.FEMALE: msg("Woman"),
    Gender.MALE: msg("Man"),
    Gender.OTHER: msg("Another word"),
    Gender.UNDISCLOSED: msg("I do not want to say"),
}

RECENT: Mapping[str, tuple[State, str]] = {
    "registered": (State.WAITING, msg("Registered")),
    "confirmed": (State.IN_HAND, msg("Confirmed")),
    "present": (State.DONE, msg("Arrived")),
    "withdrawn": (State.OFF, msg("Withdrawn")),
    "rejected": (State.OFF, msg("Rejected")),
    "notified": (State.IN_HAND, msg("Delegation notified")),
}

DONE: Mapping[str, str] = {
    "AnnounceMeeting": msg("Meeting announced"),
    "RescheduleMeeting": msg("Meeting rescheduled"),
    "OpenRegistration": msg("Registration opened"),
    "CloseRegistration": msg("Public form closed"),
    "ConveneMeeting": msg("Meeting in session"),
    "ConcludeMeeting": msg("Meeting concluded"),
    "ArchiveMeeting": msg("Put into the archive"),
    "ReopenMeeting": msg("Taken one stage back"),
    "RequestObserverStatus": msg("Asked to observe"),
    "RecommendObserver": msg("Weighed"),
    "InviteObserver": msg("Invited provisionally"),
    "DecideObserver": msg("Decided by the Meeting"),
    "DraftMailing": msg("Mailing drafted"),
    "EditMailing": msg("Mailing edited"),
    "TestMailing": msg("Mailing tried out"),
    "SendMailing": msg("Mailing sent"),
    "ContinueMailing": msg("More recipients written to"),
    "StopMailing": msg("Mailing stopped"),
    "ResendMail": msg("Mailed again"),
    "SetReminder": msg("Reminder set"),
    "StopReminder": msg("Reminder stopped"),
    "SendReminder": msg("Reminder sent"),
    "InviteExpert": msg("Invited by name"),
    "AnswerInvitation": msg("Invitation answered"),
    "ReadExpertNeeds": msg("Needs read"),
    "ScheduleSession": msg("Session scheduled"),
    "CancelSession": msg("Session cancelled"),
    "RecordAttendance": msg("Attendance noted"),
    "RecordTreatyStatus": msg("Treaty act recorded"),
    "StrikeTreatyStatus": msg("Treaty act struck"),
    "InviteStates": msg("Invited"),
    "InviteOrganisation": msg("Invited by decision"),
    "NotifyDelegation": msg("Note with names taken"),
    "AddFocalPoint": msg("Further focal point let in"),
    "RemoveFocalPoint": msg("Focal point taken off"),
    "HandOverDelegation": msg("Handed over"),
    "EndorseParticipants": msg("Endorsed by the delegation"),
    "DeclineParticipant": msg("Not of the delegation, it says"),
    "InvitePerson": msg("Asked by mail to register"),
    "SetMissionRules": msg("Rules for delegations set"),
    "AcknowledgeNote": msg("Note acknowledged"),
    "MoveNote": msg("Note moved"),
    "InviteFocalPoint": msg("Focal point invited"),
    "UndoCredentialsStep": msg("Step of the credentials undone"),
    "RecordCredentials": msg("Credentials recorded"),
    "RegisterParticipant": msg("Registered"),
    "ConfirmParticipant": msg("Confirmed and mailed"),
    "WithdrawParticipant": msg("Withdrawn"),
    "CheckInParticipant": msg("Checked in"),
    "ApproveParticipant": msg("Approved"),
    "RejectParticipant": msg("Rejected"),
    "PublishDecisions": msg("Decision published and mailed"),
    "ReopenDecision": msg("Decision taken back"),
    "RequestInformation": msg("Asked by mail"),
    "AnswerRequest": msg("Answered"),
    "MatchNames": msg("Matched with a name in the note"),
    "UnmatchNames": msg("Match with a name in the note taken back"),
    "RejectMatch": msg("Said to be somebody else than a name in the note"),
    "ReconsiderMatch": msg("Pair with a name in the note proposed again"),
    "RequestChange": msg("Own data changed"),
    "ApproveChange": msg("Change approved"),
    "ApplyForAccreditation": msg("Applied for accreditation"),
    "AddMediaDocument": msg("Document received"),
    "ReadMediaDocument": msg("Document opened"),
    "CheckMediaDocument": msg("Document checked"),
    "AccreditApplicant": msg("Accredited and mailed"),
    "RefuseAccreditation": msg("Accreditation refused"),
    "RevokeAccreditation": msg("Accreditation revoked"),
    "ReopenApplication": msg("Decision taken back"),
    "PurgeMediaDocuments": msg("Documents deleted as their time is over"),
    "CorrectParticipant": msg("Corrected"),
    "MergeParticipants": msg("Registered twice: merged"),
    "DistinguishParticipants": msg("Different from another person of a similar name"),
    "ReopenPair": msg("Comparison with another registration reopened"),
    "StartImport": msg("File of people looked at"),
    "CorrectImportRow": msg("Row of a file corrected"),
    "DropImportRow": msg("Row of a file left out"),
    "ApplyImport": msg("File of people taken"),
    "ContinueImport": msg("Further rows handled"),
    "SetImportSource": msg("List of another system read"),
    "WithdrawGone": msg("Withdrawn: no longer on the list"),
    "CancelImport": msg("File of people put away"),
    "RegisterCompany": msg("Registered as accompanying person"),
    "AdmitBadgeHolder": msg("Confirmed with a standing badge"),
    "SetSubAffiliations": msg("Organisations inside the delegation set"),
    "SubstituteParticipant": msg("Substituted"),
    "RevertSubstitution": msg("Substitution taken back"),
    "SeatParticipant": msg("Seated"),
    "SeatDelegation": msg("Seated with the delegation"),
    "GiveUpSeat": msg("Seat given up"),
    "SwapSeat": msg("Seat swapped"),
    "AcceptSeat": msg("Offered seat accepted"),
    "IssueListOfParticipants": msg("List of participants issued"),
    "IssueLetter": msg("Letter made"),
    "IssueLetters": msg("Letter made for everybody"),
    "WithdrawLetter": msg("Letter withdrawn"),
    "AddDevice": msg("Device added"),
    "LinkDevice": msg("Link of the device made"),
    "EnrolDevice": msg("Device enrolled"),
    "RevokeDevice": msg("Device taken back"),
    "RecordPassage": msg("Scanned at a door"),
    "CloseDoorAlert": msg("Alert closed"),
    "ReopenDoorAlert": msg("Alert left waiting again"),
}
"""What a command did, by its name."""


class Words(ReviewWords):
    """The words as templates reach them."""

    status = STATUS
    categories = CATEGORIES
    roles = ROLES
    credentials = CREDENTIALS
    steps = STEP_WORDS
    kinds = KINDS
    deadlines = DEADLINES
    genders = GENDERS
    languages = LANGUAGES


def choices(words: Mapping[K, str]) -> tuple[Choice, ...]:
    """Return a choice for each value that has a word."""
    return tuple(Choice(str(value), word) for value, word in words.items())


def state_choices(words: Mapping[K, tuple[State, str]]) -> tuple[Choice, ...]:
    """Return a choice for each value that has a state and a word."""
    return tuple(Choice(str(value), word) for value, (_, word) in words.items())


ERRANDS = frozenset(
    in_words(command)
    for command in ("SpreadAccess", "SpreadCategory", "AddBatchPart", "ContinueImport", "ContinueMailing")
)
"""What the service asks of itself, again and again, until something long is done."""


def as_done(happenings: list[Happening]) -> list[Happening]:
    """Return a timeline with what was done in place of the commands that asked for it, without the house's errands."""
    done = {in_words(command): words for command, words in {**DONE, **DONE_WITH_BADGES, **DONE_WITH_PERSONAL}.items()}
    return [replace(one, what=done.get(one.what, one.what)) for one in happenings if one.what not in ERRANDS]


def card_of(meeting: Meeting, convention: Convention | None = None) -> MeetingCard:
    """Return what the front pages show of a meeting."""
    return MeetingCard(
        meeting_id=meeting.meeting_id,
        code=meeting.code,
        title=meeting.title,
        opens_on=meeting.opens_on,
        closes_on=meeting.closes_on,
        venue=meeting.venue,
        city=meeting.city,
        zone=meeting.zone,
        convention=meeting.convention,
        secretariat=convention.mail if convention else "",
        deadlines=tuple(Due(label=DEADLINES[one.kind], at=one.at) for one in meeting.deadlines),
    )
