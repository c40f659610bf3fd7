"""Seats: in the room, in the overflow room or online (R7)."""

from enum import StrEnum


class AttendanceMode(StrEnum):
    """From where a participant follows the meeting (domain 2.2)."""

    IN_ROOM = "in_room"
    OVERFLOW = "overflow"
    ONLINE = "online"
