"""What side events keep, with the indexes and guarding documents that carry E1 to E5."""

from services.side_events.domain import (
    AlreadyApplied,
    DelegationCopy,
    MeetingCopy,
    RequestRules,
    Room,
    RoomDay,
    SideEvent,
    SpeakerDay,
)
from services.side_events.domain.copies import ProgrammeSession
from shared.identity.links import LINKS
from shared.kept import Kept, Unique
from shared.webhooks import WEBHOOKS

ONE_APPLICATION = Unique(
    ("meeting_id", "lead_host_id"),
    AlreadyApplied,
    "This organisation has asked for a side event of its own at this meeting already.",
    where={"sole": True},
)

KEPT = (
    Kept("meetings", MeetingCopy, key="meeting_id", copy=True),
    Kept("delegations", DelegationCopy, key="delegation_id", indexes=(("meeting_id", "name"),), copy=True),
    Kept(
        "programme_sessions",
        ProgrammeSession,
        key="session_id",
        indexes=(("parent_id", "starts_at"),),
        copy=True,
    ),
    Kept("rules", RequestRules, key="meeting_id", collection="request_rules"),
    Kept("rooms", Room, key="room_id"),
    Kept("room_days", RoomDay, key="room_day_id", indexes=(("day", "room_id"),)),
    Kept("speaker_days", SpeakerDay, key="speaker_day_id"),
    Kept(
        "side_events",
        SideEvent,
        key="side_event_id",
        unique=(ONE_APPLICATION,),
        indexes=(("meeting_id", "status"), ("meeting_id", "requested_at")),
    ),
    LINKS,
    *WEBHOOKS,
)
