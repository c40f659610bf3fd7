"""What media is built on: the stores its handlers work with, and what is read of them."""

from services.media.ports.unit import MediaUnit
from services.media.ports.views import (
    ArchiveView,
    Counts,
    InArchive,
    Journalists,
    JournalistsAsked,
    MediaReads,
    Published,
    SendingView,
    Sent,
)

__all__ = [
    "ArchiveView",
    "Counts",
    "InArchive",
    "Journalists",
    "JournalistsAsked",
    "MediaReads",
    "MediaUnit",
    "Published",
    "SendingView",
    "Sent",
]
