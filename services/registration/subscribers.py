"""What registration hears: one line a handler."""

from services.registration.commands.badges import SpreadAccess
from services.registration.commands.follow_ups import LapsePlaces, RemindFollowUp
from services.registration.commands.imports import ContinueImport
from services.registration.commands.letters import ContinueLetters
from services.registration.commands.mailings import ContinueMailing, SendReminder
from services.registration.commands.media import PurgeMediaDocuments
from services.registration.commands.privacy import PurgePersonalData
from services.registration.commands.seats import LapseSeats
from services.registration.commands.treaty import SpreadCategory
from services.registration.handlers import expect_delegate
from services.registration.handlers.access import spread_access
from services.registration.handlers.follow_ups import lapse_places
from services.registration.handlers.imports import continue_import
from services.registration.handlers.letters import continue_letters
from services.registration.handlers.mailings import continue_mailing
from services.registration.handlers.media import purge_media_documents
from services.registration.handlers.privacy import purge_personal_data
from services.registration.handlers.reminders import remind_follow_up, send_reminder
from services.registration.handlers.treaty import spread_category
from services.registration.handlers.waiting_lists import lapse_seats
from shared.contracts.sponsorship import OfferAccepted, TravelCancelled
from shared.nats import due, react

HEARS = (
    react("registration", (OfferAccepted, TravelCancelled), expect_delegate, rebuilds=True),
    due("registration", SpreadAccess, spread_access),
    due("registration", SpreadCategory, spread_category),
    due("registration", ContinueImport, continue_import),
    due("registration", PurgePersonalData, purge_personal_data),
    due("registration", LapseSeats, lapse_seats),
    due("registration", PurgeMediaDocuments, purge_media_documents),
    due("registration", LapsePlaces, lapse_places),
    due("registration", ContinueMailing, continue_mailing),
    due("registration", ContinueLetters, continue_letters),
    due("registration", SendReminder, send_reminder),
    due("registration", RemindFollowUp, remind_follow_up),
)
