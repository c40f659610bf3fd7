"""What handlers of media work with."""

from typing import Protocol

from services.media.domain.accredited import Accreditation, PressNotice
from services.media.domain.copies import MeetingCopy, Participation, SideEventCopy
from services.media.domain.press import Delivery, EmbargoReading, Journalist, Mailing, Representative
from services.media.domain.release import Release
from shared.identity.links import SignInLink
from shared.stored import Stored
from shared.unit import Work


class MediaUnit(Work, Protocol):
    """The stores of media for one message."""

    releases: Stored[Release]
    journalists: Stored[Journalist]
    representatives: Stored[Representative]
    mailings: Stored[Mailing]
    deliveries: Stored[Delivery]
    embargo_readings: Stored[EmbargoReading]
    meetings: Stored[MeetingCopy]
    side_events: Stored[SideEventCopy]
    participations: Stored[Participation]
    accreditations: Stored[Accreditation]
    press_notices: Stored[PressNotice]
    links: Stored[SignInLink]
