"""The pages of media, over the same handlers and views as the API."""

from services.media.pages.joined import page_routes
from services.media.pages.meetings import MeetingCards
from services.media.pages.room import Room

__all__ = ["MeetingCards", "Room", "page_routes"]
