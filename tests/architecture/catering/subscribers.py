"""What catering hears: one line a handler."""

from shared.contracts.registration import MeetingAnnounced, MeetingRescheduled
from shared.nats import due, react
from tests.architecture.catering.commands import ServeLunch
from tests.architecture.catering.handlers import keep_meeting, serve_lunch

HEARS = (
    react("catering", (MeetingAnnounced, MeetingRescheduled), keep_meeting, rebuilds=True),
    due("catering", ServeLunch, serve_lunch),
)
