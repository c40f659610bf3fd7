"""The pages of registration, over the same handlers and views as the API."""

from fastapi import APIRouter

from services.registration.pages.accents import Accents
from services.registration.pages.changes import Changes
from services.registration.pages.delegations import Delegations
from services.registration.pages.desk import Desk
from services.registration.pages.follow_up_reply import FollowUpReplies
from services.registration.pages.follow_ups import FollowUps
from services.registration.pages.forms import FormBuilder
from services.registration.pages.mailings import MailingPages
from services.registration.pages.me import Me
from services.registration.pages.meetings import MeetingPages
from services.registration.pages.observers import ObserverPages
from services.registration.pages.participants import Participants
from services.registration.pages.people import People
from services.registration.pages.programme import ProgrammePages
from services.registration.pages.registering import Registering
from services.registration.pages.reminders import ReminderPages
from services.registration.pages.room import Meetings, Room
from services.registration.pages.stages import StagePages
from services.registration.pages.treaty import TreatyPages
from services.registration.pages.words import Words

PARTS = (
    Desk,
    People,
    Participants,
    Delegations,
    Registering,
    FormBuilder,
    Changes,
    Me,
    FollowUps,
    FollowUpReplies,
    MeetingPages,
    StagePages,
    ObserverPages,
    MailingPages,
    ReminderPages,
    ProgrammePages,
    TreatyPages,
    Accents,
)


def page_routes(room: Room) -> APIRouter:
    """Return every page under `/registration`."""
    room.pages.environment.globals["words"] = Words
    router = APIRouter(prefix="/registration", include_in_schema=False)
    for part in PARTS:
        part(room).join(router)
    return router


__all__ = ["Meetings", "Room", "page_routes"]
