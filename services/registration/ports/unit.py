"""The stores a handler of registration finds in its unit, and the treaty facts some are given."""

from typing import Protocol

from services.registration.domain import (
    Convention,
    Delegation,
    Expectation,
    ListOfParticipants,
    Meeting,
    Participant,
)
from services.registration.domain.access import AccessPlan
from services.registration.domain.alerts import DoorAlert
from services.registration.domain.badge_batches import BadgeBatch
from services.registration.domain.badge_designs import BadgeDesign
from services.registration.domain.badges import Badge
from services.registration.domain.changes import ChangeRequest
from services.registration.domain.devices import Device, DeviceReport
from services.registration.domain.doors import Doors
from services.registration.domain.erasures import Erasure
from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer
from services.registration.domain.forms import FormVersion, MeetingForm
from services.registration.domain.imports.batch import Import, ImportPage
from services.registration.domain.imports.sources import ImportSource
from services.registration.domain.letter_batches import LetterBatch
from services.registration.domain.letters import Letter
from services.registration.domain.mailings.mailing import Mailing, Recipient
from services.registration.domain.mailings.reminders import Reminder
from services.registration.domain.media import MediaApplication, MediaRules
from services.registration.domain.merging import Pair
from services.registration.domain.missions import Endorsement, MissionRules, PersonInvited
from services.registration.domain.notes import NoteRecord
from services.registration.domain.observers import ObserverRequest
from services.registration.domain.passages import Passage, Presence
from services.registration.domain.personal import PersonalAccess, PersonalFile
from services.registration.domain.programme import ExpertInvitation, Session
from services.registration.domain.retention import Retention
from services.registration.domain.seats import Allotment, ConferenceRoom
from services.registration.domain.substitutions import Substitution
from services.registration.domain.treaty_status import TreatyStatus
from shared.files import StoredFile
from shared.identity.links import LinksUnit
from shared.stored import Stored


class RegistrationUnit(LinksUnit, Protocol):
    """One message's work in registration."""

    meetings: Stored[Meeting]
    delegations: Stored[Delegation]
    participants: Stored[Participant]
    expectations: Stored[Expectation]
    lists: Stored[ListOfParticipants]
    imports: Stored[Import]
    import_sources: Stored[ImportSource]
    note_records: Stored[NoteRecord]
    mission_rules: Stored[MissionRules]
    endorsements: Stored[Endorsement]
    invited: Stored[PersonInvited]
    files: Stored[StoredFile]
    import_pages: Stored[ImportPage]
    forms: Stored[MeetingForm]
    form_versions: Stored[FormVersion]
    changes: Stored[ChangeRequest]
    follow_ups: Stored[FollowUp]
    answers: Stored[FollowUpAnswer]
    badges: Stored[Badge]
    access_plans: Stored[AccessPlan]
    badge_designs: Stored[BadgeDesign]
    badge_batches: Stored[BadgeBatch]
    doors: Stored[Doors]
    devices: Stored[Device]
    device_reports: Stored[DeviceReport]
    passages: Stored[Passage]
    presences: Stored[Presence]
    door_alerts: Stored[DoorAlert]
    personal_files: Stored[PersonalFile]
    personal_accesses: Stored[PersonalAccess]
    retentions: Stored[Retention]
    erasures: Stored[Erasure]
    rooms: Stored[ConferenceRoom]
    allotments: Stored[Allotment]
    substitutions: Stored[Substitution]
    pairs: Stored[Pair]
    media_applications: Stored[MediaApplication]
    media_rules: Stored[MediaRules]
    sessions: Stored[Session]
    invitations: Stored[ExpertInvitation]
    letters: Stored[Letter]
    letter_batches: Stored[LetterBatch]
    mailings: Stored[Mailing]
    recipients: Stored[Recipient]
    reminders: Stored[Reminder]
    treaty_statuses: Stored[TreatyStatus]
    observer_requests: Stored[ObserverRequest]


class Conventions(Protocol):
    """The treaty facts of conventions."""

    def find(self, code: str) -> Convention | None:
        """Return a convention with its States, or None."""

    def all(self) -> tuple[Convention, ...]:
        """Return every convention, by code."""

    def logo(self, code: str) -> bytes:
        """Return the logo as SVG; empty for a convention that has none."""
